"""Who has signed their membership form in a round, who has not, and what the form states; reading only.

A form states the facts that one area's register has about one member, and nothing of anybody else
but who is related to them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from biglocal import clock
from partnerships.models import Area, Membership
from partnerships.models.periods import current_q
from partnerships.models.person import Person
from partnerships.rosters.statements import statements_about
from reviews.drafts import Facts
from reviews.models import MembershipForm, Review, SigningLink
from reviews.personal_links import REST, LinkOver, Over, digest_of, ended

# What is signed; a form keeps the words that it was signed with.
STATEMENT = (
    "I am a member of this partnership. What is stated here about me is right, "
    "or I have said what should be put right."
)
# The kinds of message that carry a link.
ASKED, REMINDER = "signature-asked", "signature-reminder"


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

    def __str__(self) -> str:
        return self.name

    @property
    def has_signed(self) -> bool:
        return self.form is not None

    def is_resting(self, now: datetime.datetime) -> bool:
        """Whether they were asked within the last week."""
        return self.asked_at is not None and now - self.asked_at < REST


def signatures_of(review: Review, day: datetime.date) -> list[Signature]:
    """Every member of a day by name, in three queries."""
    return signatures_by_review([review], day)[review.pk]


def signatures_by_review(
    reviews: Collection[Review], day: datetime.date
) -> dict[int, list[Signature]]:
    """Every member of a day by name, by the primary key of the review, in three queries in all."""
    sitting = Membership.objects.filter(
        current_q(day), area__in={review.area_id for review in reviews}
    )
    members: dict[int, list[Person]] = {}
    for membership in sitting.order_by().select_related("person"):
        members.setdefault(membership.area_id, []).append(membership.person)
    pks = [review.pk for review in reviews]
    forms = {
        (form.review_id, form.person_id): form
        for form in MembershipForm.objects.filter(review__in=pks).select_related("by")
    }
    now = timezone.now()
    asked: dict[tuple[int, int], datetime.datetime] = {}
    live: set[tuple[int, int]] = set()
    for link in SigningLink.objects.filter(review__in=pks).order_by("made_at", "pk"):
        asked[link.review_id, link.person_id] = link.made_at
        if link.is_live(now):
            live.add((link.review_id, link.person_id))
    return {
        review.pk: [
            Signature(
                person_id=person.pk,
                name=person.name,
                form=forms.get((review.pk, person.pk)),
                asked_at=asked.get((review.pk, person.pk)),
                address=person.email,
                is_live=(review.pk, person.pk) in live,
            )
            for person in sorted(
                members.get(review.area_id, []), key=lambda one: (one.name, str(one.pk))
            )
        ]
        for review in reviews
    }


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
    """What the form of a member states, as `rosters.statements` says; None for no member of the day."""
    return statements_about(area, [person.pk], day).get(person.pk)


def mark_of(facts: Facts) -> str:
    """What a form carries to tell whether the facts are still those that it stated."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def link_of(token: str) -> SigningLink | None:
    """The link with a token, live or not."""
    links = SigningLink.objects.select_related("person", "review__area", "review__round")
    return links.filter(digest=digest_of(token)).first()


def check_opens(link: SigningLink) -> None:
    """Say nothing while a link opens its form; raise LinkOver with what became of it otherwise."""
    if why := over(link):
        raise LinkOver(why)


def over(link: SigningLink) -> Over | None:
    """What became of a link, or None while it opens its form."""
    review, now = link.review, timezone.now()
    why = ended(link, now)
    if why != Over.USED and review.forms.filter(person=link.person_id).exists():
        return Over.SIGNED
    if why is not None:
        return why
    if review.is_handed_in:
        return Over.HANDED_IN
    if not review.is_being_written:
        return Over.CLOSED
    if not review.area.memberships.current_on(clock.today()).filter(person=link.person_id).exists():
        return Over.NO_MEMBER
    return None


def event_of(kind: str, link: SigningLink) -> str:
    """The event of the message that carries a link."""
    return f"{kind}:{link.pk}:person-{link.person_id}"


def waiting_for(signatures: Iterable[Signature]) -> list[Signature]:
    """Those who have not signed."""
    return [one for one in signatures if not one.has_signed]
