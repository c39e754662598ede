"""An edition of the criteria is drafted, published for a day to come, and withdrawn before its day."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import editions
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import AssignedRole, Edition
from partnerships.rosters.editions import criteria_on
from partnerships.rules import BIG_LOCAL, RULES, Level
from tests.factories import AreaFactory, AssignmentFactory, EditionFactory

TODAY = datetime.date(2026, 10, 1)
APRIL = datetime.date(2027, 4, 1)
VALUES = {
    "title": "Twelve members",
    "takes_effect_on": APRIL,
    "members": 12,
    "resident_percent": 60,
    "of_family": 3,
    "of_household": 2,
    "left_out": ["lto-voting", "own-right"],
    "note": "Larger partnerships last longer.",
}


def refusal(act, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


@pytest.fixture
def drafted(ada) -> Edition:
    return editions.draft(by=ada, **VALUES)


def test_a_draft_says_what_was_chosen_and_holds_nowhere(drafted, ada):
    saved = Edition.objects.get()
    assert {name: getattr(saved, name) for name in VALUES} == VALUES | {
        "left_out": ["own-right", "lto-voting"]
    }
    assert (saved.drafted_by, saved.is_published) == (ada, False)
    assert criteria_on(datetime.date.max) == BIG_LOCAL
    assert AuditEvent.objects.get().verb == "editions.draft"


def test_a_published_one_holds_from_its_day_and_no_day_before(drafted, ada):
    published = editions.publish(edition=drafted, by=ada, version=1)

    assert published.published_by == ada
    assert criteria_on(APRIL - datetime.timedelta(days=1)) == BIG_LOCAL
    assert criteria_on(APRIL) == published.criteria()
    assert criteria_on(APRIL).members.figure == 12


@pytest.mark.parametrize("day", [TODAY, datetime.date(2020, 1, 1)])
def test_a_day_that_has_come_keeps_its_edition(ada, day):
    past = EditionFactory(published_at=None, takes_effect_on=day)
    assert list(refusal(editions.publish, edition=past, by=ada)) == ["takes_effect_on"]
    assert not Edition.objects.published().exists()


def test_tomorrow_is_the_first_day_that_it_can_be(ada):
    tomorrow = TODAY + datetime.timedelta(days=1)
    edition = EditionFactory(published_at=None, takes_effect_on=tomorrow)
    assert editions.publish(edition=edition, by=ada).is_published


def test_two_editions_never_take_effect_on_one_day(drafted, ada):
    EditionFactory(title="The other", takes_effect_on=APRIL)
    assert refusal(editions.publish, edition=drafted, by=ada) == {
        "takes_effect_on": ["“The other” takes effect on this day already. Choose another day"]
    }


def test_what_is_published_is_neither_changed_nor_published_nor_thrown_away(drafted, ada):
    published = editions.publish(edition=drafted, by=ada)
    for act, values in [
        (editions.revise, {"members": 9}),
        (editions.publish, {}),
        (editions.discard, {"reason": "No."}),
    ]:
        (sentences,) = refusal(act, edition=published, by=ada, **values).values()
        assert "is published, so it stays as it is" in sentences[0]
    assert Edition.objects.get().members == 12


def test_one_that_is_withdrawn_before_its_day_is_a_draft_again(drafted, ada):
    published = editions.publish(edition=drafted, by=ada)
    withdrawn = editions.withdraw(edition=published, reason="Too soon.", by=ada)

    assert not withdrawn.is_published
    assert criteria_on(APRIL) == BIG_LOCAL
    assert AuditEvent.objects.first().reason == "Too soon."
    assert editions.revise(edition=withdrawn, by=ada, members=10).members == 10


def test_it_cannot_be_withdrawn_once_its_day_has_come(ada):
    for day in (TODAY, datetime.date(2026, 4, 1)):
        edition = EditionFactory(takes_effect_on=day)
        (sentences,) = refusal(editions.withdraw, edition=edition, reason="No.", by=ada).values()
        assert "areas are judged by it" in sentences[0]


def test_withdrawing_and_throwing_away_need_a_reason(drafted, ada):
    assert list(refusal(editions.discard, edition=drafted, reason=" ", by=ada)) == ["reason"]
    published = editions.publish(edition=drafted, by=ada)
    assert list(refusal(editions.withdraw, edition=published, reason=" ", by=ada)) == ["reason"]


def test_a_draft_that_is_thrown_away_stays_in_the_trail(drafted, ada):
    editions.discard(edition=drafted, reason="A slip.", by=ada)
    assert not Edition.objects.exists()
    event = AuditEvent.objects.first()
    assert (event.verb, event.before["title"]) == ("editions.discard", "Twelve members")
    assert refusal(editions.publish, edition=drafted, by=ada) == {
        "": ["Somebody else has thrown this draft away."]
    }


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (["no-such-rule"], "There is no rule “no-such-rule”"),
        (["resident-majority"], "apply together, or not at all"),
        (["household-limit-unconfirmed"], "apply together, or not at all"),
        (
            [rule.id for rule in RULES if rule.group == "criteria"],
            "Keep a rule of the criteria",
        ),
        (
            [
                rule.id
                for rule in RULES
                if rule.group == "conflicts" and rule.level is not Level.CAUTION
            ],
            "Keep a rule of the guidance on conflicts of interest",
        ),
    ],
)
def test_rules_that_cannot_be_left_out_like_that(ada, left_out, words):
    (sentence,) = refusal(editions.draft, by=ada, **VALUES | {"left_out": left_out})["left_out"]
    assert words in sentence


@pytest.mark.parametrize(
    "values", [{"resident_percent": 50}, {"resident_percent": 100}, {"members": 0}, {"title": ""}]
)
def test_figures_that_could_not_be_meant(ada, values):
    assert refusal(editions.draft, by=ada, **VALUES | values)
    assert not Edition.objects.exists()


def test_no_edition_goes_by_the_title_of_the_guidance_or_of_another(drafted, ada):
    for title in (BIG_LOCAL.edition.upper(), "Twelve members"):
        assert list(refusal(editions.draft, by=ada, **VALUES | {"title": title})) == ["title"]


def test_who_looked_at_an_older_draft_is_told(drafted, ada):
    editions.revise(edition=drafted, by=ada, members=11, version=1)
    for act in (editions.publish, editions.revise):
        with pytest.raises(ChangedMeanwhile):
            act(edition=drafted, by=ada, version=1)
    assert not Edition.objects.get().is_published


@pytest.mark.parametrize("user", ["stan", "rhea", "sol"])
def test_editions_are_the_administrators(drafted, user, request):
    by = request.getfixturevalue(user)
    for act, values in [
        (editions.draft, VALUES),
        (editions.revise, {"edition": drafted, "members": 9}),
        (editions.publish, {"edition": drafted}),
        (editions.withdraw, {"edition": drafted, "reason": "No."}),
        (editions.discard, {"edition": drafted, "reason": "No."}),
    ]:
        with pytest.raises(Refused):
            act(by=by, **values)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_everybody_who_looks_after_an_area_is_told_once_what_changes_from_which_day(
    drafted, ada, sol, rhea, southmere
):
    AssignmentFactory(user=rhea, area=southmere, role=AssignedRole.REP)
    closed = AreaFactory(closed_on=datetime.date(2026, 9, 30))
    AssignmentFactory(user__email="closed@example.org", area=closed)
    AssignmentFactory(
        user__email="past@example.org", area=southmere, ends_on=datetime.date(2026, 9, 30)
    )
    editions.publish(edition=drafted, by=ada)

    assert told("edition-published") == ["rhea@example.org", "sol@example.org"]
    message = Message.objects.first()
    assert message.subject == "New criteria for partnerships from 1 April 2027"
    assert "“Twelve members”" in message.text
    assert (
        "- At least 12 members are needed, where it was 8.\n"
        "- At least 60% of members must live in the area, where it was 51%.\n" in message.text
    )
    assert "/rules/?on=2027-04-01" in message.text


def test_they_are_told_when_it_is_withdrawn_and_again_when_it_is_published_after_all(
    drafted, ada, sol
):
    published = editions.publish(edition=drafted, by=ada)
    withdrawn = editions.withdraw(edition=published, reason="Too soon.", by=ada)
    (message,) = Message.objects.filter(kind="edition-withdrawn")
    assert message.subject == "No new criteria for partnerships on 1 April 2027"
    assert "- At least 12 members are needed, where it was 8.\n" in message.text
    assert "Too soon." not in message.text
    editions.publish(edition=editions.revise(edition=withdrawn, by=ada, members=10), by=ada)
    assert told("edition-published") == ["sol@example.org"] * 2
    assert "At least 10 members" in Message.objects.latest("pk").text


def test_a_draft_tells_nobody(drafted, ada, sol):
    editions.discard(
        edition=editions.revise(edition=drafted, by=ada, members=9), by=ada, reason="-"
    )
    assert not Message.objects.exists()
