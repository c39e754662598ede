"""Waivers on pages: granted, ended, listed, and shown beside what a rule finds, never instead of it."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from biglocal.design.fields import boxes
from partnerships.models import Waiver
from tests.factories import AreaFactory, WaiverFactory

TODAY = datetime.date(2026, 10, 1)
MARCH = datetime.date(2027, 3, 31)
NOVEMBER = datetime.date(2026, 11, 30)
ANSWERS = {
    "rule": "minimum-members",
    **boxes("starts_on", TODAY),
    **boxes("ends_on", MARCH),
    "reason": "They look for members until spring.",
}
SAYS = "“Too few members” is waived until 28 February 2027."
BESIDE = (
    "Local Trust accepts this until 28 February 2027: They are looking for new members. "
    "The verdict stays as it is."
)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def url_of(name, area, *args) -> str:
    return reverse(name, args=[area.slug, *args])


@pytest.fixture
def seven(northfield):
    """Northfield with one member too few."""
    northfield.memberships.last().delete()
    return northfield


def test_granting_one_is_told_and_changes_no_verdict(seven, stan, sign_in):
    client = sign_in(stan)
    form = client.get(url_of("waiver-add", seven)).context["form"]
    assert form.fields["rule"].choices[0] == ("minimum-members", "Too few members (found today)")
    assert "lto-voting" not in dict(form.fields["rule"].choices)

    response = client.post(url_of("waiver-add", seven), ANSWERS, follow=True)

    assert "is waived for Northfield until 31 March 2027. The verdict stays" in text_of(response)
    assert [line.state for line in response.context["lines"]] == ["In force"]
    assert Waiver.objects.get().granted_by == stan
    position = client.get(url_of("area-detail", seven)).context["position"]
    assert position.verdicts[0].meets is False


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"rule": ""}, "rule", "Select the rule"),
        ({"rule": "lto-voting"}, "rule", "from those listed"),
        (boxes("starts_on", datetime.date(2026, 9, 30)), "starts_on", "1 October 2026 or later"),
        (boxes("ends_on", datetime.date(2026, 9, 30)), "ends_on", "1 October 2026 or later"),
        (boxes("ends_on", datetime.date(2028, 1, 1)), "ends_on", "within a year"),
        ({"reason": ""}, "reason", "Enter why Local Trust accepts this"),
        ({"reason": "a\0b"}, "reason", "cannot be kept"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(seven, stan, sign_in, answers, field, sentence):
    response = sign_in(stan).post(url_of("waiver-add", seven), ANSWERS | answers)
    assert sentence in response.context["form"].errors[field][0]
    assert not Waiver.objects.exists()


def test_one_rule_is_waived_once_on_a_day(seven, stan, sign_in):
    WaiverFactory(area=seven)
    response = sign_in(stan).post(url_of("waiver-add", seven), ANSWERS)
    assert "This rule is waived for this area on some of these days." in text_of(response)


def test_it_stands_beside_the_finding_and_both_verdicts_stay(seven, sol, sign_in):
    WaiverFactory(area=seven)
    client = sign_in(sol)
    position = client.get(url_of("area-detail", seven))
    (found,) = position.context["position"].findings
    assert (found.level, found.waived.until_said) == ("breach", "Waived until 28 February 2027")
    assert BESIDE in text_of(position)
    assert SAYS in text_of(position)
    assert "Does not meet" in text_of(position)

    register = client.get(url_of("register", seven))
    assert SAYS in text_of(register)
    assert [verdict.meets for verdict in register.context["verdicts"]] == [False, True]


@pytest.mark.parametrize(
    ("on", "is_waived"),
    [("2026-08-31", False), ("2026-09-01", True), ("2027-02-28", True), ("2027-03-01", False)],
)
def test_every_day_has_the_waiver_of_that_day(seven, sol, sign_in, on, is_waived):
    WaiverFactory(area=seven)
    for name in ("area-detail", "register"):
        text = text_of(sign_in(sol).get(f"{url_of(name, seven)}?on={on}"))
        assert (SAYS in text) == is_waived
        assert "Does not meet" in text


def test_one_that_nothing_needs_is_not_shown_beside_anything(northfield, sol, sign_in):
    WaiverFactory(area=northfield)
    assert "is waived" not in text_of(sign_in(sol).get(url_of("area-detail", northfield)))
    (line,) = sign_in(sol).get(url_of("waiver-list", northfield)).context["lines"]
    assert (line.state, line.note) == ("Not needed", "The rule finds nothing today.")
    assert (line.end_href, line.call_off_href) == ("", "")


def test_the_paper_says_it_too(seven, sol, sign_in):
    WaiverFactory(area=seven)
    response = sign_in(sol).get(url_of("register-pdf", seven))
    pages = PdfReader(io.BytesIO(response.getvalue())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "is waived until 28 February 2027" in text
    assert "They are looking for new members." in text
    assert "Not met" in text


def test_it_is_ended_early(seven, stan, sign_in):
    waiver = WaiverFactory(area=seven)
    client, url = sign_in(stan), url_of("waiver-end", seven, waiver.pk)
    answers = {"version": "1", "reason": "Two joined.", **boxes("ends_on", NOVEMBER)}

    late = client.post(url, answers | boxes("ends_on", waiver.ends_on))
    assert "27 February 2027 or earlier" in late.context["form"].errors["ends_on"][0]
    early = client.post(url, answers | boxes("ends_on", datetime.date(2026, 9, 30)))
    assert "1 October 2026 or later" in early.context["form"].errors["ends_on"][0]
    response = client.post(url, answers, follow=True)

    assert "is waived until 30 November 2026 now." in text_of(response)
    assert Waiver.objects.get().ends_on == NOVEMBER
    history = text_of(client.get(reverse("history", args=[seven.slug])))
    assert "gave a waiver an earlier last day, 30 November. Reason: Two joined." in history


def test_the_history_calls_the_rule_by_its_title(seven, stan, sol, sign_in):
    sign_in(stan).post(url_of("waiver-add", seven), ANSWERS)
    history = text_of(sign_in(sol).get(reverse("history", args=[seven.slug])))
    assert "waived “Too few members” for a time, from 1 October until 31 March 2027." in history
    assert "minimum-members" not in history


def test_one_that_ends_today_anyhow_is_left(seven, stan, sign_in):
    waiver = WaiverFactory(area=seven, ends_on=TODAY)
    response = sign_in(stan).get(url_of("waiver-end", seven, waiver.pk), follow=True)
    assert "ends on 1 October 2026 by itself" in text_of(response)


def test_one_that_has_not_begun_is_taken_back(seven, stan, sign_in):
    waiver = WaiverFactory(area=seven, starts_on=NOVEMBER)
    client = sign_in(stan)
    (line,) = client.get(url_of("waiver-list", seven)).context["lines"]
    assert (line.state, line.end_href) == ("To come", "")
    response = client.post(line.call_off_href, {"version": "1", "reason": "A slip."}, follow=True)
    assert "The waiver of “Too few members” is taken back." in text_of(response)
    assert not Waiver.objects.exists()
    begun = WaiverFactory(area=seven)
    response = client.get(url_of("waiver-call-off", seven, begun.pk), follow=True)
    assert "past days keep it" in text_of(response)
    assert waiver.pk != begun.pk


def test_those_who_may_not_grant_one_see_them_without_a_way_to(seven, sol, sign_in):
    WaiverFactory(area=seven)
    response = sign_in(sol).get(url_of("waiver-list", seven))
    assert "They are looking for new members." in text_of(response)
    assert "Waive a rule" not in text_of(response)
    assert "End early" not in text_of(response)


def test_local_trust_sees_those_of_all_areas_that_end_first_on_top(seven, southmere, stan, sign_in):
    WaiverFactory(area=seven)
    WaiverFactory(area=southmere, ends_on=NOVEMBER)
    WaiverFactory(area=southmere, rule="own-right", ends_on=datetime.date(2026, 9, 30))
    response = sign_in(stan).get(reverse("waiver-programme"))
    assert [(one.waiver.area.name, one.state) for one in response.context["lines"]] == [
        ("Southmere", "In force"),
        ("Northfield", "In force"),
    ]


def test_twenty_waivers_cost_no_more_queries_than_two(
    seven, stan, sign_in, django_assert_num_queries
):
    client, url = sign_in(stan), reverse("waiver-programme")
    WaiverFactory(area=seven)
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
    for area in AreaFactory.create_batch(20):
        WaiverFactory(area=area)
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
