"""Makes the cast of the tests: Northfield and Southmere, and the people who sign in."""

from __future__ import annotations

from typing import Any

from biglocal.accounts.models import ProgrammeRole, User
from partnerships.models import Area, AssignedRole, Person
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    HouseholdFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
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
    asha, ben, *_ = make_resident_members(area, NORTHFIELD_MEMBERS)
    OfficeFactory(area=area, person=asha)
    OfficeFactory(area=area, person=ben, title="treasurer")
    return area


def make_southmere() -> Area:
    """Another area, which has members of its own."""
    area = AreaFactory(name="Southmere", region="south-east")
    make_resident_members(area, ["Ines Silva", "Jack Barnes"])
    return area


def make_resident_members(area: Area, names: list[str]) -> list[Person]:
    """Members who live in the area, each in a household of their own; kind by kind, since nearly
    every test begins with them."""
    people = saved([PersonFactory.build(name=name) for name in names])
    saved([MembershipFactory.build(area=area, person=person) for person in people])
    homes = saved([HouseholdFactory.build(area=area) for _ in people])
    saved(
        [
            ResidenceFactory.build(area=area, person=person, household=home)
            for person, home in zip(people, homes, strict=True)
        ]
    )
    return people


def saved(records: list[Any]) -> list[Any]:
    """Records of one kind, saved by one statement."""
    return type(records[0])._default_manager.bulk_create(records)


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
