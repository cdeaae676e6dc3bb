"""The page of `extractor score --html` in a real browser: marks, filters, keys, and nothing from outside."""

import json
from pathlib import Path
from typing import Any

import pytest
from scoring.invented import RAIL, gold

from extractor.scoring import html

from .made_page import NUMBERS, SENTENCE, Outside, hostile

pytestmark = pytest.mark.browser

TAB, UP, DOWN, ESCAPE = "\ue004", "\ue013", "\ue015", "\ue00c"
RAIL_TEXT = f"#article-{NUMBERS['rail']} .text"
FERRIES_TEXT = f"#article-{NUMBERS['ferries']} .text"


class Page:
    """The page as a person handles it."""

    def __init__(self, driver: Any, address: str) -> None:
        self.driver, self.address = driver, address

    def open(self, place: str = "") -> None:
        self.driver.get("about:blank")
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)  # what was told before
        self.driver.get(self.address + place)
        self.run("document.documentElement.style.scrollBehavior = 'auto'")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        self.run("arguments[0].scrollIntoView({ block: 'center' })", self.find(selector))
        self.find(selector).click()

    def choose(self, name: str, value: str) -> None:
        self.click(f"select[name={name}]")
        self.click(f"select[name={name}] option[value='{value}']")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def articles(self) -> list[str]:
        """Give the articles that are to be seen."""
        seen = "return [...document.querySelectorAll('main article')].filter(a => a.checkVisibility()).map(a => a.id)"
        return [name for name, number in NUMBERS.items() if f"article-{number}" in self.run(seen)]

    def rows(self) -> list[tuple[str, str]]:
        """Give slot and kind of the rows that no filter hides, folded away or not."""
        found = self.run(
            """return [...document.querySelectorAll("main article .row")].filter((row) => !row.closest("[hidden]"))
            .map((row) => [row.dataset.slot, row.dataset.kind])"""
        )
        return [(slot, kind) for slot, kind in found]

    def marked(self) -> list[str]:
        """Give the words that a gold or extracted mention marks, of all articles but the hostile one."""
        return list(
            self.run(
                """return [...document.querySelectorAll("article:not([hidden], #article-1) .text .m:is(.g, .f)")]
                .map((mark) => mark.textContent)"""
            )
        )

    def lit(self) -> str:
        return str(self.run("return [...document.querySelectorAll('.lit')].map((mark) => mark.textContent).join('')"))

    def focused(self) -> tuple[str, str]:
        """Give slot and kind of the row that has the focus."""
        slot, kind = self.run("const row = document.activeElement; return [row.dataset.slot, row.dataset.kind]")
        return slot, kind


@pytest.fixture
def page(browser: Any, written: Path) -> Page:
    opened = Page(browser, written.as_uri())
    opened.open()
    return opened


# Marks

# Where each mark begins and ends, counted in characters of its article's text.
PLACES = """
const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
const found = {};
let at = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const length = [...node.data].length;
  for (const name of (node.parentElement.dataset.m || "").split(" ").filter(Boolean)) {
    const known = found[name];
    if (known && known[1] !== at) throw new Error(`${name} is torn`);
    found[name] = [known ? known[0] : at, at + length];
  }
  at += length;
}
return found;
"""
# The box of some characters of a text, and the box of the mark that their first one stands in.
BOXES = """
const [selector, start, end] = arguments;
const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
const range = document.createRange();
let at = 0, mark = null;
for (let node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
  const next = at + node.data.length;
  if (start >= at && start < next) { range.setStart(node, start - at); mark = node.parentElement; }
  if (end > at && end <= next) range.setEnd(node, end - at);
}
const box = (thing) => { const { left, right } = thing.getBoundingClientRect(); return [left, right].map(Math.round); };
return [box(range), box(mark)];
"""
# What lines a mark has, and whether they have two colours.
LINES = """
const lines = {};
const clear = (colour) => /^rgba\\(.*, 0\\)$/.test(colour);
for (const mark of document.querySelectorAll(arguments[0])) {
  const style = getComputedStyle(mark);
  lines[mark.textContent] = [
    clear(style.textDecorationColor) ? "" : style.textDecorationStyle,
    clear(style.borderBottomColor) ? "" : style.borderBottomStyle,
    style.textDecorationColor !== style.borderBottomColor,
  ];
}
return lines;
"""


