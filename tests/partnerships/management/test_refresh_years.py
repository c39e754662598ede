"""`manage.py refresh_years`: what is not right is worked out, and everything when that is asked."""

import io

from django.core.management import call_command

from partnerships.models import Area, Stretch
from partnerships.stretches import number_stale


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
