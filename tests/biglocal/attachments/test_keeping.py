"""A file and its row come and go together; `reviews.Scan` stands for every attachment here."""

from __future__ import annotations

import hashlib

import pytest
from django.db import transaction

from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import discard, kept
from biglocal.attachments.kinds import Kind
from reviews.models import Scan

pytestmark = pytest.mark.django_db

FILE = Cleaned(Kind.PNG, b"a picture")


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_known_by_its_digest_and_lies_under_a_name_that_tells_nothing(sol):
    with kept(Scan(), FILE, by=sol) as scan:
        pass
    scan.refresh_from_db()
    assert (scan.kind, scan.size, scan.by) == ("png", 9, sol)
    assert scan.sha256 == hashlib.sha256(b"a picture").hexdigest()
    assert scan.file.name.startswith("scans/")
    assert scan.file.name.endswith(".png")
    assert "attached" not in scan.file.name
    with scan.file.open() as file:
        assert file.read() == b"a picture"


def test_when_what_it_is_kept_for_fails_nothing_is_left(sol, private_files):
    with pytest.raises(ValueError, match="No"), kept(Scan(), FILE, by=sol):
        raise ValueError("No")
    assert not Scan.objects.exists()
    assert files(private_files) == []


def test_a_file_goes_once_its_row_is_gone_for_good(
    sol, private_files, django_capture_on_commit_callbacks
):
    with kept(Scan(), FILE, by=sol) as scan:
        pass
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        discard(scan)
        assert len(files(private_files)) == 1
    assert not Scan.objects.exists()
    assert files(private_files) == []
