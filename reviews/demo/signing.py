"""Who signed the membership form in a round, how, and what they asked to be put right.

Nobody signed on paper here: that needs the picture of a form, and files for nobody's use.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from biglocal.accounts.models import User
from partnerships.demo.accounts import EASY
from partnerships.demo.chance import ONE_DAY, Chance, at_work
from partnerships.demo.programme import Made
from partnerships.models import About, Correction, CorrectionState, Interest, Membership, Person
from partnerships.rosters.statements import statement
from reviews.demo.stages import Stage
from reviews.drafts import Draft, Member
from reviews.models import How, MembershipForm, Review, SigningLink
from reviews.personal_links import digest_of, lasts_until, new_token
from reviews.signatures import STATEMENT

# The share of the members who have signed by now; all others most have.
_SHARES = {Stage.NOT_STARTED: 0.2, Stage.SOME_ANSWERS: 0.5, Stage.READY: 0.85, Stage.RETURNED: 0.8}
_MOST = 0.95
_SAYS = {
    About.NAME: "Please use my full first name. The secretary has it.",
    About.ROLE: "I was asked at the last meeting to help the treasurer, and said yes.",
    About.VOTE: "I was told that I vote from this year on.",
    About.RESIDENT: "I have moved. The new place is two streets further on.",
    About.INTERESTS: "I help out at the credit union now, one afternoon a week.",
    About.RELATIVES: "My cousin has joined as well. I do not know whether that counts.",
    About.OTHER: "Please write to my other e-mail address from now on.",
}
_LEFT_FOR = [
    "We spoke about it, and it is right as it stands.",
    "The rules do not count this, so nothing changes. They are content with that.",
]


@dataclass(frozen=True)
class People:
    """What forms need to know of the people of a batch, each by its area's and person's ids."""

    addresses: dict[int, str]
    joined: dict[tuple[int, int], list[datetime.date]]
    interests: dict[tuple[int, int], list[Interest]]

    @staticmethod
    def of(batch: Sequence[Made]) -> People:
        """Of everybody who ever sat in these areas."""
        areas = [made.area.pk for made in batch]
        joined, interests = defaultdict(list), defaultdict(list)
        for membership in (
            Membership.objects.filter(area__in=areas)
            .order_by("pk")
            .only("area_id", "person_id", "starts_on")
        ):
            joined[membership.area_id, membership.person_id].append(membership.starts_on)
        for one in Interest.objects.filter(area__in=areas).select_related("organisation"):
            interests[one.area_id, one.person_id].append(one)
        with_address = Person.objects.filter(memberships__area__in=areas).exclude(email="")
        addresses = dict(with_address.order_by().values_list("pk", "email"))
        return People(addresses, joined, interests)


@dataclass
class Signed:
    """Whom the secretary wrote to and when, who signed, and what they say is wrong; not saved yet."""

    links: list[SigningLink] = field(default_factory=list)
    forms: list[MembershipForm] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


@dataclass(frozen=True)
class Collecting:
    """One review while its forms are collected, in the days from `first` to `last`.

    `asks` is whoever sends the links, `rep` the witness of those who have no address for one.
    """

    review: Review
    draft: Draft
    stage: Stage
    first: datetime.date
    last: datetime.date
    asks: User
    rep: User
    people: People
    chance: Chance

    def collect(self, *, keeps_links: bool) -> Signed:
        """The forms signed; and the links sent, which are kept for one year."""
        signed, chance = Signed(), self.chance
        if self.first > self.last or (self.stage is Stage.NOT_STARTED and chance.happens(0.3)):
            return signed
        window = (self.last - self.first).days
        asked_at = self._in_the_morning(self.first + chance.days(0, min(8, window // 2)))
        # Who has not signed by then is reminded once.
        again_at = self._in_the_morning(self.last - chance.days(8, 20))
        meets_on = chance.day(self.first, self.last)
        share = _SHARES.get(self.stage, _MOST)
        for member in self.draft.members:
            person = int(member.person.id)
            joined = self._joined(person)
            is_reached = joined <= asked_at.date() and person in self.people.addresses
            form = None
            if chance.happens(share):
                first = max(asked_at.date() if is_reached else meets_on, joined)
                if first <= self.last:
                    on = chance.day(first, self.last) if is_reached else first
                    form = self._form(member, at_work(chance, on), is_reached=is_reached)
                    signed.forms.append(form)
            if is_reached and keeps_links:
                links = [self._link(person, asked_at)]
                if again_at - asked_at > 10 * ONE_DAY and (form is None or form.at > again_at):
                    links.append(self._link(person, again_at))
                if form:
                    *others, used = links
                    used.used_at = form.at
                    for link in others:
                        link.revoked_at = form.at
                signed.links += links
        return signed

    def _in_the_morning(self, day: datetime.date) -> datetime.datetime:
        """Before anybody signs on that day."""
        at = datetime.time(7, self.chance.randint(0, 59))
        return timezone.make_aware(datetime.datetime.combine(day, at))

    def _joined(self, person: int) -> datetime.date:
        days = self.people.joined[self.review.area_id, person]
        return max((day for day in days if day <= self.draft.day), default=self.last + ONE_DAY)

    def _form(self, member: Member, at: datetime.datetime, *, is_reached: bool) -> MembershipForm:
        key = (self.review.area_id, int(member.person.id))
        interests = [
            one
            for one in self.people.interests.get(key, [])
            if (one.starts_on is None or one.starts_on <= self.draft.day)
            and (one.ends_on is None or self.draft.day <= one.ends_on)
        ]
        return MembershipForm(
            review_id=self.review.pk,
            person_id=int(member.person.id),
            how=How.LINK if is_reached else How.WITNESSED,
            signed_on=at.date(),
            signed_as=member.person.name if is_reached else "",
            statement=STATEMENT,
            facts=statement(self.draft.roster, member.person, interests),
            at=at,
            by_id=None if is_reached else self.rep.pk,
        )

    def _link(self, person: int, at: datetime.datetime) -> SigningLink:
        return SigningLink(
            review=self.review,
            person_id=person,
            # Of a secret that nobody was ever told: these links open nothing.
            digest=digest_of(new_token()),
            address=self.people.addresses[person],
            made_at=at,
            made_by=self.asks,
            expires_at=lasts_until(at),
        )


def ask_to_correct(
    signed: Signed, made: Made, *, day: datetime.date, chance: Chance
) -> list[Correction]:
    """Let a few who signed by link say that something is wrong; where one looks first, three."""
    by_link = [form for form in signed.forms if form.how == How.LINK]
    asking = by_link[:3] if made.number == EASY else [f for f in by_link if chance.happens(0.02)]
    corrections: list[Correction] = []
    for form, about in zip(asking, chance.sample(list(_SAYS), len(_SAYS)), strict=False):
        form.asked_to_correct = True
        correction = Correction(
            area=made.area,
            person_id=form.person_id,
            about=about,
            says=_SAYS[about],
            asked_on=form.signed_on,
        )
        # The first in an area waits, so that there is always one to look at.
        if (corrections and chance.happens(0.7)) or (made.number != EASY and chance.happens(0.4)):
            _settle(correction, made.keeper, day, chance)
        corrections.append(correction)
    return corrections


def _settle(correction: Correction, by: User, day: datetime.date, chance: Chance) -> None:
    first, last = correction.asked_on + ONE_DAY, day - ONE_DAY
    if first > last:
        return
    correction.state = CorrectionState.MADE if chance.happens(0.7) else CorrectionState.LEFT
    if correction.state == CorrectionState.LEFT:
        correction.answer = chance.choice(_LEFT_FOR)
    correction.settled_on, correction.settled_by = chance.day(first, last), by
    correction.version += 1
