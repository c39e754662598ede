"""The one list of organisations that all areas share: finding those that are named, or adding them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partnerships.actions.writing import keep
from partnerships.models import Area, Naming, Organisation
from partnerships.rosters.organisations import known_as

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def find_or_add(*, name: str | Naming, area: Area, by: User | None) -> Organisation | None:
    """The organisation of this name or number, however it is capitalised; added when nobody has
    named it yet.

    One that was put together with another since the name was typed is the one that stays. None for
    no name. Raises ValidationError for a name or number that cannot be kept.
    """
    found = find_or_add_all(names=[name], area=area, by=by)
    return found[0] if found else None


def find_or_add_all(
    *, names: Iterable[str | Naming], area: Area, by: User | None
) -> list[Organisation]:
    """The organisations of these names, each as `find_or_add` finds it; no name is left out.

    To be called within the change that refers to them. Until it is done nobody puts them together
    with others, so that it cannot refer to one that is no more.
    """
    wanted = [one if isinstance(one, Naming) else Naming(one) for one in names]
    wanted = [Naming(" ".join(one.name.split()), one.org_id) for one in wanted]
    asked = [name for one in wanted for name in (one.name, one.org_id) if name]
    # In one order for everybody, or two who name the same ones would wait for each other.
    may_be = Organisation.objects.called(asked).order_by("pk") if asked else []
    held = {two.pk for one in may_be for two in (one, one.that_stays)}
    list(
        Organisation.objects.select_for_update(no_key=True)
        .filter(pk__in=held)
        .order_by("pk")
        .values_list("pk")
    )
    known = {name.casefold(): found for name, found in known_as(asked).items()}
    found = []
    for one in wanted:
        if not one.name:
            continue
        # The number goes first: it is the surer of the two, where somebody typed both.
        organisation = known.get(one.org_id.casefold()) or known.get(one.name.casefold())
        if organisation is None:
            added = Organisation(name=one.name, org_id=one.org_id)
            organisation = keep(added, "organisations.add", by=by, area=area)
            for name in filter(None, (one.name, one.org_id)):
                known[name.casefold()] = organisation
        found.append(organisation)
    return found
