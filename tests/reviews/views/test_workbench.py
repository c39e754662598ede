"""A rep's workbench: what each area needs next, who to chase, and how long there is."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.accounts.models import User
from partnerships.models import NEEDED, Person, PolicyVersion
from reviews.actions import answers, reviews, signatures
from reviews.models import Question, Section, State
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    CorrectionFactory,
    DeclarationFactory,
    EditionFactory,
    MembershipFactory,
    PlanFactory,
    PlannedActionFactory,
    PolicyVersionFactory,
    ProposalFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
    RoundFactory,
    UserFactory,
)
from tests.reviews.stages import confirm_all, earlier_action

URL = "/reviews/"
TODAY = datetime.date(2026, 10, 1)


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text_of(response) -> str:
    return " ".join(soup_of(response).select_one("main").get_text(" ").split())


def line_of(response, area: str):
    """An area's row of the table."""
    rows = soup_of(response).select_one("table").select("tbody tr")
    return next(row for row in rows if row.th.a.get_text() == area)


def areas(response) -> list[str]:
    """The areas in their order."""
    return [row.th.a.get_text() for row in soup_of(response).select_one("table").select("tbody tr")]


def steps(response, area: str = "Northfield") -> list[str]:
    """What an area needs next, without what is for screen readers alone."""
    cell = line_of(response, area).select("td")[0]
    for hidden in cell.select(".govuk-visually-hidden"):
        hidden.decompose()
    return [" ".join(item.get_text(" ").split()) for item in cell.select("li, td > a")]


def review_of(response, area: str = "Northfield") -> str:
    cell = line_of(response, area).select_one("[data-label='Review']")
    for hidden in cell.select(".govuk-visually-hidden"):
        hidden.decompose()
    return " ".join(cell.get_text(" ").split())


def chased(response) -> dict[str, tuple[str, str]]:
    """What is wanted of each person, and the address to write to."""
    return {
        row.th.get_text(): (
            " ".join(row.select("td")[0].get_text(" ").split()),
            row.select("td")[1].get_text(strip=True),
        )
        for row in soup_of(response).select("details tbody tr")
    }


def queries(client, url: str = URL) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def an_area_of(rhea, name: str, **values):
    area = AreaFactory(name=name, **values)
    AssignmentFactory(user=rhea, area=area, role="rep")
    return area


@pytest.fixture
def settled(northfield):
    """Nothing is to be done for the register but what a test adds."""
    ivy = ResidenceFactory(area=northfield, person__name="Ivy Moss").person
    MembershipFactory(area=northfield, person=ivy)
    northfield.residences.update(checked_on=TODAY)
    for membership in northfield.memberships.all():
        made_on = datetime.date(2026, 9, 2)
        DeclarationFactory(area=northfield, person=membership.person, made_on=made_on)
    for kind in NEEDED:
        PolicyVersionFactory(policy__area=northfield, policy__kind=kind)
    return northfield


# What each area needs next


def test_what_there_is_to_do_the_most_urgent_first(settled, people, rhea, sign_in):
    review = ReviewFactory(area=settled, round=RoundFactory(year=2026))
    RelationshipFactory(area=settled, a=people.asha, b=people.ben)
    late = datetime.date(2026, 9, 1)
    earlier_action(review, rule="", what="Publish the minutes.", owner="Sol", due_on=late)
    CorrectionFactory(area=settled, person=people.dai)
    Person.objects.filter(pk=people.ewa.pk).update(email="ewa@example.org")

    response = sign_in(rhea).get(URL)

    assert steps(response) == [
        "An action is overdue",
        "Settle what Dai Nguyen says is wrong",
        "Start the review of 2026 Left: 9 members, 4 questions, 1 action, 1 earlier action.",
        "and 2 more",
    ]
    links = line_of(response, "Northfield").select("td")[0].select("a")
    action = review.area.reviews.get(round__year=2025).actions.get()
    assert [link["href"] for link in links] == [
        f"/areas/northfield/actions/{action.pk}/",
        "/areas/northfield/corrections/",
        "/reviews/2026/northfield/members/",
        "/areas/northfield/#to-do",
    ]
    assert line_of(response, "Northfield").th.get_text(" ", strip=True) == (
        "Northfield Criteria met Conflicts not met Pack for a meeting of Northfield"
    )
    assert review_of(response) == ("Review of 2026 Not started 91 days left. 0 of 9 forms signed")


