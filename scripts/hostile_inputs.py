"""Rubbish for the torture: articles and pages that are cut, bent, swollen and laced, each made from a seed."""

import json
import random
from collections.abc import Callable
from pathlib import Path

_DONORS = ["Japan", "Norway", "The World Bank", "USAID", "China", "The European Union", "Germany's KfW"]
_STATES = ["Malawi", "Tajikistan", "Nepal", "Ghana", "Fiji", "Peru", "Laos"]
_GOODS = ["two digital X-ray machines", "12 ambulances", "maize seed", "300 water pumps", "a district hospital"]
_VERBS = ["will give", "has granted", "signed an agreement on", "pledged", "handed over"]

LACED = [
    "'; DROP TABLE records; --",
    '"); DELETE FROM articles; --',
    "=HYPERLINK(\"http://x.example\",\"grant\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "-2+3",
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "{{7*7}} ${jndi:ldap://x.example/a} %s %n \\x00",
    "\u202e\u2066grant\u2069 \u200f$5 million\u200e",
    "\x1b[2J\x1b]0;owned\x07",
    "\x00", "\x00" * 40,
    "\ud800", "\udfff$5\ud83d",
    "\ufeff", "\u2028", "\x85", "\r", "\t" * 50, "\N{NO-BREAK SPACE}" * 80,
    "a" + "\u0301" * 500,
    "\U0001f4b0" * 60,
    "\\", "'", '"', "--", ";", "%", "&#0;", "&amp;" * 40,
]  # fmt: skip


def _few(dice: random.Random, most: int) -> int:
    """Give a number that is mostly small: large ones take long and say no more."""
    return int(most ** dice.random())


_STRANGE = [
    lambda dice: f"a grant of ${'9' * _few(dice, 400)} million to {dice.choice(_STATES)}",
    lambda dice: f"${'1,' * _few(dice, 200)}000 and {'million ' * 40}dollars in aid for {dice.choice(_STATES)}",
    lambda dice: f"on {dice.randint(0, 99)} January {'9' * dice.randint(1, 30)} and 31 February 2023 and Q9 2021",
    lambda dice: "(" * _few(dice, 2000) + "$5 million" + ")" * _few(dice, 2000),
    lambda dice: "$" * _few(dice, 800) + "5 grant",
    lambda dice: "grant" * _few(dice, 400),
    lambda dice: " and ".join(f"${n} million for {dice.choice(_STATES)}" for n in range(dice.randint(2, 60))),
    lambda dice: "the " + "Ministry of Health of the " * dice.randint(2, 60) + "Government",
    lambda dice: "1. " * _few(dice, 300) + "Grant Amount: USD 5",
    lambda dice: "\n" * _few(dice, 800) + "- Grant:\n" * dice.randint(1, 60),
    lambda dice: "1/0 percent of NaN dollars, Infinity euros, -5 million yen, 1e999 kroner " * dice.randint(1, 3),
    lambda dice: "".join(chr(dice.randint(1, 0x2FFFF)) for _ in range(_few(dice, 300))),
]


def plain(number: int) -> str:
    """Give a JSON line with an ordinary article; each has names and sums of its own."""
    dice = random.Random(number)
    text = f"{_news(dice)}\n\nMinister Ann Tembo{number} thanked Mr Ola Hansen{number}."
    return json.dumps({"id": f"p{number}", "text": text, "published": "2024-03-05"}) + "\n"


def write(folder: Path, count: int, dice: random.Random, *, giants: bool) -> int:
    """Write hostile inputs to a folder; give how many articles or problems must come of them."""
    folder.mkdir()
    made = 0
    with (folder / "lines.jsonl").open("wb") as lines:
        while made < count:
            kind = dice.random()
            if kind < 0.7:
                lines.write(_line(dice, made))
            elif kind < 0.85:
                (folder / _name(dice, made, ".txt")).write_bytes(_encoded(dice, article(dice)))
            else:
                (folder / _name(dice, made, ".html")).write_bytes(_encoded(dice, page(dice)))
            made += 1
    whole = dict(_GIANTS if giants else [])
    for name, data in whole.items():
        (folder / name).write_bytes(data())
    return made + len(whole)


def _news(dice: random.Random) -> str:
    sum_ = f"${dice.randint(1, 900)}.{dice.randint(0, 9)} {dice.choice(['million', 'billion', 'thousand'])}"
    return (
        f"{dice.choice(_DONORS)} {dice.choice(_VERBS)} {sum_} in grants to {dice.choice(_STATES)} for "
        f"{dice.choice(_GOODS)}, the embassy said on {dice.randint(1, 28)} May {dice.randint(1990, 2026)}."
    )


def article(dice: random.Random) -> str:
    """Give a text, laced and bent."""
    parts = [_news(dice) for _ in range(dice.randint(0, 2))]
    for _ in range(dice.randint(1, 2)):
        parts.insert(dice.randint(0, len(parts)), dice.choice([dice.choice(LACED), dice.choice(_STRANGE)(dice)]))
    text = dice.choice([" ", "\n", "\n\n", ""]).join(parts)
    if dice.random() < 0.3:
        at = dice.randint(0, len(text))
        text = text[:at] + dice.choice(LACED) + text[at:]
    return text[: dice.randint(0, len(text))] if dice.random() < 0.2 else text


