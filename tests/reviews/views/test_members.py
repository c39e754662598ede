"""Confirming the members: one press when all is right, a word where something differs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from biglocal.audit.models import AuditEvent
from partnerships.models import InArea
from reviews.actions import reviews
from reviews.models import State
from tests.factories import MembershipFactory, OfficeFactory
from tests.reviews.stages import confirm_all, draft

URL = "/reviews/2026/northfield/members/"


def sent_by_the_page(response, **changes) -> dict[str, str]:
    """What a browser sends when the page is saved as it is, but for `changes`."""
    page = BeautifulSoup(response.content, "html.parser")
    data = {}
    for box in page.select("main form input"):
        if box["type"] == "radio" and not box.has_attr("checked"):
            continue
        data[box["name"]] = box.get("value", "")
    return data | changes


def confirmed(review) -> list[str]:
    return [member.person.name for member in draft(review).members if member.is_confirmed]


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [item.get_text(strip=True) for item in page.select(".govuk-error-summary li")]


def test_every_member_is_shown_with_name_role_vote_and_home(review, people, rhea, sign_in):
    MembershipFactory(area=review.area, person__name="Zola Mbeki", is_voting=False)
    people.dai.residences.update(in_area=InArea.NO)
    page = BeautifulSoup(sign_in(rhea).get(URL).content, "html.parser")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])][:4]
        for row in page.select("tbody tr")
    ]
    assert rows[:4] == [
        ["Asha Patel", "Chair", "Yes", "Yes"],
        ["Ben Okafor", "Treasurer", "Yes", "Yes"],
        ["Carys Hughes", "Member", "Yes", "Yes"],
        ["Dai Nguyen", "Member", "Yes", "No"],
    ]
    assert rows[-1] == ["Zola Mbeki", "Member", "No", "Not known"]


def test_one_press_confirms_everybody_and_leads_on(review, rhea, sign_in):
    client = sign_in(rhea)
    response = client.post(URL, sent_by_the_page(client.get(URL)))

    assert response["Location"] == "/reviews/2026/northfield/questions/reflects/"
    assert len(confirmed(review)) == 8
    review.refresh_from_db()
    assert review.state == State.IN_PROGRESS


def test_some_rows_can_be_left_for_later(review, people, rhea, sign_in):
    client = sign_in(rhea)
    later = {f"m{person.pk}-word": "not-yet" for person in (people.asha, people.ben)}
    response = client.post(URL, sent_by_the_page(client.get(URL), later="1", **later), follow=True)

    assert "Saved. 6 of 8 members are confirmed." in response.text
    assert confirmed(review) == [
        *("Carys Hughes", "Dai Nguyen", "Ewa Kowalska"),
        *("Farid Rahman", "Grace Adeyemi", "Harry Stone"),
    ]


def test_what_differs_is_found_again_on_another_device(review, people, rhea, sign_in):
    client = sign_in(rhea)
    differs = {f"m{people.dai.pk}-word": "differs", f"m{people.dai.pk}-note": "Moved in August"}
    client.post(URL, sent_by_the_page(client.get(URL), **differs))

    again = sent_by_the_page(client.get(URL))
    assert again[f"m{people.dai.pk}-word"] == "differs"
    assert again[f"m{people.dai.pk}-note"] == "Moved in August"


def test_a_difference_without_a_note_is_asked_for_and_the_rest_is_saved(
    review, people, rhea, sign_in
):
    client = sign_in(rhea)
    differs = {f"m{people.dai.pk}-word": "differs"}
    response = client.post(URL, sent_by_the_page(client.get(URL), **differs))

    assert errors(response) == ["Dai Nguyen: Say what is different"]
    assert response.text.count("<title>Error: ") == 1
    assert sent_by_the_page(response)[f"m{people.dai.pk}-word"] == "differs"
    assert len(confirmed(review)) == 7
    assert "Dai Nguyen" not in confirmed(review)


def test_a_row_that_changed_while_the_page_was_open_is_shown_again_and_then_saved(
    review, people, rhea, sign_in
):
    client = sign_in(rhea)
    data = sent_by_the_page(client.get(URL))
    OfficeFactory(area=review.area, person=people.dai, title="secretary")

    response = client.post(URL, data)
    assert errors(response) == [
        "Dai Nguyen: This row has changed since you opened the page. Read it again, then save"
    ]
    assert "Dai Nguyen" not in confirmed(review)

    assert client.post(URL, sent_by_the_page(response)).status_code == 302
    assert "Dai Nguyen" in confirmed(review)


def test_a_row_that_lapsed_says_what_changed_and_waits_for_a_look(review, people, rhea, sign_in):
    confirm_all(review, rhea)
    people.dai.residences.update(in_area=InArea.NO)
    client = sign_in(rhea)

    response = client.get(URL)
    assert "Lives in the area: was Yes, is now No." in response.text
    assert sent_by_the_page(response)[f"m{people.dai.pk}-word"] == "not-yet"

    client.post(URL, sent_by_the_page(response))
    assert "Dai Nguyen" not in confirmed(review)


def test_whoever_joined_while_the_page_was_open_is_not_confirmed_unseen(review, rhea, sign_in):
    client = sign_in(rhea)
    data = sent_by_the_page(client.get(URL))
    MembershipFactory(area=review.area, person__name="Zola Mbeki")
    client.post(URL, data)

    assert len(confirmed(review)) == 8
    assert "Zola Mbeki" not in confirmed(review)


def test_whoever_left_while_the_page_was_open_is_no_trouble(review, people, rhea, sign_in):
    client = sign_in(rhea)
    data = sent_by_the_page(client.get(URL))
    review.area.memberships.filter(person=people.ewa).delete()

    assert client.post(URL, data).status_code == 302
    assert len(confirmed(review)) == 7


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"word": "maybe"}, "Asha Patel: Choose whether this is right from those listed"),
        ({"word": ""}, "Asha Patel: Select whether this is right"),
        (
            {"word": "differs", "note": "a\x00b"},
            "Asha Patel: What is different has a character in it that cannot be kept",
        ),
        (
            {"word": "differs", "note": "x" * 1001},
            "Asha Patel: What is different must be 1000 characters or fewer",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_row(review, people, rhea, sign_in, sent, error):
    client = sign_in(rhea)
    changes = {f"m{people.asha.pk}-{name}": value for name, value in sent.items()}
    response = client.post(URL, sent_by_the_page(client.get(URL), **changes))
    assert errors(response)[0] == error


def test_a_register_with_nobody_on_it_says_so(review, rhea, sign_in):
    review.area.memberships.all().delete()
    assert "Nobody is on the register" in sign_in(rhea).get(URL).text


def test_after_submitting_nothing_is_written(ready, rhea, sign_in):
    client = sign_in(rhea)
    data = sent_by_the_page(client.get(URL))
    reviews.submit(review=ready, by=rhea)
    response = client.post(URL, data, follow=True)
    assert "The review of 2026 has been submitted, so it no longer changes." in response.text


def test_a_table_of_which_nothing_can_be_kept_does_not_begin_the_review(review, rhea, sign_in):
    somebody = draft(review).members[0].person

    response = sign_in(rhea).post(URL, {f"m{somebody.id}-word": "perhaps"})

    assert errors(response) == [f"{somebody.name}: Choose whether this is right from those listed"]
    review.refresh_from_db()
    assert review.state == State.NOT_STARTED
    assert not AuditEvent.objects.exists()
