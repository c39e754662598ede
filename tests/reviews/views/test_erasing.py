"""The page that erases a record: what goes and stays, why, and the name once more."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from partnerships.models import Household
from partnerships.models.erased import ERASED
from reviews.actions import reviews
from reviews.models import MembershipForm, Scan
from reviews.signatures import stated_facts
from tests.reviews.actions.test_erasing import leave
from tests.reviews.views.test_detail import main_text

FILE = "/reviews/2026/northfield/versions/1/review.json"


@pytest.fixture
def url(people):
    return reverse("person-erase", args=[people.asha.pk])


@pytest.fixture
def gone(ready, people, rhea, time_machine):
    """Asha, who left after the review was submitted."""
    reviews.submit(review=ready, by=rhea)
    leave(ready.area, people.asha)
    time_machine.move_to("2026-11-02 12:00")
    return people.asha


def test_it_says_what_goes_and_what_stays(gone, url, ada, sign_in):
    Household.objects.filter(residences__person=gone).update(address="4 Mill Lane")
    text = main_text(sign_in(ada).get(url))
    assert "Erase what is known of Asha Patel" in text
    assert "1 home: address and postcode." in text
    assert "the post of Northfield." in text
    assert "1 submitted review, byte for byte" in text
    assert "This cannot be undone." in text


def test_it_asks_for_a_reason_and_the_name(gone, url, ada, sign_in):
    client = sign_in(ada)
    empty = main_text(client.post(url))
    assert "Enter why this record is erased" in empty
    assert "Enter their full name" in empty
    wrong = main_text(client.post(url, {"reason": "Asked.", "name": "Asha"}))
    assert "This is not the name at the top of the page" in wrong
    gone.refresh_from_db()
    assert gone.name == "Asha Patel"


def test_it_erases_and_says_so(gone, url, ada, sign_in):
    client = sign_in(ada)
    response = client.post(url, {"reason": "They asked.", "name": "patel asha"}, follow=True)
    text = main_text(response)
    assert response.redirect_chain == [(url, 302)]
    assert "This record was erased" in text
    assert "2 November 2026" in text
    gone.refresh_from_db()
    assert gone.name == ERASED
    again = client.post(url, {"reason": "They asked.", "name": ERASED}, follow=True)
    assert "Their record was erased already." in again.content.decode()
    assert AuditEvent.objects.filter(verb="people.erase", area=None).count() == 1


def test_nobody_is_offered_who_still_sits(url, ready, ada, sign_in):
    client = sign_in(ada)
    text = main_text(client.get(url))
    assert "They are a member in Northfield." in text
    assert "To confirm" not in text
    posted = main_text(client.post(url, {"reason": "Asked.", "name": "Asha Patel"}))
    assert "They are a member in Northfield." in posted


@pytest.mark.parametrize("pk", [0, 99999999999999999999])
def test_nobody_is_not_found(ada, sign_in, pk):
    assert sign_in(ada).get(f"/people/{pk}/erase/").status_code == 404


def test_the_way_to_it_is_on_the_persons_page_for_administrators(url, ada, sol, people, sign_in):
    page = reverse("person-detail", args=["northfield", people.asha.pk])
    assert url in sign_in(ada).get(page).content.decode()
    assert url not in sign_in(sol).get(page).content.decode()


def test_the_record_is_for_administrators_alone_from_then_on(
    gone, url, ada, sol, rhea, stan, sign_in
):
    sign_in(ada).post(url, {"reason": "They asked.", "name": "Asha Patel"})
    for user in (sol, rhea, stan):
        client = sign_in(user)
        refused = client.get(FILE)
        assert refused.status_code == 403
        assert "names people whose records were erased since" in refused.content.decode()
        for page in ["/reviews/2026/northfield/", "/reviews/2026/northfield/versions/1/"]:
            text = main_text(client.get(page))
            assert "Asha" not in text
            assert "Their names are withheld here" in text
            assert "only Local Trust’s administrators can download it" in text
        assert client.get(FILE.replace("json", "pdf")).status_code == 200
    allowed = sign_in(ada).get(FILE)
    assert "Asha Patel" in allowed.content.decode()


def test_of_the_scan_of_their_form_nothing_is_left(gone, url, ada, sol, rhea, ready, sign_in):
    scan = Scan(kind="pdf", size=4, sha256="0" * 64, at=timezone.now(), by=rhea)
    scan.file.save("form.pdf", ContentFile(b"%PDF"))
    MembershipForm.objects.create(
        review=ready,
        person=gone,
        how="paper",
        signed_on=datetime.date(2026, 9, 20),
        statement="All is right.",
        facts=stated_facts(ready.area, gone, datetime.date(2026, 9, 20)),
        scan=scan,
        at=timezone.now(),
        by=rhea,
    )
    of_hers = [2026, "northfield", gone.pk]
    file, page = (reverse(name, args=of_hers) for name in ("signature-scan", "signature-detail"))
    assert sign_in(sol).get(file).status_code == 200
    stored, name = scan.file.storage, scan.file.name

    sign_in(ada).post(url, {"reason": "They asked.", "name": "Asha Patel"})

    client = sign_in(sol)
    assert client.get(file).status_code == 404
    text = main_text(client.get(page))
    assert "Asha" not in text
    assert "Download the scan" not in text
    stored.delete(name)


def test_every_page_of_their_area_goes_on_as_before(gone, url, ada, sol, sign_in, northfield):
    sign_in(ada).post(url, {"reason": "They asked.", "name": "Asha Patel"})
    client = sign_in(sol)
    past = datetime.date(2026, 9, 1).isoformat()
    for name in ["area-detail", "register", "history", "duplicates", "families"]:
        response = client.get(reverse(name, args=[northfield.slug]))
        assert response.status_code == 200, name
        assert "Asha" not in response.content.decode(), name
    register = main_text(client.get(reverse("register", args=[northfield.slug]) + f"?on={past}"))
    assert ERASED in register
    person = main_text(client.get(reverse("person-detail", args=[northfield.slug, gone.pk])))
    assert ERASED in person
