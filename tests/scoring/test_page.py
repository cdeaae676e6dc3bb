"""The page shows every record and mention of the articles that may be seen, and whatever it shows is only text."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from extractor.errors import InputError, StoreError
from extractor.model import Article, Gold, GrantRecord, Mention
from extractor.scoring import files, html, report
from extractor.scoring.html import pieces, words
from extractor.scoring.report import Report
from extractor.scoring.score import score_all

from .invented import RECORDS, TEXTS, all_records, changed, gold, mention, records, state

FOLDER = Path(html.__file__).parent
STORED = {name: Article(id=name, text=text, title=f"About {name}", source="A paper") for name, text in TEXTS.items()}


def found_mentions() -> dict[str, list[Mention]]:
    """One right, one with another value, with other words, with another label, one too many; the rest missing."""
    return {
        "ferries": [
            mention("ferries", "Norway", "PLACE", "NO"),
            mention("ferries", "4 March 2024", "DATE", "2024-03-05"),
            mention("ferries", "12500000", "MONEY", "12500000 NOK"),
            mention("ferries", "Pacific Maritime Trust", "PERSON", "Pacific Maritime Trust"),
            mention("ferries", "Oslo", "ORG", "Oslo"),
        ]
    }


def span(article_id: str, slot: str, quote: str, rule: str = "rule:made") -> dict[str, Any]:
    start = TEXTS[article_id].index(quote)
    return {"slot": slot, "start": start, "end": start + len(quote), "text": quote, "rule": rule}


def made(
    found: Mapping[str, list[GrantRecord]] | None = None,
    marked: Mapping[str, list[Mention]] | None = None,
    *,
    told: Mapping[str, Gold] | None = None,
    held: Sequence[str] = (),
) -> Report:
    read = files.Found(
        dict(found if found is not None else all_records()), dict(marked) if marked is not None else None
    )
    return report.make(files.GoldSet(dict(told or gold()), held=frozenset(held)), read)


def tree(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def shown(scored: Report, texts: Mapping[str, Article] = STORED) -> HtmlElement:
    return tree(html.render(scored, texts))


def article(page: HtmlElement, name: str) -> HtmlElement:
    [here] = [one for one in page.iter("article") if said(one.find(".//h2")) == name]
    return here


def said(element: HtmlElement | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def rows(element: HtmlElement) -> list[tuple[str, ...]]:
    """Give each row's slot, verdict and both sides, without the rules that found them."""
    found = []
    for row in element.xpath(".//tr[contains(concat(' ', @class, ' '), ' row ')]"):
        sides = [
            " ".join(said(part) for part in row.xpath(f".//td[@class='{side}']//bdi")) for side in ("gold", "found")
        ]
        assert row.get("data-kind") in row.get("class")
        assert row.get("data-kind") in said(row[-1])
        found.append((row.get("data-slot"), row.get("data-kind"), *sides))
    return found


# What is on it


def test_every_pair_of_records_has_its_card_in_the_order_of_the_gold() -> None:
    loan, clinics = records("rail")
    wrong = changed(clinics, status="commitment", purpose="clinics", donors=[])
    extra = changed(loan, amount={"value": "7", "currency": "USD"}, purpose="a bridge", status="pledge", title="Bridge")
    page = shown(made({"rail": [extra, wrong, loan]}))
    cards = article(page, "rail").xpath(".//section")
    assert [card.get("class") for card in cards] == ["card paired", "card paired", "card spurious"]
    assert [said(card.xpath(".//h3/span")[0]) for card in cards] == ["✓ usable", "≠ not usable", "+ spurious"]
    assert {verdict for _, verdict, _, _ in rows(cards[0])} == {"correct"}
    assert ("amount", "correct", "80,000,000 USD", "80,000,000 USD") in rows(cards[0])
    assert ("loan_terms.interest_rate", "correct", "1.5", "1.5") in rows(cards[0])
    found = rows(cards[1])
    assert ("status", "incorrect", "pledge", "commitment") in found
    assert ("purpose", "partial", "clinics in Ghana", "clinics") in found
    assert ("donors", "missing", "Luxembourg (LU, government)", "") in found
    assert ("equivalents", "correct", "3,240,000 USD", "3,240,000 USD") in found
    assert ("sector", "correct", "120 health", "120 health") in found
    assert ("title", "spurious", "", "Bridge") in rows(cards[2])
    missed = article(page, "ferries").xpath(".//section")
    assert [card.get("class") for card in missed] == ["card missing", "card missing"]
    assert {verdict for card in missed for _, verdict, _, _ in rows(card)} == {"missing"}


