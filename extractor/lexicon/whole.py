"""Finding names as whole words where some names are the beginnings of words ("the UN" in "the United States")."""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.lexicon.match import Hit, Names, lower_in_place


class WholeNames(Names):
    """Like `Names`, but a name that is no whole word here, or has the wrong case, hides no other one.

    >>> [hit.name for hit in WholeNames.of(["the UN", "United States"]).find("over to the United States")]
    ['United States']
    """

    @classmethod
    def of(cls, names: Iterable[str]) -> "WholeNames":
        """Compile `names`."""
        by_key: dict[str, dict[str, None]] = {}
        for name in names:
            by_key.setdefault(lower_in_place(name), {})[name] = None
        keys = tuple(by_key)
        automaton = AhoCorasick(keys, matchkind=MatchKind.Standard)
        return cls(automaton, keys, {key: tuple(forms) for key, forms in by_key.items()})

    def find(self, text: str) -> list[Hit]:
        """Give the names in `text`, left to right, none overlapping, the longest at each place."""
        low = lower_in_place(text)
        matches = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True)
            if not (start and low[start - 1].isalnum() and low[start].isalnum())
            and not (end < len(low) and low[end].isalnum() and low[end - 1].isalnum())
        ]
        hits: list[Hit] = []
        free = 0
        for start, minus_end, index in sorted(matches):
            if start < free:
                continue
            printed = text[start:-minus_end]
            name = next((name for name in self._by_key[self._names[index]] if agrees(name, printed)), None)
            if name is not None:
                hits.append(Hit(start, -minus_end, name))
                free = -minus_end
        return hits


def agrees(name: str, printed: str) -> bool:
    """Whether a printed form may be the name: an acronym in its case, a capital where the name has one."""
    if name == printed:
        return True
    if len(name) > 1 and name.isupper() and " " not in name:  # "WHO", "US", "EU"
        return False
    return not name[0].isupper() or printed[0].isupper()
