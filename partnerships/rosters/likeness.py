"""Whether two records of people look like one person recorded twice: the rules, and nothing read.

Two records look like one person when no year of birth speaks against it (both known, and different)
and one of these holds:

1. *The same name*: the same words, in either order, without capitals, accents and marks.
2. *A name more or less*: one has all the words of the other and one word more, as a middle name is,
   the shorter one has at least two; and their e-mail address or their year of birth is the same.
3. *An initial*: with the same e-mail address, the names differ in one word alone, and there one of
   them has only its first letter ("A Patel", "Asha Patel").
4. *The same address, year and a name*: the same e-mail address, the same year of birth, and a word
   of the name in common, as after a marriage.

An e-mail address in common is normal in a family, and by itself says nothing; nor does a surname
beside it. Pet names are left alone: nobody is told that Bob must be Robert. A part of a person that
is not recorded is the same as nobody's.

Nobody is compared with everybody: whoever look alike have one of their `keys` in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from partnerships.models import Person
from partnerships.models.names import name_words

Key = tuple[str | int, ...]


class Face(NamedTuple):
    """What of a person's record is compared: its primary key (0 before it has one), the words of the
    name by the alphabet, the e-mail address in small letters or "", and the year of birth."""

    pk: int
    words: tuple[str, ...]
    email: str
    birth_year: int | None


class Likeness(StrEnum):
    """Why two records look like one person, the surest first."""

    NAME_AND_MORE = "the same name, and the same e-mail address or year of birth"
    INITIAL = "the same e-mail address, and one name may be short for the other"
    LONGER_NAME = "the same name but for one word, and the same e-mail address or year of birth"
    ADDRESS_AND_YEAR = "the same e-mail address, year of birth and part of the name"
    NAME = "the same name"


class Pair(NamedTuple):
    """Two records by primary key, the lower one first, and why they look alike."""

    a: int
    b: int
    why: Likeness


def face(pk: int | None, words: str, email: str, birth_year: int | None) -> Face:
    """A face of what is stored: `words` is `Person.name_words`."""
    return Face(pk or 0, tuple(words.split()), email.strip().lower(), birth_year)


def face_of(person: Person) -> Face:
    """The face of a record, saved or not."""
    return face(person.pk, name_words(person.name), person.email, person.birth_year)


def alike(one: Face, other: Face) -> Likeness | None:
    """Why two records look like one person, or None when they do not."""
    same_year = one.birth_year is not None and one.birth_year == other.birth_year
    if not same_year and None not in (one.birth_year, other.birth_year):
        return None
    same_email = bool(one.email) and one.email == other.email
    if one.words and one.words == other.words:
        return Likeness.NAME_AND_MORE if same_email or same_year else Likeness.NAME
    if same_email and _is_initial(one.words, other.words):
        return Likeness.INITIAL
    if (same_email or same_year) and _is_one_more(one.words, other.words):
        return Likeness.LONGER_NAME
    if same_email and same_year and set(one.words) & set(other.words):
        return Likeness.ADDRESS_AND_YEAR
    return None


def keys(one: Face) -> Iterator[Key]:
    """What two records that look alike have at least one of in common."""
    if one.words:
        yield ("name", *one.words)
    if one.email:
        # Every rule that asks for the address asks for a word as well, so that a club's address,
        # shared by hundreds, does not mean that all of them are compared.
        for word in set(one.words):
            yield ("email", one.email, word)
    if one.birth_year is not None:
        yield ("year", one.birth_year, *one.words)
        if len(one.words) > 2:
            for left_out in range(len(one.words)):
                yield ("year", one.birth_year, *_without(one.words, left_out))


def pairs(faces: Iterable[Face]) -> Iterator[Pair]:
    """Those among `faces` who look alike, each pair once; the time grows with their number."""
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


def _is_one_more(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= 2
        and len(longer) == len(shorter) + 1
        and any(_without(longer, place) == shorter for place in range(len(longer)))
    )


def _is_initial(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    mine, theirs = _left(one, other), _left(other, one)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    short, long = sorted((mine[0], theirs[0]), key=len)
    return len(short) == 1 and long.startswith(short)


def _left(words: tuple[str, ...], taken: tuple[str, ...]) -> list[str]:
    """The words that are left when those of another name are crossed out, one for one."""
    left = list(words)
    for word in taken:
        if word in left:
            left.remove(word)
    return left


def _without(words: tuple[str, ...], place: int) -> tuple[str, ...]:
    return words[:place] + words[place + 1 :]