def test_every_outcome_is_a_row() -> None:
    scored = made({"ferries": records("ferries")[:1]})
    page = shown(scored)
    for score in score_all(scored.gold.articles, scored.found.records):
        told = [(o.slot, o.verdict) for pair in score.pairs for o in pair.outcomes]
        here = [
            (slot, verdict)
            for card in article(page, score.article_id).xpath(".//section")
            for slot, verdict, *_ in rows(card)
        ]
        assert sorted(here) == sorted(told)


def test_every_mention_has_a_row_and_its_words_are_marked() -> None:
    page = shown(made(marked=found_mentions()))
    ferries = article(page, "ferries")
    [listed] = ferries.xpath(".//details[@class='mentions']")
    assert rows(listed) == [
        ("PLACE", "correct", "Norway NO", "Norway NO"),
        ("PLACE", "missing", "Fiji FJ", ""),
        ("DATE", "incorrect", "4 March 2024 2024-03-04", "4 March 2024 2024-03-05"),
        ("ORG", "spurious", "", "Oslo"),
        ("MONEY", "incorrect", "12500000 kroner 12500000 NOK", "12500000 12500000 NOK"),
        ("EQUIPMENT", "missing", "two\nsolar-powered ferries 2 x solar-powered ferry", ""),
        ("ORG", "incorrect", "Pacific Maritime Trust", "Pacific Maritime Trust"),
        ("PERSON", "missing", "Liv Sande", ""),
    ]
    assert [said(small) for small in listed.iter("small")] == ["other value", "other words", "other label"]
    marked = {name: "".join(said(part) for part in parts) for name, parts in by_name(ferries).items()}
    assert marked == {
        "g0": "Norway", "f0": "Norway", "g1": "Fiji", "g2": "4 March 2024", "f2": "4 March 2024", "f3": "Oslo",
        "g4": "12500000 kroner", "f4": "12500000", "g5": "two\nsolar-powered ferries",
        "g6": "Pacific Maritime Trust", "f6": "Pacific Maritime Trust", "g7": "Liv Sande",
    }  # fmt: skip


def by_name(element: HtmlElement) -> dict[str, list[HtmlElement]]:
    found: dict[str, list[HtmlElement]] = {}
    for part in element.xpath(".//div[@class='text']//span[@data-m]"):
        for name in part.get("data-m").split():
            found.setdefault(name, []).append(part)
    return found


def test_marks_say_by_class_whose_they_are_and_where_they_overlap() -> None:
    ferries = article(shown(made(marked=found_mentions())), "ferries")
    kinds = {said(part): set(part.get("class").split()) - {"m"} for part in ferries.xpath(".//span[@data-m]")}
    assert kinds["12500000"] == {"g", "f", "x"}  # both, but they differ
    assert kinds[" kroner"] == {"g", "x"}
    assert kinds["Oslo"] == {"f", "x"}
    assert kinds["Norway"] == {"g", "f"}
    chips = [(chip.get("data-say"), said(chip.getnext())) for chip in ferries.xpath(".//div[@class='text']//i")]
    assert ("+ ORG", "Oslo") in chips
    assert ("− PLACE", "Fiji") in chips
    assert [words for chip, words in chips if chip == "≠ MONEY"] == ["12500000"]


def test_the_text_is_there_to_the_letter() -> None:
    page = shown(made(marked=found_mentions()))
    for name, text in TEXTS.items():
        [here] = article(page, name).xpath(".//div[@class='text']")
        assert said(here) == text
        assert said(article(page, name).find(".//header")).startswith(f"{name}\nAbout {name}\nA paper")


