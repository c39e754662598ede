"""What oversight looks like in the demonstration: waivers, a draft edition, saved views, accounts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone

from biglocal.accounts.models import ProgrammeRole, User
from biglocal.audit.models import AuditEvent
from biglocal.audit.record import snapshot
from partnerships.demo import accounts
from partnerships.demo.chance import ONE_DAY, Chance, at_work, chance
from partnerships.demo.making import build
from partnerships.demo.programme import Made
from partnerships.factories import EditionFactory, UserFactory, WaiverFactory
from partnerships.models import Area, AssignedRole, Assignment, Region, Waiver
from reviews.demo.season import save
from reviews.demo.trail import event
from reviews.models import SavedView, State, Submission

# By the number of the area: a rule that its troubles break, and why Local Trust accepts that.
_WAIVED = {
    4: (
        "minimum-members",
        "Several members moved away within a few months. The partnership has shown us its plan for "
        "finding new ones.",
    ),
    13: (
        "related-positions",
        "Nobody else can take on one of the two offices before the annual meeting. Two other members "
        "sign for payments until then.",
    ),
}
_NO_LONGER_WAIVED = {
    12: (
        "resident-majority",
        "Several residents were about to join. The partnership expected that most members would live "
        "in the area by August.",
    ),
}
_VIEWS: dict[str, dict[str, str]] = {
    "Not met in the North West": {"region": Region.NORTH_WEST.value, "criteria": "no"},
    "Sent back to the rep": {"review": State.RETURNED.value},
}
# The area of the first number goes to the rep of the second, who is not the first rep.
_HANDED_OVER, _TO_REP_OF = 10, 15


@dataclass(frozen=True)
class Oversight:
    """Shows it in the first areas of a programme, once their reviews are saved."""

    batch: Sequence[Made]
    staff: User
    administrator: User
    day: datetime.date
    chance: Chance

    @classmethod
    def of(cls, batch: Sequence[Made], seed: int, day: datetime.date) -> Oversight:
        """`batch` begins with the first area; what needs one that is not there is left out."""
        staff = User.objects.get(email=accounts.STAFF)
        administrator = User.objects.get(email=accounts.ADMINISTRATOR)
        return cls(batch, staff, administrator, day, chance(seed, "oversight"))

    def show(self) -> None:
        """Save all of it, and what the trail says of it."""
        events = [
            *self._waivers(),
            self._draft(),
            *self._views(),
            *self._accounts(),
            *self._handing_over(),
        ]
        events.sort(key=lambda each: each.at)
        save(events)

    def _ago(self, least: int, most: int) -> datetime.datetime:
        """A moment between so many days ago."""
        return at_work(self.chance, self.day - self.chance.days(least, most))

    def _waivers(self) -> Iterator[AuditEvent]:
        for number, (rule, reason) in _WAIVED.items():
            if number < len(self.batch):
                area = self.batch[number].area
                starts_on = self._after_its_review(area)
                ends_on = starts_on + datetime.timedelta(days=240)
                yield self._waive(area, rule, reason, starts_on, ends_on)
        # A summer gone by, so that no review was submitted within it.
        year = self.day.year if self.day.month >= 8 else self.day.year - 1
        first, last = datetime.date(year, 6, 1), datetime.date(year, 7, 31)
        for number, (rule, reason) in _NO_LONGER_WAIVED.items():
            if number < len(self.batch):
                yield self._waive(self.batch[number].area, rule, reason, first, last)

    def _after_its_review(self, area: Area) -> datetime.date:
        """A day some weeks ago, or that after the last submission, which says nothing of a waiver."""
        submitted = Submission.objects.filter(review__area=area).aggregate(at=Max("submitted_at"))
        on = self.day - self.chance.days(20, 40)
        if submitted["at"]:
            on = max(on, timezone.localdate(submitted["at"]) + ONE_DAY)
        return min(on, self.day - ONE_DAY)

    def _waive(
        self, area: Area, rule: str, reason: str, first: datetime.date, last: datetime.date
    ) -> AuditEvent:
        waiver: Waiver = build(
            WaiverFactory,
            area=area,
            rule=rule,
            reason=reason,
            starts_on=first,
            ends_on=last,
            granted_by=self.staff,
            granted_at=at_work(self.chance, first),
        )
        save([waiver])
        after = snapshot(waiver)
        return event("waivers.grant", waiver, waiver.granted_at, self.staff, area, after=after)

    def _draft(self) -> AuditEvent:
        edition = build(
            EditionFactory,
            title=f"From April {self.day.year + 1}",
            takes_effect_on=datetime.date(self.day.year + 1, 4, 1),
            members=7,
            note="Small areas told us that an eighth member is hard to find. To be talked about.",
            drafted_by=self.administrator,
            drafted_at=self._ago(8, 14),
            published_at=None,
        )
        save([edition])
        by, after = edition.drafted_by, snapshot(edition)
        return event("editions.draft", edition, edition.drafted_at, by, after=after)

    def _views(self) -> Iterator[AuditEvent]:
        for name, filters in _VIEWS.items():
            query = QueryDict(mutable=True)
            query.update(filters)
            view = SavedView(
                user=self.staff, name=name, query=query.urlencode(), made_at=self._ago(15, 40)
            )
            save([view])
            after = snapshot(view)
            yield event("saved_views.save", view, view.made_at, self.staff, after=after)

    def _accounts(self) -> Iterator[AuditEvent]:
        """One of a program, one that was invited and never came, and one that is closed."""
        service = self._user("reporting", "Reporting", self._ago(60, 90), ProgrammeRole.SERVICE)
        invited = self._user("newcomer", "Ffion Aldersley", self._ago(3, 6))
        for user in (service, invited):
            told = _told(user)
            yield event("users.add", user, user.joined_at, self.administrator, after=told)
        closed = self._user(
            "former", "Gethin Marlowe", self._ago(1500, 2000), ProgrammeRole.STAFF, is_active=False
        )
        yield event(
            "users.close",
            closed,
            self._ago(100, 150),
            self.administrator,
            before={"is_active": True},
            after={"is_active": False},
            reason="Works for Local Trust no longer.",
        )

    def _user(
        self,
        name_of_address: str,
        name: str,
        joined_at: datetime.datetime,
        role: str = "",
        *,
        is_active: bool = True,
    ) -> User:
        """An account; those that nobody ever signed in to have no password."""
        user: User = build(
            UserFactory,
            email=f"{name_of_address}@example.org",
            name=name,
            password=make_password(None) if is_active else self.staff.password,
            programme_role=role,
            joined_at=joined_at,
            is_active=is_active,
        )
        save([user])
        return user

    def _handing_over(self) -> Iterator[AuditEvent]:
        """One area goes to another rep on the first of next month."""
        if len(self.batch) <= _TO_REP_OF:
            return
        area, to = self.batch[_HANDED_OVER].area, self.batch[_TO_REP_OF].reps.today
        starts_on = (self.day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        before = Assignment.objects.get(area=area, role=AssignedRole.REP, ends_on=None)
        before.ends_on, before.version = starts_on - ONE_DAY, before.version + 1
        before.save()
        begun = accounts.assign(to, area, AssignedRole.REP, starts_on)
        save([begun])
        at, by = self._ago(1, 5), self.staff
        yield event(
            "assignments.end",
            before,
            at,
            by,
            area,
            before={"ends_on": None},
            after={"ends_on": before.ends_on},
        )
        yield event("assignments.begin", begun, at, by, area, after=snapshot(begun))


def _told(user: User) -> dict[str, object]:
    """What the trail keeps of an account."""
    values = snapshot(user)
    return {name: values[name] for name in ("name", "email", "programme_role", "is_active")}
