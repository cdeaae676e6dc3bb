"""The forms of dates, as expressions over tags, in order of precedence."""

import re
from functools import cache

from extractor.values.dates_tokens import compile_tags

MON = "(?:[month monthish] dot?)"
DAY = "[num ord]"
YEAR = "[year old]"
REF = "(?:the? [back this last next previous following]{1,3})"
THIS = "[last next this]"
JOIN = "[to until dash and or slash]"
WEEKDAY = "(?:[weekday weekdayish] dot? comma? open? the?)"
MOD = (
    "(?:(?:edge dash?){1,2} (?:in? the?)? | edge? border of the? | [ordinal last ord] [half_word week_word] of the?"
    " | shift in? the? | half of the?)"
)
YEAR_OF = f"(?:[comma of]? {YEAR} | quote [num low])"

# Longer forms first: the first form that fits at a place is taken.
FORMS: tuple[tuple[str, str], ...] = (
    ("iso", f"{YEAR} [dash slash dot] num [dash slash dot] num"),
    ("numeric", "num [slash dash dot] num [slash dash dot] [year old num low]"),
    (
        "quarter",
        f"quarter of? [comma slash dash]? the? (?:fiscal year_word | fy)? {YEAR} | {YEAR} [dash slash]? quarter",
    ),
    ("quarter", f"[ordinal ord] quarter_word (?:of | in | comma)? the? (?:[fiscal fiscalish]? year_word | fy)? {YEAR}"),
    ("quarter_of", f"(?:[ordinal ord] quarter_word | quarter) of the? {REF} [fiscal fiscalish]? year_word"),
    (
        "fiscal",
        f"{MOD}? (?:fy dash? | fiscal year_word? | fiscalish year_word) [year num low] (?:[dash slash] [year num low])?",
    ),
    ("fiscal", f"{MOD}? year [dash slash] [year num low] (?:fy | [fiscal fiscalish] year_word)"),
    ("fiscal", f"{MOD}? year [fiscal fiscalish] year_word"),
    ("half", f"half {YEAR}"),
    ("days_month", f"{WEEKDAY}? {DAY} (?:comma {DAY}){{0,6}} comma? {JOIN} {WEEKDAY}? the? {DAY} of? {MON} {YEAR_OF}?"),
    (
        "month_days",
        f"{WEEKDAY}? {MON} the? {DAY} (?:comma {DAY}){{0,6}} comma? {JOIN} the? {DAY} (?!of? [month monthish]) {YEAR_OF}?",
    ),
    ("months", f"{MOD}? {MON} (?:comma {MON}){{0,10}} comma? {JOIN} {MOD}? {MON} {YEAR_OF}"),
    ("day_month_year", f"{WEEKDAY}? {DAY} [of dash comma slash]? {MON} (?:dash | slash)? {YEAR_OF}"),
    ("day_month_of", f"{WEEKDAY}? {DAY} of? {MON} comma? of? {REF} year_word"),
    ("month_day_year", f"{WEEKDAY}? {MON} dash? the? {DAY} dot? (?:comma? open? {YEAR} | of {YEAR} | quote [num low])"),
    ("month_day_of", f"{WEEKDAY}? {MON} the? {DAY} comma? of? {REF} year_word"),
    ("day_month", f"{WEEKDAY}? {DAY} of? {MON}"),
    ("month_day", f"{WEEKDAY}? {MON} the? {DAY}"),
    (
        "month_year",
        f"{MOD}? {MON} (?:of the? year_word? | comma | dash | slash)? {YEAR} | {MOD}? {MON} dash? quote [num low]",
    ),
    ("month_of", f"{MOD}? {MON} comma? of? {REF} year_word"),
    ("month_near", f"{MOD}? {THIS} {MON}"),
    ("month", f"{MOD}? {MON}"),
    ("weekday_of", f"weekday of? {THIS} week_word"),
    ("weekday", f"(?:[last next this])? weekday"),
    ("weekday", f"(?:[last next]) weekdayish"),
    ("feast", f"feast (?:comma? of? {YEAR})?"),
    ("season", f"{MOD}? season (?:of | comma)? {YEAR}"),
    ("season_of", f"season of? {REF} year_word"),
    ("season_near", f"{THIS} season"),
    ("day_off", "day_word [before after] today | today"),
    ("unit_near", f"{MOD}? {THIS} [fiscal fiscalish]? [year_word month_word week_word quarter_word]"),
    (
        "unit_back",
        f"{MOD}? (?:back word? back? | [previous following]) [year_word month_word week_word quarter_word day_word]",
    ),
    (
        "shifted",
        "(?:article? few of? | [article number num]) [year_word month_word week_word day_word] [ago shift]"
        " | article [year_word month_word week_word day_word] [before after] (?=[dot comma close])",
    ),
    ("unit_border", f"{MOD} [year_word month_word] | year_word dash border"),
    ("year", f"{MOD}? {YEAR} (?:[dash slash] [year num low])?"),
)


@cache
def grammar() -> re.Pattern[str]:
    """Give all forms as one expression; its groups are named "form_number"."""
    forms = "|".join(f"(?P<F{i}>{pattern})" for i, (_, pattern) in enumerate(FORMS))
    return compile_tags(forms)


def forms_in(tags: str) -> list[tuple[str, int, int]]:
    """Give (form, first token, token behind the last) of what could be dates, left to right."""
    return [
        (FORMS[int((match.lastgroup or "F0")[1:])][0], match.start(), match.end()) for match in grammar().finditer(tags)
    ]
