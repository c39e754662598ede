"""The field with which somebody attaches a file: what is kept, and refusals beside it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from biglocal.attachments.cleaning import Allowed
from biglocal.attachments.fields import AttachmentField
from biglocal.attachments.kinds import Kind
from biglocal.design.forms import DesignForm
from tests.biglocal.attachments.files import MARK, telling_picture, word_file


class RulesForm(DesignForm):
    prompts = {"document": "the document"}

    document = AttachmentField(label="Document", allowed=Allowed(most_pages=60))


def attached(content: bytes, name: str = "rules.pdf") -> RulesForm:
    return RulesForm({}, {"document": SimpleUploadedFile(name, content)})


def test_a_file_comes_out_written_anew_whatever_it_is_called():
    form = attached(telling_picture(), "rules.docx")
    assert form.is_valid()
    kept = form.cleaned_data["document"]
    assert kept.kind is Kind.JPEG
    assert MARK not in kept.content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (word_file(), "Save it as a PDF and attach that"),
        (b"<script>alert(1)</script>", "The file is not a PDF, JPEG or PNG"),
        (b"", "is empty"),
    ],
    ids=["Word", "script", "empty"],
)
def test_what_cannot_be_taken_is_said_beside_the_field(content, sentence):
    form = attached(content)
    assert not form.is_valid()
    assert sentence in form.errors["document"][0]


def test_a_file_that_is_asked_for_is_asked_for_in_words():
    form = RulesForm({}, {})
    assert form.errors["document"] == ["Choose the document"]


def test_a_file_that_may_be_left_out_is_none():
    field = AttachmentField(required=False, allowed=Allowed(most_pages=60))
    assert field.clean(None) is None
