"""The addresses of the API: let by the sign-in of pages, since a token opens them, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from reviews.api.answers import api
from reviews.api.keys import ServiceToken
from reviews.api.problems import Kind, Problem, answer

View = Callable[..., HttpResponse]


def opened_by_token(view: View) -> View:
    """An address of the API as the web knows it: conditional, never shared, by GET and HEAD alone."""

    # No cookie opens it and it changes nothing, so there is nothing that a forged form could do.
    @csrf_exempt
    @login_not_required
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            asked, request.method = request.method, "GET"
            response = view(request, *args, **kwargs)
            # Whoever sends the answer leaves its content out for HEAD.
            request.method = asked
        else:
            response = answer(Problem(Kind.ONLY_READING, "Ask by GET: nothing is changed here."))
            response["Allow"] = "GET, HEAD"
        # Kept by whoever asked, who asks again each time whether it still holds.
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()}"'
        response["ETag"] = etag
        conditional = get_conditional_response(request, etag=etag, response=response)
        assert isinstance(conditional, HttpResponse)
        return conditional

    return inner


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below the API's, so that programs are told in their own language too."""
    try:
        ServiceToken()(request)
    except Problem as problem:
        return answer(problem)
    return answer(Problem(Kind.NOT_FOUND, "There is no such address in the API."))


def _addresses() -> list[URLPattern]:
    """Those of the operations, without the front page that ninja would add to them."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback = opened_by_token(one.callback)
    return found


urlpatterns = [
    *_addresses(),
    re_path(r"^(?P<rest>.*)$", opened_by_token(nowhere), name="api-nowhere"),
]
