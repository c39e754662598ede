"""`manage.py refresh_standings`: all of them again, or those that are stale, in one process or several."""

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Area, Standing
from partnerships.standing import bring_up_to_date
from tests.factories import AreaFactory, MembershipFactory


def test_it_works_out_all_of_them_again_right_or_wrong(northfield, southmere, capsys):
    bring_up_to_date(Area.objects.all())
    Standing.objects.update(members=99)
    call_command("refresh_standings")
    assert capsys.readouterr().out == "2 standings were worked out again.\n"
    assert dict(Standing.objects.values_list("area__name", "members")) == {
        "Northfield": 8,
        "Southmere": 2,
    }


def test_it_works_out_those_alone_that_are_not_right(northfield, southmere, capsys):
    bring_up_to_date(Area.objects.all())
    Standing.objects.update(members=99)
    northfield.note_register_change()
    call_command("refresh_standings", "--stale")
    assert capsys.readouterr().out == "1 standing was worked out again.\n"
    assert Standing.objects.get(area=northfield).members == 8
    assert Standing.objects.get(area=southmere).members == 99


def test_there_may_be_none(db, capsys):
    call_command("refresh_standings")
    assert capsys.readouterr().out == "0 standings were worked out again.\n"


@pytest.mark.parametrize("number", ["0", "-1", "two", "33"])
def test_a_number_of_workers_that_makes_no_sense_is_refused(number):
    with pytest.raises(CommandError, match="is not a number from 1 to 32"):
        call_command("refresh_standings", "--workers", number)


@pytest.mark.django_db(transaction=True)
def test_workers_share_the_work(capsys):
    for _ in range(5):
        MembershipFactory(area=AreaFactory())
    call_command("refresh_standings", "--workers", "2")
    assert capsys.readouterr().out == "5 standings were worked out again.\n"
    assert Standing.objects.filter(members=1).count() == 5
    assert bring_up_to_date(Area.objects.all()) == 0