def test_values_lead_to_the_words_that_they_rest_on() -> None:
    loan = records("rail")[0]
    money = {"value": "80000000", "currency": "USD", "evidence": [span("rail", "amount", "$80000000", "money:sign")]}
    sentence = [
        span("rail", "record", "a loan of $80000000 from the Korea Eximbank"),
        span("rail", "status", "approved"),
    ]
    found = changed(loan, amount=money, evidence=sentence, status="pledge")
    rail = article(shown(made({"rail": [found]})), "rail")
    marked = {name: "".join(said(part) for part in parts) for name, parts in by_name(rail).items() if name[0] == "e"}
    assert sorted(marked.values()) == ["$80000000", "a loan of $80000000 from the Korea Eximbank", "approved"]
    targets = {row.get("data-slot"): row.get("data-t").split() for row in rail.xpath(".//section[1]//tr[@data-t]")}
    assert [marked[name] for name in targets["amount"]] == ["$80000000"]
    assert [marked[name] for name in targets["status"]] == ["approved"]
    assert targets["donors"] == []
    [rule] = rail.xpath(".//tr[@data-slot='status'][1]//small[@class='rule']")
    assert said(rule) == "rule:made"
    [head, _] = rail.xpath(".//section/h3")
    assert sorted(head.get("data-t").split()) == sorted(marked)


def test_bars_and_counts_stand_in_the_columns_that_name_them() -> None:
    scored = made({"rail": [changed(records("rail")[1], status="commitment", purpose="clinics")]}, found_mentions())
    page = shown(scored)
    [table] = [
        one for one in page.iter("table") if one.find("caption") is not None and said(one.find("caption")) == "Slots"
    ]
    columns = [abbr.get("title") for abbr in table.iter("abbr")]
    for row in table.xpath("./tbody/tr"):
        slot = said(row[0])
        counts = scored.score.slots[slot]
        numbers = [int(said(cell)) for cell in row[3:]]
        assert dict(zip(columns, numbers, strict=True)) == {name: getattr(counts, name) for name in columns}
        bar = {part.get("class"): float(part.get("width").rstrip("%")) for part in row.iter("rect")}
        whole = sum(numbers)
        assert bar == {
            name: pytest.approx(100 * n / whole, abs=0.01) for name, n in zip(columns, numbers, strict=True) if n
        }
        assert said(row[1]) == report.rate(counts.f1)
    rates = {said(row[0]): said(row[2]) for row in page.xpath("//table[@class='rates']/tbody/tr")}
    assert rates["record"] == report.rate(scored.score.records.f1)
    assert rates["mention, strict"] == report.rate(scored.figures()["mention_all_strict_f1"])


def test_causes_and_confusion_are_on_it() -> None:
    page = shown(made({"rail": [records("rail")[0], changed(records("rail")[1], status="commitment")]}))
    causes = [[said(cell) for cell in row] for row in page.xpath("//table[@class='causes']/tbody/tr")]
    assert ["wrong", "status", "1", "rail: pledge -> commitment"] in causes
    confusion = [[said(cell) for cell in row] for row in page.xpath("//details[@class='confusion']//tbody/tr")]
    assert confusion == [["status", "pledge", "commitment", "1"]]


def test_a_second_system_is_compared() -> None:
    read = files.Found(all_records())
    scored = report.make(files.GoldSet(gold()), files.Found({}), read)
    [table] = shown(scored).xpath("//table[@class='changes']")
    assert ["record_f1", "0.000", "1.000", "+1.000"] in [[said(cell) for cell in row[:4]] for row in table.iter("tr")]


# What is not on it


def test_held_articles_are_left_out_and_the_page_says_so() -> None:
    wrong = changed(records("ferries")[0], purpose="boats for Kadavu", donors=[state("Tuvalu", "TV")])
    page = html.render(made({"ferries": [wrong]}, found_mentions(), held=["ferries"]), STORED)
    assert "Held: 1 of 3 articles" in page
    for secret in ("ferries", "Kadavu", "Tuvalu", "Labasa", "Pacific Maritime Trust", "Liv Sande", "solar-powered"):
        assert secret not in page
    assert "Held" not in html.render(made(), STORED)


