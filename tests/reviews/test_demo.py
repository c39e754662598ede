"""The demonstration programme as `manage.py demo` loads it: registers, reviews, and who signs in."""

import datetime
import io

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.demo import accounts
from partnerships.models import (
    Area,
    Assignment,
    Correction,
    Decision,
    Edition,
    Membership,
    Office,
    Participation,
    Relationship,
    Residence,
)
from reviews import freezing
from reviews.demo.load import load
from reviews.management.commands.demo import Progress as Bars
from reviews.models import (
    Answer,
    Confirmation,
    MembershipForm,
    PlannedAction,
    Progress,
    Response,
    Review,
    Round,
    SavedView,
    SigningLink,
    Submission,
)
from tests.factories import AreaFactory

TODAY = datetime.date(2026, 10, 1)


def demonstrate(day: datetime.date, areas: int, seed: int = 7) -> None:
    load(areas=areas, seed=seed, password=accounts.PASSWORD, day=day)


def everything() -> list[object]:
    """What anybody can see of the programme, without the ids that a database gives."""
    of_area = ("area__name", "person__name", "starts_on", "ends_on")
    return [
        list(query.order_by(*columns).values_list(*columns))
        for query, columns in [
            (User.objects, ("email", "name", "joined_at")),
            (Area.objects, ("name", "region", "opened_on", "register_changed_at")),
            (Assignment.objects, ("area__name", "user__email", "role", "starts_on", "ends_on")),
            (Membership.objects, (*of_area, "is_voting", "appointed", "end_reason")),
            (Office.objects, (*of_area, "title")),
            (Residence.objects, (*of_area, "in_area", "household__address", "checked_on")),
            (Relationship.objects, ("area__name", "a__name", "b__name", "kind")),
            (Decision.objects, ("area__name", "decided_on", "title", "organisations__name")),
            (Participation.objects, ("decision__area__name", "person__name", "part")),
            (Review.objects, ("area__name", "round__year", "state", "started_at")),
            (Answer.objects, ("review__area__name", "question", "reply", "comment")),
            (Confirmation.objects, ("review__area__name", "person__name", "at", "note")),
            (PlannedAction.objects, ("review__area__name", "rule", "what", "owner", "due_on")),
            (Submission.objects, ("review__area__name", "submitted_at", "submitted_by__email")),
            (Response.objects, ("submission__review__area__name", "at", "kind", "message")),
            (Progress.objects, ("action__review__area__name", "at", "text")),
            (MembershipForm.objects, ("review__area__name", "at", "person__name", "how", "facts")),
            (SigningLink.objects, ("review__area__name", "made_at", "address")),
            (Edition.objects, ("title", "takes_effect_on", "published_at", "drafted_at")),
            (SavedView.objects, ("user__email", "name", "query", "made_at")),
            (Correction.objects, ("area__name", "person__name", "says", "state", "settled_on")),
            (AuditEvent.objects, ("at", "verb", "area__name", "by__email")),
        ]
    ]


def loaded_and_taken_back(day: datetime.date, seed: int) -> list[object]:
    with transaction.atomic():
        demonstrate(day, areas=2, seed=seed)
        found = everything()
        transaction.set_rollback(True)
    return found


def test_one_seed_on_one_day_always_makes_one_programme(db: None) -> None:
    first = loaded_and_taken_back(TODAY, seed=7)

    assert all(first)
    assert loaded_and_taken_back(TODAY, seed=7) == first
    assert loaded_and_taken_back(TODAY, seed=8) != first


def test_an_area_is_the_same_however_many_there_are(db: None) -> None:
    def members() -> list[object]:
        area = Area.objects.get(reference="BL0001")
        return list(area.memberships.order_by("pk").values_list("person__name", "starts_on"))

    with transaction.atomic():
        demonstrate(TODAY, areas=1)
        few = members()
        transaction.set_rollback(True)
    demonstrate(TODAY, areas=3)

    assert members() == few


def test_after_the_window_some_of_this_year_were_submitted_late(db: None) -> None:
    day = datetime.date(2027, 2, 10)
    with time_machine.travel(datetime.datetime(2027, 2, 10, 11, tzinfo=datetime.UTC)):
        demonstrate(day, areas=5)

    late = Submission.objects.get(review__round__year=2026, is_late=True)

    assert datetime.date(2027, 1, 1) <= late.submitted_at.date() < day
    assert freezing.read(late)["is_late"] is True
    assert Submission.objects.filter(review__round__year=2026, is_late=False).count() == 1


