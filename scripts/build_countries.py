"""Write `extractor/lexicon/tables/countries.tsv`: names from ISO 3166-1 and CLDR, other names, adjectives and capitals by hand.

Run again when a state changes its name: `python scripts/build_countries.py`.
"""

from pathlib import Path

import pycountry
from babel import Locale

TABLE = Path(__file__).parents[1] / "extractor" / "lexicon" / "tables" / "countries.tsv"

# code: adjectives and people; capital; other names
BY_HAND = """
AF: Afghan|Afghans|Afghani; Kabul; Islamic Emirate of Afghanistan
AL: Albanian|Albanians; Tirana; 
DZ: Algerian|Algerians; Algiers; 
AD: Andorran|Andorrans; Andorra la Vella; 
AO: Angolan|Angolans; Luanda; 
AG: Antiguan|Antiguans|Barbudan; St. John's; Antigua & Barbuda|Antigua
AR: Argentine|Argentinian|Argentinean|Argentines|Argentinians; Buenos Aires; Argentine Republic
AM: Armenian|Armenians; Yerevan; 
AU: Australian|Australians|Aussie; Canberra; Commonwealth of Australia
AT: Austrian|Austrians; Vienna; 
AZ: Azerbaijani|Azerbaijanis|Azeri|Azeris; Baku; 
BS: Bahamian|Bahamians; Nassau; The Bahamas|Bahamas
BH: Bahraini|Bahrainis; Manama; Kingdom of Bahrain
BD: Bangladeshi|Bangladeshis|Bengali; Dhaka; Bangla Desh
BB: Barbadian|Barbadians|Bajan; Bridgetown; 
BY: Belarusian|Belarusians|Belarussian|Belorussian; Minsk; Belorussia|Byelorussia
BE: Belgian|Belgians; Brussels; 
BZ: Belizean|Belizeans; Belmopan; 
BJ: Beninese|Beninois; Porto-Novo|Cotonou; 
BT: Bhutanese; Thimphu; Kingdom of Bhutan
BO: Bolivian|Bolivians; La Paz; Bolivia
BA: Bosnian|Bosnians|Herzegovinian|Bosnia-Herzegovinian; Sarajevo; Bosnia|Bosnia & Herzegovina|BiH|Bosnia-Herzegovina
BW: Botswanan|Batswana|Motswana; Gaborone; 
BR: Brazilian|Brazilians; Brasília|Brasilia; 
BN: Bruneian|Bruneians; Bandar Seri Begawan; Brunei
BG: Bulgarian|Bulgarians; Sofia; 
BF: Burkinabe|Burkinabé|Burkinabè; Ouagadougou; Burkina
BI: Burundian|Burundians; Bujumbura|Gitega; 
CV: Cape Verdean|Cape Verdeans|Cabo Verdean|Cabo Verdeans; Praia; Cape Verde|Cabo Verde
KH: Cambodian|Cambodians|Khmer; Phnom Penh; Kampuchea|Kingdom of Cambodia
CM: Cameroonian|Cameroonians; Yaoundé|Yaounde; Cameroun
CA: Canadian|Canadians; Ottawa; 
CF: Central African; Bangui; CAR|Central African Rep.
TD: Chadian|Chadians; N'Djamena|N’Djamena|Ndjamena; Tchad
CL: Chilean|Chileans; Santiago; 
CN: Chinese|Sino; Beijing|Peking; PRC|People's Republic of China|People’s Republic of China|P.R. China|PR China|Mainland China|P.R.C.|mainland China
CO: Colombian|Colombians; Bogotá|Bogota; 
KM: Comorian|Comorians|Comoran|Comorans; Moroni; Comoro Islands|Union of the Comoros|Union of Comoros
CG: Congolese; Brazzaville; Republic of the Congo|Republic of Congo|Congo|Congo-Brazzaville|Congo Republic|Congo Brazzaville|Congo (Brazzaville)|Republic of The Congo
CD: Congolese; Kinshasa; Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|D.R. Congo|Congo-Kinshasa|DR of Congo|Congo Kinshasa|Zaire|Congo (Kinshasa)|D.R.C.|Congo
CK: Cook Island|Cook Islander|Cook Islanders; Avarua; 
CR: Costa Rican|Costa Ricans; ; 
CI: Ivorian|Ivorians|Ivoirian; Abidjan|Yamoussoukro; Ivory Coast|Côte d’Ivoire|Cote d'Ivoire|Cote d’Ivoire|Côte D'Ivoire|Cote D'Ivoire|Cote Divoire
HR: Croatian|Croatians|Croat; Zagreb; 
CU: Cuban|Cubans; Havana; 
CY: Cypriot|Cypriots|Turkish Cypriot|Turkish Cypriots|Greek Cypriot|Greek Cypriots; Nicosia; Northern Cyprus
CZ: Czech|Czechs|Czechoslovak; Prague; Czech Republic|Czechia|Czechoslovakia
DK: Danish|Danes; Copenhagen; 
DJ: Djiboutian|Djiboutians; ; 
DM: Dominican|Dominicans; Roseau; Commonwealth of Dominica
DO: Dominican|Dominicans; Santo Domingo; Dominican Rep.
EC: Ecuadorian|Ecuadorians|Ecuadorean; Quito; 
EG: Egyptian|Egyptians; Cairo; Arab Republic of Egypt
SV: Salvadoran|Salvadorans|Salvadorean; ; El Salvador
GQ: Equatorial Guinean|Equato-Guinean|Equatoguinean|Equatorial Guineans; Malabo; Eq. Guinea
ER: Eritrean|Eritreans; Asmara; 
EE: Estonian|Estonians; Tallinn; 
SZ: Swazi|Swazis|Emaswati; Mbabane; Swaziland|Eswatini|eSwatini|Kingdom of Eswatini
ET: Ethiopian|Ethio|Ethiopians; Addis Ababa; 
FJ: Fijian|Fijians; Suva; Fiji Islands
FI: Finnish|Finns|Finn; Helsinki; 
FR: French; Paris; 
GA: Gabonese; Libreville; Republic of Gabon
GM: Gambian|Gambians; Banjul; The Gambia|Gambia
GE: Georgian|Georgians; Tbilisi; Republic of Georgia
DE: German|Germans; Berlin; Federal Republic of Germany|FRG
GH: Ghanaian|Ghanaians|Ghanian; Accra; 
GR: Greek|Greeks|Hellenic; Athens; 
GD: Grenadian|Grenadians; St. George's; 
GT: Guatemalan|Guatemalans; ; 
GN: Guinean|Guineans; Conakry; Guinea-Conakry|Guinea Conakry|Republic of Guinea
GW: Bissau-Guinean|Guinean|Guineans|Bissau-Guineans|Guinea-Bissauan; Bissau; Guinea Bissau|Guinea-Bissau|Guinée-Bissau
GY: Guyanese; Georgetown; Co-operative Republic of Guyana
HT: Haitian|Haitians; Port-au-Prince; 
HN: Honduran|Hondurans; Tegucigalpa; 
HU: Hungarian|Hungarians; Budapest; Republic of Hungary
IS: Icelandic|Icelanders; Reykjavík|Reykjavik; 
IN: Indian|Indo|Indians; New Delhi|Delhi; Republic of India
ID: Indonesian|Indonesians; Jakarta; 
IR: Iranian|Iranians; Tehran|Teheran; Islamic Republic of Iran
IQ: Iraqi|Iraqis; Baghdad; 
IE: Irish; Dublin; Republic of Ireland
IL: Israeli|Israelis; Jerusalem|Tel Aviv; 
IT: Italian|Italians; Rome; Republic of Italy
JM: Jamaican|Jamaicans; Kingston; 
JP: Japanese; Tokyo; 
JO: Jordanian|Jordanians; Amman; Hashemite Kingdom of Jordan
KZ: Kazakh|Kazakhs|Kazakhstani|Kazakhstanis; Astana|Nur-Sultan; Kazakstan
KE: Kenyan|Kenyans; Nairobi; 
KI: I-Kiribati; Tarawa|South Tarawa; 
KP: North Korean|North Koreans|DPR Korean; Pyongyang; North Korea|DPRK|DPR Korea|D.P.R.K.|Democratic People's Republic of Korea
KR: Korean|Koreans|South Korean|South Koreans; Seoul; South Korea|Republic of Korea|ROK|RoK|Korea|R.O.K.|Korea Republic
KW: Kuwaiti|Kuwaitis; Kuwait City; State of Kuwait
KG: Kyrgyz|Kyrgyzstani|Kirghiz; Bishkek; Kyrgyzstan|Kyrgyz Republic|Kirghizia
LA: Lao|Laotian|Laotians; Vientiane; Laos|Lao PDR|Lao People's Democratic Republic|Lao P.D.R.|LPDR
LV: Latvian|Latvians; Riga; 
LB: Lebanese; Beirut; Republic of Lebanon
LS: Basotho|Mosotho|Sesotho|Lesothan; Maseru; Kingdom of Lesotho
LR: Liberian|Liberians; Monrovia; 
LY: Libyan|Libyans; Tripoli; State of Libya
LI: Liechtensteiner; Vaduz; 
LT: Lithuanian|Lithuanians; Vilnius; 
LU: Luxembourgish|Luxembourgers|Luxembourger; ; 
MG: Malagasy|Madagascan|Madagascans; Antananarivo; 
MW: Malawian|Malawians; Lilongwe; 
MY: Malaysian|Malaysians; Kuala Lumpur; 
MV: Maldivian|Maldivians; Malé|Male City; Maldive Islands
ML: Malian|Malians; Bamako; 
MT: Maltese; Valletta; 
MH: Marshallese|Marshall Islander; Majuro; RMI
MR: Mauritanian|Mauritanians; Nouakchott; 
MU: Mauritian|Mauritians; Port Louis; 
MX: Mexican|Mexicans; Mexico City; 
FM: Micronesian|Micronesians; Palikir|Pohnpei; Federated States of Micronesia|FSM|Micronesia
MD: Moldovan|Moldovans; Chișinău|Chisinau; Moldova|Republic of Moldova
MC: Monégasque|Monegasque; ; 
MN: Mongolian|Mongolians|Mongol; Ulaanbaatar|Ulan Bator; 
ME: Montenegrin|Montenegrins; Podgorica; Republic of Montenegro
MA: Moroccan|Moroccans; Rabat; Kingdom of Morocco
MZ: Mozambican|Mozambicans; Maputo; 
MM: Burmese|Myanma|Myanmarese; Naypyidaw|Nay Pyi Taw|Naypyitaw|Yangon; Burma|Myanmar
NA: Namibian|Namibians; Windhoek; 
NR: Nauruan|Nauruans; Yaren; 
NP: Nepali|Nepalese|Nepalis; Kathmandu; 
NL: Dutch|Netherlandish; The Hague|Amsterdam; Holland|the Netherlands
NZ: New Zealander|New Zealanders|Kiwi; ; Aotearoa New Zealand|Aotearoa
NI: Nicaraguan|Nicaraguans; Managua; 
NE: Nigerien|Nigeriens; Niamey; 
NG: Nigerian|Nigerians; Abuja|Lagos; 
NU: Niuean|Niueans; Alofi; 
MK: Macedonian|Macedonians; Skopje; Macedonia|FYROM|Former Yugoslav Republic of Macedonia|Republic of North Macedonia
NO: Norwegian|Norwegians; Oslo; 
OM: Omani|Omanis; Muscat; Sultanate of Oman
PK: Pakistani|Pakistanis; Islamabad; 
PW: Palauan|Palauans; Ngerulmud|Koror; 
PS: Palestinian|Palestinians; Ramallah; Palestine|State of Palestine|Palestinian Territories|Palestinian territories|Palestinian Authority|Gaza|West Bank|Gaza Strip|occupied Palestinian territory
PA: Panamanian|Panamanians; Panama City; 
PG: Papua New Guinean|Papua New Guineans; Port Moresby; PNG
PY: Paraguayan|Paraguayans; Asunción|Asuncion; 
PE: Peruvian|Peruvians; Lima; 
PH: Philippine|Filipino|Filipinos|Filipina; Manila; the Philippines
PL: Polish|Poles; Warsaw; 
PT: Portuguese; Lisbon; Republic of Portugal
QA: Qatari|Qataris; Doha; State of Qatar
RO: Romanian|Romanians; Bucharest; Roumania
RU: Russian|Russians; Moscow; Russia|Soviet Union|USSR|Russian Federation
RW: Rwandan|Rwandans|Rwandese; Kigali; Republic of Rwanda
KN: Kittitian|Nevisian; Basseterre; St. Kitts and Nevis|St Kitts and Nevis|Saint Kitts & Nevis|St. Kitts & Nevis|St Kitts
LC: Saint Lucian|St. Lucian|St Lucian|Saint Lucians; Castries; St. Lucia|St Lucia
VC: Vincentian|Vincentians; Kingstown; St. Vincent and the Grenadines|St Vincent and the Grenadines|Saint Vincent & the Grenadines|St. Vincent
WS: Samoan|Samoans; Apia; Western Samoa
SM: Sammarinese; ; 
ST: Santomean|São Tomean|São Toméan|Sao Tomean; ; São Tomé and Príncipe|Sao Tome|Sao Tome and Principe|São Tomé|Sao Tome & Principe
SA: Saudi|Saudis|Saudi Arabian; Riyadh; KSA|Kingdom of Saudi Arabia
SN: Senegalese; Dakar; 
RS: Serbian|Serbians|Serb|Serbs; Belgrade; Serbia and Montenegro|Yugoslavia|Federal Republic of Yugoslavia|FR Yugoslavia|Federal Republic of Yugoslavia
SC: Seychellois|Seychelloise; ; 
SL: Sierra Leonean|Sierra Leoneans|Sierra Leonian; Freetown; 
SG: Singaporean|Singaporeans; ; 
SK: Slovak|Slovaks|Slovakian; Bratislava; Slovak Republic|Republic of Slovakia
SI: Slovenian|Slovenians|Slovene; Ljubljana; 
SB: Solomon Island|Solomon Islander|Solomon Islanders; Honiara; Solomons|the Solomons
SO: Somali|Somalis|Somalian; Mogadishu; Somaliland|Puntland
ZA: South African|South Africans; Pretoria|Tshwane|Cape Town; RSA
SS: South Sudanese; Juba; Southern Sudan
ES: Spanish|Spaniards; Madrid; 
LK: Sri Lankan|Sri Lankans; Colombo; Ceylon
SD: Sudanese; Khartoum; North Sudan
SR: Surinamese; Paramaribo; Surinam
SE: Swedish|Swedes; Stockholm; 
CH: Swiss; Bern|Berne|Geneva; 
SY: Syrian|Syrians; Damascus; Syrian Arab Republic|Syria
TW: Taiwanese; Taipei; Taiwan|Chinese Taipei|Republic of China|ROC|Taiwan, China
TJ: Tajik|Tajiks|Tajikistani; Dushanbe; 
TZ: Tanzanian|Tanzanians|Zanzibari; Dodoma|Dar es Salaam; Tanzania|Zanzibar
TH: Thai|Thais; Bangkok; 
TL: Timorese|East Timorese; Dili; East Timor|Timor Leste|Timor-Leste
TG: Togolese; Lomé|Lome; Republic of Togo
TO: Tongan|Tongans; Nuku'alofa|Nuku’alofa|Nukualofa; Kingdom of Tonga
TT: Trinbagonian|Trinidadian|Trinidadians|Tobagonian; Port of Spain|Port-of-Spain; Trinidad & Tobago|Trinidad
TN: Tunisian|Tunisians; Tunis; 
TR: Turkish|Turks; Ankara; Turkey|Türkiye|Turkiye
TM: Turkmen|Turkmens|Turkmenistani; Ashgabat; Republic of Turkmenistan
TV: Tuvaluan|Tuvaluans; Funafuti; 
UG: Ugandan|Ugandans; Kampala; 
UA: Ukrainian|Ukrainians; Kyiv|Kiev; the Ukraine
AE: Emirati|Emiratis; Abu Dhabi|Dubai; UAE|U.A.E.|United Arab Emirates
GB: British|Britons|Scottish|Welsh; London|Westminster|Whitehall; UK|U.K.|Britain|Great Britain|United Kingdom|England|Scotland|Wales|Northern Ireland
US: American|Americans; Washington|Washington, D.C.|Washington DC|Washington D.C.; US|U.S.|USA|U. S.|U.S.A.|United States of America|United States|America
UY: Uruguayan|Uruguayans; Montevideo; 
UZ: Uzbek|Uzbeks|Uzbekistani; Tashkent; 
VU: Ni-Vanuatu|ni-Vanuatu|Vanuatuan; Port Vila|Port-Vila; New Hebrides
VA: Vatican; ; Holy See|the Vatican|Vatican City|Vatican
VE: Venezuelan|Venezuelans; Caracas; Venezuela
VN: Vietnamese; Hanoi; Viet Nam|Vietnam
YE: Yemeni|Yemenis|Yemenite; Sana'a|Sanaa|Sana’a|Aden; Republic of Yemen
ZM: Zambian|Zambians; Lusaka; 
ZW: Zimbabwean|Zimbabweans; Harare; Rhodesia
XK: Kosovar|Kosovars|Kosovan; Pristina|Prishtina; Kosovo|Republic of Kosovo
PR: Puerto Rican|Puerto Ricans; ; 
GL: Greenlandic|Greenlanders; Nuuk; 
HK: ; ; Hong Kong|Hong Kong SAR
MO: Macanese; ; Macau|Macao
TK: Tokelauan; ; 
WF: ; ; 
NC: New Caledonian; Nouméa|Noumea; 
PF: Polynesian; Papeete; 
MS: Montserratian; ; 
AI: Anguillian; ; 
EH: Sahrawi|Saharawi; ; Western Sahara
AW: Aruban; ; 
CW: Curaçaoan; ; Curacao
BM: Bermudian; ; 
FO: Faroese; ; 
GU: Guamanian; ; 
"""
# Names and adjectives that are also something else, and need an aid context or a capital beside them.
AMBIGUOUS = [
    "Indo",
    "Bengali",
    "Lagos",
    "Santo",
    "Polynesian",
    "Congolese",
    "Georgia",
    "Georgian",
    "Jordan",
    "Chad",
    "Turkey",
    "Guinea",
    "Congo",
    "Niger",
    "Dominica",
    "Dominican",
    "Dominicans",
    "Malta",
    "Cyprus",
    "Jersey",
    "Guernsey",
    "Male",
    "Lima",
    "Kingston",
    "Georgetown",
    "Victoria",
    "Washington",
    "Paris",
    "Athens",
    "Rome",
    "Geneva",
    "Bissau",
    "Polish",
    "Turks",
    "Kiwi",
    "Montserrat",
    "Reunion",
    "Réunion",
    "Samoan",
    "Antigua",
    "Aden",
    "Trinidad",
    "Macedonia",
    "Sino",
    "Poles",
    "Finn",
    "Serb",
    "Croat",
    "Santiago",
    "Lao",
    "Nassau",
    "Moroni",
    "Praia",
    "Gibraltar",
    "Mali",
    "US",
    "Bern",
    "Luxembourg",
    "Hellenic",
    "Saba",
    "Palestine",
    "Wales",
    "Westminster",
    "Sofia",
    "Alofi",
    "Aotearoa",
    "Delhi",
    "Koror",
    "Yaren",
    "CAR",
    "FRG",
    "RSA",
    "RMI",
    "ROC",
    "ROK",
    "FSM",
]

