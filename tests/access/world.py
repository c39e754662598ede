"""One of everything in Northfield, for the walk over all pages: records by the name a row asks for."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from partnerships.models import Area
from tests.factories import (
    BoundaryFactory,
    DecisionFactory,
    DeclarationFactory,
    InterestFactory,
    LaterConflictFactory,
    LtoFactory,
    LtoRoleFactory,
    MeetingFactory,
    OfficeFactory,
    PaidWorkFactory,
    PlannedActionFactory,
    ProposalFactory,
    QuorumFactory,
    RelationshipFactory,
    ReviewFactory,
)


def build_world(*, area: Area, southmere: Area, **people_who_sign_in: Any) -> SimpleNamespace:
    """Northfield with one of every record, as attributes, beside Southmere and those who may look."""
    membership = area.memberships.select_related("person").get(person__name="Carys Hughes")
    person = membership.person
    other = area.memberships.get(person__name="Dai Nguyen").person
    review = ReviewFactory(area=area)
    decision = DecisionFactory(area=area, took_part=[other])
    return SimpleNamespace(
        area=area,
        southmere=southmere,
        boundary=BoundaryFactory(area=area),
        membership=membership,
        person=person,
        proposal=ProposalFactory(area=area),
        office=OfficeFactory(area=area, person=person, title="secretary"),
        paid_work=PaidWorkFactory(area=area),
        lto=LtoFactory(area=area),
        lto_role=LtoRoleFactory(area=area),
        residence=area.residences.get(person=person),
        relationship=RelationshipFactory(area=area, a=person, b=other),
        interest=InterestFactory(area=area, person=person),
        declaration=DeclarationFactory(area=area, person=person),
        decision=decision,
        later=LaterConflictFactory(decision=decision),
        meeting=MeetingFactory(area=area, held_on=datetime.date(2026, 6, 1), present=[other]),
        quorum=QuorumFactory(area=area),
        review=review,
        action=PlannedActionFactory(review=review),
        **people_who_sign_in,
    )
