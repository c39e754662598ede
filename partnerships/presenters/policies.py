"""Policies in words: how each stands on a day, its versions, and who has acknowledged the one in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from biglocal.accounts.models import User
from biglocal.design.words import day_in_words, people_list
from partnerships.models import Acknowledgement, Area, Membership, Person, Policy, PolicyVersion
from partnerships.models.periods import current_q
from partnerships.presenters.todo_items import Item
from partnerships.rosters.policies import PolicyOnDay, PolicyState, states_by_area

# Word and shape of each state, as `status` draws them.
STATES: dict[PolicyState, tuple[str, str]] = {
    PolicyState.IN_FORCE: ("In force", "meets"),
    PolicyState.OVERDUE: ("Review overdue", "caution"),
    PolicyState.MISSING: ("Missing", "does-not-meet"),
}


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy of a list: how it stands, the version in force, and what is to be said beside."""

    policy: PolicyOnDay
    word: str
    shape: str
    note: str
    acknowledged: str

    @classmethod
    def of(cls, policy: PolicyOnDay) -> PolicyLine:
        word, shape = STATES[policy.state]
        note = ""
        if policy.to_come:
            note = f"Version {policy.to_come.label} from {day_in_words(policy.to_come.adopted_on)}"
        return cls(policy, word, shape, note, acknowledged_said(policy))


def acknowledged_said(policy: PolicyOnDay) -> str:
    """ "7 of 13 members", or "" for one of which no version is in force."""
    if policy.version is None:
        return ""
    return f"{policy.acknowledged} of {policy.members} member{'' if policy.members == 1 else 's'}"


def summary_of(policies: Iterable[PolicyOnDay]) -> str:
    """ "3 policies are in force. Complaints is missing, and the review of Code of conduct is overdue."."""
    found = list(policies)
    in_force = sum(one.version is not None for one in found)
    words = f"{in_force} polic{'y is' if in_force == 1 else 'ies are'} in force."
    missing = [one.title for one in found if one.state is PolicyState.MISSING]
    overdue = [one.title for one in found if one.state is PolicyState.OVERDUE]
    if missing:
        words += f" Missing: {people_list(missing)}."
    if overdue:
        words += f" Overdue for review: {people_list(overdue)}."
    return words


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A member of the day, and when they acknowledged a version; None while they have not."""

    person: Person
    acknowledgement: Acknowledgement | None


def acknowledged_by(area: Area, version: PolicyVersion, day: datetime.date) -> list[Acknowledged]:
    """Every member of a day beside what they have acknowledged by then, by name; two queries."""
    said = version.acknowledgements.filter(acknowledged_on__lte=day)
    by_person = {one.person_id: one for one in said}
    return [Acknowledged(one, by_person.get(one.pk)) for one in members_on(area, day)]


def members_on(area: Area, day: datetime.date) -> list[Person]:
    """The members of a day, each once, by name."""
    sitting = Membership.objects.filter(current_q(day), area=area)
    return list(Person.objects.filter(pk__in=sitting.values("person")).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a policy, and what it was or will be on a day."""

    version: PolicyVersion
    word: str
    colour: str
    until: datetime.date | None


def versions_of(policy: Policy, day: datetime.date, *, with_later: bool) -> list[VersionLine]:
    """The versions of a policy, the newest first; `until` is the last day on which one was in force."""
    versions = list(policy.versions.select_related("document"))
    lines: list[VersionLine] = []
    after: datetime.date | None = None
    in_force = next((one for one in versions if one.adopted_on <= day), None)
    for one in versions:
        until = after - datetime.timedelta(days=1) if after else None
        if one.adopted_on > day:
            word, colour = "To come", "blue"
        elif one is in_force:
            word, colour = "In force", "green"
        else:
            word, colour = "Replaced", "grey"
        if with_later or one.adopted_on <= day:
            lines.append(VersionLine(one, word, colour, until))
        after = one.adopted_on
    return lines


def policies_to_do(area: Area, day: datetime.date, user: User) -> Iterator[Item]:
    """What the policies of an open area give to do: those that are missing, and those overdue."""
    if not area.has_closed_by(day):
        yield from policy_items(area, states_by_area([area.pk], day)[area.pk])


def policy_items(area: Area, found: Sequence[PolicyOnDay]) -> Iterator[Item]:
    """What the policies of an area, as they stand, give to do."""
    missing = [one for one in found if one.state is PolicyState.MISSING]
    overdue = [one for one in found if one.state is PolicyState.OVERDUE]
    address = reverse("policy-list", args=[area.slug])
    if missing:
        is_one = len(missing) == 1
        yield Item(
            state="Missing",
            colour="yellow",
            title="A policy is missing" if is_one else f"{len(missing)} policies are missing",
            why=f"{people_list([one.title for one in missing])}. Every partnership needs these four.",
            step="Adopt it at a meeting, then record it."
            if is_one
            else "Adopt them at a meeting, then record them.",
            link="See the policies",
            href=address,
        )
    if overdue:
        is_one = len(overdue) == 1
        named = [
            f"{one.title} was due on {day_in_words(one.version.review_due_on)}"
            for one in overdue
            if one.version
        ]
        yield Item(
            state="Overdue",
            colour="orange",
            title="The review of a policy is overdue"
            if is_one
            else f"The reviews of {len(overdue)} policies are overdue",
            why=f"{people_list(named)}.",
            step="Put it on the agenda, and record the version that is adopted."
            if is_one
            else "Put them on the agenda, and record the versions that are adopted.",
            link="See the policies",
            href=address,
        )