def place(quote: str) -> tuple[int, int]:
    start = RAIL.index(quote)
    return start, start + len(quote)


def test_marks_cover_the_characters_that_they_are_about(page: Page) -> None:
    places = {name: tuple(ends) for name, ends in page.run(PLACES, RAIL_TEXT).items()}
    by_side = {side: {ends for name, ends in places.items() if name[0] == side} for side in "gfe"}
    assert by_side["g"] == {(one.start, one.end) for one in gold()["rail"].mentions}
    assert by_side["f"] == {place("on 9 May 2023"), place("the Korea Eximbank"), place("$80000000")}
    assert by_side["e"] == {place(SENTENCE), place("$80000000")}


def test_marks_are_drawn_where_their_words_are(page: Page) -> None:
    words, mark = page.run(BOXES, RAIL_TEXT, *place("$80000000"))
    assert words == mark
    assert words[1] - words[0] > 30


def test_both_sides_can_be_told_apart_without_colour(page: Page) -> None:
    lines = page.run(LINES, f":is({FERRIES_TEXT}, {RAIL_TEXT}) .m")
    assert lines["Norway"] == ["solid", "dashed", True]  # gold and extracted
    assert lines["Fiji"] == ["solid", "", True]  # gold alone
    assert lines["Oslo"] == ["", "dashed", True]  # extracted alone
    assert lines["Korea Eximbank"] == ["solid", "dashed", True]  # where they overlap
    assert lines["the "] == ["", "dashed", True]  # what only one of them has
    chips = page.run(
        """return [...document.querySelectorAll(`${arguments[0]} .chip`)].map(
        (chip) => [getComputedStyle(chip, "::before").content, chip.nextElementSibling.textContent])""",
        FERRIES_TEXT,
    )
    assert ['"− PLACE"', "Fiji"] in chips
    assert ['"+ PLACE"', "Oslo"] in chips


def test_evidence_is_drawn_when_it_is_asked_for(page: Page) -> None:
    style = f"return getComputedStyle(document.querySelector('{RAIL_TEXT} .e')).borderTopStyle"
    assert page.run(style) == "none"
    page.click("input[name=evidence]")
    assert page.run(style) == "dotted"


# Filters


def test_everything_is_shown_at_first(page: Page) -> None:
    assert page.articles() == [*NUMBERS]
    assert {kind for _, kind in page.rows()} == {"correct", "incorrect", "missing", "spurious"}


def test_filter_by_article(page: Page) -> None:
    page.choose("article", NUMBERS["rail"])
    assert page.articles() == ["rail"]
    page.open(page.driver.current_url.removeprefix(page.address))
    assert page.articles() == ["rail"]  # its address can be kept
    page.click(f"nav a[data-number='{NUMBERS['ferries']}']")
    assert page.articles() == ["ferries"]
    assert page.driver.current_url.endswith(f"#article-{NUMBERS['ferries']}")
    assert page.run("return document.querySelector('nav [aria-current]').textContent").startswith("ferries")


def test_filter_by_slot(page: Page) -> None:
    page.choose("slot", "status")
    assert {slot for slot, _ in page.rows()} == {"status"}
    assert page.articles() == ["hostile", "ferries", "rail"]  # radio has no record, so no status
    assert page.marked() == []
    page.choose("slot", "MONEY")
    assert {slot for slot, _ in page.rows()} == {"MONEY"}
    assert page.articles() == ["ferries", "rail"]
    assert page.marked() == ["12500000 kroner", "$80000000"]


