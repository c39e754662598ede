"""The versions of a review, and two of them beside each other."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from reviews import freezing
from reviews.actions import answers, reviews
from reviews.models import Question, Section, Submission
from reviews.presenters import compared
from reviews.presenters.compared import pieces
from reviews.presenters.submitted import Frozen
from tests.factories import OfficeFactory, RelationshipFactory
from tests.reviews.stages import confirm_all, draft
from tests.reviews.tampering import tamper

VERSIONS = "/reviews/2026/northfield/versions/"
COMPARE = f"{VERSIONS}compare/"


@pytest.fixture
def twice(handed_in, stan, rhea) -> Submission:
    """Question 3 was sent back, and the rep has answered it anew."""
    answers.send_back(
        submission=handed_in,
        comments={Section.ETHOS: "Say what you looked at."},
        by=stan,
        message="Nearly there.",
    )
    reviews.answer(
        review=handed_in.review,
        question=Question.ETHOS,
        reply="partly",
        comment="We looked into it with care.",
        by=rhea,
    )
    return reviews.submit(review=handed_in.review, by=rhea)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def sections(page) -> dict[str, list[list[str]]]:
    """What is told of each section that differs: label with its mark, before, after."""
    return {
        table.caption.get_text(strip=True): [
            [words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")
        ]
        for table in page.select("table")
    }


# All versions


def test_every_version_with_what_was_said_to_it(sign_in, rhea, twice):
    page = words(soup(sign_in(rhea).get(VERSIONS)))
    first = page.index("Version 1 Submitted 1 October 2026, by Rhea Rep")
    second = page.index("Version 2 Submitted 1 October 2026, by Rhea Rep")
    assert second < first
    assert "Local Trust Nothing yet" in page[second:first]
    assert "Sent back Stan Staff, 1 October 2026 Nearly there." in page[first:]
    assert "Question 3: Has it acted in keeping" in page[first:]
    assert "Say what you looked at." in page[first:]


def test_the_secretary_reads_the_message_and_no_comments(sign_in, sol, twice):
    page = words(soup(sign_in(sol).get(VERSIONS)))
    assert "Nearly there." in page
    assert "Say what you looked at." not in page


def test_a_late_version_is_said_to_be_late(sign_in, sol, handed_in):
    tamper(handed_in, is_late=True)
    assert "by Rhea Rep Late" in words(soup(sign_in(sol).get(VERSIONS)))


def test_before_anything_is_submitted(sign_in, sol, review):
    assert "Nothing has been submitted yet" in words(soup(sign_in(sol).get(VERSIONS)))


def test_more_versions_cost_no_more_queries(
    sign_in, stan, twice, rhea, django_assert_max_num_queries
):
    client = sign_in(stan)
    client.get(VERSIONS)
    with django_assert_max_num_queries(14) as two:
        client.get(VERSIONS)
    for _ in range(5):
        latest = twice.review.submissions.last()
        answers.send_back(submission=latest, comments={Section.ETHOS: "Again."}, by=stan)
        reviews.submit(review=twice.review, by=rhea)
    with django_assert_max_num_queries(len(two.captured_queries)):
        client.get(VERSIONS)


# Two beside each other


def test_what_differs_is_told_word_by_word(sign_in, sol, twice):
    page = soup(sign_in(sol).get(COMPARE))
    assert sections(page) == {
        "Has it acted in keeping with the ethos and values of Big Local?": [
            ["Answer ≠ Changed", "Yes", "Partly"],
            ["Comment ≠ Changed", "We looked into it.", "We looked into it with care."],
        ]
    }
    assert [tag.get_text() for tag in page.select("td del")] == ["Yes", "it."]
    assert [tag.get_text() for tag in page.select("td ins")] == ["Partly", "it with care."]
    folded = page.select("details")[-1]
    assert folded.summary.get_text(strip=True) == "Sections that are the same in both"
    assert "Members" in [item.get_text() for item in folded.select("li")]


def test_what_the_register_has_since_is_told_too(handed_in, stan, rhea, sol, sign_in, people):
    answers.send_back(submission=handed_in, comments={Section.MEMBERS: "Who left?"}, by=stan)
    RelationshipFactory(area=handed_in.review.area, a=people.asha, b=people.ben)
    OfficeFactory(area=handed_in.review.area, person=people.carys, title="secretary")
    people.harry.memberships.update(ends_on=datetime.date(2026, 9, 30))
    confirm_all(handed_in.review, rhea)
    for breach in draft(handed_in.review).breaches:
        reviews.plan_action(
            review=handed_in.review,
            breach=breach.key,
            what="Asking around.",
            owner="The chair",
            due_on=datetime.date(2027, 3, 1),
            by=rhea,
        )
    reviews.submit(review=handed_in.review, by=rhea)

    told = sections(soup(sign_in(sol).get(COMPARE)))

    assert ["Members ≠ Changed", "8", "7"] in told["The position"]
    assert ["Criteria ≠ Changed", "Meets", "Does not meet"] in told["The position"]
    by_label = {row[0]: row[1:] for row in told["Members"]}
    assert by_label["Harry Stone − Gone"][1] == "Not there any more"
    assert "Secretary" in by_label["Carys Hughes ≠ Changed"][1]
    assert any(row[0].endswith("+ Added") for row in told["What the rules found"])
    assert all(row[1] == "Not there" for row in told["What is being done about each breach"])


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Version 2 and version 3"),
        ("?from=1&to=3", "Version 1 and version 3"),
        ("?from=3&to=1", "Version 1 and version 3"),
        ("?from=1&to=9", "Version 2 and version 3"),
        ("?from=x&to=%00", "Version 2 and version 3"),
        ("?from=99999999999999999999", "Version 2 and version 3"),
    ],
)
def test_which_versions_is_chosen_in_the_address(sign_in, stan, rhea, twice, query, title):
    answers.send_back(submission=twice, comments={Section.ETHOS: "Again."}, by=stan)
    reviews.submit(review=twice.review, by=rhea)
    page = soup(sign_in(stan).get(COMPARE + query))
    assert words(page.h1).endswith(title)
    assert [option["value"] for option in page.select("select[name=from] option")] == [
        "1",
        "2",
        "3",
    ]


def test_two_that_say_the_same(sign_in, stan, rhea, handed_in):
    answers.send_back(submission=handed_in, comments={Section.ETHOS: "Are you sure?"}, by=stan)
    reviews.submit(review=handed_in.review, by=rhea)
    page = soup(sign_in(stan).get(COMPARE))
    assert "The two versions say the same." in words(page)
    assert not page.select("table")


def test_one_version_is_compared_with_nothing(sign_in, sol, handed_in):
    assert sign_in(sol).get(COMPARE, follow=True).redirect_chain == [(VERSIONS, 302)]


def test_a_version_whose_seal_is_broken_is_not_shown(sign_in, sol, twice):
    tamper(twice, document=twice.document.replace("with care", "at ease"))
    page = words(soup(sign_in(sol).get(COMPARE)))
    assert f"{twice.reference} has been altered since it was submitted." in page
    assert "at ease" not in page


def test_a_document_of_the_first_format_stands_beside_one_of_the_second(twice):
    later = Frozen(twice)
    document = freezing.read(twice.review.submissions.first())
    for name in ("signatures", "carried", "due_on"):
        del document[name]
    text = freezing.canonical(document | {"format": 1})
    earlier = Frozen(
        Submission(review=twice.review, number=1, document=text, sha256=freezing.digest(text))
    )
    told = {section.title: section for section in compared.compared(earlier, later)}
    assert {row.mark for row in told["Membership forms"].rows} == {"+ Added"}


# Words


@given(st.text(), st.text())
def test_the_pieces_of_a_text_are_the_text(before, after):
    left, right = pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    shared = ["".join(one.text for one in side if not one.is_marked) for side in (left, right)]
    assert shared[0] == shared[1]


def test_long_texts_are_told_as_a_whole():
    before, after = "a " * 2_000, "b " * 2_000
    assert pieces(before, after) == ([(before, True)], [(after, True)])
