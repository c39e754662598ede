"""Addresses as a message needs them: whole, since a mailbox does not know where the service is."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a page: "/areas/northfield/" -> "https://example.org/areas/northfield/"."""
    return urljoin(settings.SITE_URL, path)
