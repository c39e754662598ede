"""What keeping a register true gives to do: corrections, terms, homes, declarations, proposals."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Membership, Proposal
from partnerships.presenters.periods import day_said
from partnerships.presenters.todo_items import Item, Pages, Who, said
from partnerships.rosters.upkeep import NOTICE, Upkeep, confirmed_on


class UpkeepItems:
    """Puts each kind of upkeep in words, as on a day."""

    def __init__(self, pages: Pages, upkeep: Upkeep, day: datetime.date) -> None:
        self._pages = pages
        self._upkeep = upkeep
        self._day = day

    def corrections(self) -> Iterator[Item]:
        """What members say is wrong about them."""
        asked = self._upkeep.corrections
        if asked:
            # One member may have asked for several.
            people = {one.person_id: one.person for one in asked}
            yield Item(
                state="Asked for",
                colour="yellow",
                title=said(
                    [str(person) for person in people.values()],
                    "Settle what {} says is wrong",
                    "Settle what {} members say is wrong",
                ),
                why="They said so when they signed their membership form.",
                step="Put it right, or say why it stays as it is.",
                people=[self._pages.who(pk, person.name) for pk, person in people.items()],
                link="See what they say",
                href=reverse("correction-list", args=[self._pages.slug])
                if self._pages.may_change
                else "",
            )

    def terms(self) -> Iterator[Item]:
        """Those that are over, then those that end soon."""
        today = self._day
        over = [one for one in self._upkeep.terms if _ends(one) < today]
        coming = [one for one in self._upkeep.terms if _ends(one) >= today]
        if over:
            yield Item(
                state="Term over",
                colour="orange",
                title=said(_named(over), "{}’s term is over", "The terms of {} members are over"),
                why="They are still on the register, and nothing says that they were re-appointed.",
                step="Record that they were re-appointed, or that they left.",
                people=self._with_terms(over, "ended on"),
            )
        if coming:
            yield Item(
                state="Soon",
                colour="blue",
                title=said(
                    _named(coming), "{}’s term ends soon", "The terms of {} members end soon"
                ),
                why=f"It ends within {NOTICE.days} days.",
                step="Put it on the agenda: re-appoint them, or say goodbye.",
                people=self._with_terms(coming, "ends on"),
            )

    def homes(self) -> Iterator[Item]:
        """Those that nobody has confirmed for a year."""
        homes = self._upkeep.homes
        if homes:
            yield Item(
                state="Out of date",
                colour="yellow",
                title=said(
                    _named(homes), "Confirm where {} lives", "Confirm where {} members live"
                ),
                why="Nobody has checked for more than a year.",
                step="Ask whether they still live where the register says.",
                people=[
                    self._pages.who(
                        home.person_id,
                        home.person.name,
                        f"last confirmed {day_in_words(confirmed_on(home))}",
                    )
                    for home in homes
                ],
                link="Confirm their homes",
                href=reverse("homes-confirm", args=[self._pages.slug])
                if self._pages.may_change
                else "",
            )

    def declarations(self) -> Iterator[Item]:
        """Those of this year that are missing."""
        missing = self._upkeep.undeclared
        if missing:
            yield Item(
                state="Not declared",
                colour="yellow",
                title=said(
                    _named(missing),
                    "Ask {} for this year’s declaration",
                    "Ask {} members for this year’s declaration",
                ),
                why=(
                    "Every member says once a year, from 1 September, "
                    "that their interests are as recorded, or that there are none."
                ),
                step="Ask them by e-mail, or record what each of them declares.",
                people=[
                    self._pages.who(
                        one.person.pk,
                        one.person.name,
                        f"last declared {day_in_words(one.last.made_on)}" if one.last else "",
                    )
                    for one in missing
                ],
                link="See who has declared",
                href=reverse("declaration-list", args=[self._pages.slug]),
            )

    def proposals(self) -> Iterator[Item]:
        """Those of which nothing has come for long."""
        waiting = self._upkeep.proposals
        if waiting:
            yield Item(
                state="Waiting",
                colour="blue",
                title=said(
                    _named(waiting),
                    "Settle whether {} joins",
                    "Settle whether {} people join",
                ),
                why=(
                    f"Asked or put forward to join more than {NOTICE.days} days ago, "
                    "and nothing has come of it yet."
                ),
                step="Ask what became of it, and record it.",
                people=[self._waiting(one) for one in waiting],
            )

    def _waiting(self, proposal: Proposal) -> Who:
        note = f"since {day_in_words(proposal.made_on)}"
        if self._pages.may_change:
            href = reverse("proposal-settle", args=[self._pages.slug, proposal.pk])
            return Who(proposal.person.name, href, note)
        return self._pages.who(proposal.person_id, proposal.person.name, note)

    def _with_terms(self, memberships: Iterable[Membership], verb: str) -> list[Who]:
        return [
            self._pages.who(one.person_id, one.person.name, f"{verb} {day_said(_ends(one))}")
            for one in memberships
        ]


class _OfSomebody(Protocol):
    @property
    def person(self) -> Any: ...


def _named(records: Iterable[_OfSomebody]) -> list[str]:
    """The names of those whom records are about."""
    return [str(one.person) for one in records]


def _ends(membership: Membership) -> datetime.date:
    """The end of the term of a membership that has one."""
    assert membership.term_ends_on is not None
    return membership.term_ends_on