def test_without_texts_there_are_records_and_a_reason() -> None:
    page = shown(made(marked=found_mentions()), {})
    assert not page.xpath("//div[@class='text']")
    assert len(page.xpath("//section[contains(@class, 'card')]")) == sum(map(len, RECORDS.values()))
    assert any("made without them (extractor score … --articles INPUT)" in said(li) for li in page.iter("li"))


def test_a_text_that_is_missing_is_named() -> None:
    page = shown(made(), {"rail": STORED["rail"]})
    assert any("only records are shown: ferries, radio." in said(li) for li in page.iter("li"))
    assert said(article(page, "ferries").xpath(".//p[contains(@class, 'textless')]")[0])
    assert article(page, "rail").xpath(".//div[@class='text']")


def test_without_mentions_nothing_is_said_to_be_missing_and_evidence_is_drawn() -> None:
    page = shown(made())
    assert page.find("body").get("class") == "evidence"
    assert "No mentions were scored" in said(page.find(".//header"))
    listed = [row for details in page.xpath("//details[@class='mentions']") for row in details.xpath(".//tr[@data-t]")]
    assert len(listed) == sum(len(told.mentions) for told in gold().values())
    assert {row.get("data-kind") for row in listed} == {""}
    assert not page.xpath("//div[@class='text']//i")


def test_another_text_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("the old one")
    other = {"rail": Article(id="rail", text=TEXTS["rail"] + " ")}
    with pytest.raises(InputError, match=r"article 'rail': this is not the text .* name the text as it was stored"):
        html.write(made(), other, path)
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert path.read_text() == "the old one"
    html.write(made(held=["rail"]), other, path)  # nobody would see it
    assert "Eximbank" not in path.read_text()


def test_marks_that_count_another_text_are_listed_not_drawn() -> None:
    told, text = gold(), STORED["rail"].text
    astray = [
        Mention(start=0, end=5, text="Togo!", label="PLACE", value="TG"),
        Mention(start=len(text) - 2, end=len(text) + 3, text="Hobby", label="ORG", value="Hobby"),
        Mention(start=0, end=5, text="", label="ORG", value="Ghana"),  # says no words: it may be right
    ]
    far = {"slot": "amount", "start": 10**9, "end": 10**9 + 1, "text": "x", "rule": "r"}
    found = changed(records("rail")[0], evidence=[far, {**far, "start": 4, "end": 4}, {**far, "start": -3, "end": 2}])
    page = shown(made({"rail": [found]}, {"rail": astray}, told=told))
    rail = article(page, "rail")
    assert "5 marks don't fit the text" in said(page.find(".//header"))
    assert [name for name in by_name(rail) if name[0] != "g"] == ["f0"]
    assert {"Togo! TG", "Hobby"} <= {read for *_, read in rows(rail)}
    assert said(rail.xpath(".//div[@class='text']")[0]) == text


def test_the_same_scoring_gives_the_same_page() -> None:
    assert html.render(made(marked=found_mentions()), STORED) == html.render(made(marked=found_mentions()), STORED)


def test_a_page_that_cannot_be_written_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere/page\.html: can't be written"):
        html.write(made(), {}, tmp_path / "nowhere" / "page.html")
    with pytest.raises(StoreError, match="can't be written"):
        html.write(made(), {}, tmp_path)


# Whose text it is


