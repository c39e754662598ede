"""Decisions are recorded by the register of the day, with everybody's part, put right and taken back."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.forms.organisations import as_new
from partnerships.models import Decision, Organisation
from tests.access.test_bad_input import fields_of
from tests.factories import (
    DecisionFactory,
    InterestFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
)

MEETING = datetime.date(2026, 9, 3)
ADD = "/areas/northfield/decisions/add/"
LIST = "/areas/northfield/decisions/"


def said(people, *took_part, withdrew=(), day=MEETING, **changes):
    """A decision as the form sends it, with everybody's part."""
    data = {
        "kind": "grant",
        "title": "Summer fair",
        "amount": "1,250",
        "organisations": "Moor Bakery\n\nRoofs & Sons\nMOOR BAKERY",
        "chosen": "moor bakery",
    }
    for person in vars(people).values():
        part = "took-part" if person in took_part else "not-there"
        data[f"person-{person.pk}-part"] = "withdrew" if person in withdrew else part
    data |= boxes("decided_on", day) | changes
    # Whatever is not on the list is new to it.
    return as_new("organisations", *filter(None, data["organisations"].splitlines())) | data


def parts(decision):
    return {one.person.name: one.part for one in decision.participations.select_related("person")}


def test_it_asks_for_the_day_first_and_then_for_those_on_the_register_that_day(
    northfield, people, sol, sign_in
):
    MembershipFactory(
        area=northfield, person__name="Late Joiner", starts_on=datetime.date(2026, 9, 20)
    )
    client = sign_in(sol)
    assert "rows" not in client.get(ADD).context
    refused = client.get(ADD, boxes("decided_on", datetime.date(2026, 10, 2)))
    assert "must be 1 October 2026 or earlier" in refused.content.decode()
    page = client.get(ADD, boxes("decided_on", MEETING))
    assert [person.name for person, _, _ in page.context["rows"]] == [
        person.name for person in vars(people).values()
    ]


def test_it_is_recorded_with_its_organisations_and_everybodys_part(people, sol, sign_in):
    bakery = OrganisationFactory(name="Moor Bakery")
    response = sign_in(sol).post(ADD, said(people, people.asha, withdrew=[people.ben]))
    decision = Decision.objects.get()
    assert response["Location"] == reverse("decision-detail", args=["northfield", decision.pk])
    assert [one.name for one in decision.organisations.all()] == ["Moor Bakery", "Roofs & Sons"]
    assert (decision.chosen, decision.amount) == (bakery, 1250)
    assert parts(decision) == {"Asha Patel": "took-part", "Ben Okafor": "withdrew"}
    event = AuditEvent.objects.get(verb="decisions.write_down")
    assert event.after["took_part"] == [people.asha.pk]
    assert event.after["organisations"] == sorted(Organisation.objects.values_list("pk", flat=True))


