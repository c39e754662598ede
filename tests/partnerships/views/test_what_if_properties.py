"""Whatever is changed: what a page says it would do is what the position says once it is saved."""

import datetime

from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import InArea
from tests.factories import OfficeFactory, PaidWorkFactory, RelationshipFactory

TODAY = datetime.date(2026, 10, 1)
YESTERDAY = datetime.date(2026, 9, 30)
HOW_MANY = 8


# How the register stands: where each lives, who else is paid, in office, related.
AT = st.integers(0, HOW_MANY - 1)
PAIRS = st.tuples(AT, AT).filter(lambda pair: pair[0] < pair[1])
REGISTERS = st.fixed_dictionaries(
    {
        "homes": st.lists(st.sampled_from(InArea.values), min_size=HOW_MANY, max_size=HOW_MANY),
        "paid": st.sets(AT, max_size=2),
        "officers": st.sets(AT, max_size=2),
        "siblings": st.sets(PAIRS, max_size=3),
    }
)


def days(name, day=TODAY):
    return boxes(name, day)


def leave(who, _):
    return "member-end", ["membership"], {"reason": "other"} | days("last_day", YESTERDAY)


def take_back(who, _):
    return "member-mistake", ["membership"], {"reason": "Never was"}


def withdraw_the_vote(who, _):
    return "member-vote", ["membership"], {"votes": "no"} | days("from_day")


def move(who, _):
    typed = {"in_area": "no", "living": "unknown", "checked_how": ""}
    return "residence-move", ["person"], typed | days("starts_on")


def take_office(who, _):
    return "office-add", [], {"person": who.pk, "title": "secretary"} | days("starts_on")


def be_paid(who, _):
    typed = {"who": "known", "person": who.pk, "terms": "employed"}
    return "paid-work-add", [], typed | days("starts_on")


def represent_the_lto(who, _):
    typed = {"who": "known", "person": who.pk, "capacity": "trustee"}
    return "lto-role-add", [], typed | days("starts_on")


def marry(who, other):
    return "relationship-add", ["person"], {"kind": "spouse", "who": "known", "other": other.pk}


def have_a_mother(who, _):
    typed = {"kind": "child", "who": "new", "new_name": "Joan Ash"}
    return "relationship-add", ["person"], typed


def take_on(who, _):
    typed = {"who": "new", "name": "Rita Osei", "is_voting": "yes", "sits_for": "own"}
    return "member-add", [], typed | {"in_area": "no", "living": "alone"} | days("starts_on")


CHANGES = [leave, take_back, withdraw_the_vote, move, take_office, be_paid, represent_the_lto]
CHANGES += [marry, have_a_mother, take_on]


def recorded(area, register):
    """Let the register stand so; answers with its members in order."""
    members = list(area.memberships.select_related("person").order_by("pk"))
    for membership, in_area in zip(members, register["homes"], strict=True):
        area.residences.filter(person=membership.person).update(in_area=in_area)
    for at in register["paid"]:
        PaidWorkFactory(area=area, person=members[at].person)
    for at in register["officers"]:
        OfficeFactory(area=area, person=members[at].person, title=f"warden {at}")
    for one, other in register["siblings"]:
        RelationshipFactory(area=area, a=members[one].person, b=members[other].person)
    return members


def text(tag):
    return tag.get_text(" ", strip=True)


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said_before(page):
    """Of the page that shows what would be: both verdicts, the figures, what is found, in words."""
    caption = page.find("caption", string=lambda said: said and said.startswith("The verdict"))
    after = {text(row.th): text(row("td")[1]) for row in caption.parent.select("tbody tr")}
    new = [text(found.p) for found in page.select("article")]
    kept = [text(item) for item in page.select("details li")]
    return {
        "verdicts": [after["Criteria"], after["Conflicts of interest"]],
        "members": after["Members"].split()[0],
        "residents": after["Members who live in the area"].split()[0],
        "unknown": after.get("Not known where they live", "0"),
        "found": sorted(new + kept),
    }


def said_after(response):
    """The same of the position."""
    page, position = page_of(response), response.context["position"]
    verdicts = page.select(".govuk-summary-list__row .app-status")
    return {
        "verdicts": [text(verdict) for verdict in verdicts[:2]],
        "members": str(position.assessment.members),
        "residents": str(position.assessment.residents),
        "unknown": str(position.assessment.residency_unknown),
        "found": sorted(found.message for found in position.findings),
    }


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(register=REGISTERS, change=st.sampled_from(CHANGES), pair=PAIRS)
def test_what_a_change_would_do_is_what_it_does(northfield, sol, client, register, change, pair):
    client.force_login(sol)
    with transaction.atomic():
        members = recorded(northfield, register)
        membership, other = (members[at] for at in pair)
        name, args, typed = change(membership.person, other.person)
        about = {"membership": membership.pk, "person": membership.person_id}
        url = reverse(name, args=["northfield", *(about[arg] for arg in args)])
        form = client.get(url).context["form"]
        typed = (
            {"version": form["version"].value() or ""} | typed
            if "version" in form.fields
            else typed
        )

        looked = client.post(url, typed | {"step": "what-if"})

        refused = tells_of_a_refusal(looked)
        assert refused == is_so_already(change, pair, register)
        if not refused:
            said = said_before(page_of(looked))
            assert not AuditEvent.objects.exists()
            assert client.post(url, typed).status_code == 302
            assert said == said_after(client.get(reverse("area-detail", args=["northfield"])))
        transaction.set_rollback(True)


def is_so_already(change, pair, register):
    """Whether it cannot be recorded beside what is: siblings marrying, two jobs at one time."""
    return (change is marry and pair in register["siblings"]) or (
        change is be_paid and pair[0] in register["paid"]
    )


def tells_of_a_refusal(response):
    return "There is a problem" in response.content.decode()
