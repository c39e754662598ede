"""An area that Local Trust closed in the summer: its register ends there, and nobody looks after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.actions.looking_after import END
from partnerships.demo.chance import Chance, at_work, chance
from partnerships.demo.programme import Made, Programme
from partnerships.models import Area, EndReason, Lto, LtoRole, Membership, Office, PaidWork
from partnerships.standing import bring_up_to_date
from reviews.demo import trail
from reviews.demo.season import save, settle
from reviews.demo.stages import year_on
from reviews.demo.trail import event
from reviews.models import Outcome, PlannedAction

_WHY = "The partnership has spent its money and done what it set out to do."
# What ends with a partnership, and how the trail calls that.
_ENDS: dict[type[Any], str] = {
    Office: "offices.hand_over",
    Membership: "members.leave",
    PaidWork: "work.end",
    LtoRole: "lto.end_role",
    Lto: "lto.end",
}


@dataclass(frozen=True)
class Closing:
    """Closes an area, once its reviews are saved; `last_day` is one gone by."""

    made: Made
    administrator: User
    last_day: datetime.date
    chance: Chance

    @classmethod
    def of(cls, programme: Programme, administrator: User) -> Closing:
        """One area more, as it was before anything of it ended."""
        last_day = last_day_on(programme.day)
        made = programme.one_more(last_day)
        return cls(made, administrator, last_day, chance(programme.seed, "closing"))

    def close(self) -> None:
        """Let nothing and nobody be left in it after its last day, and tell the trail of it."""
        area = self.made.area
        ended = list(self._end_all())
        area.version += 1
        area.closed_on = self.last_day
        area.register_version += len(ended)
        area.register_changed_at = max(one.at for one in ended)
        area.save(update_fields=["version", "closed_on", "register_version", "register_changed_at"])
        events: list[AuditEvent] = [*ended, *self._drop_actions(), *self._announced()]
        events.sort(key=lambda each: each.at)
        save(events)
        bring_up_to_date(Area.objects.filter(pk=area.pk))

    def _end_all(self) -> Iterator[AuditEvent]:
        """The register ends: whatever held on the last day is over after it."""
        area, at = self.made.area, at_work(self.chance, self.last_day)
        for model, verb in _ENDS.items():
            lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=self.last_day)
            for record in model._default_manager.filter(lasting, area=area).order_by("pk"):
                before: dict[str, object] = {"ends_on": record.ends_on}
                record.ends_on = self.last_day
                if isinstance(record, Membership):
                    before["end_reason"] = record.end_reason
                    record.end_reason = EndReason.OTHER
                record.version += 1
                record.save()
                after = {name: getattr(record, name) for name in before}
                person = getattr(record, "person_id", None)
                people = [person] if person else []
                yield event(
                    verb,
                    record,
                    at,
                    self.made.keeper,
                    area,
                    people=people,
                    before=before,
                    after=after,
                )

    def _drop_actions(self) -> Iterator[AuditEvent]:
        """Nothing is left to be done."""
        area, rep = self.made.area, self.made.reps.today
        at = at_work(self.chance, self.last_day)
        left = list(PlannedAction.objects.open().filter(review__area=area).order_by("pk"))
        for action in left:
            action.outcome, action.settled_on = Outcome.DROPPED, self.last_day
            action.reason = "The area has closed."
            action.version += 1
            yield trail.of_action(action, at, rep, area)
        settle(left)

    def _announced(self) -> Iterator[AuditEvent]:
        """Local Trust gave it its last day some weeks before, and ended the assignments with it."""
        area, by = self.made.area, self.administrator
        at = at_work(self.chance, self.last_day - self.chance.days(20, 40))
        days = {"before": {"ends_on": None}, "after": {"ends_on": self.last_day}}
        yield event(
            "areas.close",
            area,
            at,
            by,
            area,
            before={"closed_on": None},
            after={"closed_on": self.last_day},
            reason=_WHY,
        )
        for one in area.assignments.filter(ends_on=None).order_by("pk"):
            one.ends_on, one.version = self.last_day, one.version + 1
            one.save()
            yield event(END[one.role], one, at, by, area, **days)


def last_day_on(day: datetime.date) -> datetime.date:
    """The last day of the area: after the newest round but one was closed, and before the newest."""
    return datetime.date(year_on(day), 6, 30)
