"""The forms of dates, as expressions over tags, in order of precedence."""

import re
from functools import cache

from extractor.values.dates_tokens import compile_tags

MON = "(?:[month monthish] dot?)"
DAY = "[num ord]"
YEAR = "[year old]"
REF = "(?:the? [back this last next previous following]{1,3})"
THIS = "(?:this? [last next] | this)"
JOIN = "[to until dash and or slash]"
WEEKDAY = "(?:[weekday weekdayish] dot? comma? open? the?)"
MOD = (
    "(?:(?:edge dash?){1,2} (?:in? the?)? | edge? border (?:of the?)? | (?:year_word dash)? border dash"
    " | year_word dash border | [ordinal last ord] [half_word week_word] of the? | shift in? the? | half of the?)"
)
YEAR_OF = f"(?:[comma of]? {YEAR} | quote [num low])"

MOD_STARTS = "[edge border year_word ordinal last ord half_word half shift]"
STARTS = (
    "[year old num low ord ordinal quarter half fy fiscal fiscalish month monthish weekday weekdayish feast season"
    " last next this back previous following day_word year_word today few article number]"
)

# Longer forms first: the first form that fits at a place is taken. The second field says what may stand before it:
# "mod" such as "early" or "end of", "day" the day of the week ("only": must stand).
FORMS: tuple[tuple[str, str, str], ...] = (
    ("year_month_day", "", f"{YEAR} comma? {MON} {DAY}"),
    ("iso", "", f"{YEAR} [dash slash dot] num [dash slash dot] num"),
    ("numeric", "", "num [slash dash dot] num [slash dash dot] [year old num low]"),
    ("month_number", "", "num slash year"),
    (
        "quarter",
        "",
        f"quarter of? [comma slash dash]? the? (?:fiscal year_word | fy)? {YEAR} | {YEAR} [dash slash]? quarter",
    ),
    (
        "quarter",
        "",
        f"[ordinal ord last] quarter_word (?:of | in | comma)? the? (?:[fiscal fiscalish]? year_word | fy)? {YEAR}",
    ),
    ("quarter_of", "", f"(?:[ordinal ord] quarter_word | quarter) of the? {REF} [fiscal fiscalish]? year_word"),
    ("unit_same", "", f"back [quarter_word month_word] (?:of | in) {YEAR}"),
    ("quarter_bare", "", "[ordinal ord] dash? quarter_word | quarter"),
    (
        "fiscal",
        "mod",
        "(?:fy dash? | fiscal year_word? | fiscalish year_word) (?:[year num low] (?:[dash slash] [year num low])?"
        " | old [dash slash] [num low])",
    ),
    ("fiscal", "mod", "year [dash slash] [year num low] (?:fy | [fiscal fiscalish] year_word)"),
    ("fiscal", "mod", "year [fiscal fiscalish] year_word"),
    ("half", "", f"half {YEAR}"),
    ("days_month", "day", f"{DAY} (?:comma {DAY}){{0,6}} comma? {JOIN} {WEEKDAY}? the? {DAY} of? {MON} {YEAR_OF}?"),
    (
        "month_days",
        "day",
        f"{MON} the? {DAY} (?:comma {DAY}){{0,6}} comma? {JOIN} the? {DAY} (?!of? [month monthish]) {YEAR_OF}?",
    ),
    ("months", "mod", f"{MON} (?:comma {MON}){{0,10}} comma? {JOIN} {MOD}? {MON} {YEAR_OF}"),
    ("day_month_year", "mod day", f"{DAY} [of dash comma slash]? {MON} (?:dash | slash)? {YEAR_OF}"),
    ("day_month_of", "day", f"{DAY} of? {MON} comma? of? {REF} year_word"),
    (
        "month_day_year",
        "mod day",
        f"{MON} [dash comma]? the? {DAY} dot? (?:comma? open? {YEAR} | of {YEAR} | quote [num low])",
    ),
    ("month_day_of", "day", f"{MON} the? {DAY} comma? of? {REF} year_word"),
    ("day_month_year", "day", f"{DAY} dash {MON} dash [num low]"),
    ("day_month", "mod day", f"{DAY} of? {MON}"),
    ("month_day", "mod day", f"{MON} the? {DAY}"),
    ("month_year", "mod", f"{MON} (?:of the? year_word? | comma | dash | slash)? {YEAR} | {MON} dash? quote [num low]"),
    ("month_of", "mod", f"{MON} comma? of? {REF} year_word"),
    ("year_month", "", f"{YEAR} {MON}"),
    ("month_near", "mod", f"(?:{THIS} | back back?) {MON}"),
    ("month", "mod", f"{MON}"),
    ("weekday_of", "", f"weekday of? {THIS} week_word"),
    ("weekday", "", f"(?:{THIS})? weekday"),
    ("weekday", "", "(?:[last next])? weekdayish"),
    ("feast", "", f"feast (?:comma? of? {YEAR})?"),
    ("season", "mod", f"season (?:of | comma)? {YEAR} (?:[dash slash] [num low])?"),
    ("season_of", "", f"season of? {REF} year_word"),
    ("season_near", "mod", f"{THIS} season"),
    ("season_bare", "mod", "season"),
    ("day_off", "", "day_word [before after] today | (?:today | [this last] daypart) (?:comma weekday)?"),
    ("unit_near", "mod", f"{THIS} [fiscal fiscalish]? [year_word month_word week_word quarter_word]"),
    (
        "unit_back",
        "mod",
        "(?:back word? back? | [previous following]) [year_word month_word week_word quarter_word day_word]",
    ),
    (
        "shifted",
        "",
        "(?:article? few of? | [article number num]) [year_word month_word week_word day_word] [ago shift]"
        " | [article number num] decade_word [ago shift]"
        " | article [year_word month_word week_word day_word] [before after] (?=[dot comma close])",
    ),
    ("unit_border", "only mod", "[year_word month_word]"),
    ("unit_border", "", "year_word (?:dash border | border (?:(?=[dot comma close gap]) | $))"),
    ("day_of", "day", f"ord of the? {REF} month_word"),
    ("day_bare", "", "ord"),
    ("year", "mod", f"{YEAR} (?:[dash slash] [year num low])?"),
)


@cache
def grammar() -> re.Pattern[str]:
    """Give all forms as one expression; an empty group "F<number>" ends each."""
    # Leads stand first, each before all forms that it may lead: tried once a place instead of once a form.
    led = [(MOD, MOD_STARTS, "mod"), (WEEKDAY, "[weekday weekdayish]", "day"), ("", STARTS, "")]
    parts = []
    for n, (lead, starts, name) in enumerate(led):
        forms = "|".join(
            f"{form}(?P<F{i + n * len(FORMS)}>)" if "|" not in form else f"(?:{form})(?P<F{i + n * len(FORMS)}>)"
            for i, (_, leads, form) in enumerate(FORMS)
            if name in leads.split() or (not name and "only" not in leads)
        )
        parts.append(f"(?={starts}){lead}(?:{forms})")
    return compile_tags("|".join(parts))


def forms_in(tags: str) -> list[tuple[str, int, int]]:
    """Give (form, first token, token behind the last) of what could be dates, left to right."""
    return [
        (FORMS[int((match.lastgroup or "F0")[1:]) % len(FORMS)][0], match.start(), match.end())
        for match in grammar().finditer(tags)
    ]
