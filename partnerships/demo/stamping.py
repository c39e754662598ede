"""A programme of any size, on PostgreSQL: areas that were made one by one, copied many times over.

To make up an area takes a tenth of a second, so that 170,000 would take hours. Here the facts of the
areas that are there (those that hold, or ended in the past year) are written again and again by
COPY, each time under new keys, names and references and with reps of their own. What is left out is
what no list across areas asks about: audit events, boundaries, secretaries and past reviews.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import ProgrammingError, connection, models, transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from biglocal.accounts.models import User
from partnerships.demo import accounts
from partnerships.demo.accounts import Cast
from partnerships.demo.bare import without_indexes
from partnerships.demo.places import place
from partnerships.models import (
    Area,
    AssignedRole,
    Assignment,
    Decision,
    Declaration,
    Household,
    Interest,
    Lto,
    LtoRole,
    Meeting,
    Membership,
    Office,
    PaidWork,
    Participation,
    Person,
    Relationship,
    Residence,
)
from partnerships.models.names import folded

A_YEAR = datetime.timedelta(days=365)
A_SEASON = datetime.timedelta(days=91)
# What makes somebody one of an area.
TIES: tuple[type[models.Model], ...] = (Membership, Office, Relationship, PaidWork, Lto, LtoRole)
# What is copied, in an order in which whatever a row points at comes before it.
COPIED: tuple[type[models.Model], ...] = (
    Person,
    Household,
    *TIES,
    Residence,
    Interest,
    Declaration,
    Meeting,
    Decision,
    Decision.organisations.through,
    Participation,
)
TABLES: tuple[type[models.Model], ...] = (Area, *COPIED)
# How often the areas are copied at once.
AT_ONCE = 10
NULL = r"\N"

Strides = Mapping[type[models.Model], int]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The rows of a table as COPY takes them, with a gap for each key; `keys` are those of the first
    rows, each with how far apart those of one copy and the next are."""

    model: type[models.Model]
    text: str
    keys: Sequence[tuple[int, int]]

    def copy(self, time: int) -> str:
        """The rows of the copy of this number, from 1."""
        return self.text % tuple([key + time * stride for key, stride in self.keys])


@dataclass(frozen=True, slots=True)
class Copied:
    """An area that was copied just now: its number in the programme, and its key."""

    number: int
    pk: int


class Stamping:
    """Fills a programme up to so many areas out of those that it has."""

    def __init__(self, *, areas: int, seed: int, password: str, day: datetime.date) -> None:
        self._wanted = areas
        self._seed = seed
        self._cast = Cast(seed, make_password(password), day)
        self._day = day
        self._first = list(Area.objects.order_by("pk"))
        self._strides: Strides = {model: _most(model) for model in TABLES}

    def load(self) -> Generator[list[Copied], None, None]:
        """Copy all of them in one transaction, or none; hands them out by and by, within it.

        Nothing stays when it is closed before its end.
        """
        times, rest = divmod(self._wanted - len(self._first), len(self._first))
        with transaction.atomic():
            _trust_the_keys()
            with without_indexes(TABLES):
                stamps = self._stamps(self._first)
                for start in range(1, times + 1, AT_ONCE):
                    copies = range(start, min(start + AT_ONCE, times + 1))
                    yield self._copy(self._first, stamps, copies)
                if rest:
                    some = self._first[:rest]
                    yield self._copy(some, self._stamps(some), range(times + 1, times + 2))
            _go_on_after_the_last_key(TABLES)

    def _stamps(self, areas: Sequence[Area]) -> list[Stamp]:
        queries = _queries([area.pk for area in areas], self._day)
        return [_stamp(model, queries[model], self._strides) for model in COPIED]

    def _copy(self, areas: Sequence[Area], stamps: Iterable[Stamp], times: range) -> list[Copied]:
        made = [
            Copied(time * len(self._first) + place_, area.pk + time * self._strides[Area])
            for time in times
            for place_, area in enumerate(areas)
        ]
        copy_in(Area, "".join(self._areas(made)))
        self._assign_reps(made)
        for stamp in stamps:
            copy_in(stamp.model, "".join([stamp.copy(time) for time in times]))
        return made

    def _areas(self, made: Iterable[Copied]) -> Iterator[str]:
        """The rows of the areas: each like the one it is a copy of, elsewhere and under its own name."""
        for one in made:
            like = self._first[one.number % len(self._first)]
            where = place(self._seed, one.number, accounts.rep_number(one.number))
            yield row(
                Area,
                id=one.pk,
                version=1,
                name=where.name,
                folded_name=folded(where.name),
                slug=slugify(where.name),
                region=where.region.value,
                local_authority=where.local_authority,
                reference=f"BL{one.number + 1:06}",
                award=like.award,
                opened_on=like.opened_on,
                closed_on=like.closed_on,
                register_version=like.register_version,
                register_changed_at=like.register_changed_at,
                standing_version=None,
            )

    def _assign_reps(self, made: Sequence[Copied]) -> None:
        """Make the reps of these areas, and say that they are."""
        numbers = range(
            accounts.rep_number(made[0].number), accounts.rep_number(made[-1].number) + 1
        )
        reps = self._cast.reps(numbers)
        User.objects.bulk_create(reps.values())
        opened = {one.pk: self._first[one.number % len(self._first)].opened_on for one in made}
        Assignment.objects.bulk_create(
            [
                Assignment(
                    user=reps[accounts.rep_number(one.number)],
                    area_id=one.pk,
                    role=AssignedRole.REP,
                    starts_on=opened[one.pk] or self._day,
                )
                for one in made
            ],
            batch_size=1000,
        )


