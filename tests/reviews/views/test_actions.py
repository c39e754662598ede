"""The actions of an area and of the programme: what is overdue first, what came of each, nothing half
written."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships.models import Person
from reviews.actions import answering, answers, plans, reviews
from reviews.models import Outcome, PlannedAction, Section
from reviews.presenters.actions import span
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    PlannedActionFactory,
    RelationshipFactory,
    ReviewFactory,
    RoundFactory,
)
from tests.reviews.stages import complete, draft

URL = "/areas/northfield/actions/"
PROGRAMME = "/actions/"
LATE, SOON, LATER = date(2026, 9, 19), date(2026, 10, 6), date(2027, 3, 1)


def page_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said(element) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


def rows(page, table="main table") -> list[list[str]]:
    return [
        [said(cell) for cell in row.find_all(["th", "td"])]
        for row in page.select_one(table).select("tbody tr")
    ]


@pytest.fixture
def last_year(northfield):
    return ReviewFactory(area=northfield, round=RoundFactory(year=2025))


@pytest.fixture
def three(review, last_year, sol) -> dict[str, PlannedAction]:
    """One that is overdue, one that Local Trust asked for, and one that is done."""
    before = PlannedActionFactory(
        review=last_year,
        what="Asking around",
        agreed_on=date(2025, 12, 1),
        outcome=Outcome.REPEATED,
        settled_on=date(2026, 9, 10),
    )
    return {
        "asked": PlannedActionFactory(
            review=review, rule="", what="Publish the minutes\nOn the website", due_on=LATER
        ),
        "late": PlannedActionFactory(
            review=review, what="Asking at the school gate", due_on=LATE, repeats=before
        ),
        "done": plans.finish(
            action=PlannedActionFactory(review=review, rule="own-right", what="She stands down"),
            by=sol,
        ),
        "before": before,
    }


# The list of an area


def test_open_ones_stand_first_with_the_overdue_on_top(three, sol, sign_in):
    plans.note(action=three["late"], text="Two said yes.", by=sol)
    page = page_of(sign_in(sol).get(URL))

    assert "2 open, 1 of them overdue; 2 done or dropped." in said(page.main)
    assert rows(page) == [
        [
            "Asking at the school gate",
            "Too few members Review of 2026. Repeated from 2025",
            "The chair",
            "19 September 2026 12 days overdue",
            "1 October 2026",
        ],
        [
            "Publish the minutes…",
            "Asked for by Local Trust Review of 2026",
            "The chair",
            "1 March 2027 in 5 months",
            "None yet",
        ],
    ]


def test_those_of_which_something_came_are_folded_away(three, rhea, sign_in):
    page = page_of(sign_in(rhea).get(URL))
    folded = page.select_one("main details:not([open])")
    assert said(folded.summary) == "Done and dropped"
    assert rows(folded, "table") == [
        [
            "She stands down",
            "Member who represents somebody else Review of 2026",
            "Done on 1 October 2026",
        ],
        [
            "Asking around",
            "Too few members Review of 2025",
            "Goes on in the review of 2026 since 10 September 2026",
        ],
    ]


def test_what_was_dropped_says_why(three, rhea, sign_in):
    plans.drop(action=three["late"], reason="The school has closed.", by=rhea)
    text = said(page_of(sign_in(rhea).get(URL)).main)
    assert "Dropped on 1 October 2026 The school has closed." in text


def test_what_is_half_written_is_not_there(review, northfield, rhea, sol, sign_in):
    draft = PlannedActionFactory(review=review, agreed_on=None, what="Half a thought")
    for user in (sol, rhea):
        client = sign_in(user)
        page = page_of(client.get(URL))
        assert "Half a thought" not in said(page)
        assert "No actions yet" in said(page)
        for name in ("detail", "progress", "done", "drop", "reopen"):
            address = reverse(f"action-{name}", args=["northfield", draft.pk])
            assert client.get(address).status_code == 404
            typed = {"text": "A word", "reason": "A word"}
            assert client.post(address, typed).status_code == (405 if name == "detail" else 404)
    assert not draft.progress.exists()


def test_another_areas_action_is_not_there(three, southmere, sasha, sol, sign_in):
    client = sign_in(sasha)
    assert client.get(URL).status_code == 404
    theirs = reverse("action-detail", args=["southmere", three["late"].pk])
    assert client.get(theirs).status_code == 404
    huge = "/areas/southmere/actions/99999999999999999999/"
    assert client.get(huge).status_code == 404


def test_a_page_at_a_time_and_the_settled_last(review, sol, sign_in):
    for number in range(30):
        PlannedActionFactory(review=review, rule="", what=f"Action {number}", due_on=LATER)
    client = sign_in(sol)
    assert len(rows(page_of(client.get(URL)))) == 25
    PlannedAction.objects.filter(what__in=[f"Action {n}" for n in range(25, 30)]).update(
        outcome=Outcome.DONE, settled_on=date(2026, 10, 1)
    )
    page = page_of(client.get(URL + "?page=2"))
    assert "No action is open" not in said(page.main)
    assert page.select_one("main table caption").get_text() == "Done and dropped, the latest first"
    assert len(rows(page)) == 5


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_costs_the_same_queries_at_ten_times_the_actions(
    review, last_year, sol, rhea, sign_in, django_assert_num_queries, many
):
    for number in range(many):
        before = PlannedActionFactory(review=last_year, rule="", what=f"Before {number}")
        action = PlannedActionFactory(review=review, rule="", repeats=before)
        plans.note(action=action, text="Going well.", by=rhea)
    client = sign_in(sol)
    client.get(URL)
    # Session, user, area, assignments twice, the counts, the page, and what goes on in later years.
    with django_assert_num_queries(8):
        client.get(URL)


def test_the_reviews_of_an_area_lead_to_its_actions(three, sol, sign_in):
    page = page_of(sign_in(sol).get("/areas/northfield/reviews/"))
    assert page.find("a", href=URL)
    assert "2 open, 1 of them overdue; 2 done or dropped." in said(page.main)


# One action


def test_one_action_says_what_who_by_when_and_every_word_on_it(
    review, people, rhea, sol, stan, sign_in
):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    action = review.actions.get()
    plans.note(action=action, text="They will talk about it.", by=sol)
    plans.finish(action=action, by=rhea)
    plans.reopen(action=action, reason="He was elected again.", by=stan)

    page = page_of(sign_in(sol).get(f"{URL}{action.pk}/"))

    text = said(page.main)
    assert "Action from the review of 2026 Asking around for new members." in text
    assert "Open, to be done by 1 March 2027 (in 5 months)." in text
    message = "Asha Patel (chair) and Ben Okafor (treasurer) are siblings"
    assert f"At review {message}" in text
    assert "Today Still found" in text
    assert [said(step) for step in page.select("main ol.govuk-list--spaced li")] == [
        "Opened again He was elected again. Stan Staff, 1 October 2026",
        "Done on 1 October 2026 Rhea Rep, 1 October 2026",
        "They will talk about it. Sol Secretary, 1 October 2026",
    ]


def test_the_finding_reads_as_it_was_submitted_and_says_when_it_is_found_no_more(
    review, people, rhea, sol, sign_in
):
    tie = RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    reviews.submit(review=review, by=rhea)
    tie.delete()
    Person.objects.filter(pk=people.asha.pk).update(name="Asha Shah")

    text = said(page_of(sign_in(sol).get(f"{URL}{review.actions.get().pk}/")).main)

    assert "At review Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in text
    assert "Today Found no more" in text


def test_the_years_of_an_action_lead_to_each_other(three, sol, sign_in):
    client = sign_in(sol)
    page = page_of(client.get(f"{URL}{three['late'].pk}/"))
    assert "It was an action of 2025 already: Asking around" in said(page.main)
    assert page.find("a", href=f"{URL}{three['before'].pk}/")
    page = page_of(client.get(f"{URL}{three['before'].pk}/"))
    assert "It goes on in 2026: Asking at the school gate" in said(page.main)
    assert not page.find("a", href=f"{URL}{three['before'].pk}/reopen/")


def test_a_year_that_is_not_submitted_is_not_told(three, sol, sign_in):
    PlannedAction.objects.filter(pk=three["late"].pk).update(agreed_on=None, what="Half a thought")
    text = said(page_of(sign_in(sol).get(f"{URL}{three['before'].pk}/")).main)
    assert "Half a thought" not in text
    assert "It goes on in" not in text


def test_what_local_trust_asked_for_says_so(three, sol, sign_in):
    text = said(page_of(sign_in(sol).get(f"{URL}{three['asked'].pk}/")).main)
    assert "Local Trust asked for this when it accepted the review of 2026." in text
    assert "What it is for" not in text


def test_while_a_review_is_mended_its_actions_read_as_submitted(
    review, people, rhea, sol, stan, sign_in
):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea, due_on=SOON)
    submission = reviews.submit(review=review, by=rhea)
    action = review.actions.get()
    comments = {Section.ACTIONS: "By when?"}
    answers.send_back(submission=submission, comments=comments, message="", by=stan)
    (breach,) = draft(review).breaches
    answering.plan_action(
        review=review, breach=breach.key, what="Half a", owner="", due_on=SOON, by=rhea
    )

    for user, url in [
        (sol, URL),
        (sol, f"{URL}{action.pk}/"),
        (sol, f"{URL}{action.pk}/done/"),
        (sol, "/areas/northfield/"),
        (stan, PROGRAMME),
        (rhea, URL),
    ]:
        text = said(page_of(sign_in(user).get(url)).main)
        assert "Half a" not in text
        assert "Asking around for new members." in text
        assert "6 October" in text


def test_while_a_review_is_mended_an_earlier_year_tells_it_as_submitted(
    review, last_year, people, rhea, sol, stan, sign_in
):
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea, due_on=SOON)
    before = PlannedActionFactory(
        review=last_year,
        agreed_on=date(2025, 12, 1),
        outcome=Outcome.REPEATED,
        settled_on=date(2026, 9, 10),
    )
    submission = reviews.submit(review=review, by=rhea)
    comments = {Section.ACTIONS: "By when?"}
    answers.send_back(submission=submission, comments=comments, message="", by=stan)
    review.actions.update(repeats=before, what="Half a thought")

    text = said(page_of(sign_in(sol).get(f"{URL}{before.pk}/")).main)
    assert "It goes on in 2026: Asking around for new members." in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (59, "59 days"),
        (60, "2 months"),
        (729, "24 months"),
        (730, "2 years"),
        (3256, "8 years"),
    ],
)
def test_a_long_time_is_told_in_months_and_years(days, words):
    assert span(days) == words


# The position


def to_do(page) -> list[str]:
    """What there is to do about actions."""
    items = [said(item) for item in page.select("#to-do + ol > li")]
    return [item for item in items if "action" in item]


def test_what_is_overdue_or_due_soon_is_to_be_done(three, review, sol, sign_in):
    client = sign_in(sol)
    (late,) = to_do(page_of(client.get("/areas/northfield/")))
    assert late == (
        "Overdue An action is overdue “Asking at the school gate” by 19 September. "
        "Say how it is going, or that it is done. Open the action : An action is overdue"
    )
    for rule in ("family-limit", "household-limit"):
        PlannedActionFactory(review=review, rule=rule, what=rule, due_on=SOON)
    PlannedActionFactory(review=review, rule="lto-officer", due_on=SOON, agreed_on=None)
    _, soon = to_do(page_of(client.get("/areas/northfield/")))
    assert soon == (
        "Soon 2 actions are due soon “family-limit” by 6 October and “household-limit” by "
        "6 October. Put them on the agenda. See the actions : 2 actions are due soon"
    )


@pytest.mark.parametrize(("days", "count"), [(0, 1), (30, 1), (31, 0)])
def test_soon_is_within_thirty_days(review, sol, sign_in, days, count):
    due_on = date(2026, 10, 1) + datetime.timedelta(days=days)
    PlannedActionFactory(review=review, due_on=due_on)
    assert len(to_do(page_of(sign_in(sol).get("/areas/northfield/")))) == count


def test_the_position_of_a_past_day_has_nothing_to_do(three, sol, sign_in):
    page = page_of(sign_in(sol).get("/areas/northfield/?on=2026-09-25"))
    assert to_do(page) == []


# All areas


@pytest.fixture
def programme(three, southmere, ravi) -> None:
    """Northfield's two open ones, and one of Southmere that is due soon."""
    PlannedActionFactory(
        review=ReviewFactory(area=southmere, round=RoundFactory(year=2026)),
        what="Looking for a treasurer",
        due_on=SOON,
        agreed_on=date(2026, 9, 20),
    )


