"""What the box for an organisation offers while somebody types; the same form works without it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from partnerships.rosters.organisations import find

# Nobody types so much of a name; more is pasted, and looked for by its beginning.
LONGEST = 200


def offered(text: str) -> JsonResponse:
    """The organisations that fit what is typed, each with what tells it from others."""
    found = [
        {"name": one.organisation.name, "note": one.note}
        for one in find(text[:LONGEST].replace("\x00", ""))
    ]
    return JsonResponse({"found": found})


class OrganisationFind(Door, View):
    """The ten organisations that fit `?q=` best: names and numbers alone, not where they are used."""

    permission = Permission.FIND_ORGANISATIONS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return offered(request.GET.get("q", ""))