# Names that several states share: which is meant where nothing in the text tells.
FIRST = {"Congo": "CD", "Congolese": "CD", "Dominican": "DO", "Dominicans": "DO", "Guinean": "GN", "Guineans": "GN"}

# States in which another place of a state's name lies.
NAMESAKES = {"Georgia": "US"}

AMBIGUOUS_HEADER = """# Names of places that are also persons, other places or words; they count only where nothing speaks against them.
# Source: by hand. Written by scripts/build_countries.py; change it there.
# name      as printed
# code      the state that is meant where several share the name and nothing tells which
# namesake  the state in which another place of a state's name lies: after a town of it the name is that ("Atlanta, Georgia")
name\tcode\tnamesake
"""


def ambiguous_names() -> list[str]:
    """Give the names that may be something else, each once."""
    return list(dict.fromkeys([*AMBIGUOUS, *FIRST]))


def main() -> None:
    """Write the table."""
    by_hand = {}
    for line in filter(None, BY_HAND.strip().splitlines()):
        code, rest = line.split(":", 1)
        adjectives, capitals, others = (part.strip() for part in rest.split(";"))
        by_hand[code] = (adjectives, capitals, others)
    english = Locale("en").territories
    codes = sorted({c.alpha_2 for c in pycountry.countries} | {"XK"})
    lines = []
    for code in codes:
        entry = pycountry.countries.get(alpha_2=code)
        adjectives, capitals, others = by_hand.get(code, ("", "", ""))
        names = [english.get(code, "")]
        if entry is not None:
            names += [getattr(entry, "common_name", ""), entry.name, getattr(entry, "official_name", "")]
        names += others.split("|")
        clean: dict[str, None] = {}
        for name in names:
            for spelling in (name, name.replace("’", "'"), name.replace("&", "and")):
                form = spelling.removeprefix("the ").strip()
                if form and "(" not in form and ", " not in form.replace("Washington, D", ""):
                    clean[form] = None
        clean = clean or {names[0].split(" (")[0]: None}
        short = {
            "CD": "Democratic Republic of the Congo",
            "CG": "Republic of the Congo",
            "MM": "Myanmar",
            "CI": "Côte d'Ivoire",
            "PS": "Palestine",
            "HK": "Hong Kong",
            "MO": "Macau",
            "TR": "Türkiye",
            "CZ": "Czechia",
            "SZ": "Eswatini",
        }.get(code) or next(iter(clean))
        ordered = [short, *[n for n in clean if n != short]]
        lines.append("\t".join([code, "|".join(ordered), adjectives, capitals]))
    header = """# States and territories of ISO 3166-1, and Kosovo (XK).
# Source: ISO 3166-1 (through pycountry) and Unicode CLDR (through babel) for names; former and other names, adjectives and capitals by hand.
# Written by scripts/build_countries.py; change it there.
# code        ISO 3166-1 alpha-2
# names       the short name first, then official, former and other names
# adjectives  adjectives and names of the people ("Nigerien", "Swedes")
# capitals    the capital, and the seat of government where it is another: stands for the government ("Tokyo pledged")
code\tnames\tadjectives\tcapitals
"""
    TABLE.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"{name}\t{FIRST.get(name, '')}\t{NAMESAKES.get(name, '')}".rstrip() for name in ambiguous_names()]
    (TABLE.parent / "ambiguous_places.tsv").write_text(AMBIGUOUS_HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{TABLE}: {len(lines)} rows")


if __name__ == "__main__":
    main()
