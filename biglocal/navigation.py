"""The links at the top of every page, and the places somebody's work may begin, by role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.roles import Role
from biglocal.accounts.models import User

# What “Programme” lists beside its own pages, with all whose addresses begin alike; but for the list of
# areas, since every page of an area begins as that does.
LIST_OF_AREAS = "area-list"
OF_PROGRAMME = (
    *("area-add", "user-list", "hand-over-list", "concern-handlers", "people-duplicates"),
    *("edition-list", "waiver-programme", "round-list", "organisation-list", "support-manage"),
    *("grant-programme", "data-dictionary", "api", "token-list", "post-list"),
)


@dataclass(frozen=True)
class Place:
    """A link: its text, its address, what is found there, and whether we are there now.

    `also` are the beginnings of other addresses that belong to it, `exactly` whole ones.
    """

    text: str
    href: str
    about: str
    also: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    is_current: bool = False

    def reach(self, path: str) -> int:
        """How much of an address is that of this place, or of what belongs to it, in letters."""
        if path in self.exactly:
            return len(path)
        return max((len(one) for one in (self.href, *self.also) if path.startswith(one)), default=0)


def places(request: HttpRequest) -> list[Place]:
    """Where somebody's own work is: an overview, a workbench, or the areas of a secretary."""
    user = request.user
    found = []
    if policy.can(user, Permission.VIEW_OVERVIEW):
        found.append(
            Place("Overview", reverse("overview"), "Every area at a glance, for Local Trust.")
        )
    if policy.can(user, Permission.VIEW_OWN_REVIEWS):
        found.append(Place("My areas", reverse("workbench"), "What the areas you look after need."))
    if isinstance(user, User) and Role.SECRETARY in policy.roles_of(user):
        mine = user.assignments.current_on(clock.today()).filter(role=Role.SECRETARY)
        found += [
            Place(
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
            Place(
                "Programme",
                reverse("programme"),
                "Areas, users, rounds, and the rest.",
                also=tuple(reverse(name) for name in OF_PROGRAMME),
                exactly=(reverse(LIST_OF_AREAS),),
            )
        )
    links = [
        *places(request),
        *programme,
        Place("Find", reverse("find"), "People and areas, by name or postcode."),
        Place("The rules", reverse("rules"), "What the guidance asks, and why."),
    ]
    # Where one address begins with another, we are where the longer one leads.
    nearest = max(links, key=lambda link: link.reach(request.path))
    if nearest.reach(request.path):
        links[links.index(nearest)] = replace(nearest, is_current=True)
    return {"navigation": links}
