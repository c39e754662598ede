"""The pages of editions: a draft, whose verdict it would change, publishing, and the rules as at a day."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Edition, Membership
from partnerships.rosters.outlook import outlook
from partnerships.rules import RULES, Group
from tests.factories import AreaFactory, EditionFactory, MembershipFactory, ResidenceFactory

APRIL = datetime.date(2027, 4, 1)
ANSWERS = {
    "title": "Nine members",
    **boxes("takes_effect_on", APRIL),
    "members": "9",
    "resident_percent": "51",
    "of_family": "2",
    "of_household": "2",
    "criteria": ["minimum-members", "resident-majority", "own-right"],
    "conflicts": [
        rule.id
        for rule in RULES
        if rule.group == "conflicts" and rule.id != "household-limit-unconfirmed"
    ],
    "note": "Larger partnerships last longer.",
}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def detail(edition) -> str:
    return reverse("edition-detail", args=[edition.pk])


@pytest.fixture
def nine(db) -> Edition:
    """A draft: at least nine members, from 1 April 2027."""
    return EditionFactory(title="Nine members", members=9, published_at=None)


def test_a_draft_begins_with_the_figures_that_hold_and_leads_to_what_it_would_change(
    ada, sign_in, northfield
):
    client = sign_in(ada)
    initial = client.get(reverse("edition-add")).context["form"].initial
    assert (initial["members"], initial["resident_percent"]) == (8, 51)
    assert len(initial["criteria"]) + len(initial["conflicts"]) == 16

    response = client.post(reverse("edition-add"), ANSWERS, follow=True)

    edition = Edition.objects.get()
    assert (edition.members, edition.left_out, edition.is_published) == (9, [], False)
    text = text_of(response)
    assert "“Nine members” is drafted. Below is what it would change." in text
    assert "1 of 1 area would have another verdict." in text
    assert "Too few members" in text


def test_a_rule_whose_box_is_cleared_is_left_out_with_the_one_that_asks_for_its_facts(ada, sign_in):
    answers = ANSWERS | {"criteria": ["minimum-members", "own-right"]}
    sign_in(ada).post(reverse("edition-add"), answers)
    assert Edition.objects.get().left_out == ["resident-majority", "resident-majority-unconfirmed"]


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"title": ""}, "title", "Enter the title of the edition"),
        ({"title": "a\0b"}, "title", "The title of the edition has a character in it"),
        (boxes("takes_effect_on", datetime.date(2026, 10, 1)), "takes_effect_on", "2 October 2026"),
        ({"members": "0"}, "members", "The fewest members must be 1 or more"),
        ({"members": "9" * 40}, "members", "The fewest members must be 99 or less"),
        ({"members": "many"}, "members", "must be a whole number"),
        ({"resident_percent": "50"}, "resident_percent", "must be 51 or more"),
        ({"resident_percent": "100"}, "resident_percent", "must be 99 or less"),
        ({"criteria": []}, "criteria", "Select the rules of the criteria that apply"),
        ({"criteria": ["lto-officer"]}, "criteria", "from those listed"),
        ({"conflicts": ["lto-voting"]}, "conflicts", "more than a caution"),
        ({"note": ""}, "note", "Enter why there is a new edition"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_field(ada, sign_in, answers, field, sentence):
    response = sign_in(ada).post(reverse("edition-add"), ANSWERS | answers)
    assert sentence in response.context["form"].errors[field][0]
    assert not Edition.objects.exists()
    assert response.context["form"]["of_family"].value() == "2"


def test_a_title_that_another_has_is_refused_beside_it(ada, sign_in, nine):
    response = sign_in(ada).post(reverse("edition-add"), ANSWERS)
    assert response.context["form"].errors["title"] == [
        "There is already an edition with this title."
    ]


def test_the_register_is_looked_at_as_it_will_stand_on_the_day(ada, sign_in, northfield, nine):
    client = sign_in(ada)
    assert [one.area.name for one in client.get(detail(nine)).context["look"].changing] == [
        "Northfield"
    ]
    ninth = MembershipFactory(area=northfield, starts_on=datetime.date(2027, 3, 1)).person
    ResidenceFactory(area=northfield, person=ninth)
    assert client.get(detail(nine)).context["look"].changing == []

    Membership.objects.filter(person=ninth).update(ends_on=datetime.date(2027, 3, 31))
    look = client.get(detail(nine)).context["look"]
    assert [(one.criteria, one.conflicts, one.new) for one in look.changing] == [
        ((True, False), (True, True), ["Too few members"])
    ]


def test_it_is_compared_with_what_holds_that_day_otherwise(ada, sign_in, northfield, nine):
    EditionFactory(title="Ten members", members=10, takes_effect_on=datetime.date(2027, 1, 1))
    look = sign_in(ada).get(detail(nine)).context["look"]
    assert look.outlook.without.edition == "Ten members"
    # Eight are too few for either.
    assert look.changing == []
    assert look.said == "No verdict would change, of 1 area."


def test_an_area_that_is_closed_by_then_is_not_looked_at(ada, sign_in, northfield, nine):
    AreaFactory(name="Closed", closed_on=datetime.date(2027, 3, 31))
    AreaFactory(name="To be opened", opened_on=APRIL)
    look = sign_in(ada).get(detail(nine)).context["look"]
    assert [one.area.name for one in look.outlook.judged] == ["Northfield", "To be opened"]


def test_verdicts_are_counted_and_other_findings_told_apart(northfield, southmere, nine):
    look = outlook(nine)
    assert [one.area.name for one in look.judged] == ["Northfield", "Southmere"]
    without, by_it = look.counted(Group.CRITERIA)
    # Southmere has two members, and so too few for both.
    assert (dict(without), dict(by_it)) == ({True: 1, False: 1}, {False: 2})
    assert look.found_otherwise == 0
    lenient = EditionFactory(published_at=None, left_out=["minimum-members"])
    assert [one.area.name for one in outlook(lenient).changing] == ["Southmere"]


def test_with_very_many_areas_it_says_which_are_looked_at(
    ada, sign_in, northfield, southmere, nine, monkeypatch
):
    monkeypatch.setattr("partnerships.rosters.outlook.AT_ONCE", 1)
    client = sign_in(ada)
    for page, name in [("", "Northfield"), ("?page=2", "Southmere"), ("?page=99", "Southmere")]:
        response = client.get(detail(nine) + page)
        look = response.context["look"]
        assert [one.area.name for one in look.outlook.judged] == [name]
        assert "2 areas are open on that day, which is more than can be looked at" in text_of(
            response
        )
    assert [one.area.name for one in outlook(nine, "nonsense").judged] == ["Northfield"]


def test_a_hundred_areas_cost_no_more_queries_than_two(
    northfield, southmere, nine, django_assert_num_queries
):
    def look() -> None:
        with django_assert_num_queries(15):
            outlook(nine)

    look()
    for area in AreaFactory.create_batch(20):
        MembershipFactory(area=area)
    look()


def test_publishing_shows_what_it_would_change_and_asks(ada, sign_in, northfield, nine):
    client, url = sign_in(ada), reverse("edition-publish", args=[nine.pk])
    assert "1 of 1 area would have another verdict." in text_of(client.get(url))

    response = client.post(url, {"version": "1"})
    assert "Tick the box" in response.context["form"].errors["sure"][0]
    response = client.post(url, {"version": "1", "sure": "on"}, follow=True)

    assert "is published. Areas are judged by it from 1 April 2027." in text_of(response)
    assert Edition.objects.get().published_by == ada


def test_a_draft_that_was_changed_meanwhile_is_not_published(ada, sign_in, nine):
    Edition.objects.update(members=10, version=2)
    url = reverse("edition-publish", args=[nine.pk])
    response = sign_in(ada).post(url, {"version": "1", "sure": "on"})
    assert "Somebody else changed this edition" in text_of(response)
    assert "At least 10" in text_of(response)
    assert not Edition.objects.get().is_published


def test_two_administrators_with_one_draft_see_both(ada, sign_in, nine):
    Edition.objects.update(members=10, version=2)
    url = reverse("edition-change", args=[nine.pk])
    response = sign_in(ada).post(url, ANSWERS | {"version": "1"})
    rows = response.context["conflict"].rows
    assert ("Fewest members", "10", "9") in rows
    response = sign_in(ada).post(url, ANSWERS | {"version": "2"})
    assert response.status_code == 302
    assert Edition.objects.get().members == 9


def test_a_draft_whose_day_has_come_needs_another(ada, sign_in, northfield):
    late = EditionFactory(published_at=None, takes_effect_on=datetime.date(2026, 10, 1))
    client = sign_in(ada)
    response = client.get(detail(late))
    assert response.context["look"] is None
    assert "has come while it was a draft" in text_of(response)
    response = client.get(reverse("edition-publish", args=[late.pk]), follow=True)
    assert "days that have come keep the edition they had" in text_of(response)


def test_one_in_effect_can_neither_be_withdrawn_nor_changed(ada, sign_in):
    edition = EditionFactory(takes_effect_on=datetime.date(2026, 10, 1))
    client = sign_in(ada)
    for name in ("edition-withdraw", "edition-change", "edition-publish", "edition-discard"):
        response = client.get(reverse(name, args=[edition.pk]))
        assert response["Location"] == detail(edition)
    assert "It can no longer be changed" in text_of(client.get(detail(edition)))


def test_withdrawing_makes_a_draft_of_it_again(ada, sign_in):
    edition = EditionFactory()
    url = reverse("edition-withdraw", args=[edition.pk])
    response = sign_in(ada).post(url, {"version": "1", "reason": "Too soon."}, follow=True)
    assert "is withdrawn, and a draft again." in text_of(response)
    assert "Reason: Too soon." in text_of(response)


def test_throwing_a_draft_away_leads_back_to_the_list(ada, sign_in, nine):
    url = reverse("edition-discard", args=[nine.pk])
    response = sign_in(ada).post(url, {"version": "1", "reason": "A slip."}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("edition-list")
    assert not Edition.objects.exists()


def test_the_list_says_which_holds_held_and_will(stan, sign_in, nine):
    EditionFactory(title="Old", takes_effect_on=datetime.date(2026, 1, 1))
    EditionFactory(title="Now", takes_effect_on=datetime.date(2026, 9, 1))
    EditionFactory(title="Next", takes_effect_on=datetime.date(2027, 1, 1))
    context = sign_in(stan).get(reverse("edition-list")).context
    assert [(one.title, one.days, one.state) for one in context["published"]] == [
        ("Next", "From 1 January 2027", "To come"),
        ("Now", "1 September 2026 to 31 December 2026", "In effect"),
        ("Old", "1 January 2026 to 31 August 2026", "Past"),
        (
            "Big Local partnerships, version 3, February 2020",
            "Until 31 December 2025",
            "Past",
        ),
    ]
    assert [(one.title, one.state) for one in context["drafts"]] == [("Nine members", "Draft")]
    assert not context["may_run"]


@pytest.mark.parametrize("pk", [0, 2**63, 10**40])
def test_an_edition_that_is_none_is_not_there(ada, sign_in, pk):
    assert sign_in(ada).get(reverse("edition-detail", args=[pk])).status_code == 404


class TestRules:
    """The rules as at a day, for everybody."""

    def test_a_day_has_the_figures_of_its_edition(self, stranger, sign_in):
        EditionFactory(
            title="Nine members", members=9, note="So they last.", left_out=["own-right"]
        )
        client = sign_in(stranger)
        today, then = (text_of(client.get(reverse("rules") + on)) for on in ("", "?on=2027-04-01"))
        assert "At least 8 " not in then
        assert "At least 8<" in today
        assert "At least 9<" in then
        assert "The rules on 1 April 2027" in then
        assert "A partnership has at least 9 members" in then
        assert "So they last." in then
        assert then.count("Does not apply") == 1
        assert "Does not apply" not in today
        assert "They hold until 31 March 2027" in today

    @pytest.mark.parametrize(
        "on",
        ["?on=nonsense", "?on=0001-01-01", "?on=9999-12-31", "?on_day=31&on_month=2&on_year=1"],
    )
    def test_days_far_off_and_days_that_are_none_are_answered(self, stranger, sign_in, on):
        assert sign_in(stranger).get(reverse("rules") + on).status_code == 200

    def test_a_draft_is_nobodys_business(self, stranger, sign_in, nine):
        text = text_of(sign_in(stranger).get(reverse("rules") + "?on=2027-04-01"))
        assert "Nine members" not in text
        assert "At least 8<" in text
