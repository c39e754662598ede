"""What the three ways of writing refuse when somebody else writes at the same moment."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import families, homes, lto, members, offices, organisations, work
from partnerships.actions.arrivals import admit
from partnerships.actions.households import Home
from partnerships.actions.organisations import find_or_add
from partnerships.models import Organisation, Person
from tests.factories import LtoFactory, OrganisationFactory

DAY = datetime.date(2026, 11, 1)
ALONE = Home(in_area="yes", living="alone")
# Each writes two records or more.
ACTS = {
    "admit": lambda area, people, by: admit(
        area=area, person=Person(name="Rita Osei"), starts_on=DAY, home=ALONE, by=by
    ),
    "leave": lambda area, people, by: members.leave(
        membership=area.memberships.get(person=people.asha), last_day=DAY, reason="other", by=by
    ),
    "change the vote": lambda area, people, by: members.change_vote(
        membership=area.memberships.get(person=people.asha), is_voting=False, from_day=DAY, by=by
    ),
    "hand over": lambda area, people, by: offices.hand_over(
        office=area.offices.get(title="chair"), last_day=DAY, to=people.dai, by=by
    ),
    "move": lambda area, people, by: homes.move(
        residence=area.residences.get(person=people.asha), from_day=DAY, home=ALONE, by=by
    ),
    "start work": lambda area, people, by: work.start(
        area=area,
        person=Person(name="Rita Osei"),
        terms="employed",
        employer="Acorn Trust",
        starts_on=DAY,
        by=by,
    ),
    "relate": lambda area, people, by: families.relate(
        area=area, person=people.asha, kind="sibling", other=Person(name="Rita Osei"), by=by
    ),
    "name the LTO": lambda area, people, by: lto.name(
        area=area, organisation="Acorn Trust", is_own=False, starts_on=DAY, by=by
    ),
}


def test_a_record_that_is_gone_by_now_is_not_changed_but_said_to_be_gone(northfield, sol):
    chair = northfield.offices.get(title="chair")
    offices.never_happened(office=northfield.offices.get(pk=chair.pk), reason="No chair", by=sol)

    with pytest.raises(ValidationError) as refusal:
        offices.correct(office=chair, title="convenor", by=sol, version=1)

    assert refusal.value.messages == ["Somebody else has taken this back already."]


def test_a_home_that_is_gone_by_now_is_said_to_be_gone(northfield, people, sol):
    home = northfield.residences.get(person=people.asha)
    northfield.residences.filter(pk=home.pk).delete()

    with pytest.raises(ValidationError, match="taken this back already"):
        homes.correct(residence=home, home=Home(in_area="no"), by=sol)


def test_what_the_database_alone_sees_is_refused_in_words(northfield, sol, monkeypatch):
    """Two people name one organisation at one moment: neither sees the other's until it is saved."""
    OrganisationFactory(name="Moor Bakery")
    monkeypatch.setattr(Organisation, "full_clean", lambda organisation: None)
    monkeypatch.setattr(organisations, "known_as", lambda names: {})

    with pytest.raises(ValidationError) as refusal:
        find_or_add(name="Moor bakery", area=northfield, by=sol)

    assert refusal.value.messages == [
        "Somebody else saved something at the same moment that does not go with this. "
        "Look at what is recorded now, then save again."
    ]
    assert Organisation.objects.count() == 1


def everything() -> dict[str, list[tuple]]:
    ours = [one for one in apps.get_models() if one._meta.app_label in ("partnerships", "audit")]
    return {one.__name__: list(one._base_manager.order_by("pk").values_list()) for one in ours}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_breaks_half_way_leaves_nothing(northfield, people, sol, monkeypatch, name):
    LtoFactory(area=northfield)
    before, written = everything(), []
    save = AuditEvent.save

    def break_at_the_second(event, **kwargs):
        if written:
            raise RuntimeError("the lights went out")
        save(event, **kwargs)
        written.append(event)

    monkeypatch.setattr(AuditEvent, "save", break_at_the_second)
    with pytest.raises(RuntimeError, match="the lights went out"):
        ACTS[name](northfield, people, sol)

    assert written
    assert everything() == before
