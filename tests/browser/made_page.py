"""A scoring for the browser: ferries (a record missed), rail (values wrong), radio (no record), a hostile article."""

import hashlib
import http.server
from pathlib import Path
from typing import Any

from scoring.invented import RAIL, TEXTS, all_records, changed, gold, mention, records

from extractor.model import Article, Gold, GrantRecord, Mention
from extractor.scoring import files, html, report

SENTENCE = "approved on 9 May 2023 a loan of $80000000 from the Korea Eximbank"
NUMBERS = {"hostile": "1", "ferries": "2", "radio": "3", "rail": "4"}  # articles are sorted by their ids
_HOSTILE = (
    "</script></style><script>window.hacked = 1</script>"
    "<img src='ADDRESS/x.png' onerror='window.hacked = 1'>"
    '<svg onload="window.hacked = 1"><a href="javascript:window.hacked = 1">'
    '" onfocus="window.hacked = 1" autofocus x="'
    "<base href='ADDRESS'><meta http-equiv=refresh content='0;url=ADDRESS'>\0\u202e50"
)


class Outside(http.server.ThreadingHTTPServer):
    """Something outside that a page could ask; it keeps what it was asked for."""

    def __init__(self) -> None:
        asked: list[str] = []
        self.asked = asked

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


def hostile(address: str) -> str:
    return _HOSTILE.replace("ADDRESS", address)


def write(path: Path, address: str) -> None:
    """Write the page; the hostile article would ask for `address`."""
    bad = hostile(address)
    told, found, marked, stored = _attack(bad)
    loan, clinics = records("rail")
    money = {"value": "80000000", "currency": "USD", "evidence": [_span("amount", "$80000000")]}
    loan = changed(loan, amount=money, status="pledge", evidence=[_span("record", SENTENCE)])
    read = {**all_records(), "ferries": records("ferries")[:1], "rail": [loan, clinics], bad: [found]}
    mentions = {
        "ferries": [mention("ferries", "Norway", "PLACE", "NO"), mention("ferries", "Oslo", "PLACE", "NO")],
        "rail": [
            mention("rail", "on 9 May 2023", "DATE", "2023-05-09"),
            mention("rail", "the Korea Eximbank", "ORG", "Korea Eximbank"),
            mention("rail", "$80000000", "MONEY", "80000000 USD"),
        ],
        bad: [marked],
    }
    scored = report.make(files.GoldSet({**gold(), bad: told}), files.Found(read, mentions))
    texts = {name: Article(id=name, text=text, title=f"About {name}") for name, text in TEXTS.items()}
    html.write(scored, {**texts, bad: stored}, path)


def _span(slot: str, quote: str) -> dict[str, Any]:
    start = RAIL.index(quote)
    return {"slot": slot, "start": start, "end": start + len(quote), "text": quote, "rule": f"rule:{slot}"}


def _attack(bad: str) -> tuple[Gold, GrantRecord, Mention, Article]:
    text = f"{bad} and no more"
    raw = {
        "article_id": bad,
        "flow_type": "grant",
        "status": "pledge",
        "title": bad,
        "purpose": bad,
        "notes": [bad],
        "donors": [{"name": bad, "country": "MT"}],
        "people": [{"name": bad, "role": bad}],
        "evidence": [{"slot": "purpose", "start": 0, "end": len(bad), "text": bad, "rule": bad}],
    }
    record = GrantRecord.model_validate(raw)
    marked = Mention(start=0, end=len(bad), text=bad, label="ORG", value=bad)
    digest = hashlib.sha256(text.encode()).hexdigest()
    told = Gold(article_id=bad, text_sha256=digest, mentions=[marked], records=[record])
    stored = Article(id=bad, text=text, title=bad, source=bad, url="javascript:window.hacked = 1")
    return told, changed(record, status="completion"), marked, stored
