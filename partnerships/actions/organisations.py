"""The one list of organisations that all areas share: finding one by name, or adding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerships.actions.writing import keep
from partnerships.models import Area, Organisation

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def find_or_add(*, name: str, area: Area, by: User | None) -> Organisation | None:
    """The organisation of this name, however it is capitalised; added when nobody has named it yet.

    None for no name. Raises ValidationError for a name that cannot be kept.
    """
    name = " ".join(name.split())
    if not name:
        return None
    known = Organisation.objects.filter(name__iexact=name).first()
    return known or keep(Organisation(name=name), "organisations.add", by=by, area=area)
