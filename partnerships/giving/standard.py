"""The fields of the 360Giving Data Standard that a grant leaves with, each of them defined once.

Where a field stands in JSON, what its column is called in a spreadsheet, what it means and where it
comes from: files and the data dictionary are made from here. Titles are the standard's own, version
1.4 (https://standard.threesixtygiving.org/en/latest/technical/reference/).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from partnerships.giving.grants import Grant
from partnerships.imports.cells import clean

VERSION = "1.4"
FUNDER, FUNDER_ID = "Local Trust", "GB-CHC-1147511"
PROGRAMME = "Big Local"
# What stands for the name of whoever got a grant in their own.
INDIVIDUAL = "Individual Recipient"
_CHARITIES, _COMPANIES = "GB-CHC-", "GB-COH-"

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Published:
    """A grant, with when what is published of it last changed, and the numbers of who got it.

    `other_numbers` are those of organisations that turned out to be the same: a charity is often a
    company as well.
    """

    grant: Grant
    modified_at: datetime.datetime | None = None
    other_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a grant: its place in JSON ("fundingOrganization/0/id"), and its column.

    `when_empty` says what it means that there is no value; a field without it always has one.
    """

    place: str
    title: str
    meaning: str
    source: str
    read: Callable[[Published], Value]
    when_empty: str = ""


def own_id(kind: str, number: int) -> str:
    """A number that Local Trust gives, under the prefix that 360Giving gave to it."""
    return f"{settings.GIVING_PREFIX}-{kind}-{number}"


def _recipient(one: Published, read: Callable[[Any], Value]) -> Value:
    return None if one.grant.recipient.is_individual else read(one.grant.recipient)


def _individual(one: Published, read: Callable[[Any], Value]) -> Value:
    return read(one.grant.recipient) if one.grant.recipient.is_individual else None


def _number(one: Published, of_list: str) -> str | None:
    """The number that the organisation has on a list, as that list has it."""
    numbers = (one.grant.recipient.org_id, *one.other_numbers)
    fitting = (number.removeprefix(of_list) for number in numbers if number.startswith(of_list))
    return next(fitting, None)


def _amount(one: Published) -> int | float:
    amount = one.grant.amount
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _modified(one: Published) -> str | None:
    at = one.modified_at
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds") if at else None


DECISION, LIST = "The decision", "The programme’s list of organisations"
TO_AN_INDIVIDUAL = "It is a grant to an individual."
TO_AN_ORGANISATION = "It is a grant to an organisation."

FIELDS: tuple[Field, ...] = (
    Field(
        "id",
        "Identifier",
        "Stays the same whatever else of the grant is put right.",
        "The number that the decision has here",
        lambda one: own_id("grant", one.grant.decision.pk),
    ),
    Field(
        "title",
        "Title",
        "What was decided, in fewer than 140 letters; a plain sentence where that names somebody.",
        DECISION,
        lambda one: one.grant.title,
    ),
    Field(
        "description",
        "Description",
        "The reason and the outcome; a plain sentence where there are none, where they name "
        "somebody, and of every grant to an individual.",
        DECISION,
        lambda one: one.grant.description,
    ),
    Field("currency", "Currency", "Pounds.", "The programme", lambda one: "GBP"),
    Field("amountAwarded", "Amount Awarded", "How much was given.", DECISION, _amount),
    Field(
        "awardDate",
        "Award Date",
        "The day of the meeting that decided.",
        DECISION,
        lambda one: one.grant.decision.decided_on.isoformat(),
    ),
    Field(
        "recipientOrganization/0/id",
        "Recipient Org:Identifier",
        "Its charity or company number with its list, or else a number of Local Trust’s own.",
        LIST,
        lambda one: _recipient(one, lambda it: it.org_id or own_id("org", it.pk)),
        TO_AN_INDIVIDUAL,
    ),
    Field(
        "recipientOrganization/0/name",
        "Recipient Org:Name",
        "The organisation that got the grant.",
        LIST,
        lambda one: _recipient(one, lambda it: clean(it.name)),
        TO_AN_INDIVIDUAL,
    ),
    Field(
        "recipientOrganization/0/charityNumber",
        "Recipient Org:Charity Number",
        "Its number with the Charity Commission for England and Wales.",
        LIST,
        lambda one: _recipient(one, lambda _: _number(one, _CHARITIES)),
        "It is not known by a charity number.",
    ),
    Field(
        "recipientOrganization/0/companyNumber",
        "Recipient Org:Company Number",
        "Its number at Companies House.",
        LIST,
        lambda one: _recipient(one, lambda _: _number(one, _COMPANIES)),
        "It is not known by a company number.",
    ),
    Field(
        "recipientIndividual/id",
        "Recipient Ind:Identifier",
        "A number of Local Trust’s own, which says nothing of who it is.",
        LIST,
        lambda one: _individual(one, lambda it: own_id("ind", it.pk)),
        TO_AN_ORGANISATION,
    ),
    Field(
        "recipientIndividual/name",
        "Recipient Ind:Name",
        f"Always “{INDIVIDUAL}”.",
        "The standard",
        lambda one: _individual(one, lambda it: INDIVIDUAL),
        TO_AN_ORGANISATION,
    ),
    Field(
        "fundingOrganization/0/id",
        "Funding Org:Identifier",
        "Local Trust’s charity number with its list.",
        "The programme",
        lambda one: FUNDER_ID,
    ),
    Field(
        "fundingOrganization/0/name",
        "Funding Org:Name",
        "Whose money it is.",
        "The programme",
        lambda one: FUNDER,
    ),
    Field(
        "beneficiaryLocation/0/name",
        "Beneficiary Location:Name",
        "The Big Local area whose partnership decided.",
        "Local Trust’s list of areas",
        lambda one: clean(one.grant.decision.area.name),
    ),
    Field(
        "beneficiaryLocation/0/countryCode",
        "Beneficiary Location:Country Code",
        "The United Kingdom: every area is in England.",
        "The programme",
        lambda one: "GB",
    ),
    Field(
        "grantProgramme/0/title",
        "Grant Programme:Title",
        "The programme that the money is from.",
        "The programme",
        lambda one: PROGRAMME,
    ),
    Field(
        "dateModified",
        "Last Modified",
        "When somebody last changed the decision or the organisation here.",
        "The history",
        _modified,
        "There is no trace of it.",
    ),
    Field(
        "dataSource",
        "Data Source",
        "The page of the area’s grants in this service.",
        "The addresses of this service",
        lambda one: address_of("grant-list", one.grant.decision.area.slug),
    ),
)


def address_of(name: str, *args: str) -> str:
    """The whole address of a page, as those find it who do not come from here."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=args)}"


def values(one: Published) -> list[Value]:
    """The values of a grant in the order of the fields."""
    return [field.read(one) for field in FIELDS]


def as_json(one: Published) -> dict[str, Any]:
    """A grant as the standard has it in JSON, without what is empty."""
    grant: dict[str, Any] = {}
    for field in FIELDS:
        value = field.read(one)
        if value is not None:
            put(grant, field.place, value)
    return grant


def put(thing: dict[str, Any], place: str, value: Value) -> None:
    """Put a value at its place; "0" is the first, and here the only one, of a list."""
    match place.split("/"):
        case [name]:
            thing[name] = value
        case [name, "0", within]:
            thing.setdefault(name, [{}])[0][within] = value
        case [name, within]:
            thing.setdefault(name, {})[within] = value
