"""Which decisions are published as grants, in which words, and what is said of the others."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.erasing import erase
from partnerships.actions.people import correct
from partnerships.giving import grants as giving
from partnerships.giving.grants import Grant, Remark, decisions_on_grants, grants_of
from partnerships.models import Decision, DecisionKind
from tests.factories import DecisionFactory, MembershipFactory, OrganisationFactory

TODAY = datetime.date(2026, 10, 1)
PLAIN = "decided by the Big Local partnership of Northfield"


@pytest.fixture
def bakery(db):
    return OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")


@pytest.fixture
def decide(northfield, bakery):
    """Writes down a grant to the bakery, or what is said instead, and looks at what becomes of it."""

    def decide(**said) -> Grant:
        otherwise = {
            "chosen": bakery,
            "amount": 1200,
            "reason": "Best value for money.",
            "outcome": "Agreed.",
        }
        decision = DecisionFactory(area=northfield, **(otherwise | said))
        [grant] = grants_of(Decision.objects.filter(pk=decision.pk))
        return grant

    return decide


def test_a_grant_is_published_in_its_own_words(decide):
    grant = decide()
    assert grant.is_published
    assert grant.remarks == ()
    assert (grant.title, grant.description) == ("Summer fair", "Best value for money. Agreed.")
    assert grant.amount == Decimal(1200)


def test_one_that_was_refused_is_left_out_and_nothing_is_to_be_mended(decide):
    grant = decide(chosen=None, amount=None, outcome="Refused, as the plan has no money for it.")
    assert (grant.is_refused, grant.is_published, grant.remarks) == (True, False, ())


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ({"chosen": None}, Remark.NO_RECIPIENT),
        ({"outcome": "Turned down"}, Remark.REFUSED_AND_CHOSEN),
        ({"amount": None}, Remark.NO_AMOUNT),
        ({"amount": 0}, Remark.NO_AMOUNT),
    ],
)
def test_what_keeps_one_back_until_it_is_mended(decide, said, remark):
    grant = decide(**said)
    assert grant.remarks == (remark,)
    assert not grant.is_published


def test_an_organisation_without_a_number_is_published_and_said(decide):
    grant = decide(chosen=OrganisationFactory(name="Friends of the Green"))
    assert grant.remarks == (Remark.NO_NUMBER,)
    assert grant.is_published


def test_without_reason_and_outcome_a_plain_sentence_stands_for_them(decide):
    grant = decide(reason="", outcome=" ")
    assert grant.description == f"A grant {PLAIN}."
    assert grant.remarks == (Remark.NO_REASON,)
    assert grant.is_published


def test_whoever_is_on_a_register_is_named_nowhere(decide):
    """Asha sits on the partnership, whether the words have her in capitals or not."""
    grant = decide(title="Fair of ASHA PATEL", reason="Asha Patel declared an interest.")
    assert grant.title == f"Grant {PLAIN}"
    assert grant.description == f"A grant {PLAIN}."
    assert grant.remarks == (Remark.NAMES_SOMEBODY,)
    assert grant.is_published


@pytest.mark.parametrize(
    ("reason", "is_told"),
    [
        ("Asked for by Mrs. Patel.", False),
        ("In Cllr OKAFOR’s street.", False),
        ("Asha Greenwood declared an interest.", False),
        ("Patel Road needs a crossing.", True),
        ("The Miss Northfield parade.", True),
    ],
)
def test_a_last_name_after_a_title_and_a_name_of_before_are_somebodys(
    decide, northfield, people, sol, reason, is_told
):
    for name in ("Asha Greenwood", "Asha Patel"):
        correct(person=people.asha, area=northfield, by=sol, name=name)
    assert (reason in decide(reason=reason).description) is is_told


def test_a_grant_is_told_in_the_same_words_whichever_areas_are_looked_at_with_it(
    decide, southmere, bakery
):
    """Who sits in another area is nobody here, and an organisation may be called like them."""
    MembershipFactory(area=southmere, person__name="Moor Bakery")
    elsewhere = DecisionFactory(area=southmere, chosen=bakery, amount=5, title="Moor Bakery Bread")
    here = decide(title="Bread of Moor Bakery")

    both = list(grants_of(Decision.objects.filter(pk__in=[elsewhere.pk, here.decision.pk])))

    assert next(one for one in both if one.decision == here.decision) == here
    assert here.is_published
    [kept_back] = [one for one in both if one.decision == elsewhere]
    assert not kept_back.is_published


def test_that_somebody_was_erased_is_told_nobody(decide, northfield, ada):
    gone = MembershipFactory(area=northfield, person__name="Gia Lost", ends_on="2026-03-31").person
    decision = decide(reason="Gia Lost declared an interest.").decision
    erase(person=gone, reason="She asked for it.", by=ada)
    [grant] = grants_of(Decision.objects.filter(pk=decision.pk))
    assert grant.decision.reason == "Erased person declared an interest."
    assert grant.description == f"A grant {PLAIN}."


def test_one_who_applied_in_their_own_name_and_sits_there_is_kept_back_until_marked(decide):
    somebody = OrganisationFactory(name="asha patel")
    assert Remark.CALLED_LIKE_SOMEBODY in decide(chosen=somebody).remarks
    assert not decide(chosen=somebody).is_published
    somebody.is_individual = True
    somebody.save()
    assert decide(chosen=somebody).is_published
    assert decide(chosen=somebody).remarks == ()


def test_of_a_person_no_word_is_published_that_has_a_part_of_their_name(decide):
    person = OrganisationFactory(name="Jo Doe-Smith", is_individual=True)
    grant = decide(chosen=person, title="Kitchen of Mrs Smith", reason="She is ill.")
    assert grant.title == f"Grant {PLAIN}"
    assert grant.description == f"A grant to an individual, {PLAIN}."
    OrganisationFactory(name="Joanna Plain", merged_into=person)
    assert decide(chosen=person, title="Joanna’s kitchen").title == f"Grant {PLAIN}"
    grant = decide(chosen=person, title="New kitchen", reason="She is ill.")
    assert grant.title == "New kitchen"
    assert "ill" not in grant.description


def test_a_long_title_is_cut(decide):
    grant = decide(title="word " * 40)
    assert len(grant.title) < 140
    assert grant.title.endswith("word…")


def test_grants_alone_that_were_decided_by_then_the_latest_first(northfield):
    days = ["2026-03-31", "2026-04-01", "2026-09-30", "2026-10-01", "2026-10-02"]
    for day in days:
        DecisionFactory(area=northfield, decided_on=day)
    DecisionFactory(area=northfield, kind=DecisionKind.PROCUREMENT)

    def found(*period):
        asked = decisions_on_grants(Decision.objects.all(), TODAY, *period)
        return [decision.decided_on.isoformat() for decision in asked]

    assert found() == ["2026-10-01", "2026-09-30", "2026-04-01", "2026-03-31"]
    assert found(datetime.date(2026, 4, 1), datetime.date(2026, 9, 30)) == days[2:0:-1]


def test_they_are_read_a_batch_at_a_time(northfield, bakery, monkeypatch):
    for _ in range(7):
        DecisionFactory(area=northfield, chosen=bakery, amount=5)
    with CaptureQueriesContext(
        connection,
    ) as at_once:
        assert len(list(grants_of(Decision.objects.all()))) == 7
    assert len(at_once) == 1 + 3
    monkeypatch.setattr(giving, "BATCH", 3)
    with CaptureQueriesContext(connection) as by_three:
        assert len(list(grants_of(Decision.objects.all()))) == 7
    assert len(by_three) == 1 + 3 * 3
