"""Pages for people without an account, which leave no trace of what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.generic import View


@method_decorator(login_not_required, name="dispatch")
class Discreet(View):
    """A page that leaves no trace: it is kept by no cache, found by no search, and no other site
    learns its address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = self.open(request, *args, **kwargs)
        assert isinstance(response, HttpResponse)
        # Drawn within, so that a page of an error cannot miss these.
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # "no-referrer" would make a browser say "Origin: null" with its forms, which nobody could
        # tell from a forged one. This names the host and never the address.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    def open(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the page answers."""
        return super().dispatch(request, *args, **kwargs)


class WithheldError(Exception):
    """Something broke whose own words would quote what somebody typed."""


@contextmanager
def nothing_quoted() -> Iterator[None]:
    """Within, an error of the database is told without its words: PostgreSQL quotes the row that it
    refuses, and errors go to the log."""
    try:
        yield
    except DatabaseError as error:
        raise WithheldError(type(error).__name__) from None
