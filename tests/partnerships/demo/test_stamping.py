"""Very many areas on PostgreSQL: copies of the first, each whole and like what it is a copy of."""

from __future__ import annotations

import datetime
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from partnerships.demo import accounts, bare
from partnerships.demo.programme import Programme
from partnerships.demo.stamping import TABLES, Stamping
from partnerships.models import Area, Membership
from partnerships.rosters.database import roster_of
from partnerships.rules import Roster, assess
from tests.factories import AreaFactory, MembershipFactory, PersonFactory

DAY = datetime.date(2026, 10, 1)
FIRST, WANTED = 15, 33

on_postgresql = connection.vendor == "postgresql"


def filled(model: type[models.Model]) -> int:
    return model._default_manager.count()


def indexes() -> list[tuple[str, str]]:
    """Every index and constraint of the tables that are copied, as the database would make it again."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY(%s::regclass[]) UNION ALL "
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = ANY(%s::regclass[]) ORDER BY 1, 2",
            [names, names],
        )
        return cursor.fetchall()


def dangling() -> list[str]:
    """The columns that point at a row which is not there."""
    found = []
    for model in TABLES:
        for field in model._meta.concrete_fields:
            if field.is_relation:
                there = field.related_model._default_manager.values("pk")
                rows = model._default_manager.exclude(**{field.attname: None})
                if rows.exclude(**{f"{field.attname}__in": there}).exists():
                    found.append(f"{model.__name__}.{field.attname}")
    return found


def told(roster: Roster) -> tuple[object, ...]:
    """What is found in a roster, without whom it is found of."""
    found = assess(roster)
    findings = [(each.rule, len(each.people), each.message) for each in found.findings]
    return found.members, found.residents, found.voting_members, sorted(findings)


def a_programme() -> list[Area]:
    for _ in Programme(areas=FIRST, seed=7, password=accounts.PASSWORD, day=DAY).load():
        pass
    return list(Area.objects.order_by("pk"))


def copy(areas: int) -> list[int]:
    """Fill up to so many areas; how many were copied at a time."""
    stamping = Stamping(areas=areas, seed=7, password=accounts.PASSWORD, day=DAY)
    return [len(copied) for copied in stamping.load()]


if on_postgresql:

    def test_a_programme_is_filled_with_copies(db):
        first = a_programme()
        before = indexes()
        assert copy(WANTED) == [FIRST, WANTED - 2 * FIRST]

        areas = list(Area.objects.order_by("pk"))
        assert len(areas) == WANTED == len({area.name for area in areas})
        for number, area in enumerate(areas):
            like = first[number % FIRST]
            assert told(roster_of(area, DAY)) == told(roster_of(like, DAY)), (area, like)
            assert area.assignments.filter(role="rep").exists()
        assert dangling() == []
        assert indexes() == before

        # Keys go on where they ended, and what is impossible is refused as ever.
        membership = MembershipFactory(area=AreaFactory(), person=PersonFactory())
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.bulk_create(
                [Membership(area=membership.area, person=membership.person, starts_on=DAY)]
            )

    def test_nothing_stays_of_what_is_broken_off(db):
        a_programme()
        before = indexes(), [filled(model) for model in TABLES]
        with closing(Stamping(areas=WANTED, seed=7, password="x", day=DAY).load()) as copies:
            next(copies)
            assert Area.objects.count() == 2 * FIRST
        assert (indexes(), [filled(model) for model in TABLES]) == before

    def test_indexes_are_gone_within_and_there_again_after(db):
        before = indexes()
        with bare.without_indexes([Membership]):
            assert len(indexes()) < len(before)
        assert indexes() == before

else:

    def test_very_many_areas_need_postgresql(db):
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("demo", areas=2000)
        assert not Area.objects.exists()
