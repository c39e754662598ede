"""Areas are added, changed, closed and opened again; a register outlives its area."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import areas
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area
from tests.factories import AreaFactory, AssignmentFactory

TODAY = datetime.date(2026, 10, 1)
DECEMBER = datetime.date(2026, 12, 31)
SUMMER = datetime.date(2026, 6, 30)


def add(by, name="Old Quay", region="north-east", **more) -> Area:
    return areas.add(name=name, region=region, by=by, **more)


def close(area, by, last_day=DECEMBER, *, ends=False, **more) -> Area:
    values = {"reason": "The money is spent.", "ends_assignments": ends} | more
    return areas.close(area=area, last_day=last_day, by=by, **values)


def held(area) -> list[tuple]:
    found = area.assignments.order_by("user__name", "starts_on")
    return list(found.values_list("user__name", "ends_on"))


def problem(act) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else {}


# Adding


def test_an_area_is_added_with_its_address_and_an_empty_register(ada):
    area = add(ada, name=" Old Quay ", local_authority="Moorshire", opened_on=TODAY)
    assert (area.name, area.slug, area.reference) == ("Old Quay", "old-quay", None)
    event = AuditEvent.objects.get()
    assert (event.verb, event.area, event.after["name"]) == ("areas.add", area, "Old Quay")
    assert area.memberships.count() == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northfield!", "northfield-2"),
        ("Add", "add-2"),
        ("日本", "area"),
        ("Llanfair " * 12, ("llanfair-" * 12)[:100].strip("-")),
    ],
)
def test_an_address_is_in_plain_letters_and_nobody_elses(northfield, ada, name, slug):
    assert add(ada, name=name).slug == slug


def test_a_name_and_a_reference_are_given_once(northfield, ada):
    add(ada, reference="BL-1")
    assert problem(lambda: add(ada, name="NORTHFIELD"))
    assert "reference" in problem(lambda: add(ada, name="Elsewhere", reference="BL-1"))
    # Two without a reference are no two of one.
    add(ada, name="Millbrook")
    add(ada, name="Hillside")


@pytest.mark.parametrize("who", ["stan", "rhea", "sol"])
def test_only_an_administrator_does_any_of_it(northfield, who, request):
    by = request.getfixturevalue(who)
    for act in (
        lambda: add(by),
        lambda: areas.correct(area=northfield, name="X", region="london", by=by),
        lambda: close(northfield, by),
        lambda: areas.reopen(area=northfield, reason="Why not.", by=by),
    ):
        with pytest.raises(Refused):
            act()


# Changing


def test_another_name_leaves_the_address_and_the_register(northfield, ada):
    version = northfield.register_version
    saved = areas.correct(area=northfield, name="Northfields", region="london", by=ada, version=1)
    assert (saved.name, saved.slug, saved.folded_name) == (
        "Northfields",
        "northfield",
        "northfields",
    )
    assert (saved.version, saved.register_version) == (2, version)
    with pytest.raises(ChangedMeanwhile):
        areas.correct(area=northfield, name="N", region="london", by=ada, version=1)


# Closing


def test_the_register_is_as_it_was_after_the_area_closed(northfield, ada):
    before = list(northfield.memberships.values_list()), northfield.register_version
    closed = close(northfield, ada, SUMMER)
    assert closed.closed_on == SUMMER
    assert closed.status == "closed"
    assert (list(closed.memberships.values_list()), closed.register_version) == before
    assert closed not in Area.objects.active_on(TODAY)
    assert closed in Area.objects.active_on(SUMMER)
    event = AuditEvent.objects.get(verb="areas.close")
    assert (event.reason, event.after) == ("The money is spent.", {"closed_on": "2026-06-30"})


def test_those_who_look_after_it_stay_and_can_read_it(northfield, sol, rhea, ada):
    close(northfield, ada, SUMMER)
    assert held(northfield) == [("Rhea Rep", None), ("Sol Secretary", None)]
    assert northfield in Area.objects.within_reach_of(sol)
    told = {one.to_address: one for one in Message.objects.all()}
    assert set(told) == {"sol@example.org", "rhea@example.org"}
    assert told["sol@example.org"].subject == "Northfield closed after 30 June 2026"
    assert "You can still read its register" in told["sol@example.org"].text


def test_their_assignments_end_with_it(northfield, sol, rhea, ravi, ada):
    AssignmentFactory(user=ravi, area=northfield, role="rep", starts_on=datetime.date(2027, 1, 1))
    close(northfield, ada, DECEMBER, ends=True)
    assert held(northfield) == [("Rhea Rep", DECEMBER), ("Sol Secretary", DECEMBER)]
    assert sorted(AuditEvent.objects.values_list("verb", flat=True)) == [
        *("areas.close", "assignments.end", "assignments.end_secretary", "assignments.take_back")
    ]
    text = Message.objects.get(to_address="sol@example.org").text
    assert "Your own part in it ends on 31 December 2026." in text
    assert Message.objects.filter(to_address="ravi@example.org").exists()


def test_nobody_stopped_before_today_because_the_area_did(northfield, sol, ada):
    close(northfield, ada, SUMMER, ends=True)
    assert held(northfield) == [("Sol Secretary", TODAY)]


def test_those_who_stayed_may_end_later_and_are_told_again(northfield, sol, ada):
    close(northfield, ada, SUMMER)
    close(northfield, ada, SUMMER, ends=True)
    assert held(northfield) == [("Sol Secretary", TODAY)]
    assert "Your own part in it ends on 1 October 2026." in Message.objects.first().text
    assert Message.objects.count() == 2


def test_one_that_ends_before_keeps_its_last_day(northfield, sol, ada):
    september = datetime.date(2026, 11, 30)
    sol.assignments.update(ends_on=september)
    close(northfield, ada, DECEMBER, ends=True)
    assert held(northfield) == [("Sol Secretary", september)]


def test_a_last_day_is_no_day_before_the_first_and_has_a_reason(ada):
    area = AreaFactory(opened_on=TODAY)
    assert "last_day" in problem(lambda: close(area, ada, SUMMER))
    assert "reason" in problem(lambda: close(area, ada, reason=" "))
    assert close(area, ada, TODAY).closed_on == TODAY


def test_the_last_day_can_become_another(northfield, ada):
    close(northfield, ada, SUMMER)
    again = close(northfield, ada, DECEMBER, version=2)
    assert (again.closed_on, again.status) == (DECEMBER, "active")
    with pytest.raises(ChangedMeanwhile):
        close(northfield, ada, SUMMER, version=2)


# Opening again


def test_an_area_is_opened_again_and_its_people_do_not_come_back(northfield, sol, ada):
    closed = close(northfield, ada, SUMMER, ends=True)
    opened = areas.reopen(area=closed, reason=" More money. ", by=ada, version=closed.version)
    assert (opened.closed_on, opened.status) == (None, "active")
    assert held(northfield) == [("Sol Secretary", TODAY)]
    assert AuditEvent.objects.get(verb="areas.reopen").reason == "More money."


def test_an_area_without_a_last_day_has_none_to_take_away(northfield, ada):
    with pytest.raises(ValidationError, match="no last day"):
        areas.reopen(area=northfield, reason="Why not.", by=ada)
    closed = close(northfield, ada)
    assert "reason" in problem(lambda: areas.reopen(area=closed, reason="", by=ada))
