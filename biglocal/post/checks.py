"""What production must be told so that messages arrive and their links lead somewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks


@checks.register("post", deploy=True)
def check_post(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warns of links that lead nowhere, and of a service without a mail server."""
    found: list[checks.CheckMessage] = []
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" or site.hostname in {None, "localhost", "127.0.0.1"}:
        found.append(
            checks.Warning(
                "The links in messages do not lead to the service from elsewhere.",
                hint="Set SITE_URL to the address that people open, like https://biglocal.example.org.",
                id="post.W001",
            )
        )
    if not settings.EMAIL_HOST:
        found.append(
            checks.Warning(
                "There is no mail server, so messages wait and are not sent.",
                hint="Set EMAIL_HOST.",
                id="post.W002",
            )
        )
    return found
