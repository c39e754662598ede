"""What the words of a decision give away: that it was refused, or somebody's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from partnerships.models.names import folded

# How a refusal begins in the minutes, whoever or whatever it says was refused.
_REFUSAL = re.compile(
    r"\W*((the|this)\s+)?((application|bid|grant|proposal|request|it)\s+)?"
    r"((is|was|were|has\s+been|have\s+been)\s+)?"
    r"(refused|declined|rejected|turned\s+down|unsuccessful|withdrawn|deferred|postponed"
    r"|not\s+(agreed|approved|awarded|funded|granted|successful|supported))\b",
    re.IGNORECASE,
)
# A part of a name that is shorter is a word of every sentence.
_SHORTEST_PART = 3


def reads_like_a_refusal(outcome: str) -> bool:
    """Whether an outcome begins by saying that nothing is given: "Refused, as the plan is full"."""
    return _REFUSAL.match(outcome) is not None


# After which a last name alone tells who it is.
_TITLES = frozenset("mr mrs ms miss mx dr doctor cllr councillor rev reverend".split())


class Names:
    """Full names, and whether a text holds one of them, in capitals, accents and marks or without; or
    a last name after a title ("Mrs Patel").

    A name of one word is passed over: it would be found wherever that is a word.
    """

    def __init__(self, names: Iterable[str]) -> None:
        # What follows the first word of a name.
        self._rest_by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._last: set[str] = set()
        for name in names:
            first, *rest = folded(name).split() or [""]
            if rest:
                self._rest_by_first[first].add(tuple(rest))
                self._last |= {rest[-1], f"{rest[-1]}s"}

    def has(self, name: str) -> bool:
        """Whether this is one of the names, no more and no less."""
        first, *rest = folded(name).split() or [""]
        return tuple(rest) in self._rest_by_first.get(first, ())

    def are_in(self, text: str) -> bool:
        """Whether the text has one of the names in it, or something that is theirs: "Asha Patel’s"."""
        words = folded(text).split()
        with_a_title = any(
            word in _TITLES and following in self._last for word, following in pairwise(words)
        )
        return with_a_title or any(
            words[at + 1 : at + len(rest)] == [*rest[:-1]]
            and words[at + len(rest) : at + len(rest) + 1] in ([rest[-1]], [f"{rest[-1]}s"])
            for at, word in enumerate(words)
            for rest in self._rest_by_first.get(word, ())
        )


def has_part_of(name: str, text: str) -> bool:
    """Whether a text has any part of a name in it, or of what is theirs: for somebody of whom nothing
    may be told."""
    parts = {part for part in folded(name).split() if len(part) >= _SHORTEST_PART}
    return not (parts | {f"{part}s" for part in parts}).isdisjoint(folded(text).split())


def shortened(text: str, most: int) -> str:
    """The text, cut after a word where it has more than `most` letters, and marked so."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return f"{cut.rpartition(' ')[0] or cut[:-1]}…"
