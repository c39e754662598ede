"""The plan on pages: from the first title to money by theme, notes with files, and what follows on."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Decision, Evidence, Plan, ProgressNote, Spend, Theme
from tests.biglocal.attachments.files import picture, word_file
from tests.factories import PlanFactory, ProgressNoteFactory, SpendFactory, ThemeFactory

TODAY = datetime.date(2026, 10, 1)
ANSWERS = {
    "title": "A place to grow",
    "vision": "Everybody knows a neighbour.",
    "priorities": "Young people\n\n Parks \nyoung people",
    **boxes("starts_on", datetime.date(2026, 1, 1)),
    **boxes("ends_on", datetime.date(2027, 12, 31)),
}
SPENT = {
    **boxes("spent_on", datetime.date(2026, 6, 30)),
    "amount": "£1,234.50",
    "payee": "Hillside Players",
    "what_for": "Summer fair",
    "recorded_from": "The LTO’s statement of June",
}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def url(name, area, *args) -> str:
    return reverse(name, args=[area.slug, *args])


@pytest.fixture
def plan(northfield) -> Plan:
    return PlanFactory(area=northfield)


def test_the_first_step_is_a_plan_and_the_next_its_themes(northfield, sol, stan, sign_in):
    client = sign_in(sol)
    assert "No plan yet" in text_of(client.get(url("plan", northfield)))
    response = client.post(url("plan-add", northfield), ANSWERS, follow=True)
    page = text_of(response)
    assert "A place to grow is recorded from 1 January 2026 to 31 December 2027" in page
    assert "No themes yet" in page
    assert Plan.objects.get().priorities == ["Young people", "Parks", "young people"]
    read = text_of(sign_in(stan).get(url("plan", northfield)))
    assert "Everybody knows a neighbour." in read
    assert "Add a theme" not in read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Enter what the plan is called"),
        (boxes("ends_on", datetime.date(2025, 12, 31)), "The last day must be 1 January 2026"),
        ({"priorities": "\n".join(str(n) for n in range(21))}, "Enter 20 priorities or fewer"),
        ({"priorities": "x" * 301}, "Each priority must be 300 characters or fewer"),
        ({"priorities": "\0"}, "has a character in it that cannot be kept"),
        (boxes("starts_on", datetime.date(2024, 1, 1)), "another plan on some of these days"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(northfield, sol, sign_in, typed, sentence):
    PlanFactory(
        area=northfield, starts_on=datetime.date(2024, 6, 1), ends_on=datetime.date(2025, 6, 1)
    )
    response = sign_in(sol).post(url("plan-add", northfield), ANSWERS | typed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Everybody knows a neighbour." in text_of(response)
    assert Plan.objects.count() == 1


def test_money_is_spent_by_theme_and_over_budget_is_said_not_refused(
    northfield, plan, sol, sign_in
):
    client = sign_in(sol)
    themed = client.post(
        url("theme-add", northfield, plan.pk), {"name": "Young people", "budget": "1,000"}
    )
    assert themed.status_code == 302
    theme = Theme.objects.get()
    response = client.post(url("spend-add", northfield), SPENT | {"theme": theme.pk}, follow=True)
    assert "£1,234.50 was spent on Young people" in text_of(response)
    page = text_of(client.get(url("plan", northfield)))
    assert "£1,234.50 was spent on Young people: £234.50 more than its budget." in page
    assert "Over budget" in page
    assert "£998,765.50 is left" in page
    assert "<svg" in page
    before = text_of(client.get(url("plan", northfield) + "?on=2026-06-29"))
    assert "more than its budget" not in before
    assert "Record what was spent" not in before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "0"}, "must be more than £0"),
        ({"amount": "1,25"}, "amount"),
        ({"theme": ""}, "Select the theme"),
        ({"theme": "999999"}, "Choose the theme from those listed"),
        ({"payee": ""}, "Enter who was paid"),
        ({"recorded_from": ""}, "Enter what this is recorded from"),
        (boxes("spent_on", datetime.date(2026, 10, 2)), "1 October 2026 or earlier"),
    ],
)
def test_money_that_cannot_be_is_said_beside_it(northfield, plan, sol, sign_in, typed, sentence):
    theme = ThemeFactory(plan=plan)
    response = sign_in(sol).post(url("spend-add", northfield), SPENT | {"theme": theme.pk} | typed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not Spend.objects.exists()


def test_spending_is_listed_by_theme_and_in_pages(
    northfield, plan, sol, sign_in, django_assert_max_num_queries
):
    theme, other = ThemeFactory(plan=plan), ThemeFactory(plan=plan)
    SpendFactory(theme=other, what_for="Something else")
    SpendFactory(theme=theme, amount=Decimal("0.50"))
    client = sign_in(sol)
    address = url("spend-list", northfield)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(60):
        SpendFactory(theme=theme, reference=str(number))
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(address)
    assert len(page.context["page"]) == 50
    one = client.get(f"{address}?theme={theme.pk}")
    assert "£60,000.50 in all" in text_of(one)
    assert "Something else" not in text_of(one)
    for nonsense in ("x", "9" * 30, "²", "-1"):
        assert client.get(f"{address}?theme={nonsense}").status_code == 200


def test_what_was_spent_is_corrected_and_taken_back(northfield, plan, sol, sign_in):
    theme = ThemeFactory(plan=plan)
    spend = SpendFactory(theme=theme)
    client = sign_in(sol)
    address = url("spend-change", northfield, spend.pk)
    assert client.get(address).context["form"].initial["payee"] == "Hillside Players"
    typed = SPENT | {"theme": theme.pk, "amount": "9.99", "version": 1}
    assert "£9.99 on" in text_of(client.post(address, typed, follow=True))
    stale = text_of(client.post(address, typed | {"amount": "7"}))
    assert "£9.99" in stale
    gone = client.post(
        url("spend-mistake", northfield, spend.pk), {"version": 2, "reason": "Twice."}, follow=True
    )
    assert "is taken back" in text_of(gone)
    assert not Spend.objects.exists()


def test_a_note_shows_what_was_done_with_files_that_are_handed_out(
    northfield, plan, sol, stan, sign_in
):
    client = sign_in(sol)
    address = url("plan-note-add", northfield, plan.pk)
    typed = {**boxes("noted_on", TODAY), "text": "Opened <b>today</b>."}
    refused = client.post(address, typed | {"file_2": SimpleUploadedFile("a.docx", word_file())})
    assert "Save it as a PDF and attach that" in text_of(refused)
    sent = {f"file_{n}": SimpleUploadedFile("a.jpg", picture()) for n in (1, 3)}
    page = text_of(client.post(address, typed | sent, follow=True))
    assert "Opened &lt;b&gt;today&lt;/b&gt;." in page
    first, second = Evidence.objects.all()
    assert url("plan-evidence-file", northfield, first.pk) in page
    file = sign_in(stan).get(url("plan-evidence-file", northfield, second.pk))
    assert file["Content-Type"] == "image/jpeg"
    assert file["Content-Disposition"].startswith("attachment; ")


def test_the_notes_of_a_plan_cost_no_more_queries(
    northfield, plan, sol, sign_in, django_assert_max_num_queries
):
    ProgressNoteFactory(plan=plan)
    SpendFactory(theme__plan=plan)
    client = sign_in(sol)
    address = url("plan", northfield)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _ in range(10):
        ProgressNoteFactory(plan=plan)
        SpendFactory(theme__plan=plan)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)
    assert ProgressNote.objects.count() == 11


def test_what_follows_on_starts_from_the_plan_before(northfield, plan, sol, sign_in):
    client = sign_in(sol)
    address = url("plan-follow", northfield, plan.pk)
    assert client.get(address).context["form"].initial["starts_on"] == datetime.date(2028, 1, 1)
    typed = {
        "title": "Growing on",
        **boxes("starts_on", datetime.date(2027, 4, 1)),
        **boxes("ends_on", datetime.date(2029, 3, 31)),
    }
    page = text_of(client.post(address, typed, follow=True))
    assert "Growing on follows on from 1 April 2027" in page
    now = text_of(client.get(url("plan", northfield)))
    assert "Followed by" in now
    assert "1 January 2026 to 31 March 2027" in now
    then = text_of(client.get(url("plan", northfield) + "?on=2027-04-01"))
    assert "Growing on, as at 1 April 2027" in then


def test_a_review_that_is_due_no_longer_is_to_do_until_it_is_recorded(
    northfield, plan, sol, sign_in
):
    Plan.objects.update(next_review_on=TODAY)
    client = sign_in(sol)

    def titles():
        return [item.title for item in client.get(url("area-detail", northfield)).context["todo"]]

    assert "The review of the plan is overdue" not in titles()
    Plan.objects.update(next_review_on=TODAY - datetime.timedelta(days=1))
    assert "The review of the plan is overdue" in titles()
    typed = {
        "version": 1,
        **boxes("reviewed_on", TODAY),
        **boxes("next_review_on", datetime.date(2027, 10, 1)),
    }
    done = client.post(url("plan-review", northfield, plan.pk), typed, follow=True)
    assert "The next review is due on 1 October 2027" in text_of(done)
    assert "The review of the plan is overdue" not in titles()


def test_a_decision_counts_for_the_theme_that_it_names(northfield, people, plan, sol, sign_in):
    theme = ThemeFactory(plan=plan, name="Young people")
    client = sign_in(sol)
    typed = {
        **boxes("decided_on", datetime.date(2026, 9, 1)),
        "kind": "other",
        "title": "Youth club",
        "amount": "2,500",
        "theme": theme.pk,
        **{f"person-{one.pk}-part": "took-part" for one in vars(people).values()},
    }
    address = url("decision-add", northfield) + "?decided_on=2026-09-01"
    assert "Young people" in text_of(client.get(address))
    elsewhere = client.post(address, typed | {"theme": "999999"})
    assert "from those listed" in text_of(elsewhere)
    client.post(address, typed, follow=True)
    decision = Decision.objects.get()
    assert decision.theme == theme
    assert "Young people" in text_of(client.get(url("decision-detail", northfield, decision.pk)))
    change = client.get(url("decision-change", northfield, decision.pk)).context["form"]
    assert change.initial["theme"] == str(theme.pk)
    line = client.get(url("plan", northfield)).context["money"].themes[0]
    assert (line.decided, line.spent) == (Decimal(2500), 0)


def test_an_administrator_says_how_much_an_area_has(northfield, plan, ada, sign_in):
    client = sign_in(ada)
    address = url("area-settings", northfield)
    form = client.get(address).context["form"]
    assert form.initial["award"] == Decimal(1_000_000)
    typed = {
        "version": northfield.version,
        "name": northfield.name,
        "region": northfield.region,
        "local_authority": northfield.local_authority,
        "award": "£1,100,000.50",
    }
    assert client.post(address, typed).status_code == 302
    northfield.refresh_from_db()
    assert northfield.award == Decimal("1100000.50")
    assert "has £1,100,000.50 in all" in text_of(client.get(url("plan", northfield)))
