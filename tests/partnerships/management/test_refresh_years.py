"""`manage.py refresh_years`: what is not right is worked out, and everything when that is asked."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.management.commands import refresh_years
from partnerships.models import Area, Stretch
from partnerships.stretches import number_stale
from tests.factories import AreaFactory, MembershipFactory


def said(*arguments):
    out = io.StringIO()
    call_command("refresh_years", *arguments, stdout=out)
    return out.getvalue()


def test_it_works_out_what_is_not_right_and_says_how_much(northfield, southmere):
    assert said() == "2 worked out, of 2 areas.\n"
    assert said() == "0 worked out, of 2 areas.\n"
    assert number_stale(Area.objects.all()) == 0


def test_anew_works_out_all_of_it(northfield, southmere):
    said()
    Stretch.objects.update(members=1000)
    assert said("--anew") == "2 worked out, of 2 areas.\n"
    assert not Stretch.objects.filter(members=1000).exists()


@pytest.mark.parametrize("number", ["0", "two", "33"])
def test_a_number_of_workers_that_makes_no_sense_is_refused(number):
    with pytest.raises(CommandError, match="is not a number from 1 to 32"):
        said("--workers", number)


@pytest.mark.django_db(transaction=True)
def test_workers_share_the_work(monkeypatch):
    monkeypatch.setattr(refresh_years, "AREAS_AT_ONCE", 2)
    for _ in range(5):
        MembershipFactory(area=AreaFactory())
    assert said("--workers", "2") == "5 worked out, of 5 areas.\n"
    assert Stretch.objects.filter(members=1).count() == 5
    assert number_stale(Area.objects.all()) == 0
    assert said("--workers", "2") == "0 worked out, of 5 areas.\n"


if connection.vendor == "postgresql":

    def test_many_stretches_are_stored_as_few_are(northfield, monkeypatch):
        """By COPY, which takes text for everything."""
        said()
        columns = [field.name for field in Stretch._meta.fields if not field.primary_key]
        one_by_one = list(Stretch.objects.values(*columns))
        monkeypatch.setattr("partnerships.storing.MANY", 1)
        said("--anew")
        assert list(Stretch.objects.values(*columns)) == one_by_one