@pytest.mark.parametrize("day", ["2026-08-31", "2026-09-01", "2026-09-02", "2027-01-01"])
def test_nothing_has_happened_that_is_still_to_come(db: None, day: str) -> None:
    now = datetime.datetime.fromisoformat(f"{day}T06:00:00+00:00")
    with time_machine.travel(now):
        demonstrate(now.date(), areas=3)

    assert Submission.objects.latest("submitted_at").submitted_at <= now
    assert AuditEvent.objects.latest("at").at <= now
    assert Confirmation.objects.latest("at").at <= now
    assert Response.objects.latest("at").at <= now
    assert not Progress.objects.filter(at__gt=now).exists()
    assert MembershipForm.objects.latest("at").at <= now
    assert not SigningLink.objects.filter(made_at__gt=now).exists()
    assert Round.objects.latest("opened_at").opened_at <= now
    assert Round.objects.latest("year").year == (2025 if day < "2026-09-01" else 2026)


def demo(*arguments: str) -> str:
    told = io.StringIO()
    call_command("demo", *arguments, stdout=told)
    return told.getvalue()


def test_the_command_says_how_far_it_is_and_then_who_signs_in(db: None) -> None:
    told = demo("--areas=12")

    assert "12 of 12 areas" in told
    assert Area.objects.active_on(TODAY).count() == 12
    assert Area.objects.filter(closed_on__lt=TODAY).count() == 1
    addresses = ["admin", "staff", "rep", "secretary", "hats"]
    for name in addresses:
        email = f"{name}@example.org"
        assert f"{email} " in told
        assert authenticate(None, username=email, password="demonstration") is not None
    assert [user.email for user in User.objects.all() if user.is_staff] == ["admin@example.org"]
    hats = next(line for line in told.splitlines() if "hats@" in line)
    assert hats.startswith("Local Trust staff, Partnership secretary, Rep ")
    assigned = Assignment.objects.filter(user__email="hats@example.org")
    areas = {one.role: one.area.name for one in assigned}
    assert (
        f"every area; {areas['secretary']} as partnership secretary; {areas['rep']} as rep" in hats
    )


def test_who_signs_in_is_told_again(db: None) -> None:
    table = demo("--areas=1").partition("areas\n")[2]

    assert demo("--sign-ins") == table
    assert "rep@example.org" in table


def test_a_password_of_ones_own_is_not_told_again(db: None) -> None:
    demo("--areas=1", "--password=another secret")

    assert authenticate(None, username="rep@example.org", password="another secret") is not None
    told = demo("--sign-ins")
    assert "the one it was loaded with" in told
    assert "demonstration" not in told


def test_without_a_demonstration_there_are_no_sign_ins(db: None) -> None:
    assert demo("--sign-ins") == "\nThe demonstration programme is not in this database.\n"


def test_a_database_with_areas_is_refused_and_left_as_it_was(northfield: Area) -> None:
    with pytest.raises(CommandError, match="There are areas in the database already") as refusal:
        demo()

    assert refusal.value.returncode == 1
    assert list(Area.objects.all()) == [northfield]


def test_a_database_with_areas_is_left_alone_without_complaint_when_asked(db: None) -> None:
    AreaFactory()

    assert demo("--if-empty") == (
        "There are areas in the database already, so nothing was loaded.\n"
    )
    assert Area.objects.count() == 1


def test_an_empty_database_is_filled_when_it_is_asked_whether_it_is(db: None) -> None:
    demo("--if-empty", "--areas=1", "--verbosity=0")

    assert Area.objects.active_on(TODAY).count() == 1


@pytest.mark.parametrize("number", ["0", "-3", "many", "256257", "1.5"])
def test_a_number_of_areas_that_cannot_be_is_refused(db: None, number: str) -> None:
    with pytest.raises(CommandError, match="is not a number from 1 to 256256"):
        demo(f"--areas={number}")


def test_what_fails_half_way_leaves_nothing(db: None) -> None:
    def report(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(areas=2, seed=7, password="demonstration", day=TODAY, report=report)

    assert not Area.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("is_quiet", [False, True])
def test_very_many_areas_have_a_bar_for_each_step(is_quiet):
    out = io.StringIO()
    with Bars(300, out, is_quiet=is_quiet) as progress:
        for step, done in (("Made up", 150), ("Copied", 150), ("Copied", 300)):
            progress.say(step, done)
    bars = out.getvalue().replace("\r", "\n").splitlines()
    last = {bar.partition(":")[0]: bar for bar in bars if bar}
    assert list(last) == ([] if is_quiet else ["Made up", "Copied"])
    if not is_quiet:
        assert "150/300" in last["Made up"]
        assert "300/300" in last["Copied"]
