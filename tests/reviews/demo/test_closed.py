"""The area of a demonstration that has closed: it is beside the others, and all of it is past."""

import datetime
from collections.abc import Iterator

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.demo import accounts
from partnerships.models import Area, Lto, LtoRole, Membership, Office, PaidWork
from partnerships.presenters.verbs import VERBS
from partnerships.standing import bring_up_to_date
from reviews.demo.load import load
from reviews.models import PlannedAction, State
from reviews.verifying import missing, submissions_with_faults
from tests.demonstration import DAY, loaded

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("a closed area of a demonstration")]

AREAS = 2
LAST_DAY = datetime.date(2026, 6, 30)


@pytest.fixture(scope="module", autouse=True)
def programme(django_db_setup, django_db_blocker) -> Iterator[None]:
    def fill() -> None:
        load(areas=AREAS, seed=7, password=accounts.PASSWORD, day=DAY, and_one_closed=True)

    with loaded(fill, django_db_blocker):
        yield


@pytest.fixture
def area() -> Area:
    return Area.objects.get(closed_on=LAST_DAY)


def test_it_is_beside_the_areas_that_are_open(area: Area) -> None:
    assert Area.objects.active_on(DAY).count() == AREAS
    assert Area.objects.count() == AREAS + 1
    assert area.reference not in set(
        Area.objects.active_on(DAY).values_list("reference", flat=True)
    )
    assert bring_up_to_date(Area.objects.all()) == 0


def test_its_members_are_members_of_the_past(area: Area) -> None:
    for model in (Membership, Office, PaidWork, LtoRole, Lto):
        later = model.objects.filter(Q(ends_on=None) | Q(ends_on__gt=LAST_DAY), area=area)
        assert not later.exists(), model
        for record in model.objects.filter(area=area):
            record.full_clean()
    people = area.memberships.values("person").distinct().count()
    assert people > area.memberships.current_on(LAST_DAY).count() > 0


def test_nobody_looks_after_it_any_more(area: Area) -> None:
    assert set(area.assignments.values_list("ends_on", flat=True)) == {LAST_DAY}
    assert set(area.assignments.values_list("role", flat=True)) == {"rep", "secretary"}


def test_it_was_reviewed_every_year_until_it_closed_and_not_since(area: Area) -> None:
    reviews = area.reviews.select_related("round").order_by("round__year")
    assert [review.round.year for review in reviews] == [*range(2017, 2026)]
    assert {review.state for review in reviews} <= {State.ACCEPTED, State.ACCEPTED_WITH_ACTIONS}
    for review in reviews:
        submissions = review.submissions.all()
        assert submissions
        assert all(timezone.localdate(one.submitted_at) <= LAST_DAY for one in submissions)
    assert not PlannedAction.objects.open().filter(review__area=area).exists()
    assert not [faults for _, faults in submissions_with_faults() if faults]
    assert not list(missing())


def test_the_trail_says_who_closed_it_and_what_ended(area: Area) -> None:
    closing = AuditEvent.objects.get(verb="areas.close")
    assert (closing.area, closing.by.email) == (area, accounts.ADMINISTRATOR)
    assert closing.at.date() < LAST_DAY
    of_area = AuditEvent.objects.filter(area=area)
    assert of_area.latest("at").at.date() == LAST_DAY
    assert set(of_area.values_list("verb", flat=True)) <= set(VERBS)
    assert of_area.filter(verb="members.leave", at__date=LAST_DAY).exists()


PAGES = ["area-detail", "register", "decision-list", "history", "area-reviews", "action-list"]


@pytest.mark.parametrize("page", PAGES)
def test_local_trust_reads_it_and_whoever_kept_it_does_not(area: Area, page: str) -> None:
    def status(user: User) -> int:
        client = Client()
        client.force_login(user)
        return client.get(reverse(page, args=[area.slug])).status_code

    assert status(User.objects.get(email=accounts.STAFF)) == 200
    for assignment in area.assignments.select_related("user"):
        assert status(assignment.user) == 404


def test_its_register_is_there_as_it_was_on_its_last_day(area: Area) -> None:
    client = Client()
    client.force_login(User.objects.get(email=accounts.STAFF))
    member = escape(area.memberships.current_on(LAST_DAY).first().person.name)
    register = reverse("register", args=[area.slug])
    assert member in client.get(register, {"on": LAST_DAY.isoformat()}).content.decode()
