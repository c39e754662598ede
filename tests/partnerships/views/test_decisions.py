"""Decisions as they are read: with what the rules find in them, and listed quickly."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    DecisionFactory,
    InterestFactory,
    MembershipFactory,
    OrganisationFactory,
    RelationshipFactory,
)

MEETING = datetime.date(2026, 9, 3)
LIST = "/areas/northfield/decisions/"


@pytest.fixture
def decision(northfield, people):
    """Asha took part and Ben withdrew."""
    return DecisionFactory(
        area=northfield,
        decided_on=MEETING,
        organisations=[OrganisationFactory(name="Moor Bakery")],
        took_part=[people.asha],
        withdrew=[people.ben],
    )


class TestDetail:
    def page(self, client, decision):
        return client.get(reverse("decision-detail", args=["northfield", decision.pk]))

    def test_nothing_found(self, decision, stan, sign_in):
        page = self.page(sign_in(stan), decision).content.decode()
        assert "No conflict found" in page
        assert "1 took part, and 1 withdrew." in page
        decision.participations.filter(part="took-part").update(voted=True)
        page = self.page(sign_in(stan), decision).content.decode()
        assert "1 took part, of whom 1 voted, and 1 withdrew." in page
        decision.participations.filter(part="took-part").delete()
        page = self.page(sign_in(stan), decision).content.decode()
        assert "Nobody took part, and 1 withdrew." in page
        assert "Correct this decision" not in page

    def test_whoever_voted_without_a_vote_is_recorded_and_said(
        self, northfield, people, decision, sol, sign_in
    ):
        decision.participations.filter(person=people.asha).update(voted=True)
        words = "Took part and voted, without a vote by the register"
        assert words not in self.page(sign_in(sol), decision).content.decode()
        northfield.memberships.filter(person=people.asha).update(is_voting=False)
        assert words in self.page(sign_in(sol), decision).content.decode()

    @pytest.mark.parametrize(
        ("missing", "said"),
        [
            ("organisations", "until it is recorded which organisations were considered."),
            ("participations", "until it is recorded who took part."),
        ],
    )
    def test_what_is_missing_is_never_read_as_fine(
        self, decision, sol, stan, sign_in, missing, said
    ):
        if missing == "organisations":
            decision.organisations.clear()
        else:
            decision.participations.all().delete()
        page = self.page(sign_in(stan), decision).content.decode()
        assert "Cannot tell" in page
        assert said in page
        assert "No conflict found" not in page
        assert "Add that to the decision" not in page
        assert "Add that to the decision" in self.page(sign_in(sol), decision).content.decode()
        [row] = sign_in(sol).get(LIST).context["rows"]
        assert row.is_untold
        # No rule looks at what is not about money, whatever is recorded of it.
        decision.kind = "other"
        decision.save()
        assert "Cannot tell" not in self.page(sign_in(sol), decision).content.decode()
        [row] = sign_in(sol).get(LIST).context["rows"]
        assert (row.is_untold, row.word) == (False, "Not looked at")

    def test_what_the_rules_find_in_it_with_the_people(
        self, northfield, people, decision, sol, sign_in
    ):
        InterestFactory(
            area=northfield, person=people.asha, organisation=decision.organisations.get()
        )
        other = DecisionFactory(
            area=northfield, organisations=decision.organisations.all(), took_part=[people.asha]
        )
        response = self.page(sign_in(sol), decision)
        [found] = response.context["findings"]
        assert found.message == (
            "Asha Patel took part in the grant decision of 3 September 2026 with "
            "a direct financial interest in Moor Bakery, which was considered."
        )
        assert "Moor Bakery (direct financial)" in response.content.decode()
        assert len(self.page(sign_in(sol), other).context["findings"]) == 1

    def test_an_old_one_is_judged_by_its_own_day(self, northfield, people, sol, sign_in):
        bakery = OrganisationFactory(name="Moor Bakery")
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        RelationshipFactory(
            area=northfield,
            a=people.asha,
            b=people.ben,
            kind="spouse",
            ends_on=datetime.date(2024, 12, 31),
        )
        day = datetime.date(2024, 5, 1)
        old = DecisionFactory(
            area=northfield, decided_on=day, organisations=[bakery], took_part=[people.ben]
        )
        response = self.page(sign_in(sol), old)
        assert [found.title for found in response.context["findings"]] == [
            "Decision taken with a relative's interest in it"
        ]
        assert response.context["judged_on"] == day

    def test_another_kind_is_not_looked_at(self, northfield, sol, sign_in):
        other = DecisionFactory(area=northfield, kind="other")
        page = self.page(sign_in(sol), other).content.decode()
        assert "nothing is said about this decision" in page
        assert "It is not recorded who took part." in page

    def test_ten_times_the_people_cost_the_same_queries(
        self, northfield, people, decision, sol, sign_in
    ):
        client = sign_in(sol)
        bakery = decision.organisations.get()
        InterestFactory(area=northfield, person=people.asha, organisation=bakery)
        self.page(client, decision)
        with CaptureQueriesContext(connection) as few:
            self.page(client, decision)
        for _ in range(20):
            person = MembershipFactory(area=northfield).person
            InterestFactory(area=northfield, person=person, organisation=bakery)
            decision.participations.create(person=person, part="took-part")
            decision.organisations.add(OrganisationFactory())
        with CaptureQueriesContext(connection) as many:
            assert len(self.page(client, decision).context["findings"]) == 21
        assert len(many) == len(few)


class TestList:
    def test_empty_says_what_will_be_here(self, northfield, sol, stan, sign_in):
        assert "Record a decision" in sign_in(sol).get(LIST).content.decode()
        page = sign_in(stan).get(LIST).content.decode()
        assert "No decisions yet" in page
        assert "Record a decision" not in page

    def test_newest_first_with_what_was_found(self, northfield, people, decision, sol, sign_in):
        InterestFactory(
            area=northfield, person=people.asha, organisation=decision.organisations.get()
        )
        DecisionFactory(area=northfield, decided_on=datetime.date(2020, 1, 1), title="Long ago")
        DecisionFactory(area=northfield, kind="other", title="A logo")
        rows = sign_in(sol).get(LIST).context["rows"]
        assert [(row.decision.title, row.level, row.word) for row in rows] == [
            ("Summer fair", "breach", "Nothing"),
            ("A logo", None, "Not looked at"),
            ("Long ago", None, "Counts no longer"),
        ]
        assert (rows[0].decision.took_part, rows[0].decision.withdrew) == (1, 1)

    def test_ten_times_the_decisions_cost_the_same_queries(
        self, northfield, people, decision, sol, sign_in
    ):
        client = sign_in(sol)
        client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for number in range(9):
            DecisionFactory(
                area=northfield,
                title=f"Decision {number}",
                chosen=OrganisationFactory(),
                organisations=[OrganisationFactory()],
                took_part=list(vars(people).values()),
            )
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(many) == len(few)

    def test_a_page_at_a_time(self, northfield, sol, sign_in):
        for number in range(26):
            DecisionFactory(area=northfield, title=f"Decision {number}")
        client = sign_in(sol)
        assert len(client.get(LIST).context["rows"]) == 25
        assert len(client.get(LIST, {"page": "2"}).context["rows"]) == 1
        assert len(client.get(LIST, {"page": "x"}).context["rows"]) == 25