def test_what_needs_a_minute_comes_before_what_needs_an_hour(settled, rhea, sign_in):
    review = ReviewFactory(area=settled, round=RoundFactory(year=2026))
    confirm_all(review, rhea)
    client = sign_in(rhea)
    assert steps(client.get(URL)) == ["Go on with the review of 2026 Left: 4 questions."]
    for question in Question:
        reviews.answer(review=review, question=question, reply="yes", comment="", by=rhea)
    assert steps(client.get(URL)) == ["Check and submit the review of 2026 Everything is there."]
    reviews.submit(review=review, by=rhea)
    response = client.get(URL)
    assert line_of(response, "Northfield").select("td")[0].get_text(strip=True) == "Nothing today"
    assert review_of(response) == "Review of 2026 Submitted 1 October 2026"


def test_whom_a_button_would_write_to_is_a_step(settled, people, rhea, sign_in):
    review = ReviewFactory(area=settled, round=RoundFactory(year=2026))
    for one in (people.asha, people.ben):
        Person.objects.filter(pk=one.pk).update(email=f"{one.pk}@example.org")
    client = sign_in(rhea)
    assert steps(client.get(URL))[1] == "Ask 2 members for their membership form 0 of 9 signed."
    signatures.ask_all(review=review, by=rhea)
    assert len(steps(client.get(URL))) == 1


def test_a_step_without_a_page_of_its_own_leads_to_the_list(settled, rhea, sign_in):
    ProposalFactory(area=settled, person__name="Rita Osei", made_on=datetime.date(2026, 1, 1))
    settled.memberships.filter(person__name="Ivy Moss").update(represents="The school")
    links = line_of(sign_in(rhea).get(URL), "Northfield").select("td li a")
    assert [(link.contents[0], link["href"]) for link in links] == [
        ("Member who represents somebody else", "/areas/northfield/#findings"),
        ("Settle whether Rita Osei joins", "/areas/northfield/#to-do"),
    ]


def test_policies_and_the_plan_are_among_the_steps_and_put_no_review_off(settled, rhea, sign_in):
    ReviewFactory(area=settled, round=RoundFactory(year=2026))
    PolicyVersion.objects.order_by("pk")[0].delete()
    PlanFactory(area=settled, next_review_on=TODAY - datetime.timedelta(days=1))
    review, policy, plan = steps(sign_in(rhea).get(URL))
    assert review.startswith("Start the review of 2026")
    assert (policy, plan) == ("A policy is missing", "The review of the plan is overdue")


def test_the_steps_go_by_the_edition_of_the_day(settled, rhea, sign_in):
    EditionFactory(members=12, takes_effect_on=TODAY)
    assert steps(sign_in(rhea).get(URL)) == ["Too few members"]


