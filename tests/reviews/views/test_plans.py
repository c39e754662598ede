"""What is being done about one breach, by whom and by when."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from biglocal.design.fields import boxes
from reviews.models import PlannedAction
from tests.factories import OfficeFactory, RelationshipFactory
from tests.reviews.stages import complete, draft

IN_MARCH = boxes("due_on", date(2027, 3, 31))
WHOLE = {"version": "0", "what": "Ben hands over", "owner": "The chair"} | IN_MARCH


@pytest.fixture
def url(review, people) -> str:
    """The page about Asha (chair) and Ben (treasurer), who are siblings."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    (breach,) = draft(review).breaches
    return f"/reviews/2026/northfield/actions/{breach.slug}/"


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [item.get_text(strip=True) for item in page.select(".govuk-error-summary li")]


def test_the_breach_is_shown_with_its_people_and_what_would_mend_it(url, rhea, sign_in):
    text = sign_in(rhea).get(url).text
    assert "Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in text
    assert "What would mend it" in text
    assert "Not meeting the guidance never stops a review from being submitted." in text


def test_a_whole_plan_leads_on(url, review, rhea, sign_in):
    response = sign_in(rhea).post(url, WHOLE)
    assert response["Location"] == "/reviews/2026/northfield/"
    plan = review.actions.get()
    assert (plan.what, plan.owner, plan.due_on) == (
        "Ben hands over",
        "The chair",
        date(2027, 3, 31),
    )


def test_the_last_thing_left_leads_to_checking(url, review, rhea, sign_in):
    complete(review, rhea)
    response = sign_in(rhea).post(url, WHOLE | {"version": "1"})
    assert response["Location"] == "/reviews/2026/northfield/check/"


def test_part_of_a_plan_is_kept_and_what_is_missing_is_asked_for(url, review, rhea, sign_in):
    response = sign_in(rhea).post(url, {"version": "0", "what": "Ben hands over"})
    assert errors(response) == [
        "Say who sees to it",
        "Enter the day by when it will be done, like 27 3 2027",
    ]
    assert review.actions.get().what == "Ben hands over"


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2026, 9, 30), "The day by when it will be done must be 1 October 2026 or later"),
        (date(2026, 10, 1), None),
    ],
)
def test_the_day_is_not_in_the_past(url, rhea, sign_in, day, error):
    response = sign_in(rhea).post(url, WHOLE | boxes("due_on", day))
    assert errors(response) == ([error] if error else [])


def test_a_day_that_is_none_comes_back_as_it_was_typed(url, rhea, sign_in):
    wrong = {"due_on_day": "31", "due_on_month": "2", "due_on_year": "2027"}
    response = sign_in(rhea).post(url, WHOLE | wrong)
    assert len(errors(response)) == 1
    assert 'value="31"' in response.text
    assert "Ben hands over" in response.text


def test_the_second_device_sees_both_versions(url, review, rhea, sign_in):
    client = sign_in(rhea)
    client.post(url, WHOLE)
    response = client.post(url, WHOLE | {"owner": "Carys"})
    rows = BeautifulSoup(response.content, "html.parser").select(".app-conflict tr")
    assert [row.get_text(" ", strip=True) for row in rows][1:] == [
        "Who sees to it? The chair Carys"
    ]
    assert review.actions.get().owner == "The chair"


def test_a_breach_that_was_mended_needs_no_plan(url, review, rhea, sign_in):
    client = sign_in(rhea)
    review.area.relationships.all().delete()
    for response in (client.get(url, follow=True), client.post(url, WHOLE, follow=True)):
        assert response.redirect_chain == [("/reviews/2026/northfield/", 302)]
        assert "The register no longer shows this breach" in response.text
    assert not PlannedAction.objects.exists()


def test_a_plan_about_others_under_the_same_rule_is_offered_and_not_yet_counted(
    url, review, people, rhea, sign_in
):
    client = sign_in(rhea)
    client.post(url, WHOLE)
    review.area.relationships.all().delete()
    RelationshipFactory(area=review.area, a=people.asha, b=people.carys)
    OfficeFactory(area=review.area, person=people.carys, title="secretary")
    (breach,) = draft(review).breaches

    text = client.get(f"/reviews/2026/northfield/actions/{breach.slug}/").text

    assert "Ben hands over" in text
    assert "This begins with what you said about an earlier finding of the same kind." in text
    assert breach.plan is None
