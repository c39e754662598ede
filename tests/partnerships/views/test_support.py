"""Support: what staff publish, on which days and in which regions areas see it, and who may publish."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import GuidanceLink, SupportContact, SupportEvent
from partnerships.models.support import Room
from tests.factories import (
    AssignmentFactory,
    GuidanceLinkFactory,
    PaidWorkFactory,
    SupportContactFactory,
    SupportEventFactory,
)

TODAY = datetime.date(2026, 10, 1)
DAY = datetime.timedelta(days=1)

CONTACT = {
    "name": "Grants team",
    "about": "Questions about grants",
    "email": "grants@example.org",
    **boxes("starts_on", TODAY),
}
EVENT = {
    "title": "Finding members",
    "about": "An evening for chairs.",
    **boxes("first_day", datetime.date(2026, 11, 3)),
    "from_time": "6.30pm",
    "until_time": "20:00",
    "place": "The Old Library",
    "regions": ["north-east"],
    **boxes("starts_on", TODAY),
}
GUIDANCE = {
    "title": "How to recruit",
    "link": "https://example.org/recruit",
    "answers": "How to find new members.",
    "rules": ["minimum-members"],
    "rooms": ["register"],
    **boxes("starts_on", TODAY),
}


def text_of(response):
    return " ".join(response.content.decode().split())


def shown(client, area):
    return text_of(client.get(reverse("area-support", args=[area.slug])))


def publish(client, kind, values):
    return client.post(reverse("support-add", args=[kind]), values, follow=True)


def test_what_is_published_is_seen_by_areas(northfield, sol, stan, sign_in):
    client = sign_in(stan)
    for kind, values in [("contacts", CONTACT), ("events", EVENT), ("guidance", GUIDANCE)]:
        assert "is published" in text_of(publish(client, kind, values))

    page = shown(sign_in(sol), northfield)

    assert "Tuesday 3 November 2026, 6:30pm to 8pm" in page
    assert "For areas in North East" in page
    assert "mailto:grants@example.org" in page
    assert 'href="https://example.org/recruit" rel="noreferrer noopener">How to recruit' in page
    assert reverse("rules") + "#minimum-members" in page
    assert reverse("register", args=["northfield"]) in page


def test_an_event_of_another_region_is_not_shown(northfield, southmere, sol, sasha, sign_in):
    SupportEventFactory(title="For some", regions=["south-east"])
    SupportEventFactory(title="For all")

    page = shown(sign_in(sol), northfield)
    assert "For all" in page
    assert "For some" not in page
    assert "For some" in shown(sign_in(sasha), southmere)

    # Whoever has both areas sees what is for either.
    AssignmentFactory(user=sol, area=southmere)
    page = text_of(sign_in(sol).get(reverse("support")))
    assert "For some" in page
    assert "For areas in South East" in page


@pytest.mark.parametrize(
    ("days", "is_shown"),
    [
        ({"starts_on": TODAY}, True),
        ({"starts_on": TODAY + DAY}, False),
        ({"starts_on": TODAY - DAY, "ends_on": TODAY}, True),
        ({"starts_on": TODAY - DAY, "ends_on": TODAY - DAY}, False),
    ],
)
def test_a_notice_is_shown_on_its_days(northfield, sol, sign_in, days, is_shown):
    SupportContactFactory(name="The helpline", **days)

    assert ("The helpline" in shown(sign_in(sol), northfield)) is is_shown


def test_events_are_there_until_their_day_is_over_and_the_next_is_first(northfield, sol, sign_in):
    noon = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.UTC)
    hour = datetime.timedelta(hours=1)
    SupportEventFactory(title="Next month")
    SupportEventFactory(title="This morning", begins_at=noon, finishes_at=noon + hour)
    yesterday = noon - DAY
    SupportEventFactory(title="Yesterday", begins_at=yesterday, finishes_at=yesterday + hour)

    page = shown(sign_in(sol), northfield)

    assert page.index("This morning") < page.index("Next month")
    assert "Yesterday" not in page


def test_an_event_goes_into_the_calendar_of_those_it_is_for(
    northfield, southmere, sol, sasha, sign_in
):
    event = SupportEventFactory(title="For some", regions=["south-east"])
    address = reverse("support-event-file", args=[event.pk])
    assert sign_in(sol).get(address).status_code == 404

    client = sign_in(sasha)
    assert f'href="{address}"' in shown(client, southmere)
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="event-{event.pk}.ics"'
    assert b"SUMMARY:For some" in response.content
    SupportEvent.objects.update(taken_down_at=event.begins_at)
    assert client.get(address).status_code == 404


def test_taken_down_it_is_gone_and_comes_back(northfield, sol, stan, sign_in):
    contact = SupportContactFactory(name="The helpline")
    args = ["contacts", contact.pk]

    page = text_of(sign_in(stan).post(reverse("support-take-down", args=args), follow=True))
    assert "Taken down" in page
    assert "The helpline" not in shown(sign_in(sol), northfield)

    sign_in(stan).post(reverse("support-put-up", args=args))
    assert "The helpline" in shown(sign_in(sol), northfield)


def test_what_was_saved_meanwhile_is_shown_beside_what_was_typed(stan, sign_in):
    event = SupportEventFactory(title="An evening")
    address = reverse("support-change", args=["events", event.pk])
    form = sign_in(stan).get(address).context["form"]
    assert form.initial["from_time"] == "18:00"
    SupportEvent.objects.filter(pk=event.pk).update(title="A morning", version=2)

    response = sign_in(stan).post(address, EVENT | {"version": "1"})

    assert response.context["conflict"].rows[0].saved == "A morning"
    version = response.context["form"].data["version"]
    sign_in(stan).post(address, EVENT | {"version": version})
    event.refresh_from_db()
    assert event.title == "Finding members"


@pytest.mark.parametrize(
    ("kind", "values", "field", "says"),
    [
        ("contacts", CONTACT | {"email": ""}, "email", "Enter an e-mail address or a telephone"),
        ("contacts", CONTACT | boxes("ends_on", TODAY - DAY), "ends_on", "The last day must be"),
        ("events", EVENT | {"place": ""}, "place", "Enter a place, or a link to join"),
        ("events", EVENT | {"until_time": "6pm"}, "until_time", "must end after it begins"),
        ("events", EVENT | {"from_time": "soon"}, "from_time", "like 18:30 or 6:30pm"),
        ("events", EVENT | {"link": "http://example.org"}, "link", "begins with https://"),
        ("events", EVENT | boxes("last_day", TODAY), "last_day", "it begins then"),
        ("events", EVENT | {"regions": ["moon"]}, "regions", "Choose"),
        ("guidance", GUIDANCE | {"link": "javascript:alert(1)"}, "link", "https://"),
        ("guidance", GUIDANCE | {"rules": ["no-such-rule"]}, "rules", "Choose"),
        ("guidance", GUIDANCE | {"title": "x" * 121}, "title", "120 characters or fewer"),
    ],
)
def test_what_is_amiss_is_said_beside_its_field(stan, sign_in, kind, values, field, says):
    response = sign_in(stan).post(reverse("support-add", args=[kind]), values)

    assert response.status_code == 200
    assert says in str(response.context["form"].errors[field])
    assert not any(one.objects.exists() for one in (SupportContact, SupportEvent, GuidanceLink))


def test_a_script_in_what_is_published_is_only_text(northfield, sol, sign_in):
    SupportEventFactory(title="<script>alert(1)</script>", about="<b>bold</b>")

    page = shown(sign_in(sol), northfield)

    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;bold" in page


def test_there_is_no_other_kind(stan, sign_in):
    assert sign_in(stan).get(reverse("support-add", args=["jokes"])).status_code == 404
    assert sign_in(stan).get(reverse("support-change", args=["events", 2**70])).status_code == 404


def test_guidance_stands_beside_what_its_rule_finds(northfield, people, sol, sign_in):
    PaidWorkFactory(area=northfield, person=people.dai)
    GuidanceLinkFactory(title="Paid and voting", rules=["paid-worker-voting"])
    GuidanceLinkFactory(title="Something else", rules=["minimum-members"])
    GuidanceLinkFactory(title="Not yet", rules=["paid-worker-voting"], starts_on=TODAY + DAY)

    response = sign_in(sol).get(reverse("area-detail", args=["northfield"]))

    found = BeautifulSoup(response.content, "html.parser").select(".app-finding")
    read_more = [one for one in found if "Where to read more" in one.get_text()]
    assert len(read_more) == 1
    assert "Paid and voting" in read_more[0].get_text()
    assert "Something else" not in response.content.decode()
    assert "Not yet" not in response.content.decode()


def test_every_page_that_guidance_helps_with_is_there(northfield, sol, sign_in):
    for room in Room:
        address = reverse(room.value, args=[northfield.slug])
        assert sign_in(sol).get(address).status_code == 200


def test_an_area_without_anything_is_told_what_will_be_here(northfield, sol, stan, sign_in):
    assert "Nothing here yet" in shown(sign_in(sol), northfield)
    assert reverse("support-manage") not in shown(sign_in(sol), northfield)
    assert reverse("support-manage") in shown(sign_in(stan), northfield)


def test_the_page_costs_the_same_queries_at_ten_times_the_notices(
    northfield, sol, sign_in, django_assert_num_queries
):
    client = sign_in(sol)
    for many in (1, 9):
        for factory in (SupportContactFactory, SupportEventFactory, GuidanceLinkFactory):
            factory.create_batch(many)
        with django_assert_num_queries(8):
            shown(client, northfield)