def test_what_was_sent_back_comes_first_with_its_comments(ready, southmere, rhea, stan, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    ReviewFactory(area=an_area_of(rhea, "Ashby"), round=ready.round)
    ReviewFactory(
        area=southmere,
        round=ready.round,
        extended_to=datetime.date(2027, 1, 30),
        extension_reason="The rep was ill.",
    )
    answers.send_back(
        submission=reviews.submit(review=ready, by=rhea),
        comments={Section.ETHOS: "Say more.", Section.POLICIES: "Which ones?"},
        by=stan,
    )
    client = sign_in(rhea)

    response = client.get(URL)
    assert areas(response) == ["Northfield", "Ashby", "Southmere"]
    assert steps(response)[0] == "Mend the review of 2026 2 comments to answer."
    assert review_of(response) == (
        "Review of 2026 Returned 91 days left. 2 comments to answer. 0 of 8 forms signed"
    )
    assert "121 days left, given until 30 January 2027." in review_of(response, "Southmere")

    for question in (Question.ETHOS, Question.POLICIES):
        reviews.answer(review=ready, question=question, reply="no", comment="More.", by=rhea)
    response = client.get(URL)
    assert steps(response)[0] == "Check and submit the review of 2026 again Everything is there."
    assert "91 days left. Mended." in review_of(response)


def test_what_is_late_comes_before_what_is_not(review, rhea, sign_in):
    ashby = ReviewFactory(area=an_area_of(rhea, "Ashby"), round=RoundFactory(year=2025))
    response = sign_in(rhea).get(URL)
    assert areas(response) == ["Ashby", "Northfield"]
    assert "274 days late." in review_of(response, "Ashby")
    assert "0 of 1 submitted. It was due by 31 December 2025." in text_of(response)
    assert ashby.is_being_written


def test_an_area_with_nothing_to_do_comes_last(settled, review, rhea, sign_in):
    an_area_of(rhea, "Ashby")
    type(review).objects.filter(pk=review.pk).update(state=State.NOT_RECEIVED)
    assert areas(sign_in(rhea).get(URL)) == ["Ashby", "Northfield"]
    assert review_of(sign_in(rhea).get(URL)) == "Review of 2026 Not received"


def test_earlier_reviews_are_there_as_long_as_they_can_be_written(review, rhea, sign_in):
    ReviewFactory(area=review.area, round=RoundFactory(year=2025), state=State.IN_PROGRESS)
    # Given up with its round, it is nothing that the rep can do anything about.
    ReviewFactory(area=review.area, round=RoundFactory(year=2023), state=State.NOT_RECEIVED)
    ReviewFactory(area=review.area, round=RoundFactory(year=2024), state=State.SUBMITTED)

    said = review_of(sign_in(rhea).get(URL))

    assert "Review of 2026 Not started" in said
    assert "Review of 2025 In progress" in said
    assert "2024" not in said
    assert "2023" not in said


def test_other_peoples_areas_are_not_on_it(review, southmere, rhea, sign_in):
    ReviewFactory(area=southmere, round=review.round)
    page = sign_in(rhea).get(URL).content.decode()
    assert "Southmere" not in page
    assert "Ines Silva" not in page


def test_an_area_of_yesterday_is_on_it_no_more(review, rhea, sign_in):
    rhea.assignments.update(ends_on=TODAY - datetime.timedelta(days=1))
    AssignmentFactory(user=rhea, area=AreaFactory(name="Ashby"), role="rep")
    assert areas(sign_in(rhea).get(URL)) == ["Ashby"]


def test_an_area_without_a_review_says_so(review, southmere, rhea, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    assert review_of(sign_in(rhea).get(URL), "Southmere") == (
        "None in 2026. Ask Local Trust to open one if you expected it."
    )


def test_before_any_round_it_says_what_will_be_here(rhea, sign_in):
    response = sign_in(rhea).get(URL)
    assert "Reviews appear here when Local Trust opens this year’s round." in text_of(response)
    assert review_of(response) == "None yet"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((2026, 8, 31), "You can submit from 1 September 2026 to 31 December 2026."),
        ((2026, 9, 1), "121 days left: submit by 31 December 2026."),
        ((2026, 12, 30), "1 day left: submit by 31 December 2026."),
        ((2026, 12, 31), "Today, 31 December 2026, is the last day to submit in time."),
        ((2027, 1, 1), "It was due by 31 December 2026. It can still be submitted, and will be"),
    ],
)
def test_the_time_that_is_left(review, rhea, sign_in, day, sentence):
    with time_machine.travel(datetime.datetime(*day, 12, tzinfo=datetime.UTC), tick=False):
        text = text_of(sign_in(rhea).get(URL))
    assert f"Reviews of 2026: 0 of 1 submitted. {sentence}" in text


def test_staff_are_sent_to_the_overview(stan, sign_in):
    assert sign_in(stan).get(URL)["Location"] == reverse("overview")


# Who to chase


def test_of_each_person_all_that_is_wanted_at_once(settled, people, rhea, sol, sign_in):
    review = ReviewFactory(area=settled, round=RoundFactory(year=2026))
    Person.objects.filter(pk=people.dai.pk).update(email="dai@example.org")
    signatures.ask_all(review=review, by=rhea)
    settled.declarations.filter(person__in=[people.dai, people.ewa]).delete()
    settled.residences.filter(person=people.dai).update(in_area="unknown", household=None)
    settled.residences.filter(person=people.ewa).update(checked_on=datetime.date(2025, 1, 1))

    response = sign_in(rhea).get(URL)

    found = chased(response)
    assert found["Dai Nguyen"] == (
        "Membership form : Dai Nguyen (last asked 1 October 2026) "
        "Declaration of interests : Dai Nguyen "
        "Whether they live in the area : Dai Nguyen With whom they live : Dai Nguyen",
        "dai@example.org",
    )
    assert found["Ewa Kowalska"] == (
        "Membership form : Ewa Kowalska (never asked) "
        "Declaration of interests : Ewa Kowalska "
        "Whether they still live where the register says : Ewa Kowalska",
        "No address",
    )
    assert found["Asha Patel"][0] == "Membership form : Asha Patel (never asked)"
    assert len(found) == 9
    assert "9 people, each with all that is wanted of them" in text_of(response)
    assert "Secretary: Sol Secretary, sol@example.org" in text_of(response)
    links = [link["href"] for link in soup_of(response).select("details tbody tr")[3].select("a")]
    assert links == [
        f"/areas/northfield/people/{people.dai.pk}/",
        f"/reviews/2026/northfield/signatures/{people.dai.pk}/",
        f"/areas/northfield/people/{people.dai.pk}/declarations/add/",
        f"/areas/northfield/people/{people.dai.pk}/home/",
        f"/areas/northfield/people/{people.dai.pk}/home/",
        "mailto:dai@example.org?subject=Northfield%20partnership",
    ]


