"""Write `extractor/lexicon/tables/given_names.tsv` from the first names that Faker's person providers know, by locale.

Faker is no dependency of the package: `pip install faker`, then `python scripts/build_given_names.py`.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from faker.providers import person as faker_people  # type: ignore[import-not-found]  # needed by this script alone

from extractor.lexicon import Lexicon, countries
from extractor.values.person import parts

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "extractor" / "lexicon" / "tables" / "given_names.tsv"
HEAD = """\
# Given names the world over, by which a run of capitals is known for a person's name where neither an office nor the
# language model says so. Source: the person providers of Faker (https://github.com/joke2k/faker, MIT licence), some by hand; written
# by scripts/build_given_names.py, which leaves out names of places and words that articles print in small letters.
# locale: where the names are usual (Faker's code); a name stands under the first locale that has it.
# names: in small letters, without accents and hyphens, as extractor.values.person.parts gives them; separated by |.
locale\tnames"""
# The sum of a whole country's registers: too many rare names that are words or places elsewhere.
TOO_WIDE = frozenset({"en", "is_IS", "de_LI"})
SHORTEST = 3
# After usual names of countries that Faker has no provider for; a locale, then its names as they are printed in small letters.
BY_HAND = """\
am_ET: abebe abeba abiy alemayehu alemu almaz aster ayele bekele belay berhane berhanu birtukan demeke dereje desta eyob fikadu fikru gebre gebremedhin girma genet hailu hiwot kebede kidane lemma mekdes mekonnen melaku meles mulugeta negash selamawit seyoum sintayehu tadele tadesse tariku tefera tekle tesfaye tewodros tigist tilahun worku workneh yared yohannes zenebe zewde
bm_ML: adama alassane aminata amadou aoua assa assétou awa bakary bintou boubacar cheick coumba daouda diarra djeneba dramane fanta fatimata fatou fatoumata hamidou hawa ibrahima idrissa issa issiaka kadiatou kadidia korotoumou lassana lassina mahamadou mahamane mahamat mamadou mariam mariama modibo moussa nana oumar oumarou oumou ousmane rokia salif salimata sekou seydou sidi sory souleymane tidiane youssouf zeinabou
wo_SN: abdoulaye aissatou alioune aliou amy assane astou babacar bineta cheikh daba dieynaba diarra elhadji fallou khadidiatou khady lamine maimouna malick mame mamadou mbaye mbacke modou ndeye ngone ousmane pape rama rokhaya seynabou souleymane tening thierno yacine
so_SO: abdikadir abdikarim abdinasir abdirahman abdirashid abdirizak abdiwali abdullahi asha ayaan bashir caasha deqa dahir fadumo faisa farah fardowsa farhiya guled habibo hawo hibo hodan idil ifrah ikran ismahan khadra liban mohamud muhubo mumin nasteho nimo nuradin sahra samatar shamso siyad warsame yasin
rw_RW: aimable alphonsine beatha chantal claver clementine consolee dative domitilla donatille emerthe espérance euphrasie evariste faustin felicien gaspard gaudence godelieve immaculee jacqueline juvenal leonidas mukamana nshimirimana ndayishimiye niyonzima nkurunziza odette pélagie thacien thérence venant venuste vestine
ny_MW: chikondi chifundo chimwemwe chipo chisomo chiyembekezo dalitso kondwani limbani lucius madalitso mabvuto mphatso mwayi mavuto tapiwa tatenda tendai thandiwe thokozani tinashe tiyamike ulemu yankho zikomo lovemore
st_ZA: dineo kagiso katlego keabetswe lebo lebohang lerato mamello mpho naledi neo nthabiseng palesa pule refilwe retselisitsoe sello teboho thabiso thabo tshepo tumelo tshepiso thandi thandeka themba thulani sibusiso sipho nomsa nomvula bongani busisiwe ayanda mandla musa mduduzi
mg_MG: andriamanana fanja faniry haja hery harilala haingo hasina herimalala herizo lalao lanto lova malala mamy mamisoa miora nirina noro rija rivo rado rakoto sitraka tiana toky tovo vola voahangy zo ny
pt_AO: adalgisa adilson amélia armindo aristides albertina celestino crispim deolinda domingos esperanca eugenio evaristo filomena georgina graca hermenegildo isaura jacinto joaquim laurinda lurdes manecas osvaldo rosaria rosalina salomao teodoro virgilio zacarias
my_MM: aung aye hla hlaing htet htin htun htay kyaw kyi khin lwin maung mya myint naing nilar nyunt phyo phyu sandar soe su swe thant thein thet thida thiri thura tin tun wai win yee yin zaw zin
lo_LA: bounthong bounnhang boun bounmy bouasone chanthavong chansamone khamphone khampheng khamla khamsouk khamtay khamtanh khamphao khemmani keo kikeo phankham phetsamone phouthone phonesavanh saleumxay saysomphone sengdeuan siphandone sisomphone somdy somphone somsavat sonexay souphanh thongsing thongloun thongphane viengthong viengsavanh vilayvong bounkong sinlavong
km_KH: bopha chanthou chantha chanthy chea chhay dara kosal maly mony nary phally phalla piseth pisey ratana rithy sarith samnang samphan savuth sitha socheata sokha sokhom sokun sokunthea sophal sophea sopheak sopheap sothea sovann sreymom sreypov srey thavy veasna vanna vannak vibol vichea virak
mn_MN: altantuya amarsaikhan batbayar batbold battulga batsaikhan batmunkh bayarmaa bolormaa bolortuya davaa delgermaa dorj dulguun enkhbayar enkhbold enkhtuya enkhtuvshin erdene erdenechimeg ganbaatar ganbold gantulga ganzorig khurelsukh lkhagva munkhbat munkhtuya narantuya nyamdorj oyun oyunchimeg oyunerdene sarantuya sukhbaatar tsogtbaatar tsend tumurbaatar uyanga zandanshatar
dz_BT: chencho choki dawa dechen deki dorji karma kencho kezang kinley kinga lhamo lobzang namgay namgyel norbu pema pem phuntsho phurba rinchen rinzin sangay sonam tandin tashi tenzin thinley tshering tshewang tshomo ugyen wangchuk wangdi wangmo yangchen yeshey yoezer zangmo
ne_NP: anju bhim bhola binod bishnu chandra deepak durga ganesh gita govinda hari indra janardan kamala khagendra krishna laxmi madhav mahendra maya narayan padam parbati pradeep prakash puspa rajendra ram ramesh renu sabitri saraswati shanta sher shyam sita surendra tek tulasi uma yubaraj
si_LK: anura ajith chaminda chandrika dilan dinesh gamini gotabaya harsha indika kumari kusum lakshman lasantha mahinda maithripala mangala nalin nimal nimali nihal nuwan palitha priyantha ranil ranjith rohitha ruwan sanath sirimavo sunil thilak upul vajira wasantha wimal
fj_FJ: aisake akanisi apisai asenaca filimone ilaitia inoke isikeli josaia josefa jone jioji kelera kini laisenia litia lusiana manasa mereseini merewalesi mosese naomi netani peni penioni pita ratu rusiate salote savenaca semi seru setareki sitiveni tevita timoci unaisi vani viliame voreqe waisale
to_TO: ana 'aisake 'alisi 'anau feleti fatafehi fusitua lavinia lolohea lupe malia mele mele'ana pohiva samiuela siaosi siosaia siosiua sione sosefo taniela tu'ipelehake vaea viliami
sm_WS: aiono afamasaga fiame fa'atonu fepuleai iosefa leiataua lealaiauloto lauofo masiofo malietoa naomi palusalue papalii sailele seve simativa siaosi sili sifiso tiatia toeolesulusulu tuilaepa tuala tupai tupua vaovasamanaia
ki_KI: anote bwere ieremia ioane kabure kaure kautu michelle nabuti ruateki taaneti tangariki taneti tebuai tekena tekoa teima teburoro tekee teuea tiarite tinian toke ueantabo
bi_VU: alatoi bakoa ishmael jotham kalo kalfau kalsakau leimara maina natapei ralph sato tari willie
uz_UZ: abdulla akmal alisher aziza azizbek bakhtiyor bobur dilbar dilfuza dilnoza farkhod feruza gulnara gulchehra ibrokhim jamshid jasur kamola laziz lola madina mukhabbat nargiza nodir nodira ravshan rustam sardor sherzod shavkat shokhrukh sodiq ulugbek umida zebo zulfiya
tg_TJ: abdujabbor abdullo bahrom davlat davlatali emomali farrukh firuz gulru jamoliddin khurshed komil mahmadsaid mavluda mehriniso nizomiddin parviz qohir rahmon rustami saidali sherali shodmon sirojiddin sulton zavqi zafar zulfiqor
ky_KG: aibek aida aigul ainura almazbek askar azamat bakyt bermet chynara cholpon daniyar ermek gulmira jyldyz kanat kubanychbek kubat maksat marat mirlan nurlan omurbek roza sadyr sooronbai talant temir tilek ulan zamir zhanar
ka_GE: archil avtandil davit ekaterine eka ekvtime giorgi gia gocha irakli ketevan khatuna lasha levan mamuka maka mamuka natia nino nodar otar rusudan salome shalva tamar tamuna tea teimuraz tengiz vakhtang zaza zurab
hy_AM: anahit arayik ararat arman armen arsen artak ashot astghik davit gagik gayane gohar hakob hasmik hovhannes karen karapet lilit mkrtich naira nairi narek nune ruben samvel sargis siranush tigran vahagn vahan vahe varduhi zaruhi
sq_AL: agim agron alban albana arben ardian artan arta avni bashkim besa besnik blerim bujar dritan drita edi edmond elira ermal fatmir flamur genc gentian ilir indrit kreshnik lindita lirim luljeta majlinda mimoza olta petrit shpresa skender sokol teuta valbona vjosa vlora xhevat
ht_HT: altagrace anaise cherline dieudonne edwidge guerline islande jean jeanine jovenel mirlande myrlande roseline rose-laure ruth-marie wilner wisly yolette
"""


def main() -> None:
    """Write the table."""
    taken = _words() | _places()
    lines = [HEAD]
    for locale in sorted(module.name for module in iter_modules(faker_people.__path__)):
        if locale in TOO_WIDE:
            continue
        names = {word for name in _first_names(locale) for word in parts(name) if len(word) >= SHORTEST} - taken
        taken |= names
        if names:
            lines.append(f"{locale}\t{'|'.join(sorted(names))}")
    for locale, printed in (line.split(": ") for line in BY_HAND.splitlines()):
        names = {word for name in printed.split() for word in parts(name) if len(word) >= SHORTEST} - taken
        taken |= names
        lines.append(f"{locale}\t{'|'.join(sorted(names))}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first_names(locale: str) -> Iterator[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if "first_name" not in attribute or callable(value) or isinstance(value, property):
            continue
        for name in value:  # a romanised one stands last in a tuple
            printed = name[-1] if isinstance(name, tuple) else name
            if isinstance(printed, str) and re.fullmatch(r"[A-ZÀ-ÖØ-ɏ][A-Za-zÀ-ɏ'’-]+", printed):
                yield printed


def _words() -> set[str]:
    """Give the words that the corpus prints in small letters ("grant", "will", "hope")."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))]
    tables = [path.read_text(encoding="utf-8") for path in sorted(TABLE.parent.glob("*.tsv")) if path != TABLE]
    return {word for text in [*texts, *tables] for word in re.findall(r"(?<![\w'’-])[a-zà-ɏ]{3,}(?![\w'’-])", text)}


def _places() -> set[str]:
    """Give the words that places are called by."""
    lexicon = Lexicon()
    names = [*countries.short_names(lexicon).values()]
    for table in ("countries", "places", "regions"):
        names += (TABLE.parent / f"{table}.tsv").read_text(encoding="utf-8").replace("\t", "|").split("|")
    return {parts(name)[0] for name in names if len(parts(name)) == 1}


if __name__ == "__main__":
    main()
