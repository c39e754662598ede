"""The door of every page: what is not within reach is not there, what may not be done is refused."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from biglocal.access import policy
from biglocal.access.permissions import Permission


def pass_door(request: HttpRequest, permission: Permission, area: policy.Scope | None) -> None:
    """Let the user of `request` by, or raise Http404 (may not see) or PermissionDenied (may not do)."""
    try:
        policy.check(request.user, permission, area)
    except policy.Refused as refused:
        if refused.permission.is_view:
            raise Http404(refused.reason) from None
        raise PermissionDenied(refused.reason) from None


class Door:
    """Mixin for class-based views: checks `permission` on what `get_scope` finds, before all else.

    `get_scope` returns the area that the page is about, found among those within reach of the user
    (Http404 otherwise), or None for a page about no area in particular.
    """

    permission: ClassVar[Permission]
    request: HttpRequest

    def get_scope(self) -> policy.Scope | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pass_door(request, self.permission, self.get_scope())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
