"""Nothing of a concern, and nothing of a household, is in any answer to somebody who may not know of it.

A concern is known to the people who look after it, by name: of everybody else here, whatever their
role, there is an administrator who is superuser too, and somebody on the list of handlers who was
not given it. A household of Northfield is known to those who see Northfield's register: its secretary,
its rep and Local Trust; to nobody who has not signed in, has no area or another one, and to no program.

Every address is opened as everybody, and what comes is read whole: headers too,
and spreadsheets and papers unpacked.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from biglocal.admin import site
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from biglocal.logs import WithoutLinks
from biglocal.post.models import Message
from partnerships.actions import handling
from partnerships.actions.concerns import add
from partnerships.exports import paper
from partnerships.models import Concern, ConcernFile
from partnerships.urls.concerns import CONCERN
from tests.access.pages import HANDED_IN, PAGES, VIEWERS
from tests.factories import (
    ApiTokenFactory,
    ConcernHandlerFactory,
    PersonFactory,
    RelationshipFactory,
    UserFactory,
)

# Words that nothing else of the tests has.
OF_A_CONCERN = ("Zebrafinch", "zebra.example", "Quagga", "Axolotl", "Okapi", "Pangolin", "Numbat")
OF_A_HOUSEHOLD = ("Capybara Close", "CB9 9CY", "Tarsier")
# Those who see Northfield's register.
SEE_THE_REGISTER = ("sol", "rhea", "stan", "ada", "hugo")
# One who may do much, and one who may do nothing in Northfield, send empty forms too.
POST = ("ada", "sasha")
# So many tests walk over all the pages, so that they share the making of a world.
WALKS = 8
SECRET = "biglocal_of_this_test"
PAGES_OF_A_CONCERN = [page.name for page in CONCERN]


@pytest.fixture
def logged(caplog) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def discreet(world: SimpleNamespace, logged) -> SimpleNamespace:
    """The world with a household, and a concern that Hana looks after: raised by its public pages,
    then acknowledged and noted about, with Carys Hughes among those it is about."""
    cache.clear()
    hana = UserFactory(name="Hana Handler", programme_role="staff")
    ConcernHandlerFactory(user=hana)
    home = world.residence.household
    home.address, home.postcode = "1 Capybara Close", "CB9 9CY"
    home.save()
    tarsier = PersonFactory(name="Ted Tarsier")
    RelationshipFactory(area=world.area, a=tarsier, b=world.person)

    sent = Client().post(
        reverse("concern-tell"),
        {
            "step": "send",
            "area": world.area.slug,
            "kind": "funds",
            "alarms": ["fraud", "safety"],
            "what_happened": "Zebrafinch took the box.",
            "when_it_happened": "Okapi day",
            "who_is_involved": "Quagga",
            "wish": "Pangolin",
            "raiser_name": "Axolotl",
            "raiser_contact": "me@zebra.example",
            "share": "nobody",
        },
    )
    assert "Thank you for telling us" in sent.content.decode()
    concern = Concern.objects.get()
    # As somebody would who has the code; what is in it stands for what is to be seen in a photo.
    add(
        concern=concern,
        words="Numbat saw it.",
        files=[Cleaned(Kind.JPEG, b"Zebrafinch, photographed by Axolotl")],
    )
    handling.acknowledge(concern=concern, told="Numbat thanks you.", by=hana)
    handling.note(concern=concern, words="Numbat was told.", by=hana)
    handling.say_who_is_involved(
        concern=concern, people=[world.person.pk], raised_by_person=None, by=hana
    )
    # On the list of handlers, and not given what came before.
    hugo = UserFactory(name="Hugo Handler", programme_role="staff")
    ConcernHandlerFactory(user=hugo)
    world.ada.is_superuser = True
    world.ada.save()
    return SimpleNamespace(
        **vars(world)
        | {"hana": hana, "hugo": hugo, "concern": concern, "viewers": [*VIEWERS, "hugo"]}
    )


@pytest.fixture(autouse=True)
def papers_in_words(monkeypatch) -> None:
    """What a paper says in place of the paper, in which it could not be read."""
    monkeypatch.setattr(paper, "_pdf", lambda template, data: data.encode())


def told(response: HttpResponse) -> str:
    """All that an answer says: its headers, and its body, unpacked where it is packed."""
    body = b"".join(response) if response.streaming else response.content
    parts = [str(dict(response.headers)), str(response.cookies)]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [packed.read(name).decode(errors="replace") for name in packed.namelist()]
    return " ".join([*parts, body.decode(errors="replace")])


def client_of(world: SimpleNamespace, viewer: str) -> Client:
    client = Client()
    if viewer != "anonymous":
        client.force_login(getattr(world, viewer))
    return client


def words_kept_from(world: SimpleNamespace, viewer: str) -> tuple[str, ...]:
    """What must not be in an answer to somebody."""
    concern = (*OF_A_CONCERN, world.concern.reference)
    return concern if viewer in SEE_THE_REGISTER else (*concern, *OF_A_HOUSEHOLD)


def addresses(world: SimpleNamespace, walk: int) -> Iterator[tuple[str, str]]:
    """A share of all addresses, with the name of each page; each is looked at in a world of its own."""
    for name in sorted(PAGES)[walk::WALKS]:
        row = PAGES[name]
        with transaction.atomic():
            yield name, reverse(name, args=row.args(world)) + row.query
            transaction.set_rollback(True)
        if row.args in HANDED_IN:
            world.review.refresh_from_db()


@pytest.mark.parametrize("walk", range(WALKS))
def test_no_page_tells_of_it(walk: int, discreet: SimpleNamespace):
    for name, url in addresses(discreet, walk):
        for viewer in discreet.viewers:
            client = client_of(discreet, viewer)
            for method in (client.get, *([client.post] if viewer in POST else [])):
                answer = told(method(url))
                leaked = [word for word in words_kept_from(discreet, viewer) if word in answer]
                assert (name, viewer, leaked) == (name, viewer, [])


def test_these_words_are_there_for_those_who_may_know(discreet: SimpleNamespace):
    """Otherwise nothing above would be proved."""
    answer = told(client_of(discreet, "hana").get(f"/concerns/{discreet.concern.reference}/"))
    for word in (*OF_A_CONCERN, discreet.concern.reference):
        assert word in answer
    person = reverse("person-detail", args=[discreet.area.slug, discreet.person.pk])
    for viewer in SEE_THE_REGISTER:
        answer = told(client_of(discreet, viewer).get(person))
        for word in OF_A_HOUSEHOLD:
            assert word in answer


def test_the_addresses_of_a_concern_are_there_for_nobody_else(discreet: SimpleNamespace):
    file = ConcernFile.objects.get()
    for name in PAGES_OF_A_CONCERN:
        of_file = [file.pk] if name == "concern-file" else []
        url = reverse(name, args=[discreet.concern.reference, *of_file])
        for viewer in discreet.viewers:
            client = client_of(discreet, viewer)
            for response in (client.get(url), client.post(url)):
                assert response.status_code == (302 if viewer == "anonymous" else 404)


def test_nobody_finds_it_by_looking_for_it(discreet: SimpleNamespace):
    for viewer in discreet.viewers:
        client = client_of(discreet, viewer)
        for word in (*OF_A_CONCERN, discreet.concern.reference):
            for url in ("/find/", reverse("user-list"), reverse("area-list"), reverse("post-list")):
                answer = told(client.get(url, {"q": word, "page": "1"}))
                # The question itself is shown again.
                others = set(words_kept_from(discreet, viewer)) - {word}
                assert not [other for other in others if other in answer]
                assert "/concerns/" not in answer
        if viewer not in SEE_THE_REGISTER:
            answer = told(client.get("/find/", {"q": "Ted"}))
            assert "Tarsier" not in answer


def test_djangos_admin_has_nothing_of_it(discreet: SimpleNamespace):
    client = client_of(discreet, "ada")
    concerns = {"concern", "concernhandling", "concernstep"}
    assert not concerns & {model._meta.model_name for model in site._registry}
    urls = [reverse("admin:index")]
    for model in site._registry:
        where = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        urls.append(reverse(f"{where}_changelist"))
        urls += [
            reverse(f"{where}_{page}", args=[one.pk])
            for one in model._default_manager.all()[:5]
            for page in ("change", "history")
        ]
    for url in urls:
        answer = told(client.get(url))
        assert not [w for w in (*OF_A_CONCERN, discreet.concern.reference) if w in answer], url


def test_no_program_reads_of_it(discreet: SimpleNamespace):
    ApiTokenFactory(secret=SECRET)
    for name in sorted(name for name in PAGES if name.startswith("api-")):
        url = reverse(name, args=PAGES[name].args(discreet))
        response = Client().get(url, headers={"Authorization": f"Bearer {SECRET}"})
        answer = told(response)
        words = (*OF_A_CONCERN, discreet.concern.reference, *OF_A_HOUSEHOLD)
        assert (name, [word for word in words if word in answer]) == (name, [])


def test_neither_the_trail_nor_the_post_nor_a_session_tells_of_it(discreet: SimpleNamespace):
    kept = [
        *(str(values) for values in AuditEvent.objects.values()),
        *(str(values) for values in Message.objects.values()),
        *(str(one.get_decoded()) for one in Session.objects.all()),
    ]
    words = (*OF_A_CONCERN, discreet.concern.reference)
    assert Message.objects.filter(to_address=discreet.hana.email).exists()
    assert not [word for word in words for each in kept if word in each]
    # Nor that there is one: of what, or about whom.
    assert not AuditEvent.objects.filter(subject_kind__startswith="concern").exists()
    for message in Message.objects.all():
        assert discreet.area.name not in message.subject + message.text + message.html
        assert str(discreet.concern.pk) not in message.event.split(":")


def test_an_administrator_does_not_even_see_who_was_told_that_something_waits(
    discreet: SimpleNamespace,
):
    handling.ask_reviewer(
        concern=discreet.concern, key=f"user-{discreet.stan.pk}", by=discreet.hana
    )
    client = client_of(discreet, "ada")
    sent = Message.objects.filter(kind="concern-news")
    assert {one.to_address for one in sent} == {discreet.hana.email, discreet.stan.email}
    for query in ("", "?q=Hana", "?kind=concern-news", "?state=waiting"):
        answer = told(client.get(reverse("post-list") + query))
        assert discreet.hana.email not in answer
        assert "News of a concern" not in answer
    for message in sent:
        for page in ("post-message", "post-html"):
            assert client.get(reverse(page, args=[message.pk])).status_code == 404
        assert client.post(reverse("post-retry", args=[message.pk])).status_code == 404


def test_the_log_tells_nothing_of_it(discreet: SimpleNamespace, logged):
    # What comes of a refused, a broken and a mistaken request is written down by Django.
    for viewer in discreet.viewers:
        client_of(discreet, viewer).get(f"/concerns/{discreet.concern.reference}/")
    Client(enforce_csrf_checks=True).post(
        reverse("concern-tell"), {"what_happened": "Zebrafinch took the box."}
    )
    written = "\n".join(WithoutLinks().format(record) for record in logged.records)
    assert "Not Found: /concerns/…" in written
    words = (*OF_A_CONCERN, discreet.concern.reference)
    assert [word for word in words if word in written] == []
