"""The programme's own pages, for Local Trust, in one place: areas, people who sign in, rounds, post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.models.concern import has_part_in_concerns
from partnerships.views.programme import ProgrammeDoor


@dataclass(frozen=True)
class Entry:
    """One page: its name in the addresses, what it is called, what is found there, and who may."""

    name: str
    text: str
    about: str
    permission: Permission = Permission.VIEW_OVERVIEW

    @property
    def href(self) -> str:
        return reverse(self.name)


SECTIONS: Sequence[tuple[str, Sequence[Entry]]] = (
    (
        "Over time",
        (
            Entry(
                "overview-years",
                "The years",
                "Who met the guidance, members and turnover, month by month.",
            ),
            Entry("overview-as-at", "Any day", "All areas as they stood on a day."),
        ),
    ),
    (
        "The criteria",
        (
            Entry(
                "edition-list",
                "Editions of the criteria",
                "The figures and rules that areas are judged by, and from which day.",
            ),
            Entry(
                "waiver-programme",
                "Waivers",
                "Where Local Trust accepts for a time that an area does not meet a rule.",
            ),
        ),
    ),
    (
        "Areas",
        (
            Entry("area-list", "Areas", "All of them, open and closed, and who looks after each."),
            Entry(
                "hand-over-list",
                "Hand over areas",
                "Several at once from one rep to another.",
                Permission.HAND_OVER_AREA,
            ),
            Entry(
                "area-add",
                "Add an area",
                "It begins with an empty register.",
                Permission.MANAGE_AREAS,
            ),
        ),
    ),
    (
        "People",
        (
            Entry(
                "user-list",
                "Users",
                "Who signs in, in which role, and what they look after.",
                Permission.MANAGE_USERS,
            ),
            Entry(
                "concern-handlers",
                "Who looks after concerns",
                "The people of Local Trust to whom concerns are given.",
                Permission.APPOINT_HANDLERS,
            ),
            Entry(
                "people-duplicates",
                "People who look alike",
                "Members who may be one person recorded twice.",
            ),
        ),
    ),
    (
        "Organisations",
        (
            Entry(
                "organisation-list",
                "Organisations",
                "The one list of all areas: names and numbers, and where each is used.",
            ),
            Entry(
                "organisation-duplicates",
                "Organisations that look alike",
                "Those that may be on the list twice.",
            ),
        ),
    ),
    (
        "Reviews",
        (
            Entry("round-list", "Rounds of reviews", "The reviews of each year."),
            Entry("action-programme", "Open actions", "What partnerships do about their breaches."),
        ),
    ),
    (
        "For partnerships",
        (
            Entry(
                "support-manage",
                "Support",
                "The contacts, events and guidance links that areas see.",
                Permission.MANAGE_SUPPORT,
            ),
        ),
    ),
    (
        "Figures",
        (
            Entry("figures-downloads", "Download figures", "As Excel workbooks and CSV files."),
            Entry(
                "grant-programme",
                "Grants",
                "Those that partnerships decided, in the 360Giving Data Standard.",
            ),
            Entry("data-dictionary", "Data dictionary", "What each figure means."),
            Entry("api", "API", "How programs of Local Trust read the figures."),
            Entry(
                "token-list",
                "API tokens",
                "Which programs read the figures, and an end to one.",
                Permission.MANAGE_USERS,
            ),
        ),
    ),
    (
        "The service",
        (
            Entry(
                "post-list",
                "Post",
                "The e-mail that was written, and what is stuck.",
                Permission.VIEW_POST,
            ),
        ),
    ),
)


# For those who are named for it, whatever their role.
CONCERNS = ("Concerns", [Entry("concern-list", "Concerns", "Those that you look after.")])


class Programme(ProgrammeDoor, TemplateView):
    """Links to what somebody may see of these pages."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "reviews/programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = [
            (title, [entry for entry in entries if policy.can(self.user, entry.permission)])
            for title, entries in SECTIONS
        ]
        if has_part_in_concerns(self.user):
            sections.append(CONCERNS)
        return super().get_context_data(
            sections=[(title, entries) for title, entries in sections if entries], **kwargs
        )
