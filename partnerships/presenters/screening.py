"""What screening a decision says, in words: of each person, each organisation, and for the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words, money, people_list
from partnerships.models import Area, DecisionKind
from partnerships.presenters.rooms import RoomOnPage, quorum_said, room_on_page, room_said
from partnerships.rosters.screening import Answer
from partnerships.rules import Level, Person
from partnerships.rules.screening import Screened, Tie, Why
from partnerships.rules.wording import name, offices

# By the clearest reason: the status that is drawn, and its word.
STATUSES: dict[Why | None, tuple[str | bool, str]] = {
    Why.DECLARED: (Level.BREACH, "Conflict: declared"),
    Why.RELATIVE: (Level.CAUTION, "Conflict: a relative’s interest"),
    Why.LTO: (Level.CAUTION, "Conflict: for the LTO"),
    None: (True, "Clear"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody, what they are, how they stand, why, and what follows."""

    name: str
    href: str
    role: str
    status: str | bool
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
    """All that the page says."""

    people: list[PersonRow]
    organisations: list[OrganisationRow]
    withdrawing: list[PersonRow]
    room: RoomOnPage
    minutes: str


def on_page(area: Area, answer: Answer) -> ScreeningOnPage:
    """The answer in words: whoever must withdraw first, then by name."""
    order = {why: place for place, why in enumerate([*Why, None])}
    screened = sorted(
        answer.screening.people, key=lambda one: (order[one.why], name(one.person), one.person.id)
    )
    people = [_row(area, one) for one in screened]
    return ScreeningOnPage(
        people=people,
        organisations=list(_compared(answer)),
        withdrawing=[row for row in people if row.must_withdraw],
        room=room_on_page(answer.count),
        minutes=for_the_minutes(answer),
    )


def for_the_minutes(answer: Answer) -> str:
    """A paragraph for the minutes. It says that somebody declared an interest, and of which
    organisation, and nothing of who is whose relative."""
    return " ".join(_minuted(answer))


def _minuted(answer: Answer) -> Iterator[str]:
    asked = answer.asked
    kind = DecisionKind(asked.kind).label
    what = f"{kind[:1].lower()}{kind[1:]}"
    amount = f", {money(asked.amount)}" if asked.amount is not None else ""
    yield (f"{day_in_words(asked.decided_on)}: “{asked.title}” ({what}{amount}) was considered.")
    if answer.considered:
        all_of_them = people_list(_called(answer))
        yield f"{'These were' if len(answer.considered) > 1 else 'This was'} compared: {all_of_them}."
    out = sorted(answer.screening.withdrawing, key=lambda one: (name(one.person), one.person.id))
    names = dict(zip(_known_ids(answer), _known_names(answer), strict=True))
    for one in out:
        to = people_list(dict.fromkeys(names[tie.organisation] for tie in one.ties))
        yield f"{name(one.person)} declared an interest in {to} and withdrew."
    if not any(one.ties for one in answer.screening.people):
        yield "Nobody had an interest to declare."
    room = answer.count
    who = "Present were" if answer.is_of_those_present else "The partnership has"
    yield f"{who} {room_said(room.before)}."
    if room.after != room.before:
        yield f"Those who stayed to decide: {room_said(room.after)}."
    if room.quorum is not None:
        kept = {True: "was kept", False: "was not kept", None: "could not be told"}
        yield f"The quorum ({quorum_said(room.quorum)}) {kept[room.is_quorate]}."
    if room.percent is not None and room.is_resident_led is not None:
        were = "were" if room.is_resident_led else "were not"
        yield f"Residents {were} the majority of those who decided."


def _row(area: Area, one: Screened) -> PersonRow:
    status, word = STATUSES[one.why]
    return PersonRow(
        name=name(one.person),
        href=reverse("person-detail", args=[area.slug, int(one.person.id)]),
        role=_role(one.person),
        status=status,
        word=word,
        why=[f"{tie.words}." for tie in one.ties],
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


def _called(answer: Answer) -> list[str]:
    return [one.organisation.name if one.organisation else one.name for one in answer.considered]


def _known_ids(answer: Answer) -> list[str]:
    return [str(one.organisation.pk) for one in answer.considered if one.organisation]


def _known_names(answer: Answer) -> list[str]:
    return [one.organisation.name for one in answer.considered if one.organisation]