def test_whoever_sees_to_an_overdue_action_is_chased_with_all_else(settled, people, rhea, sign_in):
    review = ReviewFactory(area=settled, round=RoundFactory(year=2025), state=State.ACCEPTED)
    settled.declarations.filter(person=people.dai).delete()
    late = datetime.date(2026, 9, 1)
    for owner, what in [
        ("dai nguyen", "Ask at the school.\nAnd at the club."),
        ("The chair", "Publish the minutes."),
        ("The chair", "Buy stamps."),
        ("", "Paint the hall."),
    ]:
        PlannedActionFactory(review=review, rule="", what=what, owner=owner, due_on=late)
    PlannedActionFactory(
        review=review, rule="", owner="Ewa Kowalska", due_on=datetime.date(2026, 10, 9)
    )

    found = chased(sign_in(rhea).get(URL))

    # Nobody's address is missing where it is nobody on the register.
    assert [address for _, address in found.values()] == ["No address", "", ""]
    assert {name: wanted for name, (wanted, _) in found.items()} == {
        "Dai Nguyen": "Declaration of interests : Dai Nguyen "
        "“Ask at the school.…” : Dai Nguyen (due 1 September 2026)",
        "The chair": "“Publish the minutes.” : The chair (due 1 September 2026) "
        "“Buy stamps.” : The chair (due 1 September 2026)",
        "Nobody is named": "“Paint the hall.” : Nobody is named (due 1 September 2026)",
    }


def test_what_is_known_in_another_area_is_wanted_here_all_the_same(
    settled, people, southmere, rhea, sign_in
):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    MembershipFactory(area=southmere, person=people.asha)
    in_northfield, in_southmere = (
        soup_of(sign_in(rhea).get(URL)).find(string=f"{area.name}: {number}")
        for area, number in [(settled, "1 person"), (southmere, "3 people")]
    )
    assert in_northfield is None
    assert in_southmere is not None


def test_one_message_to_all_shows_nobody_the_others(review, people, rhea, sign_in):
    shared = {people.asha: "home+a&b@example.org", people.ben: "home+a&b@example.org"}
    for person, address in (shared | {people.dai: "dai@example.org"}).items():
        Person.objects.filter(pk=person.pk).update(email=address)
    soup = soup_of(sign_in(rhea).get(URL))
    (link,) = [link for link in soup.select("details a") if "bcc" in link["href"]]
    assert link["href"] == (
        "mailto:?bcc=home%2Ba%26b@example.org,dai@example.org&subject=Northfield%20partnership"
    )
    assert "Write to all who have an address (2)." in link.parent.get_text()


def test_nobody_is_chased_who_has_done_all(settled, rhea, sign_in):
    assert "Nobody: every member has signed and declared" in text_of(sign_in(rhea).get(URL))


def test_a_secretary_who_may_not_sign_in_is_none_to_write_to(review, rhea, sol, sign_in):
    User.objects.filter(pk=sol.pk).update(is_active=False)
    assert "Nobody signs in as the secretary of Northfield." in text_of(sign_in(rhea).get(URL))


# Many areas, and addresses that lead nowhere


def test_ten_areas_cost_the_queries_of_one(review, people, rhea, sign_in):
    client = sign_in(rhea)
    earlier_action(review)
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    CorrectionFactory(area=review.area, person=people.dai)
    one = queries(client)
    for number in range(9):
        area = an_area_of(rhea, f"Area {number}")
        AssignmentFactory(user=UserFactory(), area=area, role="secretary")
        people_there = [each.person for each in MembershipFactory.create_batch(3, area=area)]
        RelationshipFactory(area=area, a=people_there[0], b=people_there[1])
        CorrectionFactory(area=area, person=people_there[0])
        other = ReviewFactory(area=area, round=review.round)
        earlier_action(other)
        # What somebody may do is read once for a user object; this is the next one.
        confirm_all(other, User.objects.get(pk=rhea.pk))
    assert queries(client) == one <= 45


def test_a_page_past_the_end_is_the_last_one(review, rhea, sign_in, monkeypatch):
    monkeypatch.setattr("reviews.views.workbench.A_PAGE", 2)
    for name in ("Ashby", "Zennor"):
        an_area_of(rhea, name)
    client = sign_in(rhea)
    assert sorted(areas(client.get(URL))) == ["Ashby", "Northfield"]
    assert areas(client.get(URL + "?page=99")) == ["Zennor"]
    assert sorted(areas(client.get(URL + "?page=%00"))) == ["Ashby", "Northfield"]


def test_the_pack_of_each_area_is_at_hand(review, rhea, sign_in):
    links = line_of(sign_in(rhea).get(URL), "Northfield").th.select("a")
    assert [link["href"] for link in links] == ["/areas/northfield/", "/areas/northfield/pack/"]
