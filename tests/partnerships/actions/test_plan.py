"""A plan is written down, followed by another, reviewed and noted on; its money is said, never refused."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from biglocal.access.policy import Refused
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from partnerships.actions import plan as plans
from partnerships.actions.erasing import erase
from partnerships.actions.plan import Planned
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area, Evidence, Plan, ProgressNote, Theme
from tests.factories import (
    MembershipFactory,
    PlanFactory,
    ProgressNoteFactory,
    SpendFactory,
    ThemeFactory,
)

TODAY = datetime.date(2026, 10, 1)
DAY = datetime.timedelta(days=1)
FIRST = Planned(
    "A place to grow",
    datetime.date(2026, 1, 1),
    datetime.date(2027, 12, 31),
    vision="Everybody knows a neighbour.",
    priorities=["Young people", "Parks"],
)
SECOND = Planned("Growing on", datetime.date(2027, 4, 1), datetime.date(2029, 3, 31))
FILE = Cleaned(Kind.PNG, b"a picture")


def refusal(act, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def plan(northfield, sol) -> Plan:
    return plans.begin(area=northfield, planned=FIRST, by=sol)


def test_a_plan_keeps_its_priorities_in_order_and_leaves_the_register_alone(plan, northfield):
    plan.refresh_from_db()
    assert plan.priorities == ["Young people", "Parks"]
    assert Area.objects.get(pk=northfield.pk).register_version == northfield.register_version
    assert AuditEvent.objects.get().verb == "plan.begin"


def test_two_plans_of_one_area_never_share_a_day(plan, northfield, southmere, sol):
    again = Planned("Another", datetime.date(2027, 12, 31), datetime.date(2028, 12, 31))
    assert refusal(plans.begin, area=northfield, planned=again, by=sol) == {
        "__all__": ["The area has another plan on some of these days."]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(area=northfield, starts_on=again.starts_on, ends_on=again.ends_on)
    PlanFactory(area=southmere, starts_on=again.starts_on, ends_on=again.ends_on)


def test_what_follows_on_takes_over_from_its_first_day(plan, northfield, sol):
    following = plans.follow_on(plan=plan, planned=SECOND, by=sol)
    plan.refresh_from_db()
    assert plan.ends_on == datetime.date(2027, 3, 31)
    assert following.follows == plan
    current = [northfield.plans.current_on(day).get() for day in (plan.ends_on, SECOND.starts_on)]
    assert current == [plan, following]
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan.begin", "plan.make_way", "plan.follow_on"]


def test_a_plan_that_ends_before_the_next_begins_keeps_its_last_day(plan, sol):
    later = Planned("Later", datetime.date(2028, 6, 1), datetime.date(2029, 1, 1))
    plans.follow_on(plan=plan, planned=later, by=sol)
    plan.refresh_from_db()
    assert plan.ends_on == FIRST.ends_on


def test_what_follows_begins_later_and_only_one_does(plan, sol):
    same = Planned("Same", FIRST.starts_on, datetime.date(2029, 1, 1))
    assert (
        "Enter a later day"
        in refusal(plans.follow_on, plan=plan, planned=same, by=sol)["starts_on"][0]
    )
    plans.follow_on(plan=plan, planned=SECOND, by=sol)
    assert refusal(plans.follow_on, plan=plan, planned=SECOND, by=sol) == {
        "": ["Another plan follows on from this one already."]
    }


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ends_on": datetime.date(2025, 12, 31)}, "on or after the first day"),
        ({"title": " "}, "cannot be blank"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(northfield, sol, values, sentence):
    said = {"title": "A plan", "starts_on": FIRST.starts_on, "ends_on": FIRST.ends_on} | values
    refused = refusal(plans.begin, area=northfield, planned=Planned(**said), by=sol)
    assert any(sentence in text for texts in refused.values() for text in texts)


def test_a_review_says_when_the_next_is_due(plan, sol):
    said = {"plan": plan, "by": sol}
    plans.review(reviewed_on=TODAY, next_review_on=TODAY + 365 * DAY, version=1, **said)
    plan.refresh_from_db()
    assert (plan.reviewed_on, plan.next_review_on) == (TODAY, TODAY + 365 * DAY)
    with pytest.raises(ChangedMeanwhile):
        plans.review(reviewed_on=TODAY, next_review_on=None, version=1, **said)
    assert "reviewed_on" in refusal(
        plans.review, reviewed_on=TODAY + DAY, next_review_on=None, **said
    )
    assert "__all__" in refusal(plans.review, reviewed_on=TODAY, next_review_on=TODAY, **said)


def test_a_theme_has_one_name_in_a_plan_and_a_budget_that_may_be_more_than_there_is(plan, sol):
    theme = plans.add_theme(plan=plan, name=" Young  people ", budget=Decimal("2000000.50"), by=sol)
    theme.refresh_from_db()
    assert (theme.name, theme.budget) == ("Young people", Decimal("2000000.50"))
    assert refusal(plans.add_theme, plan=plan, name="young PEOPLE", budget=Decimal(1), by=sol) == {
        "__all__": ["The plan has a theme with this name already."]
    }
    assert "__all__" in refusal(
        plans.add_theme, plan=plan, name="Parks", budget=Decimal(-1), by=sol
    )
    changed = plans.correct_theme(theme=theme, name="Youth", budget=Decimal(5), by=sol, version=1)
    assert (changed.name, changed.budget) == ("Youth", Decimal(5))


def test_a_theme_of_which_something_was_spent_stays_and_so_does_its_plan(plan, sol):
    theme = ThemeFactory(plan=plan)
    spend = SpendFactory(theme=theme)
    said = {"reason": "No.", "by": sol}
    assert "rest on this one" in refusal(plans.theme_never_happened, theme=theme, **said)[""][0]
    spend.delete()
    assert "rest on this one" in refusal(plans.never_happened, plan=plan, **said)[""][0]
    plans.theme_never_happened(theme=theme, **said)
    plans.never_happened(plan=plan, **said)
    assert not Plan.objects.exists()
    assert not Theme.objects.exists()


def test_a_note_is_kept_with_its_files_and_taken_back_with_them(
    plan, sol, private_files, django_capture_on_commit_callbacks
):
    note = plans.note(plan=plan, noted_on=TODAY, text="Opened.", files=[FILE, FILE], by=sol)
    assert note.evidence.count() == len(files(private_files)) == 2
    assert "noted_on" in refusal(plans.note, plan=plan, noted_on=TODAY + DAY, text="Soon.", by=sol)
    assert "reason" in refusal(plans.note_never_happened, note=note, reason="", by=sol)
    assert note.evidence.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        plans.note_never_happened(note=note, reason="Another area’s.", by=sol)
    assert not ProgressNote.objects.exists()
    assert not Evidence.objects.exists()
    assert files(private_files) == []


def test_a_note_that_says_nothing_leaves_no_file(plan, sol, private_files):
    refusal(plans.note, plan=plan, noted_on=TODAY, text="  ", files=[FILE], by=sol)
    assert files(private_files) == []


def test_staff_read_the_plan_and_do_not_write_it(plan, northfield, stan):
    theme, note = ThemeFactory(plan=plan), ProgressNoteFactory(plan=plan)
    for act, values in [
        (plans.begin, {"area": northfield, "planned": SECOND}),
        (plans.correct, {"plan": plan, "planned": SECOND}),
        (plans.follow_on, {"plan": plan, "planned": SECOND}),
        (plans.review, {"plan": plan, "reviewed_on": TODAY, "next_review_on": None}),
        (plans.never_happened, {"plan": plan, "reason": "No."}),
        (plans.add_theme, {"plan": plan, "name": "Parks", "budget": Decimal(1)}),
        (plans.correct_theme, {"theme": theme, "name": "Parks", "budget": Decimal(1)}),
        (plans.theme_never_happened, {"theme": theme, "reason": "No."}),
        (plans.note, {"plan": plan, "noted_on": TODAY, "text": "Well."}),
        (plans.note_never_happened, {"note": note, "reason": "No."}),
    ]:
        with pytest.raises(Refused, match="secretary and its rep"):
            act(by=stan, **values)


def test_who_is_erased_is_taken_out_of_what_the_plan_says(northfield, ada):
    gone = MembershipFactory(
        area=northfield, person__name="Rita Osei", ends_on=datetime.date(2026, 5, 1)
    ).person
    plan = PlanFactory(area=northfield, vision="As Rita Osei said", priorities=["Rita Osei’s hall"])
    note = ProgressNoteFactory(plan=plan, text="Rita Osei opened it.")
    spend = SpendFactory(theme__plan=plan, payee="Rita Osei")
    erase(person=gone, reason="She asked.", by=ada)
    for record in (plan, note, spend):
        record.refresh_from_db()
    assert (plan.vision, plan.priorities) == ("As Erased person said", ["Erased person’s hall"])
    assert (note.text, spend.payee) == ("Erased person opened it.", "Erased person")
