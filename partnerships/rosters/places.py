"""Where in the JSON of a roster something is wrong, and what should stand there instead."""

from __future__ import annotations

import json
import re

from partnerships.rules.consistency import shown
from partnerships.rules.facts import DecisionKind, InterestKind, Membership, RelationshipKind

_decoder = json.JSONDecoder()
_BLANK = " \t\n\r"


def _one_of(kind: type[Membership | RelationshipKind | InterestKind | DecisionKind]) -> str:
    *others, last = [f'"{value}"' for value in kind]
    return f"{', '.join(others)} or {last}"


_TEXT = "text in quotes"
_TEXT_OR_NULL = "text in quotes, or null"
_DAY = 'a date like "2026-10-01"'
_TRUE_OR_FALSE = "true or false"

# What should stand at a place, by the place's path without its numbers.
_EXPECTED = {
    "": "an object with as_at and people",
    "area": _TEXT_OR_NULL,
    "as_at": _DAY,
    "lto": _TEXT_OR_NULL,
    "own_lto": _TRUE_OR_FALSE,
    "people": "a list of people",
    "people[]": "an object with id and name",
    "people[].membership": f"{_one_of(Membership).replace(' or ', ', ')} or null",
    "people[].resident": "true, false or null",
    "people[].household": _TEXT_OR_NULL,
    "people[].offices": "a list of offices",
    "people[].paid_worker": _TRUE_OR_FALSE,
    "people[].lto_representative": _TRUE_OR_FALSE,
    "people[].represents": _TEXT_OR_NULL,
    "relationships": "a list of relationships",
    "relationships[]": "an object with a, b and kind",
    "relationships[].kind": _one_of(RelationshipKind),
    "interests": "a list of interests",
    "interests[]": "an object with person, organisation and kind",
    "interests[].kind": _one_of(InterestKind),
    "interests[].from": f"{_DAY}, or null",
    "interests[].until": f"{_DAY}, or null",
    "decisions": "a list of decisions",
    "decisions[]": "an object with id, date and kind",
    "decisions[].date": _DAY,
    "decisions[].kind": _one_of(DecisionKind),
    "decisions[].organisations": "a list of organisations",
    "decisions[].took_part": "a list of the ids of people",
    "decisions[].withdrew": "a list of the ids of people",
}


def place_and_problem(error: str) -> tuple[str, str]:
    """Our path and words for msgspec's, "Expected `str`, got `int` - at `$.people[0].id`".

    The path is empty for the roster as a whole.
    """
    what, _, path = error.rpartition(" - at `$")
    if not what or not path.endswith("`"):
        what, path = error, ""
    place = path.rstrip("`").removeprefix(".")
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
        return _key_of(place, unknown[1]), "this key is not known"
    if missing := re.fullmatch(r"Object missing required field `(.*)`", what):
        return _key_of(place, missing[1]), "this is required and missing"
    kind_of_place = re.sub(r"\d+", "", place)
    return place, f"expected {_EXPECTED.get(kind_of_place, _TEXT)}"


def _key_of(place: str, key: str) -> str:
    return f"{place}.{shown(key)}" if place else shown(key)


def line_and_character(text: bytes, offset: int) -> tuple[int, int]:
    """The line of a byte, and the character within the line, both from 1."""
    before = text[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def line_of(text: bytes, place: str) -> int:
    """The line, from 1, on which the value at a path like `people[3].resident` begins.

    Where the path ends in something that is not there, or that no path can name, it is the line of
    the object around it.
    """
    if b"\n" not in text.strip():
        return 1
    decoded = text.decode(errors="replace")
    at = _skip(decoded, 0, _BLANK)
    try:
        for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
            at = _element(decoded, at, int(index)) if index else _value(decoded, at, key)
    except (ValueError, IndexError, RecursionError):
        # Beyond what was refused the text may be anything.
        pass
    return decoded.count("\n", 0, at) + 1


def _value(text: str, at: int, wanted: str) -> int:
    """Where the value of a key begins, in the object that begins at `at`; else ValueError."""
    at = _skip(text, at + 1, _BLANK)
    while True:
        key, after = _decoder.raw_decode(text, at)
        at = _skip(text, after, _BLANK + ":")
        if key == wanted:
            return at
        at = _skip(text, _decoder.raw_decode(text, at)[1], _BLANK + ",")


def _element(text: str, at: int, wanted: int) -> int:
    """Where an element begins, in the list that begins at `at`; else ValueError."""
    at = _skip(text, at + 1, _BLANK)
    for _ in range(wanted):
        at = _skip(text, _decoder.raw_decode(text, at)[1], _BLANK + ",")
    return at


def _skip(text: str, at: int, characters: str) -> int:
    while text[at] in characters:
        at += 1
    return at