def actions(response) -> list[str]:
    return [link.get_text() for link in page_of(response).select("main tbody th a")]


LATE_ONE, SOON_ONE, ASKED = (
    "Asking at the school gate",
    "Looking for a treasurer",
    "Publish the minutes…",
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [LATE_ONE, SOON_ONE, ASKED]),
        ("due=overdue", [LATE_ONE]),
        ("due=soon", [SOON_ONE]),
        ("region=south-east", [SOON_ONE]),
        ("asked=trust", [ASKED]),
        ("asked=finding&sort=-due", [SOON_ONE, LATE_ONE]),
        ("sort=-due", [ASKED, SOON_ONE, LATE_ONE]),
        ("sort=area", [LATE_ONE, ASKED, SOON_ONE]),
        ("sort=-area", [SOON_ONE, LATE_ONE, ASKED]),
        ("sort=agreed", [SOON_ONE, LATE_ONE, ASKED]),
        ("sort=nonsense&page=nonsense", [LATE_ONE, SOON_ONE, ASKED]),
        ("due=nonsense", [LATE_ONE, SOON_ONE, ASKED]),
    ],
)
def test_staff_see_every_open_action_filtered_and_in_order(
    programme, stan, sign_in, query, expected
):
    assert actions(sign_in(stan).get(f"{PROGRAMME}?{query}")) == expected


