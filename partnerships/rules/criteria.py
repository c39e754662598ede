"""The figures the rules go by, as data: a programme with other figures is another `Criteria`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Heading(StrEnum):
    """The headings of the guidance "Big Local partnerships" that the rules rest on."""

    CRITERIA = "Criteria for Big Local partnerships"
    PAID_WORKERS = "Partnerships and paid workers"
    FAMILIES = "Partnerships and families"
    POWER = "People in positions of power and influence"
    DECISIONS = "Avoiding conflicts of interest in procurement or grant making"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure, and the heading of the guidance it comes from."""

    figure: int
    heading: str

    def __str__(self) -> str:
        return str(self.figure)


@dataclass(frozen=True, slots=True)
class Criteria:
    """The figures of one edition of the guidance.

    `members` is the fewest members, `resident_percent` the least share of them who live in the area
    (a whole number of per cent, a majority and not everybody), `of_family` and `of_household` the
    most members of one; `left_out` are the ids of rules that do not apply. Raises ValueError for figures
    that could not be meant.
    """

    edition: str
    members: Threshold
    resident_percent: Threshold
    of_family: Threshold
    of_household: Threshold
    left_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 50 < self.resident_percent.figure < 100:
            raise ValueError("resident_percent must be a majority: 51 to 99")
        if min(self.members.figure, self.of_family.figure, self.of_household.figure) < 1:
            raise ValueError("members, of_family and of_household must be at least 1")


BIG_LOCAL = Criteria(
    edition="Big Local partnerships, version 3, February 2020",
    members=Threshold(8, Heading.CRITERIA),
    resident_percent=Threshold(51, Heading.CRITERIA),
    of_family=Threshold(2, Heading.FAMILIES),
    of_household=Threshold(2, Heading.FAMILIES),
)
