"""The further rooms of an area, each with a line that says what is found there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.models import Area
from partnerships.views.base import AreaPage


def corrections_waiting(area: Area) -> int:
    """How many corrections asked for by members wait for an answer."""
    return area.corrections.waiting().count()


@dataclass(frozen=True)
class Room:
    """One page of an area: what it is called, its name in the addresses, what is found there, who may.

    `waiting` counts what waits there for somebody.
    """

    text: str
    name: str
    about: str
    permission: Permission = Permission.VIEW_REGISTER
    waiting: Callable[[Area], int] | None = None
    # A page of the whole service, which is told the area beside its address.
    is_for_all: bool = False

    def href(self, area: Area) -> str:
        """Its address for one area."""
        if self.is_for_all:
            return f"{reverse(self.name)}?{urlencode({'area': area.slug})}"
        return reverse(self.name, args=[area.slug])


# In the order of the page. A room appears to those alone who may open it.
GROUPS: Sequence[tuple[str, Sequence[Room]]] = (
    (
        "How the partnership works",
        (
            Room(
                "Interests and declarations",
                "declaration-list",
                "The interests of members, and who has said this year that they are up to date.",
            ),
            Room(
                "Policies",
                "policy-list",
                "What the partnership works by: in force, missing, or due to be reviewed.",
            ),
            Room(
                "Meetings",
                "meeting-list",
                "Who was there, and what was decided.",
            ),
            Room(
                "Quorum",
                "quorum-list",
                "How many members must be there to decide.",
            ),
            Room(
                "Screen a decision",
                "decision-screen",
                "Before the meeting: who must withdraw, and who is left to decide.",
                Permission.CHANGE_REGISTER,
            ),
            Room(
                "Actions",
                "action-list",
                "What the partnership does about what was found, and how it goes.",
                Permission.VIEW_REVIEW,
            ),
            Room(
                "Grants",
                "grant-list",
                "Grants that were decided, as files for publishing, and what is missing of them.",
            ),
            Room(
                "Ways to mend",
                "ways-to-mend",
                "The smallest sets of changes after which the partnership would meet the guidance.",
            ),
            Room(
                "Try out changes",
                "what-if",
                "What somebody joining or leaving would do, before anything is saved.",
                Permission.CHANGE_REGISTER,
            ),
            Room(
                "Waivers",
                "waiver-list",
                "Rules that Local Trust accepts for a time are not met.",
            ),
        ),
    ),
    (
        "The people on the register",
        (
            Room("Families", "families", "Who is related to whom, and who shares a home."),
            Room(
                "Corrections",
                "correction-list",
                "What members say is wrong about them.",
                Permission.CHANGE_REGISTER,
                corrections_waiting,
            ),
            Room(
                "People who look alike",
                "duplicates",
                "Who may be one person recorded twice.",
            ),
            Room(
                "Import a spreadsheet",
                "import-start",
                "Bring in many people at once, with a check before anything is saved.",
                Permission.CHANGE_REGISTER,
            ),
            Room(
                "Download and print",
                "register-downloads",
                "The register as a spreadsheet, lists, forms and attendance sheets.",
            ),
            Room(
                "Pack for a meeting",
                "meeting-pack",
                "The position, what is being done and who has to sign, on paper.",
                Permission.VIEW_REVIEW,
            ),
        ),
    ),
    (
        "The area and those around it",
        (
            Room(
                "Public page",
                "public-page",
                "What everybody may read about the partnership, and who agreed to be named.",
            ),
            Room(
                "Support",
                "area-support",
                "Events, people to ask and guidance from Local Trust.",
                Permission.VIEW_AREA,
            ),
            Room(
                "Diversity",
                "diversity",
                "Whether the partnership reflects its community, by an anonymous survey.",
            ),
            Room(
                "Connections",
                "connection-list",
                "Local organisations, councillors, agencies and businesses, and how to reach them.",
            ),
            Room(
                "Boundary",
                "boundary",
                "The area on a map, and which homes lie within it.",
                Permission.VIEW_AREA,
            ),
            Room(
                "Who looks after it",
                "assignment-list",
                "Its secretary and its rep, now and before.",
                Permission.VIEW_AREA,
            ),
            Room(
                "Raise a concern",
                "concern-start",
                "Tell Local Trust in confidence what worries you, without saying who you are.",
                Permission.VIEW_AREA,
                is_for_all=True,
            ),
            Room(
                "Settings of the area",
                "area-settings",
                "Its name, where it is, and its first and last day.",
                Permission.MANAGE_AREAS,
            ),
        ),
    ),
)


class AreaMore(AreaPage):
    """Links to what somebody may open of the rooms that have no tab of their own."""

    permission = Permission.VIEW_AREA
    tab = "more"
    template_name = "partnerships/area_more.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [(title, list(self.open_to_user(rooms))) for title, rooms in GROUPS]
        return super().get_context_data(
            sections=[(title, entries) for title, entries in groups if entries], **kwargs
        )

    def open_to_user(self, rooms: Sequence[Room]) -> Sequence[dict[str, Any]]:
        return [
            {
                "text": room.text,
                "href": room.href(self.area),
                "about": room.about,
                "waiting": room.waiting(self.area) if room.waiting else 0,
            }
            for room in rooms
            if policy.can(self.user, room.permission, self.area)
        ]
