"""What the rows say about families, set beside what is recorded and what other rows say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from biglocal.design.words import day_in_words
from partnerships.imports.cells import name_key
from partnerships.imports.fields import quoted
from partnerships.imports.register import Register, has_ended
from partnerships.imports.steps import Does, Entry
from partnerships.models import Person, RelationshipKind
from partnerships.rosters.families import INVERSES

_FROM_THE_ELDER = frozenset(INVERSES.values())

# Somebody of a relationship: a row of the file, or a person who is on the register alone.
Relative = Entry | Person


def plan_relatives(entries: Sequence[Entry], register: Register, unusable: Collection[str]) -> None:
    """Relationships recorded or put right; `unusable` are the keys of people whose row is wrong."""
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        rows[entry.row.key].append(entry)
    said_before: dict[frozenset[int], tuple[int, str]] = {}
    for entry in entries:
        for name, how in entry.row.related:
            if name_key(name) in unusable:
                continue
            other = _find(entry, name, rows, register)
            if other is None:
                continue
            kind = RelationshipKind(INVERSES.get(how, how))
            a, b = (other, entry) if how in INVERSES else (entry, other)
            sentence = f"{_name(a)} {kind.label} {_name(b)}"
            pair = frozenset((_number(a), _number(b)))
            alike = sentence if kind in _FROM_THE_ELDER else f"{sorted(map(_name, (a, b)))} {kind}"
            row, before = said_before.setdefault(pair, (entry.row.number, alike))
            if before != alike:
                entry.refuse(
                    "how_related",
                    f"Row {row} says otherwise of {_name(a)} and {_name(b)}. Put one of the two right.",
                )
            elif row == entry.row.number:
                _plan(entry, a, b, kind, sentence, register)


def _find(
    entry: Entry, name: str, rows: dict[str, list[Entry]], register: Register
) -> Relative | None:
    key = name_key(name)
    in_file = {row.person_id for row in rows.get(key, [])} - {0}
    found: list[Relative] = [*rows.get(key, [])]
    found += [person for person in register.people.get(key, []) if person.pk not in in_file]
    if found == [entry]:
        entry.refuse("related_to", f"{quoted(name)} is the person of this row. Name the relative.")
    elif not found:
        entry.refuse(
            "related_to",
            f"Nobody called {quoted(name)} is in this file or on the register. Check the spelling, "
            "or add a row for them.",
        )
    elif len(found) > 1:
        entry.refuse(
            "related_to",
            f"There are {len(found)} people called {quoted(name)}. Leave this out, and record it on "
            "their page after the import.",
        )
    else:
        return found[0]
    return None


def _plan(
    entry: Entry,
    a: Relative,
    b: Relative,
    kind: RelationshipKind,
    sentence: str,
    register: Register,
) -> None:
    recorded = register.relationships.get(frozenset((_pk(a), _pk(b))))
    if recorded is None:
        entry.do(Does.RELATE, sentence, a=_reference(a), b=_reference(b), kind=kind.value)
    elif recorded.ends_on is not None and has_ended(recorded, register.today):  # type: ignore[arg-type]
        entry.refuse(
            "related_to",
            f"The register says that this ended on {day_in_words(recorded.ends_on)}. Leave it out, "
            "or change it on their page.",
        )
    elif recorded.kind != kind or (kind in _FROM_THE_ELDER and recorded.a_id != _pk(a)):
        entry.do(
            Does.CORRECT_RELATIONSHIP,
            f"{sentence} (now: {recorded})",
            recorded,
            a=_reference(a),
            b=_reference(b),
            kind=kind.value,
        )


def _name(relative: Relative) -> str:
    return relative.row.name if isinstance(relative, Entry) else relative.name


def _pk(relative: Relative) -> int:
    # Somebody new has no key, and no relationship that is recorded.
    return relative.person_id if isinstance(relative, Entry) else relative.pk


def _number(relative: Relative) -> int:
    """Tells people of the file and of the register apart: rows count down, keys count up."""
    return -relative.row.number if isinstance(relative, Entry) else relative.pk


def _reference(relative: Relative) -> int | Person:
    """A row by its number, for somebody who may not be saved yet; else the person."""
    return relative.row.number if isinstance(relative, Entry) else relative