def test_the_banner_points_to_what_was_found(northfield, people, sol, sign_in):
    InterestFactory(
        area=northfield, person=people.asha, organisation=OrganisationFactory(name="Moor Bakery")
    )
    response = sign_in(sol).post(ADD, said(people, people.asha), follow=True)
    [message] = [str(one) for one in response.context["messages"]]
    assert message == (
        "Saved. The decision of 3 September 2026 is recorded. See below what the rules found in it."
    )
    [found] = response.context["findings"]
    assert found.message.startswith("Asha Patel took part in the grant decision")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "Enter what was decided"),
        ({"amount": "-3"}, "amount", "0 or more"),
        ({"amount": "lots"}, "amount", "in pounds"),
        ({"amount": "99999999999"}, "amount", "figures or fewer"),
        ({"organisations": "x" * 201}, "organisations", "Each name must be 200 characters"),
        ({"organisations": "a\x00b"}, "organisations", "cannot be kept"),
        ({"organisations": "\n".join(map(str, range(51)))}, "organisations", "50 names or fewer"),
        ({"chosen": "Nobody Ltd"}, "chosen", "not among the organisations considered"),
        (boxes("decided_on", datetime.date(2027, 1, 1)), "decided_on", "or earlier"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(people, sol, sign_in, changes, field, message):
    response = sign_in(sol).post(ADD, said(people, people.asha, **changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert response.context["form"]["chosen"].value() == changes.get("chosen", "moor bakery")
    assert not Decision.objects.exists()
    assert not Organisation.objects.exists()


def test_nobodys_part_is_assumed(people, sol, sign_in):
    data = said(people, people.asha)
    del data[f"person-{people.ben.pk}-part"]
    response = sign_in(sol).post(ADD, data)
    assert f'<a href="#id_person-{people.ben.pk}-part_0">Ben Okafor: Select what they did</a>' in (
        response.content.decode()
    )
    assert not Decision.objects.exists()


def test_one_button_answers_for_all_other_voting_members(northfield, people, sol, sign_in):
    """What was said of others stays, nobody without a vote voted, and nothing is saved by it."""
    northfield.memberships.filter(person=people.carys).update(is_voting=False)
    worker = PaidWorkFactory(area=northfield).person
    data = {name: text for name, text in said(people).items() if not name.endswith("-part")}
    data |= {f"person-{people.asha.pk}-part": "withdrew", "title": "", "step": "rest"}
    response = sign_in(sol).post(ADD, data)
    form = response.context["form"]
    answers = {person.name: row["part"].value() for person, row in form.rows.items()}
    assert answers.pop("Asha Patel") == "withdrew"
    assert answers.pop("Carys Hughes") is None
    assert answers.pop(worker.name) is None
    assert set(answers.values()) == {"voted"}
    assert "There is a problem" not in response.content.decode()
    assert form["organisations"].value() == data["organisations"]
    assert not Decision.objects.exists()


def test_another_day_asks_about_those_who_were_there_then(northfield, people, sol, sign_in):
    joined = MembershipFactory(
        area=northfield, person__name="Late Joiner", starts_on=datetime.date(2026, 9, 20)
    ).person
    response = sign_in(sol).post(ADD, said(people, day=datetime.date(2026, 9, 25)))
    assert "Late Joiner: Select what they did" in response.content.decode()
    nobody_else = said(people, **{f"person-{joined.pk}-part": "took-part"})
    sign_in(sol).post(ADD, nobody_else)
    assert parts(Decision.objects.get()) == {"Late Joiner": "took-part"}


@pytest.mark.parametrize("pk", ["99999999999999999999", "7777777", "x"])
def test_somebody_who_is_not_on_the_register_cannot_be_smuggled_in(people, sol, sign_in, pk):
    data = said(people, people.asha, **{f"person-{pk}-part": "took-part"})
    sign_in(sol).post(ADD, data)
    assert parts(Decision.objects.get()) == {"Asha Patel": "took-part"}


def test_interests_of_the_day_are_shown_beside_the_names(northfield, people, sol, sign_in):
    bakery = OrganisationFactory(name="Moor Bakery")
    InterestFactory(area=northfield, person=people.asha, organisation=bakery)
    InterestFactory(
        area=northfield,
        person=people.ben,
        organisation=bakery,
        ends_on=datetime.date(2026, 9, 2),
    )
    page = sign_in(sol).get(ADD, boxes("decided_on", MEETING)).content.decode()
    assert page.count("Has an interest in Moor Bakery") == 1


def test_it_is_said_beside_the_name_who_had_no_vote(northfield, people, sol, sign_in):
    northfield.memberships.filter(person=people.ben).update(is_voting=False)
    page = sign_in(sol).get(ADD, boxes("decided_on", MEETING)).content.decode()
    assert page.count("Member without a vote") == 1


@pytest.fixture
def bakery(db):
    """An organisation considered."""
    return OrganisationFactory(name="Moor Bakery")


@pytest.fixture
def decision(northfield, people, bakery):
    """Asha took part and Ben withdrew."""
    return DecisionFactory(
        area=northfield,
        decided_on=MEETING,
        organisations=[bakery],
        took_part=[people.asha],
        withdrew=[people.ben],
    )


def change_url(decision):
    return reverse("decision-change", args=["northfield", decision.pk])


def test_a_correction_changes_the_lists_and_the_trail_has_both(people, decision, sol, sign_in):
    data = said(people, people.carys, withdrew=[people.asha], version="1")
    sign_in(sol).post(change_url(decision), data)
    assert parts(decision) == {"Asha Patel": "withdrew", "Carys Hughes": "took-part"}
    event = AuditEvent.objects.get(verb="decisions.correct")
    assert event.before["took_part"] == [people.asha.pk]
    assert event.after["took_part"] == [people.carys.pk]
    decision.refresh_from_db()
    assert decision.version == 2


def test_saving_it_as_it_is_writes_nothing(people, decision, sol, sign_in):
    data = said(
        people,
        people.asha,
        withdrew=[people.ben],
        version="1",
        amount="",
        organisations="Moor Bakery",
        chosen="",
    )
    response = sign_in(sol).post(change_url(decision), data)
    assert response.status_code == 302
    assert not AuditEvent.objects.exists()


def test_two_people_saving_one_decision_lose_neither_version(people, decision, sol, sign_in):
    client = sign_in(sol)
    client.post(change_url(decision), said(people, people.carys, version="1"))
    late = said(people, people.dai, version="1", organisations="Roofs & Sons", chosen="")
    response = client.post(change_url(decision), late)
    rows = {row.label: (row.saved, row.typed) for row in response.context["conflict"].rows}
    assert rows["Carys Hughes"] == ("Took part", "Not there")
    assert rows["Dai Nguyen"] == ("Not there", "Took part")
    assert rows["Organisations considered"] == ("Moor Bakery and Roofs & Sons", "Roofs & Sons")
    assert parts(decision) == {"Carys Hughes": "took-part"}
    client.post(change_url(decision), late | {"version": "2"})
    assert parts(decision) == {"Dai Nguyen": "took-part"}


def test_it_is_taken_back_and_the_trail_keeps_who_took_part(people, decision, sol, sign_in):
    url = reverse("decision-mistake", args=["northfield", decision.pk])
    client = sign_in(sol)
    assert client.post(url, {"reason": "", "version": "1"}).status_code == 200
    assert client.post(url, {"reason": "Not ours", "version": "7"}).status_code == 200
    assert Decision.objects.exists()
    assert client.post(url, {"reason": "Not ours", "version": "1"})["Location"] == LIST
    event = AuditEvent.objects.get()
    assert (event.before["took_part"], event.before["withdrew"]) == (
        [people.asha.pk],
        [people.ben.pk],
    )


LOOK = {"step": "what-if"}


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def findings_in(page):
    return [words(found.p) for found in page.select("article")]


def answers_in(page):
    return {words(row.dt): words(row.dd) for row in page.select("dl.govuk-summary-list > div")}


class TestBeforeItIsSaved:
    @pytest.fixture(autouse=True)
    def interest(self, northfield, people, bakery):
        """Asha's, in one that is considered."""
        return InterestFactory(area=northfield, person=people.asha, organisation=bakery)

    def test_the_conflict_is_shown_and_nothing_is_left_of_the_look(self, people, sol, sign_in):
        looked = sign_in(sol).post(ADD, said(people, people.asha, withdrew=[people.ben], **LOOK))

        page = page_of(looked)
        assert words(page.h1) == "What this would do"
        assert "The decision of 3 September 2026 is recorded." in words(page.main)
        assert findings_in(page) == [
            "Asha Patel took part in the grant decision of 3 September 2026 with "
            "a direct financial interest in Moor Bakery, which was considered."
        ]
        answers = answers_in(page)
        assert answers["Took part"] == "Asha Patel"
        assert answers["Withdrew"] == "Ben Okafor"
        assert answers["Not there"].startswith("Carys Hughes, Dai Nguyen")
        assert answers["Organisations considered"] == "Moor Bakery and Roofs & Sons"
        assert not Decision.objects.exists()
        assert Organisation.objects.count() == 1
        assert not AuditEvent.objects.exists()

    def test_whoever_withdrew_is_in_no_conflict(self, people, sol, sign_in):
        looked = sign_in(sol).post(ADD, said(people, people.ben, withdrew=[people.asha], **LOOK))

        page = page_of(looked)
        assert findings_in(page) == []
        assert "Nothing changes in the verdict." in words(page)

    def test_it_is_saved_from_there(self, people, sol, sign_in):
        client = sign_in(sol)
        typed = said(people, people.asha, withdrew=[people.ben])
        looked = client.post(ADD, typed | LOOK)
        saves = page_of(looked).select("main form button")[0]
        assert (words(saves), saves.get("name")) == ("Record the decision", None)

        client.post(ADD, fields_of(looked.content.decode()))

        decision = Decision.objects.get()
        assert parts(decision) == {"Asha Patel": "took-part", "Ben Okafor": "withdrew"}
        assert [one.name for one in decision.organisations.all()] == ["Moor Bakery", "Roofs & Sons"]

    def test_going_back_to_the_answers_finds_each_row_as_it_was(self, people, sol, sign_in):
        client = sign_in(sol)
        typed = said(people, people.asha, withdrew=[people.ben])
        # Nothing is asked about what is on the list.
        for name in as_new("organisations", "Moor Bakery"):
            del typed[name]
        looked = client.post(ADD, typed | LOOK)

        edited = client.post(ADD, fields_of(looked.content.decode()) | {"step": "edit"})

        assert "There is a problem" not in words(page_of(edited))
        shown = fields_of(edited.content.decode())
        assert {name: shown[name] for name in typed} == {
            name: [text.replace("\r\n", "\n")] for name, text in typed.items()
        }
        assert words(page_of(edited).select("main form button")[0]) == "Continue"

    def test_what_is_missing_is_asked_before_anything_is_shown(self, people, sol, sign_in):
        typed = said(people, people.asha, title="", **LOOK)
        del typed[f"person-{people.ben.pk}-part"]
        summary = words(page_of(sign_in(sol).post(ADD, typed)).find(class_="govuk-error-summary"))
        assert "Enter what was decided" in summary
        assert "Ben Okafor: Select what they did" in summary

    def test_one_that_counts_no_longer_is_judged_by_the_day_of_the_meeting(
        self, people, sol, sign_in
    ):
        long_ago = datetime.date(2024, 5, 1)
        page = page_of(sign_in(sol).post(ADD, said(people, people.asha, day=long_ago, **LOOK)))

        assert "The verdict on 1 May 2024" in words(page)
        assert len(findings_in(page)) == 1
        assert not Decision.objects.exists()

    @pytest.mark.parametrize(
        ("recorded", "typed", "day"),
        [
            (MEETING, MEETING, ""),
            (MEETING, datetime.date(2024, 5, 1), ""),
            (datetime.date(2024, 5, 1), MEETING, ""),
            (datetime.date(2024, 5, 1), datetime.date(2023, 5, 1), " on 1 May 2023"),
        ],
    )
    def test_a_correction_is_looked_at_today_while_it_counts_or_counted(
        self, people, decision, sol, sign_in, recorded, typed, day
    ):
        Decision.objects.update(decided_on=recorded)
        data = said(people, people.asha, day=typed, version="1", **LOOK)
        page = page_of(sign_in(sol).post(change_url(decision), data))
        assert words(page.h2) == f"The verdict{day}"

    def test_a_correction_shows_whose_conflict_it_brings_and_ends(
        self, northfield, people, decision, bakery, sol, sign_in
    ):
        InterestFactory(area=northfield, person=people.ben, organisation=bakery)
        data = said(people, people.ben, withdrew=[people.asha], version="1", **LOOK)
        page = page_of(sign_in(sol).post(change_url(decision), data))
        assert [found.split(" took")[0] for found in findings_in(page)] == ["Ben Okafor"]
        assert "What the rules would no longer find Asha Patel took part" in words(page)
        assert parts(decision) == {"Asha Patel": "took-part", "Ben Okafor": "withdrew"}

    def test_what_no_rule_looks_at_is_saved_at_once(self, people, decision, sol, sign_in):
        data = said(
            people,
            people.asha,
            withdrew=[people.ben],
            version="1",
            organisations="Moor Bakery",
            reason="The lowest offer",
            **LOOK,
        )
        response = sign_in(sol).post(change_url(decision), data)
        assert response.status_code == 302
        decision.refresh_from_db()
        assert decision.reason == "The lowest offer"

    def test_an_old_one_taken_back_is_looked_at_by_its_day(self, people, decision, sol, sign_in):
        Decision.objects.update(decided_on=datetime.date(2024, 5, 1))
        url = reverse("decision-mistake", args=["northfield", decision.pk])
        page = page_of(sign_in(sol).post(url, {"reason": "Not ours", "version": "1"} | LOOK))
        assert "The verdict on 1 May 2024" in words(page)
        assert "What the rules would no longer find Asha Patel took part" in words(page)
        assert Decision.objects.exists()

    def test_it_is_tried_out_with_other_changes_and_carried_out(
        self, northfield, people, sol, sign_in
    ):
        client = sign_in(sol)
        kept = client.post(ADD, said(people, people.asha) | {"step": "try"})
        assert kept["Location"] == reverse("what-if", args=["northfield"])
        page = page_of(client.get(kept["Location"]))
        assert "The decision of 3 September 2026 is recorded." in words(page.table)
        assert "Asha Patel took part" in words(page.table)
        assert not Decision.objects.exists()

        version = page.find("input", {"name": "version"})["value"]
        client.post(kept["Location"], {"what": "carry-out", "version": version})
        assert parts(Decision.objects.get()) == {"Asha Patel": "took-part"}

    def test_somebody_new_to_the_table_keeps_it_from_being_carried_out(
        self, northfield, people, sol, sign_in
    ):
        client = sign_in(sol)
        kept = client.post(ADD, said(people, people.asha) | {"step": "try"})
        MembershipFactory(area=northfield, person__name="Nadia Next")
        page = page_of(client.get(kept["Location"]))
        assert "Cannot be done. Nadia Next: Select what they did" in words(page.table)

    def test_looking_costs_the_same_for_many_people(self, northfield, people, sol, sign_in):
        client = sign_in(sol)

        def cost(data):
            with CaptureQueriesContext(connection) as asked:
                page_of(client.post(ADD, data | LOOK))
            return len([query for query in asked if not query["sql"].startswith("INSERT")])

        typed = said(people, people.asha)
        cost(typed)
        few = cost(typed)
        for _ in range(20):
            person = MembershipFactory(area=northfield).person
            typed[f"person-{person.pk}-part"] = "not-there"
        assert cost(typed) == few