def _line(dice: random.Random, number: int) -> bytes:
    """Give a line of JSON, or of what looks like it."""
    row: dict[str, object] = {"id": f"h{number}{dice.choice(['', *LACED])}", "text": article(dice)}
    for name in ("title", "url", "source"):
        if dice.random() < 0.5:
            row[name] = dice.choice([dice.choice(LACED), _news(dice), None, ""])
    if dice.random() < 0.5:
        row["published"] = dice.choice(["2024-05-06", "1999-01-31", None, "0001-01-01", "9999-12-31"])
    if dice.random() < 0.03:
        row[dice.choice(["title", "source", "id", "published"])] = dice.choice([5, ["x"], {}, "2024-13-45", "\ud800"])
    if dice.random() < 0.03:
        row["text"] = dice.choice([None, 5, [], {}, True, float("nan")])
    line = json.dumps(row, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass").replace(b"\0", b" ")
    if dice.random() < 0.03:
        line = line[: dice.randint(1, len(line))]
    if dice.random() < 0.02:
        line = b'{"id": "d", "text": ' + b"[" * dice.choice([10, 100_000])
    return line.replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"


def page(dice: random.Random) -> str:
    """Give a page, well formed or not."""
    text = article(dice)
    inner = dice.choice([text, text.replace("&", "&amp;").replace("<", "&lt;")])
    deep = _few(dice, 3000)
    tag = dice.choice(["div", "p", "table", "b", "svg", "li", "blockquote"])
    head = f'<meta property="article:published_time" content="{dice.choice(LACED)}"><title>{dice.choice(LACED)}'
    made = f"<html><head>{head}</title></head><body>{f'<{tag}>' * deep}<p>{inner}</p>{f'</{tag}>' * deep}</body></html>"
    if dice.random() < 0.3:
        made = '<?xml version="1.0"?>' + _bomb() + made.replace("<p>", "<p>&g;", 1)
    return made[: dice.randint(0, len(made))] if dice.random() < 0.2 else made


def _bomb() -> str:
    """Give entities that unfold to a thousand million grants."""
    entities = "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdef", "bcdefg", strict=True)
    )
    return f'<!DOCTYPE html [<!ENTITY a "grant of $5 million ">{entities}]>'


def _encoded(dice: random.Random, text: str) -> bytes:
    encoding = dice.choice(["utf-8", "utf-8", "utf-8", "utf-16", "utf-8-sig", "cp1251", "latin-1", "shift_jis"])
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    data = text.encode(encoding, errors)
    return data[: dice.randint(0, len(data))] if dice.random() < 0.1 else data


def _name(dice: random.Random, number: int, ending: str) -> str:
    """Give a file's name, of bytes that may be no text."""
    laced = dice.choice(["", "'; DROP TABLE records; --", "=1+1", "\n", "\u202e", "<b>", "%s", ":1", "\udcff"])
    return f"f{number}{laced}{ending}"


# Name of a file, and what makes its bytes.
_GIANTS: list[tuple[str, Callable[[], bytes]]] = [
    ("one-line.txt", lambda: b"Japan gave Nepal a grant of $5 million. " * 1_250_000),
    ("one-line-jsonl.jsonl", lambda: b'{"id": "big", "text": "' + b"grant " * 9_000_000 + b'"}\n'),
    ("one-paragraph.txt", lambda: b"Japan gave Nepal a grant of $5 million on 5 May 2020. "[:50] * 19_000),
    ("too-many-characters.txt", lambda: b"Japan gave Nepal a grant of $5 million.\n" * 30_000),
    ("no-spaces.txt", lambda: b"grant" * 150_000),
    ("sums.txt", lambda: b"$5 million grant, " * 10_000),
    ("brackets.txt", lambda: b"grant (" * 100_000),
    ("nuls.txt", lambda: b"\0" * 20_000_000),
    ("nul-line.jsonl", lambda: b'{"id": "nul", "text": "a\0b"}\n'),
    ("deep.html", lambda: b"<html><body>" + b"<div>" * 1_000_000 + b"a grant of $5 million"),
    ("deep-inline.html", lambda: b"<html><body><p>" + b"<b>" * 1_000_000 + b"a grant of $5 million"),
    ("attributes.html", lambda: b"<html><body " + b'a="b" ' * 1_000_000 + b"><p>a grant</p>"),
    ("comment.html", lambda: b"<html><!--" * 300_000 + b"<p>a grant of $5 million</p>"),
    ("bomb.html", lambda: b'<?xml version="1.0"?>' + _bomb().encode() + b"<html><body><p>&g;</p></body></html>"),
    ("deep-json.jsonl", lambda: b'{"id": "deep", "text": ' + b"[" * 1_000_000 + b"\n"),
    ("meta.txt", lambda: b"Japan gave Nepal a grant of $5 million."),
]  # fmt: skip
