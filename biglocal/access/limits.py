"""How often something may be done within an hour by people who need not say who they are.

Counted in the cache that all processes share, by whoever does it: a network address, a browser. Of
neither is more kept than a digest with the key of this installation, for an hour.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import ipaddress

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

AN_HOUR = datetime.timedelta(hours=1)


class TooMany(Exception):
    """This was done too often within the hour; `again_at` is when it may be done again."""

    def __init__(self, again_at: datetime.datetime) -> None:
        self.again_at = again_at
        super().__init__("Too many within an hour.")


def count(request: HttpRequest, what: str, *, most: int) -> None:
    """Count one more of `what`; raise TooMany beyond `most` in this hour of the clock.

    Somebody signed in is counted by themselves, so that an office of many shares no limit; anybody
    else by network address and by browser.
    """
    begun = timezone.now().replace(minute=0, second=0, microsecond=0)
    keys = [_key(what, who, begun) for who in _whose(request)]
    counted = {key: int(cache.get(key, 0)) for key in keys}
    if any(number >= most for number in counted.values()):
        raise TooMany(begun + AN_HOUR)
    for key, number in counted.items():
        cache.set(key, number + 1, AN_HOUR.total_seconds())


def _whose(request: HttpRequest) -> list[str]:
    if request.user.is_authenticated:
        return [f"user {request.user.pk}"]
    address = _network_of(get_adapter(request).get_client_ip(request))
    browser = request.META.get("CSRF_COOKIE")
    return [f"address {address}", *([f"browser {browser}"] if browser else [])]


def _network_of(address: str) -> str:
    """The address itself, and of IPv6 the network that one household or office is given: each of its
    machines may take another address for every request."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def _key(what: str, who: str, begun: datetime.datetime) -> str:
    said = f"{what} {who} {begun.isoformat()}"
    digest = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
    return f"limit:{digest}"