def row(model: type[models.Model], **values: Any) -> str:
    """A row of a table as COPY takes it; every column is said."""
    cells = [values[field.attname] for field in model._meta.concrete_fields]
    return "\t".join([NULL if cell is None else str(cell) for cell in cells]) + "\n"


def copy_in(model: type[models.Model], text: str) -> None:
    """Write rows, as COPY takes them, at the end of a table."""
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {_table(model)} ({_columns(model)}) FROM STDIN", io.StringIO(text)
        )


def _queries(areas: Sequence[int], day: datetime.date) -> dict[type[models.Model], QuerySet[Any]]:
    """What is copied of the areas, by table."""
    recent = Q(ends_on__isnull=True) | Q(ends_on__gte=day - A_YEAR)
    found: dict[type[models.Model], QuerySet[Any]] = {
        model: model._default_manager.filter(recent, area__in=areas) for model in TIES
    }
    decisions = Decision.objects.filter(area__in=areas, decided_on__gte=day - A_SEASON)
    found[Meeting] = Meeting.objects.filter(pk__in=decisions.values("meeting"))
    found[Decision] = decisions
    found[Decision.organisations.through] = Decision.organisations.through._default_manager.filter(
        decision__in=decisions
    )
    found[Participation] = Participation.objects.filter(decision__in=decisions)
    who = Q()
    for model, rows in found.items():
        for field in model._meta.concrete_fields:
            if field.related_model is Person:
                who |= Q(pk__in=rows.values(field.attname))
    people = Person.objects.filter(who)
    # Of somebody who left long ago nothing else is of use.
    found[Residence] = Residence.objects.filter(recent, area__in=areas, person__in=people)
    found[Interest] = Interest.objects.filter(recent, area__in=areas, person__in=people)
    found[Declaration] = Declaration.objects.filter(
        area__in=areas, made_on__gte=day - A_YEAR, person__in=people
    )
    homes = found[Residence].exclude(household=None)
    found[Household] = Household.objects.filter(pk__in=homes.values("household"))
    return {**found, Person: people}


def _stamp(model: type[models.Model], rows: QuerySet[Any], strides: Strides) -> Stamp:
    keys: list[tuple[int, int]] = []
    lines = []
    points_at: list[Any] = [
        model if field.primary_key else field.related_model for field in model._meta.concrete_fields
    ]
    apart = [strides.get(each) if each else None for each in points_at]
    for line in _copied_out(rows):
        cells = [cell.replace("%", "%%") for cell in line.split("\t")]
        for place_, stride in enumerate(apart):
            if stride is not None and cells[place_] != NULL:
                keys.append((int(cells[place_]), stride))
                cells[place_] = "%d"
        lines.append("\t".join(cells) + "\n")
    return Stamp(model, "".join(lines), keys)


def _copied_out(rows: QuerySet[Any]) -> Iterator[str]:
    """The rows of a query as COPY gives them: the columns of its table, in order."""
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    sql, params = rows.order_by("pk").values_list(*columns).query.sql_with_params()
    text = io.StringIO()
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, params).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", text)
    # Whatever else ends a line for Python is no end of a row.
    return iter(text.getvalue().split("\n")[:-1])


def _trust_the_keys() -> None:
    """Let PostgreSQL pass over the triggers that look up every key, until the transaction ends.

    Every row is a copy of one that was looked up. Only a superuser may say so; for others it takes
    longer, but no more memory: keys are looked up row by row and not all at the end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with suppress(ProgrammingError), transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")


def _most(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[models.Model]) -> str:
    columns = [field.column or field.attname for field in model._meta.concrete_fields]
    return ", ".join([connection.ops.quote_name(column) for column in columns])


def _go_on_after_the_last_key(of: Sequence[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), of):
            cursor.execute(statement)
