"""What `manage.py check --deploy` says about the post."""

from __future__ import annotations

import pytest

from biglocal.post.checks import check_post


@pytest.mark.parametrize(
    ("site", "host", "ids"),
    [
        ("https://biglocal.example.org", "mail.example.org", []),
        ("http://biglocal.example.org", "mail.example.org", ["post.W001"]),
        ("https://localhost:8000", "mail.example.org", ["post.W001"]),
        ("biglocal.example.org", "mail.example.org", ["post.W001"]),
        ("https://biglocal.example.org", "", ["post.W002"]),
    ],
)
def test_production_is_told_what_its_messages_need(settings, site, host, ids):
    settings.SITE_URL, settings.EMAIL_HOST = site, host
    assert [found.id for found in check_post()] == ids
