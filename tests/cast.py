"""Makes the cast of the tests: Northfield and Southmere, and the people who sign in."""

from __future__ import annotations

from typing import Any

from biglocal.accounts.models import ProgrammeRole, User
from partnerships.models import Area, AssignedRole
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    MembershipFactory,
    OfficeFactory,
    ResidenceFactory,
    UserFactory,
)

NORTHFIELD_MEMBERS = [
    "Asha Patel",
    "Ben Okafor",
    "Carys Hughes",
    "Dai Nguyen",
    "Ewa Kowalska",
    "Farid Rahman",
    "Grace Adeyemi",
    "Harry Stone",
]


def make_northfield() -> Area:
    """Eight resident members, and every rule content."""
    area = AreaFactory(name="Northfield", local_authority="Moorshire")
    for name in NORTHFIELD_MEMBERS:
        person = MembershipFactory(area=area, person__name=name).person
        ResidenceFactory(area=area, person=person)
    OfficeFactory(area=area, person=area.memberships.get(person__name="Asha Patel").person)
    OfficeFactory(
        area=area,
        person=area.memberships.get(person__name="Ben Okafor").person,
        title="treasurer",
    )
    return area


def make_southmere() -> Area:
    """Another area, which has members of its own."""
    area = AreaFactory(name="Southmere", region="south-east")
    for name in ["Ines Silva", "Jack Barnes"]:
        person = MembershipFactory(area=area, person__name=name).person
        ResidenceFactory(area=area, person=person)
    return area


def make_user(name: str, **others: Any) -> User:
    """Somebody who signs in with their first name: `sol@example.org`."""
    user: User = UserFactory(name=name, email=f"{name.split()[0].lower()}@example.org", **others)
    return user


def make_secretary(name: str, area: Area) -> User:
    user = make_user(name)
    AssignmentFactory(user=user, area=area, role=AssignedRole.SECRETARY)
    return user


def make_rep(name: str, area: Area) -> User:
    user = make_user(name)
    AssignmentFactory(user=user, area=area, role=AssignedRole.REP)
    return user


def make_sol(northfield: Area) -> User:
    """The secretary of Northfield."""
    return make_secretary("Sol Secretary", northfield)


def make_rhea(northfield: Area) -> User:
    """The rep of Northfield."""
    return make_rep("Rhea Rep", northfield)


def make_sasha(southmere: Area) -> User:
    """The secretary of Southmere, who has no business in Northfield."""
    return make_secretary("Sasha Secretary", southmere)


def make_ravi(southmere: Area) -> User:
    """The rep of Southmere, who has no business in Northfield."""
    return make_rep("Ravi Rep", southmere)


def make_stan() -> User:
    """Local Trust staff."""
    return make_user("Stan Staff", programme_role=ProgrammeRole.STAFF)


def make_ada() -> User:
    """An administrator."""
    return make_user("Ada Admin", programme_role=ProgrammeRole.ADMINISTRATOR)


def make_stranger() -> User:
    """Somebody who may sign in and is assigned to nothing."""
    return make_user("Sam Stranger")
