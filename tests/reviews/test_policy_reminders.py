"""When secretaries hear that a policy is due to be reviewed: by dates alone, each once."""

from __future__ import annotations

import datetime

import pytest

from biglocal.post.models import Message
from partnerships.models import AssignedRole
from reviews.actions.reminders import remind
from reviews.policy_reminders import newest_milestone, of_policies
from tests.factories import AssignmentFactory, PolicyVersionFactory

DAY = datetime.timedelta(days=1)
DUE = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("before", "milestone"), [(61, None), (60, 60), (1, 60), (0, 60), (-1, -1), (-400, -1)]
)
def test_a_review_is_told_of_60_days_before_and_the_day_after(before, milestone):
    assert newest_milestone(DUE, DUE - before * DAY) == milestone


@pytest.fixture
def version(northfield):
    return PolicyVersionFactory(policy__area=northfield, review_due_on=DUE)


def test_the_secretary_is_told_once_of_each_day_and_nobody_else(
    version, northfield, southmere, sol, rhea, stan, sasha
):
    AssignmentFactory(user=sol, area=southmere, role=AssignedRole.SECRETARY)
    PolicyVersionFactory(policy__area=southmere, review_due_on=DUE)
    for before in (61, 60, 59, 0, -1, -2):
        remind(day=DUE - before * DAY)
    sent = Message.objects.filter(kind="policy-due").order_by("event")
    assert [(one.to_name, one.event) for one in sent] == [
        (user.name, f"policy-due:{DUE}.{milestone}:user-{user.pk}")
        for milestone in (-1, 60)
        for user in (sol, sasha)
    ]
    both = sent.get(event=f"policy-due:{DUE}.60:user-{sol.pk}")
    assert both.subject == "2 policies are due to be reviewed by 31 December 2026"
    assert "Northfield, Code of conduct: " in both.text
    assert "/areas/southmere/policies/" in both.text
    late = sent.get(event=f"policy-due:{DUE}.-1:user-{sasha.pk}")
    assert late.subject == "1 policy was due to be reviewed by 31 December 2026"
    assert "no newer version is recorded" in late.html


def test_a_version_that_follows_is_a_review_that_was_done(version, sol):
    PolicyVersionFactory(
        policy=version.policy,
        adopted_on=datetime.date(2026, 12, 1),
        review_due_on=datetime.date(2029, 1, 1),
    )
    assert list(of_policies(datetime.date(2026, 11, 15))) == []
    assert list(of_policies(DUE + DAY)) == []


def test_an_area_that_has_closed_is_left_in_peace(version, northfield, sol):
    northfield.closed_on = DUE - DAY
    northfield.save()
    assert list(of_policies(DUE + DAY)) == []