def test_filter_by_kind(page: Page) -> None:
    for kind in ("correct", "partial", "missing", "spurious"):
        page.click(f"input[value='{kind}']")
    rows = page.rows()
    assert {kind for _, kind in rows} == {"incorrect"}
    assert ("status", "incorrect") in rows
    assert page.articles() == ["hostile", "rail"]
    assert page.marked() == ["on ", "9 May 2023", "the ", "Korea Eximbank"]
    told = page.run("return document.querySelector('output').textContent")
    assert told == f"2 of 4 articles, {len(rows)} values, {len(rows)} wrong"
    page.click("input[value='incorrect']")
    assert page.articles() == []
    assert page.run("return document.querySelector('.empty').checkVisibility()")
    page.click("button[type=reset]")
    page.driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert page.articles() == [*NUMBERS]


def test_a_slot_of_the_figures_picks_it(page: Page) -> None:
    page.click(".counts button[data-pick='donors']")
    assert {slot for slot, _ in page.rows()} == {"donors"}
    assert page.run("return document.querySelector('select[name=slot]').value") == "donors"


def test_the_list_is_searched_and_sorted(page: Page) -> None:
    search = page.find("nav input[type=search]")
    search.send_keys("RAI")
    seen = """return [...document.querySelectorAll("nav li")].filter((item) => item.checkVisibility())
    .map((item) => item.querySelector("bdi").textContent)"""
    assert page.run(seen) == ["rail"]
    search.send_keys("\b\b\b")
    page.click("nav input[name=worst]")
    errors = page.run("return [...document.querySelectorAll('nav a')].map((link) => Number(link.dataset.errors))")
    assert len(errors) == len(NUMBERS)
    assert errors == sorted(errors, reverse=True)
    assert errors[0] > errors[-1]


# Keys, and from rows to words and back


def test_a_row_lights_the_words_that_it_rests_on(page: Page) -> None:
    for row, words in ((".row[data-slot=amount]", "$80000000"), ("h3", SENTENCE), (".row[data-slot=donors]", "")):
        page.run(f"document.querySelector('#article-{NUMBERS['rail']} {row}').focus()")
        assert page.lit() == words


def test_words_lead_to_their_row(page: Page) -> None:
    page.open(f"#article-{NUMBERS['rail']}")
    page.run(
        f"[...document.querySelectorAll('{RAIL_TEXT} .m')].find((mark) => mark.textContent === '9 May 2023').click()"
    )
    assert page.focused() == ("DATE", "incorrect")
    assert page.run("return document.activeElement.checkVisibility()")  # its list was folded
    assert page.lit() == "on 9 May 2023"


def test_keys_go_from_error_to_error_and_from_article_to_article(page: Page) -> None:
    page.open(f"#article-{NUMBERS['rail']}")
    page.press("n")
    assert page.focused() == ("status", "incorrect")
    page.press("n")
    assert page.focused() == ("DATE", "incorrect")
    page.press("p")
    assert page.focused() == ("status", "incorrect")
    page.press(DOWN)
    assert page.focused() != ("status", "incorrect")
    page.press(UP)
    assert page.focused() == ("status", "incorrect")
    page.press("k")
    assert page.articles() == ["radio"]
    page.press("j")
    assert page.articles() == ["rail"]
    page.press("e")
    assert "correct" not in {kind for _, kind in page.rows()}
    page.press("e")
    assert "correct" in {kind for _, kind in page.rows()}
    page.press(ESCAPE)
    assert page.articles() == [*NUMBERS]


def test_single_keys_can_be_switched_off_and_do_not_disturb_writing(page: Page) -> None:
    page.find("nav input[type=search]").send_keys("e")
    assert "correct" in {kind for _, kind in page.rows()}
    page.click(".keys summary")
    page.click("input[name=keys]")
    page.run("document.activeElement.blur()")
    page.press("e")
    assert "correct" in {kind for _, kind in page.rows()}


