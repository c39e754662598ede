"""Notes that Local Trust keeps to itself: its staff read them, and nobody else meets a word of them."""

from __future__ import annotations

import io
import json
import zipfile

import pypdf
import pytest
from django.core import serializers
from django.db import transaction
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from reviews.actions import answers
from reviews.models import InternalNote
from tests.access.pages import LET_IN, PAGES

URL = "/reviews/2026/northfield/notes/"
MARKER = "xylophone"


def test_staff_write_and_read_them(sign_in, stan, ada, review):
    client = sign_in(stan)
    assert "No notes yet" in client.get(URL).content.decode()
    response = client.post(URL, {"text": f"Ask about the {MARKER}."}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert InternalNote.objects.get().by == stan

    page = sign_in(ada).get(URL).content.decode()
    assert f"Ask about the {MARKER}." in page
    assert "Stan Staff, 1 October 2026" in page
    assert "Notes of Local Trust (1)" in client.get("/reviews/2026/northfield/").content.decode()


def test_a_note_that_says_nothing_comes_back(sign_in, stan, review):
    assert "Write a note" in sign_in(stan).post(URL, {"text": " "}).content.decode()
    assert not InternalNote.objects.exists()


def words_of(response) -> str:
    """All that a page or a file says."""
    content = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "sheet" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(book.read(name).decode(errors="ignore") for name in book.namelist())
    if "pdf" in kind:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="ignore")


@pytest.mark.parametrize("who", ["rhea", "sol"])
def test_no_page_that_a_rep_or_a_secretary_can_open_holds_a_word_of_them(world, client, who):
    answers.note_internally(review=world.review, text=f"About the {MARKER}.", by=world.stan)
    client.force_login(getattr(world, who))
    opened = 0
    for name in (name for name, row in PAGES.items() if row.who[who] == LET_IN):
        # What a page needs to be there would be in the way of the next.
        with transaction.atomic():
            address = reverse(name, args=PAGES[name].args(world)) + PAGES[name].query
            response = client.get(address, follow=True)
            said = words_of(response)
            transaction.set_rollback(True)
        assert MARKER not in said, name
        assert "Notes of Local Trust" not in said, name
        assert "note that Local Trust keeps" not in said, name
        opened += response.status_code == 200
    assert opened > 30


def test_neither_the_trail_nor_the_post_holds_a_word_of_them(review, rhea, stan):
    answers.note_internally(review=review, text=f"About the {MARKER}.", by=stan)
    for records in (AuditEvent.objects.all(), Message.objects.all()):
        assert MARKER not in serializers.serialize("json", records)
    assert "note" in json.dumps(AuditEvent.objects.first().verb)