def test_those_of_one_rep(programme, rhea, ravi, stan, sign_in):
    response = sign_in(stan).get(PROGRAMME, {"rep": ravi.pk})
    assert actions(response) == [SOON_ONE]
    assert "Showing only: rep Ravi Rep" in said(page_of(response).main)


def test_the_longest_silence_comes_first(programme, three, stan, sign_in):
    plans.note(action=three["late"], text="Two said yes.", by=stan)
    assert actions(sign_in(stan).get(PROGRAMME + "?sort=word"))[-1] == LATE_ONE


def test_a_row_says_area_rep_and_how_urgent(programme, rhea, stan, sign_in):
    assert rows(page_of(sign_in(stan).get(PROGRAMME)))[0] == [
        "Asking at the school gate Too few members. Repeated from 2025",
        "Northfield North East",
        "Rhea Rep",
        "The chair",
        "19 September 2026 12 days overdue",
        "1 October 2026",
        "None yet",
    ]


def test_nothing_fits_and_nothing_is_there(programme, stan, sign_in):
    client = sign_in(stan)
    text = said(page_of(client.get(PROGRAMME + "?region=london")).main)
    assert "No action fits these filters" in text
    PlannedAction.objects.update(outcome=Outcome.DONE, settled_on=date(2026, 10, 1))
    assert "No action is open" in said(page_of(client.get(PROGRAMME)).main)


def test_the_overview_counts_them_and_leads_there(programme, stan, sign_in):
    page = page_of(sign_in(stan).get(reverse("overview")))
    link = page.find("a", href=PROGRAMME)
    assert said(link.parent) == (
        "Open actions of all areas : 3 open, 1 of them overdue; 2 done or dropped."
    )


@pytest.mark.parametrize("areas", [3, 30])
def test_all_areas_cost_the_same_queries_at_ten_times_the_actions(
    rhea, stan, sign_in, django_assert_num_queries, areas
):
    round_ = RoundFactory(year=2026)
    for _ in range(areas):
        area = AreaFactory()
        AssignmentFactory(area=area, role="rep")
        action = PlannedActionFactory(review=ReviewFactory(area=area, round=round_))
        plans.note(action=action, text="Going well.", by=stan)
    client = sign_in(stan)
    client.get(PROGRAMME)
    # Session, user, assignments, the reps to choose from, how many, the page, what goes on, the
    # page's reps, and the counts.
    with django_assert_num_queries(9):
        assert len(actions(client.get(PROGRAMME))) == areas
