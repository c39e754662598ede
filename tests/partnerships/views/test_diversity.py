"""Diversity: a survey opened and closed, what is shown of it, and that nobody can work out the rest."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.actions.diversity import count_answer
from partnerships.models import ProfileFigure, Survey, Tally
from partnerships.models.census import NOT_SAID, QUESTIONS, every_category
from partnerships.rosters.surveys import could_answer, token_of
from partnerships.rules.withholding import FEWEST
from tests.factories import MembershipFactory, SurveyFactory

CLOSED = datetime.date(2026, 9, 20)
ONE_DAY = datetime.timedelta(days=1)
# What somebody answers, and how many do so.
ANSWERED = [
    ({"age": "35-to-44", "sex": "female", "ethnic-group": "indian", "religion": "hindu"}, 3),
    ({"age": "45-to-54", "sex": "female", "ethnic-group": "irish", "religion": "christian"}, 6),
    ({"age": "75-and-over", "sex": "male", "ethnic-group": "arab", "disability": "no"}, 2),
    ({"sex": NOT_SAID, "gender-identity": "non-binary", "income": "under-ps10000"}, 1),
]


def answers_of(answered):
    return [answer for answer, people in answered for _ in range(people)]


def url_of(name, area, *args):
    return reverse(name, args=[area.slug, *args])


def text_of(response):
    return " ".join(response.content.decode().split())


def page_of(client, area):
    return client.get(url_of("diversity", area))


def on_page(client, area) -> dict[tuple[str, str], str]:
    """The members by question and category, as the page shows them."""
    page = BeautifulSoup(page_of(client, area).content, "html.parser")
    return {
        (table.caption.get_text(), row.th.get_text()): row.td.find(string=True)
        for table in page.find_all("table")
        for row in table.tbody.find_all("tr")
    }


def in_file(client, area) -> list[list[str]]:
    response = client.get(url_of("diversity-csv", area))
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture(autouse=True)
def twenty_members(northfield):
    """As many as answer in any of these surveys."""
    MembershipFactory.create_batch(12, area=northfield)


@pytest.fixture
def asked(northfield):
    """A survey of Northfield that twelve have answered, closed by now."""
    return SurveyFactory(area=northfield, closed_on=CLOSED, answers=answers_of(ANSWERED))


def test_a_survey_is_opened_with_one_link_for_all(northfield, sol, stan, sign_in):
    client = sign_in(sol)
    assert "No survey yet" in text_of(page_of(client, northfield))

    page = client.post(url_of("survey-open", northfield), follow=True)

    survey = Survey.objects.get()
    link = reverse("survey", args=[token_of(survey)])
    assert f'href="http://testserver{link}"' in page.content.decode()
    assert "0 people have answered. 20 people were members since then." in text_of(page)
    counts = survey.tallies.values_list("question", "category", "count")
    assert list(counts) == [(*one, 0) for one in every_category()]
    # Staff see how it goes, and have no business handing out the link.
    assert link not in page_of(sign_in(stan), northfield).content.decode()
    again = sign_in(sol).post(url_of("survey-open", northfield), follow=True)
    assert "A survey is open already." in text_of(again)
    assert Survey.objects.count() == 1


def test_nothing_is_shown_while_it_is_open(northfield, sol, sign_in):
    SurveyFactory(area=northfield, answers=answers_of(ANSWERED))
    client = sign_in(sol)

    page = page_of(client, northfield)

    assert "12 people have answered" in text_of(page)
    assert "More have answered" not in text_of(page)
    assert not BeautifulSoup(page.content, "html.parser").find("table")
    assert len(in_file(client, northfield)) == 1


def test_closing_is_for_good(northfield, sol, sign_in):
    survey = SurveyFactory(area=northfield, answers=answers_of(ANSWERED))
    address = url_of("survey-close", northfield, survey.pk)
    client = sign_in(sol)
    assert "cannot be opened again" in text_of(client.get(address))
    assert "the answers are lost" not in text_of(client.get(address))
    assert "Tick the box" in text_of(client.post(address, {"version": "1"}))

    page = client.post(address, {"version": "1", "sure": "on"}, follow=True)

    assert "12 people answered" in text_of(page)
    assert client.get(address).status_code == 404
    later = client.post(url_of("survey-open", northfield), follow=True)
    assert "The next survey can be opened on 30 March 2027" in text_of(later)


@pytest.mark.parametrize(("people", "is_shown"), [(4, False), (5, True)])
def test_results_need_five_who_answered(northfield, sol, sign_in, people, is_shown):
    SurveyFactory(area=northfield, closed_on=CLOSED, answers=[{"sex": "female"}] * people)
    client = sign_in(sol)

    page = text_of(page_of(client, northfield))

    assert ("5 people answered" in page) is is_shown
    assert ("had fewer than 5 answers" in page) is not is_shown
    assert (len(in_file(client, northfield)) > 1) is is_shown
    # Where nothing was shown the next may follow at once.
    client.post(url_of("survey-open", northfield))
    assert (Survey.objects.count() == 1) is is_shown


def test_whoever_answers_often_works_nothing_out(northfield, sol, sign_in):
    """Somebody who fills every category up could take away what they gave, and see what is left."""
    known = [{"sex": "female"}, {"sex": "male"}, {}] * 6
    survey = SurveyFactory(area=northfield, answers=[*known, {"sex": "male"}, {"sex": "male"}])
    client = sign_in(sol)
    assert "More have answered" not in text_of(page_of(client, northfield))
    count_answer(survey=survey, answers={"sex": "female"})
    assert "More have answered than were members" in text_of(page_of(client, northfield))
    close = url_of("survey-close", northfield, survey.pk)
    assert "With more answers than members no results are shown" in text_of(client.get(close))

    page = text_of(client.post(close, {"version": "1", "sure": "on"}, follow=True))

    assert "had 21 answers, and only 20 people were members" in page
    assert len(in_file(client, northfield)) == 1
    # Nobody has seen anything of it, so the next follows at once.
    client.post(url_of("survey-open", northfield))
    assert Survey.objects.count() == 2


def test_whoever_sat_for_a_while_only_could_answer_too(northfield, sol, sign_in):
    survey = SurveyFactory(
        area=northfield, closed_on=CLOSED, answers=[{"sex": "female"}] * 13 + [{}] * 9
    )
    MembershipFactory(area=northfield, starts_on=CLOSED)
    MembershipFactory(area=northfield, starts_on="2020-01-01", ends_on=survey.opened_on)
    before, after = survey.opened_on - ONE_DAY, CLOSED + ONE_DAY
    MembershipFactory(area=northfield, starts_on="2020-01-01", ends_on=before)
    MembershipFactory(area=northfield, starts_on=after)

    assert could_answer(survey) == 22
    assert "22 people answered" in text_of(page_of(sign_in(sol), northfield))


def test_the_newest_round_alone_is_shown(northfield, asked, sol, sign_in):
    SurveyFactory(
        area=northfield,
        opened_on=datetime.date(2025, 1, 1),
        closed_on=datetime.date(2025, 2, 1),
        answers=[{"sex": "male"}] * 9,
    )

    page = text_of(page_of(sign_in(sol), northfield))

    assert "closed on 20 September 2026" in page
    assert "1 February 2025" not in page


def test_small_counts_are_withheld_and_another_with_them(northfield, asked, sol, sign_in):
    client = sign_in(sol)
    shown = {(row[0], row[1]): row[2] for row in in_file(client, northfield)}

    # 9 women, 2 men, 1 who did not say: both small ones go, and the first large one with them.
    assert shown["Sex", "Female"] == "withheld"
    assert shown["Sex", "Male"] == "withheld"
    # 3 of 35 to 44, 6 of 45 to 54, 2 of 75 and over, 1 who did not say.
    assert shown["Age", "45 to 54"] == "withheld"
    assert shown["Ethnic group", "Irish"] == "withheld"
    # 12 said nothing of their income but one: of that question there is only a sentence.
    assert shown["Household income", "Not answered"] == "withheld"
    assert not [one for one in on_page(client, northfield) if one[0] == "Household income"]
    page = text_of(page_of(client, northfield))
    assert "Too few gave each answer, so all of it is withheld." in page


def test_large_counts_are_shown_with_their_share_beside_the_area(northfield, sol, sign_in):
    SurveyFactory(
        area=northfield,
        closed_on=CLOSED,
        answers=[{"sex": "female"}] * 7 + [{"sex": "male"}] * 6 + [{}] * 7,
    )
    for category, count in [("female", 510), ("male", 490)]:
        ProfileFigure.objects.create(
            area=northfield, question="sex", category=category, count=count
        )

    _, answered, *rows = in_file(sign_in(sol), northfield)

    assert answered[1:3] == ["Answered", "20"]
    assert [row[1:] for row in rows if row[0] == "Sex"] == [
        ["Female", "7", "35%", "510", "51%"],
        ["Male", "6", "30%", "490", "49%"],
        ["Not answered", "7", "35%", "", ""],
    ]


def test_blank_and_not_said_are_two_things_that_count_as_one(northfield, sol, sign_in):
    answers = [{"sex": "female"}] * 6 + [{"sex": NOT_SAID}] * 3 + [{}] * 4
    survey = SurveyFactory(area=northfield, closed_on=CLOSED, answers=answers)

    # 7 did not answer, which is the first to go with what is small.
    assert ["Sex", "Not answered", "withheld"] in [
        row[:3] for row in in_file(sign_in(sol), northfield)
    ]
    counts = survey.tallies.filter(question="sex").values_list("category", "count")
    assert dict(counts) == {"female": 6, "male": 0, "blank": 4, NOT_SAID: 3}


def tables(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every list of so many counts that come to a total: where the bars between them may stand."""
    if cells == 0:
        yield from [()] if total == 0 else []
        return
    places = total + cells - 1
    for bars in combinations(range(places), cells - 1):
        ends = (-1, *bars, places)
        yield tuple(right - left - 1 for left, right in pairwise(ends))