HOSTILE = (
    "</script><script>hacked()</script>",
    "<img src=x onerror=hacked()>",
    '" onmouseover="hacked()" x="',
    "' autofocus onfocus='hacked()",
    "javascript:hacked()",
    "</style><style>*{display:none}</style>",
    "<!--",
    "]]>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#x41;&NotEqualTilde;",
    "<template><svg><a xlink:href='javascript:hacked()'>",
    "<base href='//evil.example/'><meta http-equiv=refresh content='0;url=//evil.example'>",
    "\u202e50\u202c\u200f\u2066",
    "\0\x01\x1b[2J\x7f\x85",
    "a\r\nb\rc\n\n\td",
    "\ufeff\ufffe\uffff\u2028\u2029",
    "\U0001f6a2\u0301العربية",
    "../../etc/passwd\\..",
)
ALLOWED = frozenset(
    re.findall(
        r"\w+",
        """html head meta title style body svg defs pattern rect circle line a header h1 h2 h3 span ul li section div
        table caption thead tbody tr th td abbr button details summary form label select option optgroup fieldset legend
        input output dl dt dd kbd nav ol bdi small main article i p script wbr""",
    )
)
fragments = st.sampled_from(HOSTILE) | st.text(max_size=6)
hostile_text = st.lists(fragments, min_size=1, max_size=3).map("".join).filter(bool)


def attack(bad: str) -> tuple[Report, dict[str, Article]]:
    """Make a scoring in which every text that anyone can write is this one."""
    text = f"{bad} Malta pays {bad} for {bad}"
    here = {"start": 0, "end": len(bad), "text": bad}
    evidence = [{**here, "slot": "purpose", "rule": bad}]
    raw = {
        "article_id": bad, "flow_type": "grant", "status": "pledge", "title": bad, "purpose": bad,
        "programme": {"name": bad, "code": bad}, "donors": [{"name": bad, "country": bad, "kind": "ngo"}],
        "recipient_countries": [bad], "locations": [{"name": bad, "country": bad}],
        "equipment": [{"description": bad, "quantity": 2, "unit": bad}],
        "sector": {"code": "120", "name": bad}, "people": [{"name": bad, "role": bad, "organisation": bad}],
        "notes": [bad], "evidence": evidence, "record_id": bad,
    }  # fmt: skip
    record = GrantRecord.model_validate(raw)
    marked = [
        Mention(**here, label="ORG", value=bad),
        Mention(start=1, end=len(text), text=text[1:], label="PLACE", value=bad),
    ]
    digest = hashlib.sha256(text.encode()).hexdigest()
    told = Gold(article_id=bad, text_sha256=digest, mentions=marked[:1], records=[record, changed(record, title="b")])
    found = files.Found(
        {bad: [changed(record, purpose=f"{bad} x y z", status="completion")], f"{bad}2": []}, {bad: marked}
    )
    gold_set = files.GoldSet({bad: told}, skipped=(bad,))
    stored = Article(id=bad, text=text, title=bad, source=bad, url=f"javascript:{bad}")
    return report.make(gold_set, found), {bad: stored}


def assert_only_text(bad: str) -> None:
    page = tree(html.render(*attack(bad)))
    safe = html.neutral(bad)
    assert {element.tag for element in page.iter()} <= ALLOWED
    for element in page.iter():
        for name, value in element.items():
            assert not name.startswith("on")
            assert name not in ("src", "style", "action", "formaction", "srcdoc", "autofocus")
            assert name != "href" or re.fullmatch(r"#[a-z]+(-\d+)?", value)
            assert name not in ("id", "name", "for", "aria-labelledby") or re.fullmatch(r"[a-z0-9-]+", value)
    [script], [style] = page.iter("script"), page.iter("style")
    assert script.text == (FOLDER / "page.js").read_text()
    assert style.text == (FOLDER / "page.css").read_text()
    assert said(page.find(".//article//h2")) == safe
    assert said(page.xpath("//div[@class='text']")[0]) == f"{safe} Malta pays {safe} for {safe}"
    assert said(page.xpath("//p[@class='headline']")[0]) == safe
    values = {row.get("data-slot"): said(row[1]) for row in page.xpath("//section[1]//tr[@data-slot]")}
    assert values["purpose"] == safe
    assert values["donors"] == f"{safe} ({safe}, ngo)"
    assert values["equipment"] == f"2 {safe} × {safe}"
    assert any(said(note) == f"note: {safe}" for note in page.xpath("//section//p"))
    assert f"extracted: {safe}" in page.xpath("//div[@class='text']//span/@title")[-1]


