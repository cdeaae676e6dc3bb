"""Top up the table of currencies with the names and users that CLDR (babel) and ISO 4217 (pycountry) know.

What stands in `extractor/lexicon/tables/currencies.tsv` stays: signs, rates, further names and what is ambiguous are
kept there by hand. Codes that ISO 4217 has withdrawn get names only: nobody prints them, and "NIC 5" is something else.
Run it again when CLDR adds a currency: `python scripts/build_currencies.py`.
"""

from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from extractor.lexicon.currencies import name_key

TABLE = Path(__file__).parents[1] / "extractor" / "lexicon" / "tables" / "currencies.tsv"
# Units of account and funds, metals, and codes for tests: nobody gives aid in them.
NO_MONEY = frozenset(
    (
        *("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "USS", "UYI", "UYW", "VED", "XFO", "XFU", "XRE", "XSU"),
        *("XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX"),
    )
)
ISO = {currency.alpha_3: currency.name for currency in pycountry.currencies}
CLDR = Locale("en").currencies


def main() -> None:
    """Write the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    columns, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    at = {name: index for index, name in enumerate(columns)}
    rows = [[*row, *[""] * (len(columns) - len(row))] for row in rows]
    shared = [row for row in rows if row[at["shared"]]]
    by_code = {row[at["code"]]: row for row in rows if row not in shared}
    for code in sorted((set(ISO) | set(CLDR)) - NO_MONEY - set(by_code)):
        if names_of(code):
            by_code[code] = [code, "", code if code in ISO else "", *[""] * (len(columns) - 3)]
    users = _users(set(by_code))
    taken = {name_key(name) for row in rows for name in row[at["names"]].split("|")}
    for code, row in by_code.items():
        names = {name_key(name): name for name in row[at["names"]].split("|") if name}
        for name in names_of(code):
            if name_key(name) not in taken:
                names.setdefault(name_key(name), name)
        row[at["names"]] = "|".join(names.values())
        known = set(filter(None, row[at["countries"]].split("|")))
        row[at["countries"]] = "|".join(sorted(known | users.get(code, set())))
    told = {code: row for code, row in by_code.items() if row[at["names"]] or row[at["signs"]]}
    ordered = [*(told[code] for code in sorted(told)), *shared]
    text = "\n".join([*head, *("\t".join(row) for row in [columns, *ordered])]) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    print(f"{TABLE}: {len(ordered)} rows")


def names_of(code: str) -> list[str]:
    """Give the English names of a currency, singular and plural; none that says which of several it was in brackets."""
    if code not in CLDR:
        return []
    names = [get_currency_name(code, count=count, locale="en") for count in (1, 2)]
    return [name for name in (CLDR[code], *names) if "(" not in name]


def _users(known: set[str]) -> dict[str, set[str]]:
    """Give the territories in which each currency is tender, or was, if the table has it."""
    users: dict[str, set[str]] = {}
    for territory, periods in get_global("territory_currencies").items():
        for code, _, end, tender in periods:
            if tender and (end is None or (code in known and code not in ISO)):
                users.setdefault(code, set()).add(territory)
    return users


if __name__ == "__main__":
    main()