@cache
def possible(shown: tuple[int | None, ...], totals: frozenset[int]) -> list[frozenset[int]]:
    """For each count, what it may be: tries every table with the counts shown and one of the totals."""
    values: list[set[int]] = [set() for _ in shown]
    hidden = [place for place, count in enumerate(shown) if count is None]
    known = sum(count for count in shown if count is not None)
    for total in totals:
        for table in tables(len(hidden), total - known) if total >= known else ():
            for place, count in zip(hidden, table, strict=True):
                values[place].add(count)
    return [frozenset(each) for each in values]


def work_out(answered: int, published: dict[tuple[str, str], int | None]) -> dict:
    """What each count withheld may be, for somebody who has every number that was published."""
    found = {}
    for question in QUESTIONS:

        def count_of(label, title=question.title):
            return published[title, label]

        heads = [group.label or group.categories[0] for group in question.groups]
        of_heads = possible(
            tuple(count_of(one) for one in ["Not answered", *heads]), frozenset({answered})
        )
        found[question.title, "Not answered"] = of_heads[0]
        for group, head, values in zip(question.groups, heads, of_heads[1:], strict=True):
            found[question.title, head] = values
            if group.label:
                totals = values if count_of(head) is None else frozenset({count_of(head)})
                parts = possible(tuple(count_of(one) for one in group.categories), totals)
                found |= {
                    (question.title, label): part
                    for label, part in zip(group.categories, parts, strict=True)
                }
    return {key: values for key, values in found.items() if published[key] is None}


