"""The links at the top of every page, and the places somebody's work may begin, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.roles import Role
from biglocal.accounts.models import User


@dataclass(frozen=True)
class Place:
    """A link: its text, its address, what is found there, and whether we are there now."""

    text: str
    href: str
    about: str
    is_current: bool = False


def places(request: HttpRequest) -> list[Place]:
    """Where somebody's own work is: an overview, a workbench, or the areas of a secretary."""
    user = request.user
    found = []
    if policy.can(user, Permission.VIEW_OVERVIEW):
        found.append(
            _place(
                request, "Overview", reverse("overview"), "Every area at a glance, for Local Trust."
            )
        )
    if policy.can(user, Permission.VIEW_OWN_REVIEWS):
        found.append(
            _place(request, "My areas", reverse("workbench"), "What the areas you look after need.")
        )
    if isinstance(user, User) and Role.SECRETARY in policy.roles_of(user):
        mine = user.assignments.current_on(clock.today()).filter(role=Role.SECRETARY)
        found += [
            _place(
                request,
                name,
                reverse("area-detail", args=[slug]),
                "The register of this partnership, which you keep.",
            )
            for name, slug in mine.order_by("area__name").values_list("area__name", "area__slug")
        ]
    return found


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, the links by role, or none before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    programme = []
    if policy.can(user, Permission.VIEW_OVERVIEW):
        programme.append(
            _place(
                request,
                "Programme",
                reverse("programme"),
                "Areas, users, rounds, and the rest.",
                also=(reverse("user-list"), reverse("hand-over-list")),
            )
        )
    return {
        "navigation": [
            *places(request),
            *programme,
            _place(request, "Find", reverse("find"), "People and areas, by name or postcode."),
            _place(request, "The rules", reverse("rules"), "What the guidance asks, and why."),
        ]
    }


def _place(
    request: HttpRequest, text: str, href: str, about: str, also: tuple[str, ...] = ()
) -> Place:
    """A link; `also` are the beginnings of other addresses that belong to it."""
    return Place(text, href, about, is_current=request.path.startswith((href, *also)))
