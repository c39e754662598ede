"""Whether two organisations look like one that is on the list twice: the rules, and nothing read.

Two look alike when their numbers do not speak against it (both on one list, and different), and one
of these holds of their names, without capitals, accents and marks:

1. *The same name*: the same words, in any order, but for "the", "and", and what says how an
   organisation is set up ("Ltd", "CIC").
2. *One word more*: one has all the words of the other, at least two, and one more.
3. *One letter*: the names differ in a single letter of one word of five letters or more, which one of
   the two has and the other has not, or has otherwise.

Nobody is compared with everybody: whatever looks alike has one of its `keys` in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from partnerships.models.names import folded

# What a name may be written with or without.
_LEFT_OUT = frozenset("the and of ltd limited cic cio plc llp".split())
_LONG_WORD = 5

Key = tuple[str, ...]


class Face(NamedTuple):
    """What is compared of an organisation: primary key, the words of its name by the alphabet, and its
    number or ""."""

    pk: int
    words: tuple[str, ...]
    org_id: str


class Likeness(StrEnum):
    """Why two look like one, the surest first."""

    NAME = "the same name, but for how it is written"
    LETTER = "the same name but for one letter"
    WORD = "the same name but for one word"


class Pair(NamedTuple):
    """Two organisations by primary key, the lower one first, and why they look alike."""

    a: int
    b: int
    why: Likeness


def face(pk: int, name: str, org_id: str) -> Face:
    """The face of an organisation by what is stored of it."""
    words = folded(name).split()
    telling = [word for word in words if word not in _LEFT_OUT] or words
    return Face(pk, tuple(sorted(telling)), org_id)


def alike(one: Face, other: Face) -> Likeness | None:
    """Why two look alike, or None when they do not."""
    if one.org_id and other.org_id and _list_of(one.org_id) == _list_of(other.org_id):
        return None
    if one.words == other.words:
        return Likeness.NAME if one.words else None
    mine, theirs = _left(one.words, other.words), _left(other.words, one.words)
    if len(mine) == len(theirs) == 1 and _one_letter(mine[0], theirs[0]):
        return Likeness.LETTER
    shorter = min(len(one.words), len(other.words))
    if shorter >= 2 and len(mine) + len(theirs) == 1:
        return Likeness.WORD
    return None


def keys(one: Face) -> Iterator[Key]:
    """What two that look alike have at least one of in common."""
    yield one.words
    for place, word in enumerate(one.words):
        rest = one.words[:place] + one.words[place + 1 :]
        if len(rest) >= 2:
            yield rest
        for short in _without_a_letter(word):
            yield ("letter", short, *rest)


def pairs(faces: Iterable[Face]) -> Iterator[Pair]:
    """Those among `faces` that look alike, each pair once; the time grows with their number."""
    met: dict[Key, list[Face]] = defaultdict(list)
    for one in faces:
        found: set[int] = set()
        for key in dict.fromkeys(keys(one)):
            for other in met[key]:
                why = None if other.pk in found else alike(one, other)
                if why is not None:
                    found.add(other.pk)
                    yield Pair(min(one.pk, other.pk), max(one.pk, other.pk), why)
            met[key].append(one)


def _list_of(org_id: str) -> str:
    return org_id.rpartition("-")[0]


def _left(words: tuple[str, ...], taken: tuple[str, ...]) -> list[str]:
    """The words that are left when those of another name are crossed out, one for one."""
    left = list(words)
    for word in taken:
        if word in left:
            left.remove(word)
    return left


def _one_letter(one: str, other: str) -> bool:
    """Whether two long words differ in one letter: added, left out, or another in its place."""
    if min(len(one), len(other)) < _LONG_WORD or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    skip = 1 if len(short) == len(long) else 0
    return short[same + skip :] == long[same + 1 :]


def _without_a_letter(word: str) -> Iterator[str]:
    """A word as it is and with each letter left out, by which two that differ in one letter meet."""
    if len(word) >= _LONG_WORD:
        yield word
        yield from {word[:i] + word[i + 1 :] for i in range(len(word))}
