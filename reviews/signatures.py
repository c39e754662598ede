"""Who has signed their membership form in a round, who has not, and what the form states; reading only.

A form states the facts that one area's register has about one member, and nothing of anybody else
but who is related to them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from biglocal import clock
from partnerships.models import Area, Membership
from partnerships.models.names import name_words
from partnerships.models.periods import current_q
from partnerships.models.person import Person
from partnerships.rosters.database import roster_of
from partnerships.rules import Person as OnRoster
from partnerships.rules import RelationshipKind, Roster
from reviews.drafts import Facts, facts_of
from reviews.models import MembershipForm, Review, SigningLink

# What is signed; a form keeps the words that it was signed with.
STATEMENT = (
    "I am a member of this partnership. What is stated here about me is right, "
    "or I have said what should be put right."
)
# How long a link opens its form.
LASTS = datetime.timedelta(days=30)
# Nobody is reminded by the button more often than this.
REST = datetime.timedelta(days=7)

# What the other one is to whoever signs: if they are the first of the tie, and if the second.
_IS_YOUR = {
    RelationshipKind.SPOUSE: ("is married to you", "is married to you"),
    RelationshipKind.CIVIL_PARTNER: ("is your civil partner", "is your civil partner"),
    RelationshipKind.UNMARRIED_PARTNER: ("is your partner", "is your partner"),
    RelationshipKind.SIBLING: ("is your brother or sister", "is your brother or sister"),
    RelationshipKind.PARENT: ("is your child", "is your parent"),
    RelationshipKind.GRANDPARENT: ("is your grandchild", "is your grandparent"),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One member of the day, and how far they are with their form.

    `form` is None until they have signed, `asked_at` the moment at which their latest link was
    made, `address` their e-mail address or "", and `is_live` whether a link opens their form now.
    """

    person_id: int
    name: str
    form: MembershipForm | None
    asked_at: datetime.datetime | None
    address: str
    is_live: bool

    @property
    def has_signed(self) -> bool:
        return self.form is not None

    def is_resting(self, now: datetime.datetime) -> bool:
        """Whether they were asked within the last week."""
        return self.asked_at is not None and now - self.asked_at < REST


def signatures_of(review: Review, day: datetime.date) -> list[Signature]:
    """Every member of a day by name, in three queries."""
    members = [
        membership.person
        for membership in review.area.memberships.current_on(day).select_related("person")
    ]
    forms = {
        form.person_id: form
        for form in review.forms.select_related("by").filter(person__in=members)
    }
    now = timezone.now()
    asked: dict[int, datetime.datetime] = {}
    live: set[int] = set()
    for link in review.links.filter(person__in=members).order_by("made_at", "pk"):
        asked[link.person_id] = link.made_at
        if link.is_live(now):
            live.add(link.person_id)
    return [
        Signature(
            person_id=person.pk,
            name=person.name,
            form=forms.get(person.pk),
            asked_at=asked.get(person.pk),
            address=person.email,
            is_live=person.pk in live,
        )
        for person in sorted(members, key=lambda one: (one.name, str(one.pk)))
    ]


def signed_count(
    reviews: Collection[Review], day: datetime.date | None = None
) -> dict[int, tuple[int, int]]:
    """How many of the members of a day (default today) have signed, and how many there are.

    By the primary key of the review, for any number of reviews in two queries.
    """
    areas = {review.area_id for review in reviews}
    members: dict[int, set[int]] = {area: set() for area in areas}
    sitting = Membership.objects.filter(current_q(day or clock.today()), area__in=areas)
    for area_id, person_id in sitting.order_by().values_list("area_id", "person_id"):
        members[area_id].add(person_id)
    signed: dict[int, set[int]] = {review.pk: set() for review in reviews}
    forms = MembershipForm.objects.filter(review__in=[review.pk for review in reviews])
    for review_id, person_id in forms.order_by().values_list("review_id", "person_id"):
        signed[review_id].add(person_id)
    return {
        review.pk: (len(signed[review.pk] & members[review.area_id]), len(members[review.area_id]))
        for review in reviews
    }


def stated_facts(area: Area, person: Person, day: datetime.date) -> Facts | None:
    """What the form of a member states, as plain values of JSON; None for no member of that day.

    The facts of `drafts.facts_of`, and beside them `interests`, each with organisation, nature and
    whose it is as the models have them, and `relatives`, each with the name and what they are:
    "is your parent". Of relatives only those in this partnership, and only as recorded.
    """
    roster = roster_of(area, day)
    member = roster.who.by_id.get(str(person.pk))
    if member is None or not member.is_member:
        return None
    interests = area.interests.current_on(day).filter(person=person).select_related("organisation")
    return facts_of(member) | {
        "interests": [
            {"organisation": str(one.organisation), "nature": one.nature, "whose": one.whose}
            for one in interests
        ],
        "relatives": list(_relatives(roster, str(person.pk))),
    }


def _relatives(roster: Roster, person_id: str) -> Iterator[dict[str, str]]:
    others = [
        roster.who.by_id[other]
        for one in roster.relationships
        if person_id in one.pair
        for other in one.pair
        if other != person_id
    ]
    for other in sorted(others, key=lambda one: (one.name, one.id)):
        tie = roster.kinship.tie(person_id, other.id)
        if tie is not None and _is_in_partnership(other):
            words = _IS_YOUR[tie.kind][0 if tie.first == person_id else 1]
            yield {"name": other.name, "is": words}


def _is_in_partnership(person: OnRoster) -> bool:
    return person.is_member or person.is_in_power or person.lto_representative


def mark_of(facts: Facts) -> str:
    """What a form carries to tell whether the facts are still those that it stated."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def new_token() -> str:
    """The secret part of a link: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token: from this nobody can work it out."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(token: str) -> SigningLink | None:
    """The link with a token, live or not."""
    links = SigningLink.objects.select_related("person", "review__area", "review__round")
    return links.filter(digest=digest_of(token)).first()


def first_name(name: str) -> str:
    """What somebody is called before they have said who they are."""
    return name.split()[0]


def is_name_of(person: Person, typed: str) -> bool:
    """Whether a name is theirs, whichever way round and with or without capitals and accents."""
    return bool(name_words(typed)) and name_words(typed) == name_words(person.name)


def waiting_for(signatures: Iterable[Signature]) -> list[Signature]:
    """Those who have not signed."""
    return [one for one in signatures if not one.has_signed]
