"""What is public of an area as data: tables as CSV, all of them as JSON, and what each column means.

Both are made of `OpenPage`, as the page is. In a CSV file text that a program might run as a formula
has an apostrophe before it, as in every file that leaves the service.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeAlias

from django.urls import reverse

from biglocal.post.links import absolute
from partnerships.imports.writing import guarded, joined
from partnerships.models import Section
from partnerships.presenters.open_told import OpenPage

Value: TypeAlias = str | int | bool | datetime.date | Decimal | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One value of each row, by the name of the attribute that has it, and what it means."""

    name: str
    meaning: str

    def of(self, row: Any) -> Value:
        value: Value = getattr(row, self.name)
        return value


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Rows that belong together: its name in addresses, its section, and its columns."""

    name: str
    title: str
    section: Section
    columns: Sequence[Column]
    rows: Callable[[OpenPage], Sequence[Any]]


TABLES: Sequence[OpenTable] = (
    OpenTable(
        "members",
        "Members",
        Section.MEMBERS,
        (
            Column("name", "The name of a member who agreed to be named here."),
            Column("roles", "The offices they hold; empty where they hold none."),
            Column("votes", "Whether they vote: true or false."),
            Column("since", "The first day of their membership without a gap."),
        ),
        attrgetter("members"),
    ),
    OpenTable(
        "left",
        "Who left in the past 12 months",
        Section.MEMBERS,
        (
            Column("name", "The name of somebody who left and agreed to be named here."),
            Column("since", "The first day of their membership."),
            Column("last_day", "Their last day as a member."),
        ),
        attrgetter("left"),
    ),
    OpenTable(
        "offices",
        "Offices",
        Section.MEMBERS,
        (
            Column("title", "The office, such as chair."),
            Column("names", "Who holds it and agreed to be named here."),
            Column("unnamed", "How many others hold it, who are not named."),
        ),
        attrgetter("offices"),
    ),
    OpenTable(
        "interests",
        "Interests",
        Section.INTERESTS,
        (
            Column(
                "name", "The member who declared it, agreed to be named, and let it be published."
            ),
            Column("organisation", "The organisation that the interest is in."),
            Column("whose", "Whether it is their own, or of somebody close to them."),
            Column("nature", "Direct financial, indirect financial, or loyalty."),
            Column("since", "Its first day; empty where that is not known."),
        ),
        attrgetter("interests"),
    ),
    OpenTable(
        "policies",
        "Policies in force",
        Section.POLICIES,
        (
            Column("title", "What the policy is about."),
            Column("version", "The version in force."),
            Column("adopted_on", "The day on which the partnership adopted it."),
            Column("review_due_on", "The day by which it looks at it again."),
            Column("link", "Where it can be read; empty where it is not on the web."),
        ),
        attrgetter("policies"),
    ),
    OpenTable(
        "decisions",
        "Decisions",
        Section.DECISIONS,
        (
            Column("decided_on", "The day of the meeting."),
            Column("title", "What was decided."),
            Column("kind", "Buying, giving a grant, or something else."),
            Column("amount", "Pounds; empty where no money was decided about."),
            Column("considered", "The organisations that were considered; a person is not named."),
            Column("chosen", "The organisation that was chosen, if one was."),
            Column("outcome", "What came of it."),
            Column("reason", "Why."),
            Column("took_part", "How many took part in it."),
            Column("withdrew", "How many declared an interest and withdrew."),
        ),
        attrgetter("decisions"),
    ),
    OpenTable(
        "themes",
        "Themes of the plan",
        Section.PLAN,
        (
            Column("theme", "What the money is for."),
            Column("budget", "Pounds that are set aside for it."),
            Column("spent", "Pounds spent of that so far."),
            Column("left", "Pounds left of it; below 0 where more was spent."),
        ),
        attrgetter("themes"),
    ),
    OpenTable(
        "progress",
        "Progress of the plan",
        Section.PLAN,
        (
            Column("noted_on", "The day that the note is about."),
            Column("text", "How it is going."),
        ),
        attrgetter("notes"),
    ),
)
BY_NAME = {table.name: table for table in TABLES}


def tables_of(page: OpenPage) -> list[OpenTable]:
    """The tables of the sections that a page shows."""
    return [table for table in TABLES if table.section in page.sections]


def as_csv(table: OpenTable, page: OpenPage) -> bytes:
    """One table, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows(page):
        writer.writerow([_in_text(column.of(row)) for column in table.columns])
    return text.getvalue().encode("utf-8-sig")


def as_json(page: OpenPage) -> bytes:
    """All that a page says; `columns` says what each value of a table means."""
    shown = tables_of(page)
    told: dict[str, Any] = {
        "area": page.name,
        "local_authority": page.local_authority,
        "region": page.region,
        "as_at": page.day,
        "last_changed_on": page.changed_on,
        "how_to_take_part": page.taking_part,
        "how_to_raise_a_concern": absolute(reverse("concern-start")),
    }
    if Section.MEMBERS in page.sections:
        told |= {
            "members_in_all": page.in_all,
            "members_not_named": page.unnamed,
            "most_members_live_in_the_area": True if page.most_live_here else None,
        }
    if Section.PLAN in page.sections:
        told["plan"] = asdict(page.plan) if page.plan else None
    told |= {
        table.name: [
            {column.name: column.of(row) for column in table.columns} for row in table.rows(page)
        ]
        for table in shown
    }
    told["columns"] = {
        table.name: {column.name: column.meaning for column in table.columns} for table in shown
    }
    return json.dumps(told, indent=2, ensure_ascii=False, default=_plain).encode()


def seal_of(page: OpenPage) -> str:
    """What tells whether a page shows what somebody looked at in its preview."""
    return hashlib.sha256(as_json(page)).hexdigest()[:32]


def _plain(value: object) -> str:
    """What JSON has no kind for: days in the computer's order, money to the penny."""
    return value.isoformat() if isinstance(value, datetime.date) else f"{value:.2f}"


def _in_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case int():
            return str(value)
        case Decimal():
            return f"{value:.2f}"
        case datetime.date():
            return value.isoformat()
    return joined(value)
