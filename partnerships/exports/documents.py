"""What stands on each paper that a register can be printed as, gathered in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from biglocal.design.words import day_in_words
from partnerships.exports.paper import set_in_type
from partnerships.exports.rows import Line, lines_of
from partnerships.models import Area, Interest, LtoRole, PaidWork
from partnerships.models.periods import current_q
from partnerships.presenters.periods import period_said
from partnerships.presenters.position import titled, verdicts_of, worst_first
from partnerships.presenters.register import FactRow, MemberRow, RegisterOn, register_on
from partnerships.presenters.waivers import waived_on
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.rules import Level

VERDICT = {True: "met", False: "not met", None: "cannot tell"}
LEVEL = {
    Level.BREACH: "Not as the guidance asks",
    Level.INCOMPLETE: "Not known",
    Level.CAUTION: "Take care",
}
A_YEAR = datetime.timedelta(days=365)
NOT_RECORDED = "Not recorded"
NO_MEMBERS = "Nobody is a member on this day."


def members_list_pdf(area: Area, day: datetime.date) -> bytes:
    """Names and roles alone, fit for a wall."""
    register = register_on(area, day)
    rows = [[row.person.name, row.roles or "Member"] for row in register.members]
    sections = [
        _section("Members", {"Name": 3, "Role": 3}, rows, *_if_nobody(rows, NO_MEMBERS)),
        _section("Paid workers", {"Name": 3, "Work": 3}, _work(_current(register.workers, day))),
        _section(
            "Locally trusted organisation (LTO)",
            {"Name": 3, "How": 3},
            [
                [row.fact.person.name, _capacity(row.fact)]
                for row in _current(register.lto_people, day)
            ],
            *_lto(register, with_period=False),
        ),
    ]
    return set_in_type(
        "register",
        area,
        day,
        {
            "title": "Members of the partnership",
            "subtitle": f"{area.name}, {day_in_words(day)}",
            "notices": [],
            "sections": [section for section in sections if section["rows"] or section["lines"]],
        },
    )


def register_pdf(area: Area, day: datetime.date) -> bytes:
    """All of the register that a meeting may need, homes and families among it."""
    register, lines = register_on(area, day), lines_of(area, day)
    sections = [
        *_verdict(area, day),
        _members(register.members),
        _section(
            "Will join",
            {"Name": 3, "From": 2, "Votes": 1},
            [
                [
                    row.person.name,
                    day_in_words(row.starts_on),
                    "Yes" if row.membership.is_voting else "No",
                ]
                for row in register.coming
            ],
        ),
        _section(
            "Paid workers",
            {"Name": 3, "Work": 2, "Paid by": 3, "When": 3},
            [
                [*work, _paid_by(row.fact), _capital(row.period)]
                for row, work in zip(register.workers, _work(register.workers), strict=True)
            ],
            *_if_nobody(register.workers, "Nobody is recorded as paid for Big Local work."),
        ),
        _section(
            "Locally trusted organisation (LTO)",
            {"Name": 3, "How": 3, "When": 3},
            [
                [row.fact.person.name, _capacity(row.fact), _capital(row.period)]
                for row in register.lto_people
            ],
            *_lto(register, with_period=True),
        ),
        _homes(lines),
        _families(area, day),
        _interests(area, day),
        _section(
            "Who left in the past year",
            {"Name": 3, "Member from": 2, "Last day": 2, "Why": 2},
            [
                [
                    row.person.name,
                    day_in_words(row.since),
                    day_in_words(row.last_day),
                    row.reason or NOT_RECORDED,
                ]
                for row in register.leavers
                if row.last_day > day - A_YEAR
            ],
        ),
    ]
    return set_in_type(
        "register",
        area,
        day,
        {
            "title": "Register of the partnership",
            "subtitle": f"{area.name}, {day_in_words(day)}",
            "foot": f"{area.name}, {day_in_words(day)}. Private",
            "notices": [
                "Private: homes, families and interests are in here. It is not for a wall or a table "
                "where others may read it. Shred it when you are done."
            ],
            "sections": [section for section in sections if section["rows"] or section["lines"]],
        },
    )


def _section(
    heading: str, columns: dict[str, int], rows: Sequence[Sequence[str]], *lines: str
) -> dict[str, Any]:
    """A section with a table, its columns each with their share of the width; `lines` stand above it."""
    return {
        "heading": heading,
        "columns": [{"name": name, "share": share} for name, share in columns.items()],
        "rows": rows,
        "lines": lines,
    }


def _if_nobody(rows: Sequence[object], sentence: str) -> list[str]:
    return [] if rows else [sentence]


def _verdict(area: Area, day: datetime.date) -> Iterable[dict[str, Any]]:
    assessment, waived = assessed(roster_of(area, day)), waived_on(area, day)
    yield _section(
        "Does the partnership meet the guidance?",
        {"What": 2, "Verdict": 1, "Why": 4},
        [
            [
                verdict.name,
                _capital(VERDICT[verdict.meets]),
                " ".join([verdict.sentence, *verdict.waived]),
            ]
            for verdict in verdicts_of(assessment, waived)
        ],
    )
    yield _section(
        "What was found",
        {"What": 2, "Found": 4, "What would mend it": 4},
        [
            [
                f"{found.title} ({LEVEL[found.level].lower()})",
                " ".join([found.message, *([found.waived.sentence] if found.waived else [])]),
                found.remedy,
            ]
            for found in titled(worst_first(assessment.findings), waived)
        ],
    )


def _members(members: Sequence[MemberRow]) -> dict[str, Any]:
    return _section(
        "Members",
        {"Name": 5, "Role": 4, "Votes": 2, "Lives here": 3, "Member since": 4},
        [
            [
                ". ".join([row.person.name, *row.notes]),
                row.roles or "Member",
                row.votes,
                row.lives_here,
                day_in_words(row.since),
            ]
            for row in members
        ],
        *_if_nobody(members, NO_MEMBERS),
    )


def _homes(lines: Iterable[Line]) -> dict[str, Any]:
    return _section(
        "Homes",
        {"Name": 4, "Home": 5, "Lives here": 2, "How checked": 5},
        [
            [
                str(cells["name"]),
                str(cells.get("household", NOT_RECORDED)),
                str(cells.get("in_area", "Not known")),
                _checked(line),
            ]
            for line in lines
            for cells in [line.cells]
        ],
    )


def _checked(line: Line) -> str:
    on = line.cells.get("checked_on")
    how = str(line.cells.get("checked_how", "Not checked"))
    return f"{how}, {day_in_words(on)}" if isinstance(on, datetime.date) else how


def _families(area: Area, day: datetime.date) -> dict[str, Any]:
    ties = area.relationships.filter(current_q(day)).select_related("a", "b")
    return _section("Families", {}, [], *sorted(f"{tie}." for tie in ties))


def _interests(area: Area, day: datetime.date) -> dict[str, Any]:
    interests = (
        area.interests.filter(current_q(day))
        .select_related("person", "organisation")
        .order_by("person__name", "organisation__name", "pk")
    )
    return _section(
        "Interests",
        {"Name": 3, "Organisation": 3, "Kind": 3},
        [
            [interest.person.name, interest.organisation.name, _nature(interest)]
            for interest in interests
        ],
    )


def _nature(interest: Interest) -> str:
    """ "Direct financial", without the explanation that a form gives of it."""
    return interest.get_nature_display().partition(":")[0]


def _current(rows: Iterable[FactRow], day: datetime.date) -> list[FactRow]:
    return [row for row in rows if row.fact.is_current_on(day)]


def _work(rows: Iterable[FactRow]) -> list[list[str]]:
    return [
        [row.fact.person.name, row.fact.job_title or "Paid worker"]
        for row in rows
        if isinstance(row.fact, PaidWork)
    ]


def _paid_by(work: PaidWork | LtoRole) -> str:
    assert isinstance(work, PaidWork)
    return f"{work.employer or NOT_RECORDED} ({work.get_terms_display().lower()})"


def _capacity(role: PaidWork | LtoRole) -> str:
    assert isinstance(role, LtoRole)
    return role.get_capacity_display()


def _lto(register: RegisterOn, *, with_period: bool) -> list[str]:
    lto = register.lto
    if lto is None:
        return ["Which organisation it is has not been recorded."] if with_period else []
    period = f", {period_said(lto, register.day)}" if with_period else ""
    if lto.is_own:
        return [f"The partnership is its own LTO, as {lto.organisation}{period}."]
    return [f"{lto.organisation}{period}."]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
