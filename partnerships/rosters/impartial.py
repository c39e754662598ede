"""From the database to the question who may look into a concern: its sides, and who comes into question.

What was written in free text is compared with the names of the register, so that nobody is asked to
look into what is about them. Nothing is written here.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Q

from biglocal.accounts.models import ProgrammeRole, User
from partnerships.models import AssignedRole, Assignment, Concern, Person, StepKind
from partnerships.models.concern import LOCAL_TRUST
from partnerships.models.names import folded, name_words
from partnerships.models.periods import current_q
from partnerships.rosters.database import roster_of
from partnerships.rules.impartiality import Doubt, Judged, Sides, Tie, judged
from partnerships.rules.roster import Roster

# Said beside somebody, of nobody else.
WHY_NOT: Mapping[Tie, str] = MappingProxyType(
    {
        Tie.NAMED: "They are named in it.",
        Tie.RAISED: "They raised it.",
        Tie.FAMILY: "They are family of somebody on one side.",
        Tie.HOUSEHOLD: "They share a home with somebody on one side.",
        Tie.INTEREST: "They have an interest in the same organisation as somebody on one side.",
        Tie.PAID: "They are paid or sit for the LTO, and so does somebody it is about.",
    }
)
TO_ASK: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.PERHAPS_NAMED: "Part of their name was written down. Make sure that it is not them.",
        Doubt.HOUSEHOLD_UNKNOWN: "It is not recorded who shares a home with whom. Ask them.",
        Doubt.NOT_ON_REGISTER: "Somebody involved is not on today’s register. Ask them.",
    }
)
LOOKS_AFTER_IT = "They look after this concern."
# Shorter parts of names are words of every sentence.
_SHORTEST_PART = 3


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked: a key ("person-12", "user-3"), a name, what they are, what speaks
    against them and what should be asked first."""

    key: str
    name: str
    what: str
    reasons: tuple[str, ...]
    to_ask: tuple[str, ...]

    @property
    def may_be(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Involved:
    """What is known of a concern's people on a day: the roster, the register's people and the sides."""

    concern: Concern
    roster: Roster
    people: Mapping[int, Person]
    text: str
    sides: Sides

    @classmethod
    def of(cls, concern: Concern, day: datetime.date) -> Involved:
        people = {one.pk: one for one in Person.objects.on_register_of(concern.area)}
        text = folded(" . ".join(_written(concern)))
        named = current_records(concern.people) | {
            pk for pk, person in people.items() if is_written(person.name, text)
        }
        raised = _raisers(concern, people.values())
        perhaps = {pk for pk, person in people.items() if _is_partly_written(person.name, text)}
        sides = Sides(_ids(named), _ids(raised), _ids(perhaps))
        return cls(concern, roster_of(concern.area, day), people, text, sides)

    def of_person(self, person: Person) -> Judged | None:
        """The judgement of somebody of the register; None where nothing is known of them today."""
        key = str(person.pk)
        if key not in self.roster.who.by_id:
            return None
        return judged(self.roster, self.sides, [key])[0]

    def reasons_against(self, user: User) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What speaks against somebody who signs in, and what should be asked: they are whoever on
        the register has their e-mail address or their name."""
        reasons, to_ask = [], []
        if is_written(user.name, self.text):
            reasons.append(WHY_NOT[Tie.NAMED])
        if user.pk == self.concern.raised_by_id or (
            self.concern.raiser_name
            and name_words(user.name) == name_words(self.concern.raiser_name)
        ):
            reasons.append(WHY_NOT[Tie.RAISED])
        for person in self.people.values():
            if _is_same(person, user.name, user.email):
                if str(person.pk) in self.sides.named:
                    reasons.append(WHY_NOT[Tie.NAMED])
                if found := self.of_person(person):
                    reasons += [WHY_NOT[tie] for tie in found.ties]
                    to_ask += [TO_ASK[doubt] for doubt in found.doubts]
        return tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(to_ask))


def candidates(concern: Concern, day: datetime.date) -> list[Candidate]:
    """Everybody who comes into question, those who may be asked first.

    Members of the partnership and those who look after the area, but for what is for Local Trust
    alone; and Local Trust's own people.
    """
    involved = Involved.of(concern, day)
    found = [_of_user(involved, user, what) for user, what in _users(concern, day)]
    if not concern.is_for_local_trust_alone:
        members = [member.id for member in involved.roster.who.members]
        found += [_of_member(one) for one in judged(involved.roster, involved.sides, members)]
    return sorted(found, key=lambda one: (not one.may_be, bool(one.to_ask), one.name, one.key))


def untied(concern: Concern, users: Iterable[User], day: datetime.date) -> list[User]:
    """Those of `users` who may look after a concern: on no side of it, close to nobody who is, and not
    looking after its area."""
    involved = Involved.of(concern, day)
    assigned = Assignment.objects.current_on(day).filter(area=concern.area)
    in_area = set(assigned.values_list("user_id", flat=True))
    return [
        user for user in users if user.pk not in in_area and not involved.reasons_against(user)[0]
    ]


def current_records(pks: Iterable[int]) -> set[int]:
    """The records of people as they stand: whoever was put together with another is that one."""
    found = set(pks)
    while merged := dict(
        Person.objects.filter(pk__in=found, merged_into__isnull=False).values_list(
            "pk", "merged_into"
        )
    ):
        found = {merged.get(pk) or pk for pk in found}
    return found


def is_written(name: str, text: str) -> bool:
    """Whether a whole name is in a folded text, either way round."""
    words = folded(name).split()
    ways = (words, [words[-1], *words[:-1]]) if len(words) > 1 else ()
    return any(f" {' '.join(way)} " in f" {text} " for way in ways)


def _is_partly_written(name: str, text: str) -> bool:
    parts = {part for part in folded(name).split() if len(part) >= _SHORTEST_PART}
    return bool(parts & set(text.split()))


def _written(concern: Concern) -> list[str]:
    added = concern.steps.filter(kind=StepKind.ADDED).values_list("words", flat=True)
    return [concern.who_is_involved, concern.what_happened, concern.wish, *added]


def _raisers(concern: Concern, people: Collection[Person]) -> set[int]:
    user = concern.raised_by
    said = [] if concern.raised_by_person is None else [concern.raised_by_person]
    return current_records(said) | {
        person.pk
        for person in people
        if (concern.raiser_name and name_words(person.name) == name_words(concern.raiser_name))
        or (user is not None and _is_same(person, user.name, user.email))
    }


def _is_same(person: Person, name: str, email: str) -> bool:
    return person.email.lower() == email.lower() or name_words(person.name) == name_words(name)


def _users(concern: Concern, day: datetime.date) -> list[tuple[User, str]]:
    wanted = Q(programme_role__in=LOCAL_TRUST)
    assigned: dict[int, str] = {}
    if not concern.is_for_local_trust_alone:
        assigned = {
            pk: f"{AssignedRole(role).label} of {concern.area}"
            for pk, role in Assignment.objects.filter(
                current_q(day), area=concern.area
            ).values_list("user", "role")
        }
        wanted |= Q(pk__in=assigned)
    users = User.objects.filter(wanted, is_active=True).order_by("name", "pk")
    return [
        (user, assigned.get(user.pk) or ProgrammeRole(user.programme_role).label) for user in users
    ]


def _of_user(involved: Involved, user: User, what: str) -> Candidate:
    reasons, to_ask = involved.reasons_against(user)
    if involved.concern.handlings.open().filter(user=user).exists():
        reasons = (LOOKS_AFTER_IT, *reasons)
    return Candidate(f"user-{user.pk}", user.name, str(what), reasons, to_ask)


def _of_member(one: Judged) -> Candidate:
    return Candidate(
        f"person-{one.person.id}",
        one.person.name,
        "Member",
        tuple(WHY_NOT[tie] for tie in one.ties),
        tuple(TO_ASK[doubt] for doubt in one.doubts),
    )


def _ids(pks: Iterable[int]) -> frozenset[str]:
    return frozenset(str(pk) for pk in pks)
