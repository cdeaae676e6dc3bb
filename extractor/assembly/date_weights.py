"""How much each piece of evidence speaks for a date being that of a deal."""

from collections.abc import Collection, Mapping

# Logarithms of odds, fitted by logistic regression (ridge penalty 3) on the dates around a flow: those of every second
# narrative of the coders, who say the year of commitment only, and those of the articles that have gold, each article
# counting by the root of its number of flows. Small ones are left out, the others rounded; the bias has its threshold
# in it; those of what went before ("word:past"), of a list's lead-in ("in:intro") and of
# a sum among several ("tied:own") were set by hand. On the other half of the narratives the year is right
# in 92 of 100 that have a record, as on those that were fitted on.
# "in:" is the place of a date (see `Candidate`), "article:" the same in a text of several paragraphs, "alone:" the same
# where the flow itself tells no date that is past; "word:" and "frame:" what it hangs on, "over:" what is above that.
BIAS = -0.5
WEIGHTS: Mapping[str, float] = {
    "alone:after:body": 0.4,
    "alone:before": 0.4,
    "alone:before:body": 0.4,
    "alone:lead": 1.1,
    "alone:lead:item": 1.1,
    "alone:previous": 0.3,
    "alone:previous:item": 0.3,
    "article:after": -0.6,
    "article:before": -1.7,
    "article:lead": -0.8,
    "article:opening": -1.2,
    "article:previous": -0.4,
    "article:told": -0.4,
    "bound:end": -1.1,
    "bound:start": -0.4,
    "date_between": -0.8,
    "first": 0.4,
    "frame:announce": 0.4,
    "frame:approve": 0.5,
    "frame:build": -0.8,
    "frame:forgive": 0.3,
    "frame:give": 0.7,
    "frame:open": -1.5,
    "frame:sign": 1.3,
    "frame:stop": -1.4,
    "fronted": 0.5,
    "in:after": -1.3,
    "in:before": 0.6,
    "in:heading": 1.5,
    "in:intro": 1.0,
    "in:lead": -0.8,
    "in:opening": 0.9,
    "in:previous": -0.4,
    "in:told": -0.9,
    "in_noun": -0.7,
    "kind:absolute": -0.3,
    "kind:relative": 0.4,
    "mood:future": 0.6,
    "mood:hedge": -1.0,
    "mood:present": 0.6,
    "mood:progressive": -0.4,
    "only": 0.9,
    "other_piece": -0.4,
    "other_verb": 0.8,
    "over:agree": -0.6,
    "over:begin": -0.7,
    "over:expect": -0.3,
    "over:hand": 0.6,
    "over:speak": 0.7,
    "own_piece": 0.6,
    "precision:day": 0.6,
    "prep:as": -0.9,
    "prep:by": -0.6,
    "prep:from": -0.7,
    "prep:since": -2.0,
    "prep:until": -0.3,
    "shared_piece": -0.5,
    "sum_between": -1.2,
    "tied:own": 1.0,
    "to_come": -2.2,
    "word:begin": -1.2,
    "word:finish": -0.7,
    "word:hand": -0.5,
    "word:occasion": 1.4,
    "word:past": -0.5,
    "word:speak": 0.4,
}


def score(features: Collection[str]) -> float:
    """Give the logarithm of the odds that a date with these features is when the deal was made or announced."""
    return BIAS + sum(WEIGHTS[name] for name in sorted(features) if name in WEIGHTS)
