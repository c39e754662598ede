"""The two floors on which people who look alike are sorted out: one register, and the programme.

On a register its secretary and rep see what lies in areas of their own, and nothing else. Over the
whole programme Local Trust sees everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin

from biglocal.access.views import Door
from biglocal.accounts.models import User
from partnerships.actions.merging import A_DAY
from partnerships.models import Area, Distinct, Merge, Person
from partnerships.rosters.likeness import Pair
from partnerships.rosters.namesakes import pairs_in_programme, pairs_on
from partnerships.views.base import tabs_of

# What was answered lately is shown as far as this.
LATEST = 20


class Reach(Protocol):
    """Whom somebody may compare and put together on a floor.

    `area` is the register that one stands on, None for the programme; `areas` are those to look
    into; `within` are the primary keys of those that everything must be in to be changed, None for
    all.
    """

    @property
    def area(self) -> Area | None: ...

    @property
    def areas(self) -> Sequence[Area]: ...

    @property
    def within(self) -> Collection[int] | None: ...

    def address(self, name: str, *args: int) -> str:
        """The address of one of the pages of this floor."""

    def pairs(self) -> list[Pair]:
        """Those who look alike."""

    def everybody(self) -> QuerySet[Person]:
        """Those among whom the two of a pair are."""

    def concerns(self, pks: Collection[int]) -> bool:
        """Whether a pair of these people is one of this floor's."""

    def merges(self) -> list[Merge]:
        """Those that may be undone from here, the latest first."""

    def told_apart(self) -> QuerySet[Distinct]:
        """Those who were said to be two people."""


class OnRegister:
    """From one register: at least one of a pair is on it, the other on one of the user's own."""

    def __init__(self, area: Area, user: User) -> None:
        self.area = area
        own = list(Area.objects.kept_by(user))
        self.within: Collection[int] | None = {one.pk for one in own}
        self.areas = sorted({area, *own}, key=lambda one: (one.name, one.pk))

    def address(self, name: str, *args: int) -> str:
        return reverse(name, args=[self.area.slug, *args])

    def pairs(self) -> list[Pair]:
        return pairs_on(self.area, [area.pk for area in self.areas])

    def everybody(self) -> QuerySet[Person]:
        return Person.objects.on_registers_of([area.pk for area in self.areas])

    def concerns(self, pks: Collection[int]) -> bool:
        return Person.objects.on_register_of(self.area).filter(pk__in=pks).exists()

    def merges(self) -> list[Merge]:
        own = set(self.within or ())
        recent = _recent(Merge.objects.filter(area=self.area))
        # Somebody else who keeps this register may have put together what lies in areas of theirs.
        return [one for one in recent if {*one.moved["of_kept"], *one.moved["of_merged"]} <= own]

    def told_apart(self) -> QuerySet[Distinct]:
        known, here = self.everybody(), Person.objects.on_register_of(self.area)
        both = Distinct.objects.filter(a__in=known, b__in=known)
        return both.filter(Q(a__in=here) | Q(b__in=here))


class InProgramme:
    """Over all areas, for Local Trust."""

    area: Area | None = None
    within: Collection[int] | None = None

    @cached_property
    def areas(self) -> Sequence[Area]:
        return list(Area.objects.all())

    def address(self, name: str, *args: int) -> str:
        return reverse(f"people-{name}", args=args)

    def pairs(self) -> list[Pair]:
        return pairs_in_programme()

    def everybody(self) -> QuerySet[Person]:
        return Person.objects.unmerged()

    def concerns(self, pks: Collection[int]) -> bool:
        return True

    def merges(self) -> list[Merge]:
        return _recent(Merge.objects.all())

    def told_apart(self) -> QuerySet[Distinct]:
        return Distinct.objects.all()


def _recent(merges: QuerySet[Merge]) -> list[Merge]:
    lasting = merges.filter(undone_at=None, at__gt=timezone.now() - A_DAY)
    return list(lasting.select_related("kept", "merged", "by")[:LATEST])


class Floor(Door, ContextMixin):
    """The door of a page that stands on either floor: on a register when the address names an area."""

    kwargs: dict[str, Any]

    @cached_property
    def reach(self) -> Reach:
        """Whom the user may compare here; Http404 for an area that is not within reach."""
        if "slug" not in self.kwargs:
            return InProgramme()
        areas = Area.objects.within_reach_of(self.request.user)
        return OnRegister(get_object_or_404(areas, slug=self.kwargs["slug"]), self.user)

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def get_scope(self) -> Area | None:
        return self.reach.area

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        area = self.reach.area
        tabs = tabs_of(area, "register") if area else []
        return super().get_context_data(area=area, tabs=tabs, on="", **kwargs)
