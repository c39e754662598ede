"""Who signs in to the demonstration: secretaries, reps, staff, and how to tell people of them.

Addresses are under example.org, which nobody can have. The first of each kind has an address that
is easy to type; those of the others follow a pattern.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password

from biglocal import clock
from biglocal.accounts.models import ProgrammeRole, User
from partnerships.demo.chance import Chance, at_work, chance
from partnerships.demo.making import build
from partnerships.demo.names import Names
from partnerships.factories import AssignmentFactory, UserFactory
from partnerships.models import Area, AssignedRole, Assignment

PASSWORD = "demonstration"  # noqa: S105 - it is printed for everybody to see

# Two reps share fifteen areas: the first has eight of them, the other seven.
AREAS_OF_TWO_REPS, AREAS_OF_THE_FIRST = 15, 8

# The areas whose secretary has the easy address, and in which one person wears several hats.
EASY, HAT_SECRETARY, HAT_REP = 1, 7, 11

ADMINISTRATOR = "admin@example.org"
STAFF = "staff@example.org"
HANDLER = "concerns@example.org"
REP = "rep@example.org"
SECRETARY = "secretary@example.org"
HATS = "hats@example.org"


def rep_number(area: int) -> int:
    """Which rep, from 0, has the area of this number."""
    pair, place = divmod(area, AREAS_OF_TWO_REPS)
    return 2 * pair + (place >= AREAS_OF_THE_FIRST)


def keeps_own_register(area: int) -> bool:
    """Whether the area of this number has a secretary; in one of ten its rep keeps the register."""
    return area % 10 != 9


class Cast:
    """Makes the users of one programme, all with one password (given as its hash)."""

    def __init__(self, seed: object, password: str, day: datetime.date) -> None:
        self._seed = seed
        self._password = password
        self._day = day
        self._since = day - datetime.timedelta(days=11 * 365)
        self.hats = self._user(
            HATS, "Yvonne Clarke-Brown", self._since, programme_role=ProgrammeRole.STAFF
        )

    def for_everybody(self) -> list[User]:
        """Those who see all areas, the one with several hats among them."""
        return [
            self._user(
                ADMINISTRATOR,
                "Parminder Grewal",
                self._since,
                programme_role=ProgrammeRole.ADMINISTRATOR,
                is_superuser=True,
            ),
            self._user(STAFF, "Rhiannon Prosser", self._since, programme_role=ProgrammeRole.STAFF),
            self._user(HANDLER, "Tomás Ibáñez", self._since, programme_role=ProgrammeRole.STAFF),
            self.hats,
        ]

    def reps(self, numbers: range) -> dict[int, User]:
        """The reps of these numbers."""
        return {
            number: self._user(
                f"rep{number + 1}@example.org" if number else REP,
                Names(chance(self._seed, "rep", number)).anybody(),
                self._since,
            )
            for number in numbers
        }

    def secretary(self, number: int, slug: str, name: str, since: datetime.date) -> User:
        """The secretary of an area."""
        if number == HAT_SECRETARY:
            return self.hats
        easy = number == EASY
        return self._user(SECRETARY if easy else f"secretary.{slug}@example.org", name, since)

    def _user(self, email: str, name: str, since: datetime.date, **values: object) -> User:
        joined_at = at_work(chance(self._seed, email), min(since, self._day))
        return build(
            UserFactory,
            email=email,
            name=name,
            password=self._password,
            joined_at=joined_at,
            **values,
        )


def assign(
    user: User,
    area: Area,
    role: AssignedRole,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
) -> Assignment:
    """An assignment, not yet saved."""
    return build(
        AssignmentFactory, user=user, area=area, role=role, starts_on=starts_on, ends_on=ends_on
    )


@dataclass(frozen=True)
class Reps:
    """Who is the rep of one area, and who was before a change, if there was one."""

    today: User
    former: User | None
    changed_on: datetime.date

    def on(self, day: datetime.date) -> User:
        """The rep of a day."""
        return self.former if self.former and day < self.changed_on else self.today

    @staticmethod
    def of(number: int, reps: dict[int, User], chance: Chance, day: datetime.date) -> Reps:
        """One area in three was with the other rep of the pair until some years ago."""
        mine = rep_number(number)
        former = reps.get(mine ^ 1) if number % 3 == 2 else None
        return Reps(reps[mine], former, day - chance.days(500, 1600))


@dataclass(frozen=True)
class SignIn:
    """One line of the table that tells people how to look around."""

    who: str
    email: str
    password: str
    sees: str


def sign_ins() -> list[SignIn]:
    """The accounts to look around with that are in the database; none without a demonstration."""
    sees = {
        ADMINISTRATOR: "every area, and the administration",
        STAFF: "the overview of every area",
        HANDLER: "every area, and the concerns that are raised (under “Programme”)",
        REP: "",
        SECRETARY: "",
        HATS: "",
    }
    users = {user.email: user for user in User.objects.filter(email__in=sees)}
    # To check a password takes a while, and as long as nobody chose another all have one.
    is_known = {one: check_password(PASSWORD, one) for one in {u.password for u in users.values()}}
    return [
        _sign_in(users[email], seen, PASSWORD if is_known[users[email].password] else "")
        for email, seen in sees.items()
        if email in users
    ]


def _sign_in(user: User, sees: str, password: str) -> SignIn:
    roles = [user.get_programme_role_display()] if user.programme_role else []
    assignments = Assignment.objects.current_on(clock.today()).filter(user=user)
    seen = [sees] if sees else ["every area"] if user.programme_role else []
    for role in AssignedRole:
        areas = [each.area.name for each in assignments.filter(role=role).select_related("area")]
        if areas:
            roles.append(role.label)
            more = f" and {len(areas) - 1} other areas" if len(areas) > 1 else ""
            seen.append(f"{areas[0]}{more}" + (f" as {role.label.lower()}" if roles[1:] else ""))
    password = password or "the one it was loaded with"
    return SignIn(", ".join(roles), user.email, password, "; ".join(seen))


def sign_ins_in_a_table() -> list[str]:
    """The accounts to look around with as lines to print; none without a demonstration."""
    rows = [(each.who, each.email, each.password, each.sees) for each in sign_ins()]
    if not rows:
        return []
    rows = [("Who", "E-mail address", "Password", "What they see"), *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [
        *lines,
        "",
        "Other secretaries are secretary.AREA@example.org (AREA as in the address of its page), "
        "other reps rep2@example.org, rep3@example.org and so on.",
    ]
