"""Invented organisations, some of one neighbourhood and some of a whole local authority.

Their charity and company numbers are above all that are in use (GB-CHC-99…, GB-COH-9…).
"""

from __future__ import annotations

from partnerships.demo.making import build
from partnerships.demo.places import AUTHORITIES
from partnerships.factories import OrganisationFactory
from partnerships.models import Organisation

# The first may be an area's LTO.
_OF_A_NEIGHBOURHOOD = [
    "{} Community Trust",
    "{} Residents’ Association",
    "{} Youth Project",
    "{} Food Bank",
    "{} Allotment Society",
    "{} Amateur Boxing Club",
    "Friends of {} Library",
]
# The first two may be an area's LTO, the last three are businesses.
_OF_AN_AUTHORITY = [
    "{} Voluntary Action",
    "{} Community Foundation",
    "{} Citizens’ Advice Network",
    "{} Wheels for All",
    "{} Grounds Maintenance Ltd",
    "{} Print and Sign Ltd",
    "{} Joiners’ Co-operative Ltd",
]
_BUSINESS = ("Ltd",)


def of_neighbourhood(name: str, number: int) -> list[Organisation]:
    """The organisations of one area, by its name and number; some have no number of their own."""
    return [
        build(
            OrganisationFactory,
            name=template.format(name),
            org_id=f"GB-CHC-{9_900_000 + number * 7 + index}" if index < 4 else "",
        )
        for index, template in enumerate(_OF_A_NEIGHBOURHOOD)
    ]


def of_authorities() -> dict[str, list[Organisation]]:
    """The organisations that work in each local authority."""
    found: dict[str, list[Organisation]] = {}
    names = [name for authorities in AUTHORITIES.values() for name in authorities]
    for position, name in enumerate(names):
        found[name] = [
            build(
                OrganisationFactory,
                name=template.format(name),
                org_id=(
                    f"GB-COH-{99_000_000 + position * 7 + index}"
                    if template.endswith(_BUSINESS)
                    else f"GB-CHC-{9_800_000 + position * 7 + index}"
                ),
            )
            for index, template in enumerate(_OF_AN_AUTHORITY)
        ]
    return found


def under_two_names(around: dict[str, list[Organisation]]) -> list[Organisation]:
    """Of two that are saved: one that is on the list twice, and a name that another had before."""
    first, second = list(around)[:2]
    return [
        build(OrganisationFactory, name=f"The {around[first][0]}", org_id=""),
        build(
            OrganisationFactory,
            name=f"{second} Council for Voluntary Service",
            org_id="",
            merged_into=around[second][0],
        ),
    ]
