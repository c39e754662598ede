"""What screening a decision says, in words: of each person, of each organisation, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words, people_list
from partnerships.models import Area, declaration_year_of
from partnerships.presenters.minuting import for_the_minutes
from partnerships.presenters.rooms import RoomOnPage, room_on_page
from partnerships.rosters.screening import Answer, Opened
from partnerships.rules import Level, Person
from partnerships.rules.screening import Screened, Tie, Why
from partnerships.rules.wording import name, offices

# By the clearest reason: the status that is drawn, and its word.
STATUSES: dict[Why | None, tuple[str | bool | None, str]] = {
    Why.DECLARED: (Level.BREACH, "Conflict: declared"),
    Why.RELATIVE: (Level.CAUTION, "Conflict: relative or friend"),
    Why.LTO: (Level.CAUTION, "Conflict: for the LTO"),
    None: (True, "Clear"),
}
# Of somebody without a recorded tie who has not said this year that there is none.
NOT_DECLARED = (None, "Not declared")
# Of a paid worker without a recorded tie whom one of those considered employs.
PAID_BY_ONE = (Level.CAUTION, "Paid by one considered")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody, what they are, how they stand, why, and what follows."""

    name: str
    href: str
    role: str
    status: str | bool | None
    word: str
    why: list[str]
    must_withdraw: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation, who is tied to it, or why nobody can be."""

    name: str
    number: str
    tied: list[str]
    note: str


@dataclass(frozen=True, slots=True)
class ScreeningOnPage:
    """All that the page says.

    `pointed_out` are sentences about workers whom one of those considered pays, `not_declared` says
    which members have yet to declare this year, and `advice` what to do where those who are left
    cannot decide, or are mostly no residents.
    """

    people: list[PersonRow]
    organisations: list[OrganisationRow]
    withdrawing: list[PersonRow]
    pointed_out: list[str]
    not_declared: str
    room: RoomOnPage
    advice: str
    minutes: str


def on_page(area: Area, answer: Answer) -> ScreeningOnPage:
    """The answer in words: whoever must withdraw first, then by name."""
    order = {why: place for place, why in enumerate([*Why, None])}
    screened = sorted(
        answer.screening.people,
        key=lambda one: (
            order[one.why],
            answer.paying(one.person) is None,
            name(one.person),
            one.person.id,
        ),
    )
    undeclared = {str(person.pk) for person in answer.opened.undeclared}
    people = [_row(area, one, answer, undeclared) for one in screened]
    withdrawing = {one.person.id for one in answer.withdrawing}
    return ScreeningOnPage(
        people=people,
        organisations=list(_compared(answer)),
        withdrawing=[
            row for one, row in zip(screened, people, strict=True) if one.person.id in withdrawing
        ],
        pointed_out=[row.why[0] for row in people if (row.status, row.word) == PAID_BY_ONE],
        not_declared=not_declared_said(answer.opened),
        room=room_on_page(answer.count),
        advice=_advice(answer),
        minutes=for_the_minutes(answer),
    )


def not_declared_said(scene: Opened) -> str:
    """Which members have not declared their interests for the year; "" where all have."""
    people = scene.undeclared
    if not people:
        return ""
    has = "has" if len(people) == 1 else "have"
    since = day_in_words(declaration_year_of(scene.declared_by))
    return f"{people_list(people, named=5)} {has} not declared their interests since {since}."


def _advice(answer: Answer) -> str:
    count = answer.count
    if not count.before.members:
        return ""
    if count.is_quorate is False or not count.after.members:
        wrong = "Those who are left are too few to decide this."
        wanted = "members"
    elif count.is_resident_led is False:
        wrong = "Most of those who are left do not live in the area."
        wanted = "residents"
    else:
        return ""
    if answer.is_of_those_present:
        return f"{wrong} Put it off to a meeting to which more {wanted} without a tie can come."
    return f"{wrong} Talk to Local Trust before the meeting about how to go on."


def _row(area: Area, one: Screened, answer: Answer, undeclared: Collection[str]) -> PersonRow:
    status, word = STATUSES[one.why]
    why = [f"{tie.words}." for tie in one.ties]
    if not why and (employer := answer.paying(one.person)):
        status, word = PAID_BY_ONE
        why = [
            f"{name(one.person)} is paid for Big Local work by {employer}. Agree before the meeting "
            "whether they leave while it is decided."
        ]
    elif not why and one.person.id in undeclared:
        status, word = NOT_DECLARED
        since = day_in_words(declaration_year_of(answer.opened.declared_by))
        why = [f"No interest is recorded, and they have not declared since {since}."]
    return PersonRow(
        name=name(one.person),
        href=reverse("person-detail", args=[area.slug, int(one.person.id)]),
        role=_role(one.person),
        status=status,
        word=word,
        why=why,
        must_withdraw=one.must_withdraw,
    )


def _role(person: Person) -> str:
    roles = [offices(person)] if person.offices else []
    if person.is_member:
        roles.append("votes" if person.is_voting else "member without a vote")
    if person.paid_worker:
        roles.append("paid worker")
    if person.lto_representative:
        roles.append("represents the LTO")
    said = ", ".join(roles)
    return said[:1].upper() + said[1:]


def _compared(answer: Answer) -> Iterator[OrganisationRow]:
    for one in answer.considered:
        if one.organisation is None:
            yield OrganisationRow(
                one.name,
                "",
                [],
                "Not on the programme’s list, so nobody can have declared an interest in it. "
                "Check how its name is written.",
            )
            continue
        key = str(one.organisation.pk)
        tied = [
            f"{name(found.person)} ({_how(found, key)})" for found in answer.screening.tied_to(key)
        ]
        tied += [
            f"{name(each.person)} (paid worker)"
            for each in answer.screening.people
            if not each.ties and answer.paying(each.person) == one.organisation
        ]
        yield OrganisationRow(
            one.organisation.name,
            one.organisation.org_id,
            sorted(tied),
            "Nobody" if not tied else "",
        )


_HOW = {Why.DECLARED: "declared", Why.RELATIVE: "through a relative or friend", Why.LTO: "LTO"}


def _how(one: Screened, organisation_id: str) -> str:
    ties: list[Tie] = [tie for tie in one.ties if tie.organisation == organisation_id]
    return ", ".join(dict.fromkeys(_HOW[tie.why] for tie in ties))
