"""Top up `extractor/lexicon/tables/currencies.tsv` with the names and users that CLDR (babel) and ISO 4217 (pycountry) know.

What stands in the table stays: signs, rates, further names and what is ambiguous are kept there by hand. Run it again when
CLDR adds a currency: `python scripts/build_currencies.py`.
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
    "BOV CHE CHW CLF COU MXV USN UYI UYW XSU XUA VED XAG XAU XBA XBB XBC XBD XPD XPT XTS XXX XDR XAD".split()
)


def main() -> None:
    """Write the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    columns, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    at = {name: index for index, name in enumerate(columns)}
    shared = [row for row in rows if row[at["shared"] :] != [""]]
    by_code = {row[0]: row for row in rows if row not in shared}
    current = {currency.alpha_3 for currency in pycountry.currencies} - NO_MONEY
    for code in sorted(current - set(by_code)):
        by_code[code] = [code, "", code, *[""] * (len(columns) - 3)]
    users = _users(set(by_code))
    for code, row in by_code.items():
        names = {name_key(name): name for name in row[at["names"]].split("|") if name}
        for name in _names(code):
            names.setdefault(name_key(name), name)
        row[at["names"]] = "|".join(names.values())
        known = set(filter(None, row[at["countries"]].split("|")))
        row[at["countries"]] = "|".join(sorted(known | users.get(code, set())))
    ordered = [*(by_code[code] for code in sorted(by_code)), *shared]
    text = "\n".join([*head, *("\t".join(row) for row in [columns, *ordered])]) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    print(f"{TABLE}: {len(ordered)} rows")


def _names(code: str) -> list[str]:
    if code not in (locale := Locale("en")).currencies:
        return []
    names = [get_currency_name(code, count=count, locale="en") for count in (1, 2)]
    return [name for name in (locale.currencies[code], *names) if "(" not in name]


def _users(historic: set[str]) -> dict[str, set[str]]:
    """Give the territories in which each currency is tender, or was, if the table has it."""
    users: dict[str, set[str]] = {}
    for territory, periods in get_global("territory_currencies").items():
        for code, _, end, tender in periods:
            if tender and (end is None or code in historic and code not in {c.alpha_3 for c in pycountry.currencies}):
                users.setdefault(code, set()).add(territory)
    return users


if __name__ == "__main__":
    main()
