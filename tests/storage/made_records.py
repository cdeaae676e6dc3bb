"""Records as they could be, for tests that write and read them back."""

from hypothesis import strategies as st

from extractor.model import (
    Date,
    Dates,
    Equipment,
    GrantRecord,
    LoanTerms,
    Location,
    Money,
    Party,
    Person,
    Programme,
    Sector,
    Span,
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
maybe = st.none() | words
beside = st.dictionaries(st.sampled_from(["seen", "x-rank"]), st.integers() | words | st.lists(words), max_size=1)


def some(strategy: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(strategy, max_size=most)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 10**6))
    fields = {"slot": draw(words), "start": start, "end": start + 3, "text": draw(words), "rule": draw(words)}
    return Span(**fields, **draw(beside))


evidence = some(spans())
numbers = st.builds(
    lambda value: format(value, "f"), st.decimals(0, 10**18, allow_nan=False, places=2) | st.integers(0, 10**40)
)
money = st.builds(
    Money,
    value=numbers,
    currency=st.sampled_from(["USD", "JPY"]),
    qualifier=st.sampled_from(["exact", "about", "up_to"]),
    evidence=evidence,
)
countries = st.sampled_from(["JP", "TJ", "NO"])
kinds = st.none() | st.sampled_from(["government", "ngo"])
parties = st.builds(Party, name=words, country=st.none() | countries, kind=kinds, evidence=evidence)
days = st.none() | st.builds(
    Date, value=st.dates().map(str).filter(lambda d: len(d) == 10), precision=st.just("day"), evidence=evidence
)
figures = st.none() | st.floats(0, 100)


@st.composite
def records(draw: st.DrawFn, article_id: str = "a") -> GrantRecord:
    fields = {
        "record_id": draw(st.uuids()).hex,
        "article_id": article_id,
        "level": draw(st.sampled_from(["activity", "umbrella", "total"])),
        "flow_type": draw(st.sampled_from(["grant", "loan", "vague"])),
        "in_kind": draw(st.booleans()),
        "status": draw(st.sampled_from(["pledge", "commitment", "completion"])),
        "title": draw(maybe),
        "programme": draw(st.none() | st.builds(Programme, name=words, code=maybe, evidence=evidence)),
        "purpose": draw(maybe),
        "amount": draw(st.none() | money),
        "equivalents": draw(some(money)),
        "donors": draw(some(parties)),
        "implementers": draw(some(parties)),
        "recipients": draw(some(parties)),
        "recipient_countries": sorted(draw(st.sets(countries))),
        "locations": draw(some(st.builds(Location, name=words, country=st.none() | countries, evidence=evidence))),
        "dates": draw(st.builds(Dates, agreed=days, announced=days, start=days, end=days)),
        "equipment": draw(
            some(
                st.builds(
                    Equipment,
                    description=words,
                    quantity=st.none() | st.integers(0, 10**30) | st.floats(0, 1e9),
                    unit=maybe,
                    evidence=evidence,
                )
            )
        ),
        "sector": draw(st.none() | st.builds(Sector, code=st.just("120"), name=words)),
        "people": draw(
            some(
                st.builds(
                    Person,
                    name=words,
                    role=maybe,
                    organisation=maybe,
                    side=st.none() | st.just("donor"),
                    evidence=evidence,
                )
            )
        ),
        "loan_terms": draw(
            st.none()
            | st.builds(
                LoanTerms,
                interest_rate=figures,
                maturity_years=figures,
                grace_years=figures,
                concessional=st.none() | st.booleans(),
                evidence=evidence,
            )
        ),
        "countable": draw(st.booleans()),
        "notes": draw(some(words)),
        "evidence": draw(evidence),
        "confidence": draw(st.floats(0, 1)),
    }
    return GrantRecord(**fields, **draw(beside))