def test_the_tab_key_reaches_every_control_and_each_table_once(page: Page) -> None:
    page.open(f"#article-{NUMBERS['rail']}")
    page.run("document.querySelector('.skip').focus()")
    where = """const on = document.activeElement;
    if (on === document.body) return "";
    return on.matches(".row") ? on.closest("section").getAttribute("aria-labelledby")
    : on.name || on.className || on.localName"""
    reached = []
    while (here := page.run(where)) and len(reached) < 150:
        reached.append(here)
        page.press(TAB)
    assert {"article", "slot", "kind", "evidence", "errors", "back", "on", "pick", "text"} <= set(reached)
    assert [name for name in reached if name.startswith("card-")] == ["card-4-1", "card-4-2"]


def test_a_table_keeps_its_stop_when_that_row_is_hidden(page: Page) -> None:
    page.choose("slot", "amount")
    stops = page.run(
        """return [...document.querySelectorAll(".card:not([hidden]) tbody")]
        .map((body) => body.querySelectorAll(".row[tabindex='0']:not([hidden])").length)"""
    )
    assert len(stops) > 2
    assert set(stops) == {1}


# Nothing from outside, nothing from the text


def test_no_request_leaves_the_page(page: Page, outside: Outside) -> None:
    page.press("n", "e", "j")
    events = [json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked == [page.address]
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert outside.asked == []


def test_hostile_text_does_nothing(page: Page, outside: Outside) -> None:
    bad = html.neutral(hostile(outside.address))
    here = f"#article-{NUMBERS['hostile']}"
    for selector, words in (
        (".text", f"{bad} and no more"),
        ("h2", bad),
        (".headline", bad),
        (".row[data-slot=purpose] .gold", bad),
    ):
        assert page.run("return document.querySelector(arguments[0]).textContent", f"{here} {selector}") == words
    page.choose("article", NUMBERS["hostile"])
    page.press("n", "n", "n")
    page.run(f"for (const one of document.querySelectorAll('{here} *')) one.click && one.click()")
    assert page.run("return typeof window.hacked") == "undefined"
    assert page.driver.current_url == page.address + here
    assert page.driver.get_log("browser") == []  # not even something that the policy had to stop
    assert page.run("return document.scripts.length") == 1
    assert outside.asked == []


def test_the_policy_stops_what_gets_in_all_the_same(page: Page, outside: Outside) -> None:
    stopped = page.driver.execute_async_script(
        """const [address, done] = arguments, stopped = [];
        addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
        const add = (name, fields) => document.body.append(Object.assign(document.createElement(name), fields));
        add("script", { src: address + "a.js" });
        add("img", { src: address + "a.png" });
        add("iframe", { src: address + "a.html" });
        add("link", { rel: "stylesheet", href: address + "a.css" });
        add("script", { textContent: "window.hacked = 1" });
        add("div", { innerHTML: "<b onclick='window.hacked = 1'>b</b>" });
        document.body.lastChild.firstChild.click();
        fetch(address).catch(() => {}).then(() => setTimeout(() => done(stopped), 300));""",
        outside.address,
    )
    once = {"connect-src", "frame-src", "img-src", "script-src-attr", "style-src-elem"}
    assert sorted(stopped) == sorted([*once, "script-src-elem", "script-src-elem"])
    assert page.run("return typeof window.hacked") == "undefined"
    assert outside.asked == []


# Paper


def test_print_leaves_the_controls_out_and_the_whole_text_in(page: Page) -> None:
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        seen = page.run(
            """const shown = (selector) => document.querySelector(selector).checkVisibility();
            return [".filters", "nav", ".figures", ".card", ".text"].filter(shown)"""
        )
        height = page.run(f"return getComputedStyle(document.querySelector('{RAIL_TEXT}')).maxHeight")
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert seen == [".figures", ".card", ".text"]
    assert height == "none"
