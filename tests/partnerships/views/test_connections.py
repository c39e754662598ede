"""The address book of a partnership: kept, looked through, taken away as a file, and forgotten on request."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import Connection
from tests.factories import ConnectionFactory, OrganisationFactory

ANSWERS = {
    "name": "Nadia Brook",
    "kind": "community",
    "organisation_name": "the food bank",
    "role": "Manager",
    "email": "nadia@example.org",
    "telephone": "01632 960001",
    "website": "https://example.org",
    "note": "Lends us the hall.",
    **boxes("since", datetime.date(2025, 3, 1)),
    **boxes("last_spoken_on", datetime.date(2026, 9, 30)),
}


def text_of(response):
    return " ".join(response.content.decode().split())


def url_of(name, area, *args):
    return reverse(name, args=[area.slug, *args])


def rows_of(client, area):
    response = client.get(url_of("connection-csv", area))
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_connection_is_written_down_and_changed(northfield, sol, sign_in):
    food_bank = OrganisationFactory(name="The Food Bank", org_id="GB-CHC-000001")
    client = sign_in(sol)
    assert "No connections yet" in text_of(client.get(url_of("connection-list", northfield)))

    page = text_of(client.post(url_of("connection-add", northfield), ANSWERS, follow=True))

    assert "Nadia Brook is added." in page
    assert "Last spoken to on 30 September 2026" in page
    nadia = Connection.objects.get()
    assert nadia.organisation == food_bank
    changed = ANSWERS | {"organisation_name": "Nobody’s list", "version": "1"}
    client.post(url_of("connection-change", northfield, nadia.pk), changed)
    nadia.refresh_from_db()
    assert (nadia.organisation, nadia.organisation_name) == (None, "Nobody’s list")
    assert northfield.register_version == type(northfield).objects.get().register_version


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"name": "", "organisation_name": " "}, "name", "Enter a name, or an organisation"),
        ({"kind": "friend"}, "kind", "Choose what they are"),
        ({"email": "nadia"}, "email", "Enter an e-mail address in full"),
        ({"website": "http://example.org"}, "website", "begins with https://"),
        (boxes("since", datetime.date(2026, 10, 2)), "since", "1 October 2026 or earlier"),
        (boxes("until", datetime.date(2025, 2, 28)), "until", "1 March 2025 or later"),
        ({"name": "x" * 201}, "name", "200 characters or fewer"),
    ],
)
def test_what_is_amiss_is_said_beside_its_field(northfield, sol, sign_in, wrong, field, says):
    response = sign_in(sol).post(url_of("connection-add", northfield), ANSWERS | wrong)

    assert response.status_code == 200
    assert says in str(response.context["form"].errors[field])
    assert not Connection.objects.exists()


def test_looking_makes_nothing_of_accents_and_capitals(northfield, southmere, sol, sign_in):
    ConnectionFactory(area=northfield, name="Zoë Łuk", organisation_name="Moor School")
    ConnectionFactory(area=northfield, name="Ben Ash", kind="councillor", note="Ward of the moor")
    ConnectionFactory(area=southmere, name="Zoe of Southmere")

    def found(query):
        page = sign_in(sol).get(url_of("connection-list", northfield) + query).context["page"]
        return [str(one) for one in page]

    assert found("?q=zoe luk") == ["Zoë Łuk"]
    assert found("?q=MOOR") == ["Ben Ash", "Zoë Łuk"]
    assert found("?q=moor&kind=councillor") == ["Ben Ash"]
    assert found("?q=southmere") == []
    assert found("?kind=friend") == ["Ben Ash", "Zoë Łuk"]


def test_who_is_no_longer_in_touch_comes_last(northfield, sol, sign_in):
    ConnectionFactory(area=northfield, name="Ann", until=datetime.date(2026, 1, 1))
    ConnectionFactory(area=northfield, name="Zed")

    response = sign_in(sol).get(url_of("connection-list", northfield))

    assert [str(one) for one in response.context["page"]] == ["Zed", "Ann"]
    assert "No longer" in text_of(response)


def test_the_file_has_everybody_and_no_formula(northfield, sol, sign_in):
    ConnectionFactory(area=northfield, name="=HYPERLINK(1)", note="+1\n@b")
    ConnectionFactory(area=northfield, organisation_name="-2", name="", kind="business")

    heading, *rows = rows_of(sign_in(sol), northfield)

    assert heading[0] == "Name"
    assert {row[0] for row in rows} == {"'=HYPERLINK(1)", ""}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]
    # Whoever looks later can tell who took it out.
    assert AuditEvent.objects.filter(verb="registers.download", by=sol).exists()


def test_staff_look_and_do_not_write(northfield, stan, sign_in):
    nadia = ConnectionFactory(area=northfield, name="Nadia Brook")
    page = text_of(sign_in(stan).get(url_of("connection-list", northfield)))

    assert "Nadia Brook" in page
    assert url_of("connection-add", northfield) not in page
    assert url_of("connection-change", northfield, nadia.pk) not in page


def test_who_asks_to_be_forgotten_is_gone_from_the_history_too(northfield, sol, sign_in):
    client = sign_in(sol)
    client.post(url_of("connection-add", northfield), ANSWERS)
    nadia = Connection.objects.get()
    client.post(
        url_of("connection-change", northfield, nadia.pk),
        ANSWERS | {"name": "Nadia Field", "version": "1"},
    )
    address = url_of("connection-forget", northfield, nadia.pk)
    assert "cannot be undone" in text_of(client.get(address))

    client.post(address, {"reason": "They asked us to", "version": "2"})

    assert not Connection.objects.exists()
    events = list(AuditEvent.objects.filter(subject_kind="connection"))
    assert [event.verb for event in events] == [
        "connections.forget",
        "connections.correct",
        "connections.add",
    ]
    kept = " ".join(str((one.before, one.after, one.reason)) for one in events)
    for secret in ("Nadia", "Field", "food bank", "nadia@", "960001", "hall", "2025"):
        assert secret not in kept
    assert "They asked us to" in kept
    assert "Nadia" not in text_of(client.get(url_of("history", northfield)))
    # Whoever still has the page open learns that it is gone.
    late = client.post(address, {"reason": "They asked us to", "version": "2"})
    assert late.status_code == 404
    assert "Nadia" not in late.content.decode()


def test_nobody_is_forgotten_without_a_reason_or_by_an_older_page(northfield, sol, sign_in):
    nadia = ConnectionFactory(area=northfield, version=3)
    address = url_of("connection-forget", northfield, nadia.pk)

    assert "Select why they are deleted" in text_of(sign_in(sol).post(address, {"version": "3"}))
    old = sign_in(sol).post(address, {"reason": "They asked us to", "version": "2"})
    assert "Somebody else changed this" in text_of(old)
    assert Connection.objects.exists()


def test_what_was_saved_meanwhile_is_shown_beside_what_was_typed(northfield, sol, sign_in):
    nadia = ConnectionFactory(area=northfield, name="Nadia Moor", version=2)

    response = sign_in(sol).post(
        url_of("connection-change", northfield, nadia.pk), ANSWERS | {"version": "1"}
    )

    assert ("Name", "Nadia Moor", "Nadia Brook") in response.context["conflict"].rows


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_costs_the_same_queries_at_any_number(
    northfield, sol, sign_in, django_assert_num_queries, many
):
    client = sign_in(sol)
    ConnectionFactory.create_batch(many, area=northfield)

    with django_assert_num_queries(6):
        client.get(url_of("connection-list", northfield))