@pytest.mark.parametrize("bad", HOSTILE)
def test_each_attack_is_only_text(bad: str) -> None:
    assert_only_text(bad)


@settings(max_examples=60, deadline=None)
@given(hostile_text)
def test_attacks_joined_are_only_text(bad: str) -> None:
    assert_only_text(bad)


@given(st.text())
def test_neutral_text_shows_what_it_holds(text: str) -> None:
    safe = html.neutral(text)
    assert len(safe) == len(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", safe)
    assert html.neutral(safe) == safe


def test_the_policy_allows_this_script_and_style_and_nothing_from_outside() -> None:
    page = shown(made(), STORED)
    policy, *_ = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def digest(tag: str) -> str:
        [element] = page.iter(tag)
        return f"'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'", "style-src": digest("style"), "script-src": digest("script"), "base-uri": "'none'",
        "form-action": "'none'",
    }  # fmt: skip
    head = [element.tag for element in page.find("head")]
    assert head.index("style") > 1  # the policy is read before what it is about
    assert said(page.find("head")[0]) == ""
    assert page.find("head")[1].get("http-equiv") == "Content-Security-Policy"


def test_script_and_style_reach_for_nothing() -> None:
    style, script = ((FOLDER / name).read_text() for name in ("page.css", "page.js"))
    assert not re.search(r"url\(|@import|@font-face|expression", style)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(|fetch|XMLHttp|import\(", script
    )
    assert "http" not in style + script


# For whoever reads it


def test_every_control_has_a_name() -> None:
    page = shown(made(marked=found_mentions()))
    for control in page.xpath("//input | //select"):
        [label] = control.xpath("ancestor::label")
        assert said(label).strip()
    for control in page.xpath("//button | //summary | //a"):
        assert said(control).strip()
    for cell in page.xpath("//th"):
        assert cell.get("scope") in ("row", "col")
        assert said(cell).strip()


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_colours_can_be_read(scheme: str) -> None:
    style = (FOLDER / "page.css").read_text()
    light, dark, printed = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{([^}]*)\}", style)
    )
    colours = {"light": light, "dark": {**light, **dark}, "print": {**light, **printed}}[scheme]
    tints = ("gold-tint", "found-tint", "correct-tint", "partial-tint", "incorrect-tint", "lit", "paper", "panel")
    pairs = [("ink", ground) for ground in tints]
    pairs += [(name, "panel") for name in ("quiet", "gold", "found", "correct", "partial", "incorrect")]
    pairs += [(name, f"{name}-tint") for name in ("gold", "found", "partial", "incorrect")]
    for ink, ground in [*pairs, ("quiet", "paper")]:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2 defines it, from 1 to 21."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


# Its parts


@given(st.text(min_size=1, max_size=30), st.data())
def test_pieces_join_to_the_text_and_each_mark_to_its_words(text: str, data: st.DataObject) -> None:
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    stretches = data.draw(st.lists(ends, max_size=8))
    marks = [pieces.Mark(start, end, f"m{n}") for n, (start, end) in enumerate(stretches)]
    cut = list(pieces.cut(text, marks))
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    for mark in marks:
        covered = [piece for piece in cut if mark.name in piece.names]
        assert "".join(piece.text for piece in covered) == text[mark.start : mark.end]
        assert [piece.begins.count(mark.name) for piece in covered] == [1, *[0] * (len(covered) - 1)]


@pytest.mark.parametrize(
    ("told", "slot", "shown"),
    [
        (True, "in_kind", "yes"),
        (False, "in_kind", "no"),
        (None, "title", ""),
        ("technical_assistance", "flow_type", "technical assistance"),
        ("snake_case", "title", "snake_case"),
        (25.0, "loan_terms.maturity_years", "25"),
        (1.25, "loan_terms.interest_rate", "1.25"),
    ],
)
def test_values_in_words(told: Any, slot: str, shown: str) -> None:
    assert words.value(told, slot) == shown