ROUNDS = [
    ANSWERED,
    # The same people half a year later, and one more.
    [*ANSWERED, ({"age": "16-to-24", "sex": "male", "ethnic-group": "roma"}, 1)],
    # Everybody the same, so that a few may be known by nobody being anything else.
    [({"sex": "female", "ethnic-group": "irish", "age": "16-to-24", "disability": "no"}, 9)],
    [({"sex": "female", "ethnic-group": "irish"}, 8), ({"sex": "male", "ethnic-group": "roma"}, 4)],
    [({"sex": "female", "ethnic-group": "irish"}, 5), ({"sex": "male", "ethnic-group": "roma"}, 5)],
    [({"sex": "female"}, 5)],
]


def test_nobody_can_work_out_a_small_count_from_all_that_they_may_download(
    northfield, sol, rhea, stan, ada, sign_in
):
    """Round after round is answered, closed and looked at, by page and by file; what is withheld in any
    of them may still be any of five numbers, for a reader who kept all of it."""
    day = datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC)
    withheld = 0
    for number, answered in enumerate(ROUNDS):
        later = day + number * datetime.timedelta(days=200)
        SurveyFactory(
            area=northfield,
            opened_on=later.date(),
            closed_on=later.date(),
            answers=answers_of(answered),
        )
        with time_machine.travel(later, tick=True):
            seen = [
                (in_file(client, northfield), on_page(client, northfield))
                for client in map(sign_in, (sol, rhea, stan, ada))
            ]
        # Everybody sees the same, and page and file are of one mind.
        (_, said, *rows), shown = seen[0]
        assert seen == [seen[0]] * 4
        in_csv = {(row[0], row[1]): row[2] for row in rows}
        assert shown.items() <= in_csv.items()
        # Where all of a question is withheld the page has a sentence.
        assert {in_csv[key] for key in in_csv.keys() - shown.keys()} <= {"withheld"}
        # No share is given away of what is withheld.
        assert not [row for row in rows if (row[2] == "withheld") != (row[3] == "")]
        published = {key: None if text == "withheld" else int(text) for key, text in in_csv.items()}
        assert not [count for count in published.values() if count is not None and count < FEWEST]
        for key, values in work_out(int(said[2]), published).items():
            assert len(values) >= FEWEST, (number, key, values)
            withheld += 1
    assert withheld > 100


