"""Several changes tried out together: what all of them would do, and carrying them out or dropping them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.actions import members
from partnerships.models import Area, Membership, Person, Trial
from tests.factories import AreaFactory, AssignmentFactory, MembershipFactory, ResidenceFactory

DAY = datetime.date
LAST_WEEK = DAY(2026, 9, 24)
RITA = {
    "who": "new",
    "name": "Rita Osei",
    "email": "",
    "is_voting": "yes",
    "sits_for": "own",
    "in_area": "yes",
    "living": "alone",
} | boxes("starts_on", LAST_WEEK)


@pytest.fixture
def sols(sol, sign_in):
    return sign_in(sol)


@pytest.fixture
def attempt(northfield, sols):
    """`attempt("member-add", **RITA)` answers a form and chooses to try it with other changes."""

    def post(name, /, *records, query="", **typed):
        url = reverse(name, args=[northfield.slug, *(record.pk for record in records)]) + query
        response = sols.post(url, {"version": "1", "step": "try"} | typed)
        assert response.status_code == 302, page_of(response).main
        assert response["Location"] == HERE
        return Trial.objects.get()

    return post


@pytest.fixture
def press(sols):
    """`press(what="drop")` presses a button of the page as it was last seen; answers with the next."""

    def post(**sent):
        trial = Trial.objects.first()
        seen = {"version": trial.version} if trial else {}
        return page_of(sols.post(HERE, seen | sent, follow=True))

    return post


HERE = "/areas/northfield/what-if/"


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return tag.get_text(" ", strip=True)


def seat(area, name):
    return area.memberships.get(person__name=name)


def leaving(last_day=LAST_WEEK):
    return {"reason": "moved-away"} | boxes("last_day", last_day)


def changes_in(page):
    """Each change on the page, as (what, what it does)."""
    table = page.find("caption", string="The changes you are trying out, in order")
    rows = table.parent.select("tbody tr") if table else []
    return [(words(row.th), words(row.td)) for row in rows]


def verdicts_in(page):
    caption = page.find("caption", string=lambda text: text and text.startswith("The verdict: "))
    return {
        words(row.th): [words(cell) for cell in row("td")]
        for row in caption.parent.select("tr")[1:]
    }


def banner(page):
    return words(page.select(".govuk-notification-banner__heading")[-1])


def errors(page):
    return [words(one) for one in page.select(".govuk-error-summary__list li")]


def is_untouched(area):
    return not AuditEvent.objects.exists() and Area.objects.get(pk=area.pk).register_version == 0


def test_with_nothing_to_try_the_page_says_how_to_begin(northfield, sols):
    page = page_of(sols.get(HERE))

    assert "You are not trying out anything yet" in words(page.main)
    assert page.select_one("main form") is None
    links = {words(link): link["href"] for link in page.select("main a")}
    assert links["Add a member"] == "/areas/northfield/members/add/"
    end = reverse("member-end", args=["northfield", seat(northfield, "Dai Nguyen").pk])
    assert links["End the membership of Dai Nguyen"] == end


def test_a_change_is_tried_without_being_saved(northfield, sols, attempt):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    page = page_of(sols.get(HERE))

    assert banner(page) == "Added to what you are trying out. Nothing is saved."
    assert changes_in(page) == [
        (
            "Harry Stone left on 24 September.",
            "With this change the partnership has 7 members; at least 8 are needed. "
            "With this change 7 of 7 members live in the area; at least 4 are needed.",
        )
    ]
    assert verdicts_in(page) == {
        "Criteria": ["Meets", "Does not meet"],
        "Conflicts of interest": ["Meets", "Meets"],
        "Members": ["8 (at least 8 needed)", "7 (at least 8 needed)"],
        "Members who live in the area": [
            "8 of 8 (at least 5 needed)",
            "7 of 7 (at least 4 needed)",
        ],
    }
    assert seat(northfield, "Harry Stone").ends_on is None
    assert is_untouched(northfield)


def test_two_changes_are_looked_at_together(northfield, sols, attempt):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    attempt("member-add", **RITA)

    page = page_of(sols.get(HERE))

    assert [said for said, _ in changes_in(page)] == [
        "Harry Stone left on 24 September.",
        "Rita Osei is a voting member from 24 September.",
    ]
    assert verdicts_in(page)["Criteria"] == ["Meets", "Meets"]
    assert "Nothing changes in the verdict." in words(page.main)
    assert not Person.objects.filter(name="Rita Osei").exists()
    assert is_untouched(northfield)


def test_all_are_looked_at_on_the_day_when_the_last_of_them_counts(northfield, sols, attempt):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving(DAY(2026, 10, 31)))
    attempt("member-end", seat(northfield, "Dai Nguyen"), **leaving(DAY(2027, 6, 30)))

    page = page_of(sols.get(HERE))

    assert "The verdict on 1 July 2027, when all of it counts" in words(page.main)
    assert verdicts_in(page)["Members"] == ["8 (at least 8 needed)", "6 (at least 8 needed)"]
    assert [does.split(".")[0] for _, does in changes_in(page)] == [
        "From 1 July 2027 the partnership has 7 members; at least 8 are needed",
        "From 1 July 2027 the partnership has 6 members; at least 8 are needed",
    ]


def test_all_are_carried_out_at_once(northfield, sol, attempt, press):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    attempt("member-add", **RITA)

    page = press(what="carry-out")

    assert words(page.h1) == "Register"
    assert banner(page) == "Saved. 2 changes are carried out."
    assert seat(northfield, "Harry Stone").ends_on == LAST_WEEK
    assert seat(northfield, "Rita Osei").starts_on == LAST_WEEK
    assert set(AuditEvent.objects.values_list("by", flat=True)) == {sol.pk}
    assert not Trial.objects.exists()


def test_a_change_that_cannot_be_done_any_more_holds_up_all_until_it_is_removed(
    northfield, rhea, sols, attempt, press
):
    attempt("member-add", **RITA)
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    members.never_happened(
        membership=seat(northfield, "Harry Stone"), reason="Another Harry", by=rhea
    )

    page = page_of(sols.get(HERE))

    assert changes_in(page)[1] == (
        "Harry Stone left on 24 September.",
        "Cannot be done. What this is about is no longer on the register, so it cannot be done "
        "any more.",
    )
    assert page.find("button", string="Carry them all out") is None

    page = press(what="carry-out")

    assert errors(page) == [
        "Nothing is saved. Remove the changes that cannot be done, then carry out the others."
    ]
    assert not Person.objects.filter(name="Rita Osei").exists()

    press(what="remove", place="1")
    press(what="carry-out")

    assert seat(northfield, "Rita Osei").is_current


def test_a_record_that_somebody_else_changed_meanwhile_is_not_overwritten(
    northfield, rhea, sols, attempt, press
):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    members.correct(membership=seat(northfield, "Harry Stone"), by=rhea, appointed="elected")

    [(_, does)] = changes_in(page_of(sols.get(HERE)))

    assert does.startswith("Cannot be done. The record is not as it was when you answered")
    press(what="carry-out")
    assert seat(northfield, "Harry Stone").ends_on is None


def test_changes_that_do_not_go_together_say_so(northfield, people, sols, attempt):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 1, 31))
    again = RITA | {"who": "known", "person": people.asha.pk}
    attempt("member-add", **again)
    attempt("member-add", **again | boxes("starts_on", DAY(2026, 9, 1)))

    page = page_of(sols.get(HERE))

    assert [does.startswith("Cannot be done.") for _, does in changes_in(page)] == [False, True]
    assert "already a member" in changes_in(page)[1][1]


def test_a_change_that_breaks_half_way_leaves_nothing_of_the_others(
    northfield, sols, attempt, press, monkeypatch
):
    attempt("member-add", **RITA)
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())

    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(members, "leave", broken)
    sols.raise_request_exception = False
    assert sols.post(HERE, {"what": "carry-out", "version": "3"}).status_code == 500

    assert not Membership.objects.filter(person__name="Rita Osei").exists()
    assert len(Trial.objects.get().steps) == 2
    assert is_untouched(northfield)


def test_one_change_is_removed_and_the_others_stay(northfield, sols, attempt, press):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    attempt("member-add", **RITA)

    page = press(what="remove", place="0")

    assert [said for said, _ in changes_in(page)] == [
        "Rita Osei is a voting member from 24 September."
    ]


def test_dropping_all_saves_nothing(northfield, attempt, press):
    attempt("member-add", **RITA)

    page = press(what="drop")

    assert banner(page) == "Dropped. Nothing of what you tried out was saved."
    assert not Trial.objects.exists()
    assert is_untouched(northfield)


@pytest.mark.parametrize("what", ["carry-out", "remove"])
def test_what_was_not_seen_is_not_carried_out(northfield, sols, attempt, what):
    seen = attempt("member-end", seat(northfield, "Harry Stone"), **leaving()).version
    attempt("member-add", **RITA)

    page = page_of(sols.post(HERE, {"what": what, "place": "0", "version": seen}))

    assert errors(page) == [
        "What you are trying out was changed since you opened the page, perhaps in another window. "
        "This is how it is now."
    ]
    assert len(changes_in(page)) == 2
    assert is_untouched(northfield)


def test_what_came_from_a_persons_page_is_answered_there_again(northfield, people, sols, attempt):
    typed = {"person": people.dai.pk, "title": "secretary"} | boxes("starts_on", LAST_WEEK)
    trial = attempt("office-add", query=f"?person={people.dai.pk}", **typed)

    assert trial.steps[0]["get"] == {"person": [str(people.dai.pk)]}
    assert changes_in(page_of(sols.get(HERE))) == [
        ("Dai Nguyen is secretary from 24 September.", "Nothing changes in the verdict.")
    ]


def test_what_somebody_tries_out_is_theirs_alone(northfield, rhea, sign_in, attempt):
    attempt("member-add", **RITA)

    page = page_of(sign_in(rhea).get(HERE))

    assert "Rita Osei" not in words(page.main)
    assert "You are not trying out anything yet" in words(page.main)


def test_what_is_tried_out_in_one_area_is_not_shown_in_another(sol, southmere, sols, attempt):
    AssignmentFactory(user=sol, area=southmere)
    attempt("member-add", **RITA)

    page = page_of(sols.get("/areas/southmere/what-if/"))

    assert "Rita Osei" not in words(page.main)


def test_who_may_no_longer_change_the_register_finds_nothing_there(northfield, sol, sols, attempt):
    attempt("member-add", **RITA)
    sol.assignments.update(ends_on=DAY(2026, 9, 30))

    assert sols.get(HERE).status_code == 404


def test_only_so_many_changes_are_tried_at_once(northfield, sols, attempt):
    trial = attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    Trial.objects.update(steps=trial.steps * 30)
    url = reverse("member-end", args=["northfield", seat(northfield, "Dai Nguyen").pk])

    page = page_of(sols.post(url, {"version": "1", "step": "try"} | leaving()))

    assert errors(page) == [
        "You are trying out 30 changes already. Carry them out, or remove some."
    ]


def test_more_than_anybody_types_is_not_kept(northfield, sols):
    url = reverse("member-end", args=["northfield", seat(northfield, "Dai Nguyen").pk])

    typed = {"version": "1", "step": "try", "more": "a" * 100_000} | leaving()

    assert errors(page_of(sols.post(url, typed))) == [
        "These answers are too long to be tried out. Save them instead."
    ]
    assert not Trial.objects.exists()


@pytest.mark.parametrize("text", ["a\0b", "\\u0000", "\\", '"', "é👩‍👩‍👧"])
def test_any_character_beside_the_answers_can_be_kept(northfield, sols, attempt, text):
    trial = attempt("member-end", seat(northfield, "Dai Nguyen"), **leaving(), more=text)

    assert trial.steps[0]["data"]["more"] == [text.replace("\0", "")]
    assert len(changes_in(page_of(sols.get(HERE)))) == 1


def tampered(step, southmere):
    """What nobody could have kept by the pages."""
    elsewhere = southmere.memberships.first()
    return {
        "no step": None,
        "a list": [],
        "an empty one": {},
        "an unknown page": step | {"name": "no-such-page"},
        "a page that changes nothing": step | {"name": "person-detail"},
        "a function": step | {"name": "health", "kwargs": {}},
        "another kind of page": step | {"name": "import-start", "kwargs": {"slug": "northfield"}},
        "a name that is none": step | {"name": ["member-end"]},
        "another area": step | {"kwargs": {"slug": "southmere", "pk": elsewhere.pk}},
        "a record of another area": step | {"kwargs": {"slug": "northfield", "pk": elsewhere.pk}},
        "no such area": step | {"kwargs": {"slug": "nowhere", "pk": 1}},
        "a number past every column": step | {"kwargs": {"slug": "northfield", "pk": 10**30}},
        "no number": step | {"kwargs": {"slug": "northfield", "pk": "one"}},
        "no parts": step | {"kwargs": [1]},
        "no answers": step | {"data": None},
        "answers that are no lists": step | {"data": {"last_day_day": 5}},
        "answers of another form": step | {"data": {"name": ["Rita"]}},
        "nonsense": step | {"data": {field: ["\0", "٣" * 1000] for field in step["data"]}},
    }


def test_a_change_that_was_tampered_with_does_nothing_and_says_so(
    northfield, southmere, sols, attempt, press
):
    step = attempt("member-end", seat(northfield, "Dai Nguyen"), **leaving()).steps[0]
    before = list(southmere.memberships.values())

    for what, instead in tampered(step, southmere).items():
        # PostgreSQL would not have kept it in the first place.
        if connection.vendor == "postgresql" and what == "nonsense":
            continue
        Trial.objects.update(steps=[instead])
        [(_, does)] = changes_in(page_of(sols.get(HERE)))
        assert does.startswith("Cannot be done."), what
        press(what="carry-out")
    assert is_untouched(northfield)
    assert list(southmere.memberships.values()) == before


def test_a_secretary_of_two_areas_changes_one_by_its_own_page_alone(
    sol, northfield, southmere, sols, attempt
):
    AssignmentFactory(user=sol, area=southmere)
    step = attempt("member-end", seat(northfield, "Dai Nguyen"), **leaving()).steps[0]
    theirs = {"slug": "southmere", "pk": seat(southmere, "Ines Silva").pk}
    Trial.objects.update(steps=[step | {"kwargs": theirs}])

    [(_, does)] = changes_in(page_of(sols.get(HERE)))

    assert does.startswith("Cannot be done.")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"what": ""},
        {"what": "save"},
        {"what": "remove"},
        {"what": "remove", "place": "1"},
        {"what": "remove", "place": "-1"},
        {"what": "remove", "place": "9" * 40},
        {"what": "remove", "place": "\0"},
        {"what": "carry-out", "version": ""},
        {"what": "carry-out", "version": "٣"},
        {"what": "carry-out", "version": "0" * 5000},
    ],
)
def test_nonsense_instead_of_a_button_does_nothing(northfield, attempt, press, sent):
    attempt("member-end", seat(northfield, "Dai Nguyen"), **leaving())

    page = press(**sent)

    assert len(errors(page)) >= 1
    assert len(changes_in(page)) == 1
    assert is_untouched(northfield)


def test_without_a_trial_every_button_says_there_is_nothing(northfield, sols):
    for what in ("carry-out", "remove", "drop"):
        page = page_of(sols.post(HERE, {"what": what, "version": "1", "place": "0"}))
        assert errors(page) == ["You are not trying out any change here."]


def test_it_costs_the_same_however_many_areas_and_members(northfield, sols, attempt):
    attempt("member-end", seat(northfield, "Harry Stone"), **leaving())
    attempt("member-add", **RITA)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page_of(sols.get(HERE))
        return len(captured)

    few = queries()
    for area in [northfield, *AreaFactory.create_batch(5)]:
        for _ in range(5):
            person = MembershipFactory(area=area).person
            ResidenceFactory(area=area, person=person)
    assert queries() == few
