"""Rosters and assessments as JSON: of files, of `manage.py assess`, and of what is frozen.

Reading is strict: unknown keys, wrong types and impossible facts are refused, each with the path of
the place. Where an object has one key twice, the last one counts, as in every common JSON reader.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

import msgspec

from partnerships.rosters.places import line_and_character, line_of, place_and_problem
from partnerships.rosters.records import (
    DecisionRecord,
    InterestRecord,
    PersonRecord,
    Record,
    RelationshipRecord,
)
from partnerships.rules import Assessment, ImpossibleRosterError, Roster
from partnerships.rules.facts import (
    Decision,
    Interest,
    Person,
    Relationship,
)


class UnreadableRosterError(ValueError):
    """Text that is not a roster.

    `place` is a path like `people[3].resident`, `problem` says what is wrong there, and `line` is
    the line of the text, from 1.
    """

    def __init__(self, place: str, problem: str, line: int) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem
        self.line = line


class _Roster(Record, frozen=True, kw_only=True):
    area: str | None = None
    as_at: date
    lto: str | None = None
    own_lto: bool = False
    people: tuple[PersonRecord, ...]
    relationships: tuple[RelationshipRecord, ...] = ()
    interests: tuple[InterestRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()


_decoder = msgspec.json.Decoder(_Roster)
_encoder = msgspec.json.Encoder()


def decode_roster(text: bytes) -> Roster:
    """The roster of one JSON object in UTF-8; raises `UnreadableRosterError`."""
    try:
        return _as_roster(_decoder.decode(text))
    except msgspec.ValidationError as error:
        raise _at_place(text, *place_and_problem(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _malformed(text, str(error)) from None
    except ImpossibleRosterError as error:
        raise _at_place(text, error.place, error.problem) from None


def roster_from_dict(document: dict[str, Any]) -> Roster:
    """The roster of a decoded JSON object, such as a frozen one; raises `UnreadableRosterError`."""
    return decode_roster(_encoder.encode(document))


def encode_roster(roster: Roster) -> bytes:
    """A roster as JSON, every key written out; `decode_roster` gives an equal one back."""
    return _encoder.encode(_as_record(roster))


def roster_as_dict(roster: Roster) -> dict[str, Any]:
    """A roster as the plain values of its JSON, for a JSON field."""
    document: dict[str, Any] = msgspec.json.decode(encode_roster(roster))
    return document


def encode_assessment(assessment: Assessment) -> bytes:
    """An assessment as JSON, its keys in the order of the contract."""
    return _encoder.encode(assessment)


def assessment_as_dict(assessment: Assessment) -> dict[str, Any]:
    """An assessment as the plain values of its JSON, for a JSON field."""
    document: dict[str, Any] = msgspec.json.decode(encode_assessment(assessment))
    return document


def _as_roster(record: _Roster) -> Roster:
    """The roster of a record. Its facts stay as they were read: to the rules they are the same."""
    return Roster(
        area=record.area,
        as_at=record.as_at,
        lto=record.lto,
        own_lto=record.own_lto,
        people=cast("tuple[Person, ...]", record.people),
        relationships=cast("tuple[Relationship, ...]", record.relationships),
        interests=cast("tuple[Interest, ...]", record.interests),
        decisions=cast("tuple[Decision, ...]", record.decisions),
    )


def _as_record(roster: Roster) -> _Roster:
    return msgspec.convert(roster, _Roster, from_attributes=True)


def _at_place(text: bytes, place: str, problem: str) -> UnreadableRosterError:
    return UnreadableRosterError(place or "roster", problem, line_of(text, place))


def _malformed(text: bytes, error: str) -> UnreadableRosterError:
    """What is wrong with text that is no JSON, of msgspec's "JSON is malformed: … (byte 12)"."""
    if not text.strip():
        return UnreadableRosterError("roster", "there is nothing in it", 1)
    offset, problem = len(text), "not JSON: it ends before it is complete"
    if found := re.fullmatch(r"JSON is malformed: (.*) \(byte (\d+)\)", error):
        offset, problem = int(found[2]), f"not JSON: {found[1]}"
        if found[1] == "trailing characters":
            # Of these alone msgspec has already read the first.
            offset -= 1
    try:
        text.decode()
    except UnicodeDecodeError as wrong:
        offset, problem = wrong.start, "the text is not UTF-8"
    line, character = line_and_character(text, offset)
    return UnreadableRosterError("roster", f"{problem} (character {character})", line)