def test_no_other_page_of_the_area_has_a_count(northfield, asked, sol, stan, sign_in):
    """A count that is nowhere else is looked for on every page and in every file of the area."""
    Tally.objects.filter(survey=asked, question="sex", category="female").update(count=98_765)
    for user in (sol, stan):
        client = sign_in(user)
        for name in (
            *("area-detail", "area-more", "history", "register-csv", "register-xlsx"),
            *("meeting-pack", "area-reviews", "action-list"),
        ):
            content = client.get(url_of(name, northfield)).content
            assert b"98765" not in content
            assert b"98,765" not in content


def profile_file(*lines):
    return SimpleUploadedFile("profile.csv", "\n".join(lines).encode())


def test_a_profile_is_looked_at_before_it_is_saved(northfield, stan, sign_in):
    address = url_of("diversity-profile", northfield)
    client = sign_in(stan)
    blank = client.get(url_of("diversity-profile-blank", northfield)).content.decode("utf-8-sig")
    filled = blank.replace("Sex,Female,", 'Sex,Female,"1,200"').replace(
        "Sex,Male,", "Sex,Male,1100"
    )

    looked = client.post(address, {"file": profile_file(filled)})
    assert "is not saved yet" in text_of(looked)
    assert not ProfileFigure.objects.exists()
    text = looked.context["form"].initial["text"]
    done = client.post(address, {"text": text}, follow=True)

    assert "The profile of Northfield is saved." in text_of(done)
    kept = northfield.profile.values_list("question", "category", "count")
    assert list(kept) == [("sex", "female", 1200), ("sex", "male", 1100)]
    # Another file takes the place of what there was of its questions alone.
    client.post(address, {"text": "religion,sikh,7\nsex;male;1".replace(";", ",")})
    kept = northfield.profile.values_list("question", "category", "count")
    assert list(kept) == [("religion", "sikh", 7), ("sex", "male", 1)]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["Question,Category,Count", "Height,Tall,5"], "Line 2: there is no question “Height”"),
        (["Sex,Neither,5"], "Line 1: “Sex” has no category “Neither”"),
        (["Sex,Female,many"], "“many” is no count"),
        (["Sex,Female,-5"], "“-5” is no count"),
        (["Sex,Female," + "9" * 40], "is no count"),
        (["Sex,Female," + "0" * 20 + "9" * 40], "is no count"),
        (["Sex,Female,5", "sex,female,6"], "Line 2: “female” is counted twice"),
        (["Sex,Female"], "needs a question, a category and a count"),
        (["Question,Category,Count"], "The file has no counts"),
        (["Sex,Female,\x00"], "cannot be read"),
        (["Sex,=1+1,5"], "has no category “=1+1”"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_line_by_line(northfield, stan, sign_in, lines, says):
    response = sign_in(stan).post(
        url_of("diversity-profile", northfield), {"file": profile_file(*lines)}
    )

    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors["file"])
    assert not ProfileFigure.objects.exists()


def test_a_file_too_large_or_altered_on_its_way_is_refused(northfield, stan, sign_in):
    address = url_of("diversity-profile", northfield)
    client = sign_in(stan)

    large = client.post(address, {"file": profile_file("x" * 200_001)})
    assert "too large" in text_of(large)
    altered = client.post(address, {"text": "sex,neither,5"}, follow=True)
    assert "Choose the file again." in text_of(altered)
    assert not ProfileFigure.objects.exists()


@pytest.mark.parametrize("rounds", [1, 6])
def test_the_page_costs_the_same_queries_at_any_number_of_rounds(
    northfield, sol, sign_in, django_assert_num_queries, rounds
):
    for number in range(rounds):
        day = datetime.date(2026 - number, 9, 1)
        SurveyFactory(area=northfield, opened_on=day, closed_on=day, answers=answers_of(ANSWERED))
    client = sign_in(sol)

    with django_assert_num_queries(12):
        page_of(client, northfield)
