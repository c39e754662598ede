"""Screening a decision before the meeting: asked on one page, answered on the next, then recorded."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.forms.organisations import as_new
from partnerships.models import Decision, Organisation, Residence, ScreeningDraft
from tests.factories import (
    DeclarationFactory,
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
    QuorumFactory,
    RelationshipFactory,
    ResidenceFactory,
)

MEETING = datetime.date(2026, 10, 7)
SCREEN = "/areas/northfield/decisions/screen/"
RESULT = "/areas/northfield/decisions/screen/result/"
ADD = "/areas/northfield/decisions/add/"


def said(*organisations, day=MEETING, **changes):
    """What is to be decided, as the form sends it."""
    data = {"kind": "grant", "title": "Summer fair", "amount": "£1,200.50"}
    data |= {f"organisation_{number + 1}": name for number, name in enumerate(organisations)}
    return data | boxes("decided_on", day) | changes


def screened(client, *organisations, **changes):
    response = client.post(SCREEN, said(*organisations, **changes), follow=True)
    assert response.redirect_chain == [(RESULT, 302)]
    return response


def rows(response):
    return {row.name: (row.word, row.must_withdraw) for row in response.context["screened"].people}


def minuted(response):
    """The paragraph for the minutes."""
    return BeautifulSoup(response.content, "html.parser").select_one(".app-minutes").text


@pytest.fixture
def bakery(db):
    return OrganisationFactory(name="Moor Bakery")


class TestTheQuestion:
    def test_it_says_how_many_there_are_and_how_to_record_a_quorum(self, northfield, sol, sign_in):
        page = sign_in(sol).get(SCREEN).content.decode()
        assert "Today the partnership has 8 members, 8 of whom live in the area." in page
        assert "No quorum is recorded." in page
        assert "/areas/northfield/quorum/" in page
        QuorumFactory(area=northfield, members=5, share="half")
        page = sign_in(sol).get(SCREEN).content.decode()
        assert "The quorum is 5 members, and at least half of those there live in the area." in page

    def test_more_rows_are_added_without_a_script_and_nothing_is_lost(
        self, northfield, sol, sign_in
    ):
        client = sign_in(sol)
        assert "organisation_4" in client.get(SCREEN).context["form"].fields
        response = client.post(SCREEN, said("One", "Two", "Three", "Four", step="more", title=""))
        form = response.context["form"]
        typed = ["One", "Two", "Three", "Four", *[None] * 4]
        assert [row.value() for row in form.rows] == typed
        assert "There is a problem" not in response.content.decode()
        assert not ScreeningDraft.objects.exists()

    def test_there_are_fifty_rows_and_no_more(self, northfield, sol, sign_in):
        many = [f"Organisation {number}" for number in range(50)]
        response = sign_in(sol).post(SCREEN, said(*many, step="more"))
        assert len(list(response.context["form"].rows)) == 50
        assert "Add more rows" not in response.content.decode()
        assert len(screened(sign_in(sol), *many).context["screened"].organisations) == 50

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"title": " "}, "title", "Enter what is to be decided"),
            ({"kind": ""}, "kind", "Select what kind of decision it is"),
            ({"amount": "-3"}, "amount", "0 or more"),
            ({"amount": "lots"}, "amount", "in pounds"),
            ({"amount": "9" * 30}, "amount", "figures or fewer"),
            ({"organisation_1": " "}, "organisation_1", "Enter every organisation"),
            ({"organisation_1": "x" * 201}, "organisation_1", "200 characters"),
            ({"organisation_1": "a\x00b"}, "organisation_1", "cannot be kept"),
            (boxes("decided_on", datetime.date(2028, 1, 1)), "decided_on", "or earlier"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_question(
        self, northfield, sol, sign_in, changes, field, message
    ):
        response = sign_in(sol).post(SCREEN, said("Moor Bakery", **changes))
        assert message in " ".join(response.context["form"].errors[field])
        assert not ScreeningDraft.objects.exists()

    def test_a_name_that_is_nearly_on_the_list_is_asked_about(
        self, northfield, bakery, sol, sign_in
    ):
        client = sign_in(sol)
        asked = client.post(SCREEN, said("Moor Bakers", "Zebra"))
        [question] = [name for name in asked.context["form"].fields if "-" in name]
        assert "Is it one of these?" in asked.content.decode()
        assert "add “Moor Bakers”" not in asked.content.decode()
        same = client.post(SCREEN, said("Moor Bakers", **{question: str(bakery.pk)}), follow=True)
        [row] = same.context["screened"].organisations
        assert row.name == "Moor Bakery"
        another = client.post(SCREEN, said("Moor Bakers", **{question: "new"}), follow=True)
        [row] = another.context["screened"].organisations
        assert row.note.startswith("Not on the programme’s list")
        assert Organisation.objects.count() == 1

    def test_it_begins_with_what_was_asked_last_by_the_same_person(
        self, northfield, sol, rhea, sign_in
    ):
        screened(sign_in(sol), "Moor Bakery", "Roofs & Sons")
        form = sign_in(sol).get(SCREEN).context["form"]
        assert form["title"].value() == "Summer fair"
        assert form["amount"].value() == "1,200.50"
        assert [row.value() for row in form.rows][:3] == ["Moor Bakery", "Roofs & Sons", ""]
        assert sign_in(rhea).get(SCREEN).context["form"]["title"].value() is None
        assert sign_in(rhea).get(RESULT)["Location"] == SCREEN
        screened(sign_in(sol), "Acorn", title="Another")
        assert ScreeningDraft.objects.count() == 1


class TestTheAnswer:
    def test_each_person_by_what_ties_them(self, northfield, people, bakery, sol, sign_in):
        roofs = OrganisationFactory(name="Roofs & Sons")
        trust = OrganisationFactory(name="Northfield Trust")
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        InterestFactory(
            area=northfield,
            person=people.ben,
            organisation=bakery,
            whose="friend",
            nature="loyalty",
        )
        RelationshipFactory(area=northfield, a=people.dai, b=people.carys)
        InterestFactory(area=northfield, person=people.carys, organisation=roofs)
        LtoFactory(area=northfield, organisation=trust)
        LtoRoleFactory(area=northfield, person=people.ewa)
        DeclarationFactory(area=northfield, person=people.farid, made_on=datetime.date(2026, 9, 1))
        DeclarationFactory(area=northfield, person=people.grace, made_on=datetime.date(2026, 8, 31))
        response = screened(
            sign_in(sol), "MOOR BAKERY", "Roofs & Sons", "Northfield Trust", "Nobody Ltd"
        )
        found = rows(response)
        assert found["Asha Patel"] == ("Conflict: declared", True)
        assert found["Ben Okafor"] == ("Conflict: relative or friend", True)
        assert found["Carys Hughes"] == ("Conflict: declared", True)
        assert found["Dai Nguyen"] == ("Conflict: relative or friend", True)
        assert found["Ewa Kowalska"] == ("Conflict: for the LTO", True)
        assert found["Farid Rahman"] == ("Clear", False)
        # Nobody is clear who has not said so.
        assert found["Grace Adeyemi"] == ("Not declared", False)
        # All organisations, not only the one that may be chosen.
        compared = response.context["screened"].organisations
        assert [(row.name, row.tied or row.note) for row in compared] == [
            (
                "Moor Bakery",
                ["Asha Patel (declared)", "Ben Okafor (through a relative or friend)"],
            ),
            (
                "Roofs & Sons",
                ["Carys Hughes (declared)", "Dai Nguyen (through a relative or friend)"],
            ),
            ("Northfield Trust", ["Ewa Kowalska (LTO)"]),
            (
                "Nobody Ltd",
                "Not on the programme’s list, so nobody can have declared an interest in it. "
                "Check how its name is written.",
            ),
        ]

    def test_the_paragraph_for_the_minutes_says_nothing_of_families(
        self, northfield, people, bakery, sol, sign_in
    ):
        QuorumFactory(area=northfield, members=6)
        RelationshipFactory(area=northfield, a=people.dai, b=people.carys)
        InterestFactory(area=northfield, person=people.carys, organisation=bakery)
        response = screened(sign_in(sol), "Moor Bakery", "Roofs & Sons")
        assert minuted(response) == (
            "On 7 October 2026 the partnership considered “Summer fair” (giving a grant, £1,200.50). "
            "It compared Moor Bakery and Roofs & Sons. "
            "Carys Hughes and Dai Nguyen declared an interest in Moor Bakery and withdrew. "
            "The partnership has 8 members, 8 of whom live in the area. "
            "Without those who withdrew there were 6 members, 6 of whom live in the area. "
            "The quorum (6 members) was kept. "
            "Residents were the majority of those who decided."
        )

    def test_whether_those_who_are_left_are_enough(self, northfield, people, bakery, sol, sign_in):
        Residence.objects.filter(
            person__in=[people.ewa, people.farid, people.grace, people.harry]
        ).update(in_area="no")
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        page = screened(sign_in(sol), "Moor Bakery").content.decode()
        assert "Not resident-led" in page
        assert "No quorum is recorded for that day" in page
        assert "Quorate" not in page
        QuorumFactory(area=northfield, members=7)
        assert "Quorate" in sign_in(sol).get(RESULT).content.decode()

    def test_those_who_came_are_counted_where_that_is_recorded(
        self, northfield, people, bakery, sol, sign_in
    ):
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        day = datetime.date(2026, 9, 30)
        MeetingFactory(
            area=northfield,
            held_on=day,
            present=[people.asha, people.ben, people.dai],
            apologies=[people.ewa],
        )
        room = screened(sign_in(sol), "Moor Bakery", day=day).context["screened"].room
        assert room.before == "3 members, 3 of whom live in the area"
        assert room.after == "2 members, 2 of whom live in the area"

    def test_the_register_of_the_meetings_own_day(self, northfield, bakery, sol, sign_in):
        leaving = MembershipFactory(
            area=northfield, person__name="Soon Gone", ends_on=datetime.date(2026, 10, 6)
        ).person
        InterestFactory(area=northfield, person=leaving, organisation=bakery)
        coming = MembershipFactory(
            area=northfield, person__name="Soon Here", starts_on=MEETING
        ).person
        InterestFactory(area=northfield, person=coming, organisation=bakery, starts_on=MEETING)
        found = rows(screened(sign_in(sol), "Moor Bakery"))
        assert "Soon Gone" not in found
        assert found["Soon Here"] == ("Conflict: declared", True)

    def test_a_day_before_anybody_was_a_member(self, northfield, sol, sign_in):
        page = screened(sign_in(sol), "Acorn", day=datetime.date(2001, 1, 1)).content.decode()
        assert "Nobody is on the register on 1 January 2001" in page
        assert "Not resident-led" in page

    def test_something_else_sends_nobody_out_and_needs_no_organisation(
        self, northfield, people, bakery, sol, sign_in
    ):
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        response = screened(sign_in(sol), "Moor Bakery", kind="other")
        assert rows(response)["Asha Patel"] == ("Conflict: declared", False)
        assert "Whoever has a tie may still want to say so" in response.content.decode()
        assert screened(sign_in(sol), kind="other").context["screened"].organisations == []

    def test_twice_the_same_organisation_is_one(self, northfield, bakery, sol, sign_in):
        response = screened(sign_in(sol), "Moor  Bakery", "moor bakery", "", "Acorn")
        names = [row.name for row in response.context["screened"].organisations]
        assert names == ["Moor Bakery", "Acorn"]

    def test_nothing_is_recorded_and_no_address_tells(self, northfield, sol, sign_in):
        response = screened(sign_in(sol), "<b>Acorn</b>", title="=1+1 <script>")
        page = response.content.decode()
        assert "&lt;b&gt;Acorn&lt;/b&gt;" in page
        assert "<script>" not in page.split("<main", 1)[1].split("</main>")[0]
        assert not Organisation.objects.exists()
        assert not AuditEvent.objects.exists()

    def test_a_worker_whom_a_bidder_pays_is_pointed_out(
        self, northfield, people, bakery, sol, sign_in
    ):
        """No rule sends them out, so nothing of it is minuted."""
        worker = PaidWorkFactory(area=northfield, employer=bakery, person__name="Wyn Work").person
        PaidWorkFactory(area=northfield, employer=OrganisationFactory(), person__name="Zoe Else")
        response = screened(sign_in(sol), "Moor Bakery", "Acorn")
        found = rows(response)
        assert found[worker.name] == ("Paid by one considered", False)
        assert found["Zoe Else"] == ("Clear", False)
        page = response.content.decode()
        assert page.count("Wyn Work is paid for Big Local work by Moor Bakery.") == 2
        assert response.context["screened"].organisations[0].tied == ["Wyn Work (paid worker)"]
        assert "Nobody declared an interest." in minuted(response)
        # Unless the partnership pays them itself.
        LtoFactory(area=northfield, organisation=bakery, is_own=True)
        assert rows(sign_in(sol).get(RESULT))[worker.name] == ("Clear", False)

    def test_whoever_has_not_declared_is_named_before_and_after(
        self, northfield, people, bakery, sol, sign_in
    ):
        client = sign_in(sol)
        for person in [one for name, one in vars(people).items() if name != "asha"]:
            DeclarationFactory(area=northfield, person=person, made_on=datetime.date(2026, 9, 1))
        words = "Asha Patel has not declared their interests since 1 September 2026."
        assert words in client.get(SCREEN).content.decode()
        assert words in screened(client, "Moor Bakery").content.decode()
        DeclarationFactory(area=northfield, person=people.asha, made_on=datetime.date(2026, 10, 1))
        assert "declared their interests" not in client.get(SCREEN).content.decode()
        # Nobody can have declared yet for a year that is to come.
        to_come = screened(client, "Moor Bakery", day=datetime.date(2027, 9, 2))
        assert set(rows(to_come).values()) == {("Clear", False)}


@pytest.fixture
def quorum(northfield):
    return QuorumFactory(area=northfield, members=5)


class TestTheMinutes:
    def test_nobody_withdraws(self, northfield, bakery, quorum, sol, sign_in):
        assert minuted(screened(sign_in(sol), "Moor Bakery", amount="")) == (
            "On 7 October 2026 the partnership considered “Summer fair” (giving a grant). "
            "The only organisation considered was Moor Bakery. "
            "Nobody declared an interest. "
            "The partnership has 8 members, 8 of whom live in the area. "
            "The quorum (5 members) was kept. "
            "Residents were the majority of those who decided."
        )

    def test_everybody_withdraws(self, northfield, people, bakery, quorum, sol, sign_in):
        for person in vars(people).values():
            InterestFactory(area=northfield, person=person, organisation=bakery)
        response = screened(sign_in(sol), "Moor Bakery")
        assert minuted(response).endswith(
            "Grace Adeyemi and Harry Stone declared an interest in Moor Bakery and withdrew. "
            "The partnership has 8 members, 8 of whom live in the area. "
            "No member was left to decide, so nothing was decided."
        )
        page = response.content.decode()
        assert "Those who are left are too few to decide this. Talk to Local Trust" in page

    def test_those_who_are_left_are_too_few(self, northfield, people, bakery, quorum, sol, sign_in):
        for person in list(vars(people).values())[:4]:
            InterestFactory(area=northfield, person=person, organisation=bakery)
        response = screened(sign_in(sol), "Moor Bakery")
        assert minuted(response).endswith(
            "Without those who withdrew there were 4 members, 4 of whom live in the area. "
            "The quorum (5 members) was not kept, so nothing was decided."
        )
        assert "too few to decide this" in response.content.decode()

    def test_most_of_those_left_live_elsewhere_or_it_is_not_known(
        self, northfield, people, bakery, quorum, sol, sign_in
    ):
        client = sign_in(sol)
        homes = Residence.objects.filter(
            person__in=[people.ewa, people.farid, people.grace, people.harry]
        )
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        homes.update(in_area="no")
        response = screened(client, "Moor Bakery")
        words = "Residents were not the majority of those who decided."
        assert minuted(response).endswith(words)
        assert "Most of those who are left do not live in the area." in response.content.decode()
        homes.update(in_area="unknown")
        quorum.share = "half"
        quorum.save()
        response = screened(client, "Moor Bakery")
        assert minuted(response).endswith(
            "Whether the quorum (5 members, and at least half of those there live in the area) was "
            "kept cannot be told: it is not recorded whether 4 members live in the area. "
            "Whether residents were the majority of those who decided cannot be told: "
            "it is not recorded whether 4 members live in the area."
        )

    def test_whoever_did_not_come_did_not_withdraw(
        self, northfield, people, bakery, quorum, sol, sign_in
    ):
        for person in (people.asha, people.ewa):
            InterestFactory(area=northfield, person=person, organisation=bakery)
        day = datetime.date(2026, 9, 30)
        MeetingFactory(
            area=northfield,
            held_on=day,
            present=[people.asha, people.ben, people.dai],
            apologies=[people.ewa],
        )
        response = screened(sign_in(sol), "Moor Bakery", day=day)
        assert [row.name for row in response.context["screened"].withdrawing] == ["Asha Patel"]
        assert minuted(response).endswith(
            "Asha Patel declared an interest in Moor Bakery and withdrew. "
            "Present were 3 members, 3 of whom live in the area. "
            "Without those who withdrew there were 2 members, 2 of whom live in the area. "
            "The quorum (5 members) was not kept, so nothing was decided."
        )
        assert "Put it off to a meeting to which more members" in response.content.decode()

    def test_a_quorum_of_those_who_vote(self, northfield, people, bakery, quorum, sol, sign_in):
        quorum.counts = "voting"
        quorum.save()
        northfield.memberships.filter(person__in=[people.ewa, people.farid, people.grace]).update(
            is_voting=False
        )
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        response = screened(sign_in(sol), "Moor Bakery")
        assert minuted(response).endswith(
            "The partnership has 8 members, 8 of whom live in the area; 5 of them vote. "
            "Without those who withdrew there were 7 members, 7 of whom live in the area; "
            "4 of them vote. The quorum (5 voting members) was not kept, so nothing was decided."
        )
        page = response.content.decode()
        assert "The quorum is 5 voting members. Before anybody withdrew: quorate." in page

    def test_something_else_is_decided_by_all(self, northfield, people, bakery, sol, sign_in):
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        assert (
            "Asha Patel declared an interest in Moor Bakery and stayed, as it is not about buying "
            "or a grant. The partnership has 8 members"
        ) in minuted(screened(sign_in(sol), "Moor Bakery", kind="other"))

    def test_nobody_was_a_member_yet(self, northfield, sol, sign_in):
        response = screened(sign_in(sol), "Acorn", day=datetime.date(2001, 1, 1))
        assert minuted(response).endswith("No member was there to decide.")
        assert "too few" not in response.content.decode()


class TestSpeed:
    def test_twenty_organisations_and_41_members_take_three_queries_more_than_the_page(
        self, northfield, people, sol, sign_in
    ):
        organisations = [OrganisationFactory() for _ in range(20)]
        QuorumFactory(area=northfield)
        LtoFactory(area=northfield, organisation=organisations[0])
        for number in range(33):
            person = MembershipFactory(area=northfield).person
            ResidenceFactory(area=northfield, person=person)
            InterestFactory(area=northfield, person=person, organisation=organisations[number % 20])
            RelationshipFactory(area=northfield, a=person, b=people.asha, kind="sibling")
        assert northfield.memberships.count() == 41
        client = sign_in(sol)
        client.get(SCREEN)
        with CaptureQueriesContext(connection) as opening:
            client.get(SCREEN)
        with CaptureQueriesContext(connection) as asking:
            client.post(SCREEN, said(*[one.name for one in organisations]))
        with CaptureQueriesContext(connection) as answering:
            response = client.get(RESULT)
        assert len(response.context["screened"].withdrawing) == 34
        assert len(response.context["screened"].organisations) == 20
        assert len(asking) <= len(opening)
        assert len(answering) <= len(opening) + 3


class TestRecording:
    def test_all_of_it_is_carried_over(self, northfield, people, bakery, sol, sign_in):
        client = sign_in(sol)
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        day = datetime.date(2026, 9, 30)
        MeetingFactory(area=northfield, held_on=day, present=[people.asha, people.ben])
        response = screened(client, "moor bakery", "Acorn", day=day)
        link = BeautifulSoup(response.content, "html.parser").find(
            "a", string="Record the decision"
        )
        assert link["href"] == f"{ADD}?screened=yes&decided_on=2026-09-30"

        form = client.get(link["href"]).context["form"]
        assert form["title"].value() == "Summer fair"
        assert form["amount"].value() == "1,200.50"
        assert form["organisations"].value() == "Moor Bakery\nAcorn"
        parts = {person.name: row["part"].value() for person, row in form.rows.items()}
        assert parts["Asha Patel"] == "withdrew"
        assert parts["Ben Okafor"] is None
        assert parts["Carys Hughes"] == "not-there"

        data = {
            "kind": "grant",
            "title": "Summer fair",
            "amount": "1,200.50",
            "organisations": "Moor Bakery\nAcorn",
            "meeting": str(northfield.meetings.get().pk),
        }
        data |= boxes("decided_on", day) | as_new("organisations", "Acorn")
        for person in vars(people).values():
            data[f"person-{person.pk}-part"] = parts[person.name] or "voted"
        client.post(link["href"], data)
        decision = Decision.objects.get()
        assert decision.amount == Decimal("1200.50")
        assert decision.meeting == northfield.meetings.get()
        done = {one.person.name: (one.part, one.voted) for one in decision.participations.all()}
        assert done == {"Asha Patel": ("withdrew", False), "Ben Okafor": ("took-part", True)}
        assert not ScreeningDraft.objects.exists()

    def test_a_meeting_to_come_is_not_recorded_yet(self, northfield, sol, sign_in):
        page = screened(sign_in(sol), "Acorn").content.decode()
        assert "Record the decision" not in page
        assert "From 7 October 2026 on you can record the decision" in page
