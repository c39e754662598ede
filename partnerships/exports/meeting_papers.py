"""Papers to be filled in by hand: membership forms, and who came to a meeting."""

from __future__ import annotations

import datetime

from biglocal.design.words import day_in_words
from partnerships.exports.paper import set_in_type
from partnerships.models import Area
from partnerships.presenters.register import MemberRow, register_on

GUESTS = 6


def membership_forms_pdf(area: Area, day: datetime.date, *, blank: bool) -> bytes:
    """A form on a page of its own for each member of the day; one wholly blank form if `blank`.

    So too where there are no members yet.
    """
    members = [] if blank else register_on(area, day).members
    return set_in_type(
        "forms",
        area,
        day,
        {
            "title": "Membership form",
            "subtitle": f"{area.name} partnership",
            "request": (
                "Please check what the partnership’s register has about you. Write down on the right "
                "what is wrong or missing, sign below, and give this back to the secretary."
                if members
                else "Please fill this in, sign below, and give it to the secretary."
            ),
            "statement": "What stands above is right, as I have left or corrected it.",
            # Each goes to somebody else.
            "numbered": False,
            "forms": [_facts(row) for row in members] or [_facts(None)],
        },
    )


def _facts(row: MemberRow | None) -> list[dict[str, str]]:
    """What a member is asked to confirm; wholly blank for nobody in particular."""
    if row is None:
        facts = dict.fromkeys(
            ["Name", "Role", "Member since", "Do you vote?", "Do you live in the area?"], ""
        )
        facts["Do you sit for yourself?"] = ""
    else:
        represents = row.membership.represents
        facts = {
            "Name": row.person.name,
            "Role": row.roles or "Member",
            "Member since": day_in_words(row.since),
            "Do you vote?": row.votes,
            "Do you live in the area?": row.lives_here,
            "Do you sit for yourself?": f"No, for {represents}" if represents else "Yes",
        }
    return [{"name": name, "value": value} for name, value in facts.items()]


def attendance_pdf(area: Area, day: datetime.date, *, meeting: datetime.date | None) -> bytes:
    """A sheet to sign at a meeting; without its day there is a line to write it on."""
    register = register_on(area, meeting or day)
    on = register.day
    others = [(row.fact.person, "Paid worker", row.fact) for row in register.workers]
    others += [(row.fact.person, "LTO representative", row.fact) for row in register.lto_people]
    seated = {row.person.pk for row in register.members}
    return set_in_type(
        "attendance",
        area,
        on,
        {
            "title": "Attendance",
            "subtitle": f"Meeting of the {area.name} partnership",
            "meeting": day_in_words(meeting),
            "members": [[row.person.name, row.roles or "Member"] for row in register.members],
            "others": [
                [person.name, role]
                for person, role, fact in others
                if fact.is_current_on(on) and person.pk not in seated
            ],
            "guests": GUESTS,
        },
    )
