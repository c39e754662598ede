"""Whom to ask whether they agree to be named in public, and how it stands with each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from biglocal.design.words import day_in_words, people_list
from partnerships.models import Area, NamingConsent, NamingExemption, Person
from partnerships.presenters.open_page import recent_leavers
from partnerships.rosters.naming import naming_in


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who may be asked: what they are, whether they agree, and whether they are at risk.

    `exemption` is what the area itself recorded of that.
    """

    person: Person
    what: str
    state: str
    is_named: bool
    at_risk: bool
    exemption: NamingExemption | None


def asked_in(area: Area, day: datetime.date) -> list[Asked]:
    """The members and office-holders of a day, and whoever left in the twelve months before it.

    In a fixed number of queries.
    """
    what: dict[Person, list[str]] = {}
    for membership in area.memberships.current_on(day).select_related("person"):
        what.setdefault(membership.person, []).append("member")
    for office in area.offices.current_on(day).select_related("person"):
        what.setdefault(office.person, []).append(office.title)
    people = sorted(what, key=lambda person: (person.name.casefold(), person.pk))
    for run in recent_leavers(area, day):
        if run.ends_on is not None and run.last.person not in what:
            people.append(run.last.person)
            what[run.last.person] = [f"left on {day_in_words(run.ends_on)}"]
    naming = naming_in(area, day)
    agreed: dict[int, NamingConsent] = {
        one.person_id: one for one in area.naming_consents.current_on(day)
    }
    ours: dict[int, NamingExemption] = {
        one.person_id: one for one in area.naming_exemptions.filter(ends_on=None)
    }
    found = []
    for person in people:
        words = people_list(what[person])
        consent = agreed.get(person.pk)
        found.append(
            Asked(
                person=person,
                what=words[:1].upper() + words[1:],
                state=f"Agreed on {day_in_words(consent.starts_on)}" if consent else "Not named",
                is_named=consent is not None,
                at_risk=person.pk in naming.at_risk,
                exemption=ours.get(person.pk),
            )
        )
    return found
