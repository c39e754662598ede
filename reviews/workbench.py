"""What a rep's workbench rests on: of each area its register, its reviews and who looks after it.

Of any number of areas it is read in a fixed number of queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from biglocal.accounts.models import User
from partnerships.models import Area, AssignedRole, Assignment, Plan
from partnerships.models.periods import current_q
from partnerships.rosters.database import rosters_by_area
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.plans import plans_to_review
from partnerships.rosters.policies import PolicyOnDay, states_by_area
from partnerships.rosters.upkeep import Upkeep, upkeep_by_area
from partnerships.rules import Assessment, Criteria, Roster, assess
from reviews.drafts import Draft, drafts_of
from reviews.following import urgent_by_area
from reviews.models import BEING_WRITTEN, PlannedAction, Review, Round, Submission
from reviews.signatures import Signature, signatures_by_review

# A list says that something was submitted, not what.
SUBMISSIONS = Prefetch("submissions", Submission.objects.defer("document"))


@dataclass(frozen=True)
class Bench:
    """One area as its rep finds it on a day.

    `drafts` are its reviews of this year's round and those that are being written, the newest
    first; `signatures` those of the newest that is being written; `urgent` the actions that are
    overdue or due soon; `plan_to_review` is the plan in force where its review was due; `secretaries`
    are whoever keeps the register and may sign in.
    """

    area: Area
    day: datetime.date
    criteria: Criteria
    roster: Roster
    upkeep: Upkeep
    assessment: Assessment
    drafts: list[Draft]
    signatures: list[Signature]
    urgent: list[PlannedAction]
    policies: list[PolicyOnDay]
    plan_to_review: Plan | None
    secretaries: list[User]

    @property
    def has_closed(self) -> bool:
        """Whether the area is open no more: what is left is its review, and its actions."""
        return self.area.has_closed_by(self.day)

    @property
    def written(self) -> list[Draft]:
        """The reviews that wait for the rep."""
        return [draft for draft in self.drafts if draft.review.is_being_written]


def areas_of_rep(user: User, day: datetime.date) -> QuerySet[Area]:
    """The areas that somebody is the rep of on a day, by name."""
    mine = user.assignments.current_on(day).filter(role=AssignedRole.REP)
    return Area.objects.filter(pk__in=mine.values("area")).order_by("name", "pk")


def newest_round(day: datetime.date) -> Round | None:
    """This year's round, which may be opened before its window; one of a later year is not yet a
    rep's business."""
    return Round.objects.filter(year__lte=day.year).first()


def benches(areas: Sequence[Area], newest: Round | None, day: datetime.date) -> list[Bench]:
    """What a rep finds in each area, in their order; `newest` is the round of the day."""
    pks = [area.pk for area in areas]
    criteria = criteria_on(day)
    rosters = rosters_by_area(Area.objects.filter(pk__in=pks), day)
    upkeep, urgent = upkeep_by_area(pks, day), urgent_by_area(pks, day)
    reviews = (
        Review.objects.filter(
            Q(round=newest) | Q(state__in=BEING_WRITTEN), area__in=pks, round__year__lte=day.year
        )
        .prefetch_related(SUBMISSIONS)
        .order_by("-round__year", "area__name")
    )
    drafts: dict[int, list[Draft]] = {}
    for draft in drafts_of(reviews, day, rosters):
        drafts.setdefault(draft.review.area_id, []).append(draft)
    collecting = {
        pk: written[0].review
        for pk, of_area in drafts.items()
        if (written := [draft for draft in of_area if draft.review.is_being_written])
    }
    signatures = signatures_by_review(collecting.values(), day)
    policies, plans = states_by_area(pks, day), plans_to_review(pks, day)
    secretaries = _secretaries(pks, day)
    return [
        Bench(
            area=area,
            day=day,
            criteria=criteria,
            roster=rosters[area.pk],
            upkeep=upkeep[area.pk],
            assessment=assess(rosters[area.pk], criteria),
            drafts=drafts.get(area.pk, []),
            signatures=signatures[collecting[area.pk].pk] if area.pk in collecting else [],
            urgent=urgent[area.pk],
            policies=policies[area.pk],
            plan_to_review=plans.get(area.pk),
            secretaries=secretaries.get(area.pk, []),
        )
        for area in areas
    ]


def _secretaries(areas: Sequence[int], day: datetime.date) -> dict[int, list[User]]:
    """Whoever keeps the registers of areas on a day and may sign in, by area; one query."""
    assigned = Assignment.objects.filter(
        current_q(day), area__in=areas, role=AssignedRole.SECRETARY, user__is_active=True
    )
    found: dict[int, list[User]] = {}
    for assignment in assigned.select_related("user").order_by("user__name", "pk"):
        found.setdefault(assignment.area_id, []).append(assignment.user)
    return found
