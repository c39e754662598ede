"""The public page of an area: what it shows, opening it after a preview, closing it, and barring it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions.writing import change, keep, one_change
from partnerships.exports.open_data import seal_of
from partnerships.models import Area, PublicPage
from partnerships.presenters.open_page import open_page_of

if TYPE_CHECKING:
    from biglocal.accounts.models import User

LOOK_AGAIN = (
    "What the page would show is not what you looked at, because something changed meanwhile. "
    "Look at the preview again."
)


def page_of(area: Area) -> PublicPage:
    """The public page of an area; one that shows everything and is not saved, where it has none yet."""
    return PublicPage.objects.select_related("area").filter(area=area).first() or PublicPage(
        area=area
    )


@one_change()
def arrange(
    *,
    area: Area,
    sections: Collection[str],
    taking_part: str,
    by: User,
    version: int | None = None,
) -> PublicPage:
    """Say what the page shows. What is open changes at once.

    Raises ChangedMeanwhile, and Refused for anybody but the area's secretary.
    """
    policy.check(by, Permission.OPEN_PUBLIC_PAGE, area)
    return change(
        _saved(area, by),
        "public_page.arrange",
        by=by,
        area=area,
        version=version,
        on_register=False,
        sections=[one for one in PublicPage().sections if one in sections],
        taking_part=taking_part.strip(),
    )


@one_change()
def open_to_all(*, area: Area, seen: str, by: User) -> PublicPage:
    """Let everybody read the page as it was looked at: `seen` is its seal then.

    Raises ValidationError where it would show something else by now, or Local Trust closed it, and
    Refused as `arrange` does.
    """
    policy.check(by, Permission.OPEN_PUBLIC_PAGE, area)
    page = _saved(area, by)
    if page.barred_because:
        raise ValidationError(f"Local Trust closed this page: {page.barred_because}")
    if seen != seal_of(open_page_of(page, clock.today())):
        raise ValidationError(LOOK_AGAIN)
    return change(
        page,
        "public_page.open",
        by=by,
        area=area,
        on_register=False,
        opened_on=clock.today(),
        opened_by=by,
    )


@one_change()
def close(*, area: Area, by: User) -> PublicPage:
    """Let nobody read the page from this moment on. Raises Refused as `arrange` does."""
    policy.check(by, Permission.OPEN_PUBLIC_PAGE, area)
    return change(
        _saved(area, by),
        "public_page.close",
        by=by,
        area=area,
        on_register=False,
        opened_on=None,
        opened_by=None,
    )


@one_change()
def bar(*, area: Area, reason: str, by: User) -> PublicPage:
    """Close the page for a reason, until `unbar`; nobody opens it before.

    Raises ValidationError without a reason, and Refused for anybody but Local Trust's staff.
    """
    policy.check(by, Permission.BAR_PUBLIC_PAGE, area)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the page is closed"})
    return change(
        _saved(area, by),
        "public_page.bar",
        by=by,
        area=area,
        on_register=False,
        reason=reason.strip(),
        opened_on=None,
        opened_by=None,
        barred_because=reason.strip(),
    )


@one_change()
def unbar(*, area: Area, by: User) -> PublicPage:
    """Let the secretary open the page again, after another preview. Raises Refused as `bar` does."""
    policy.check(by, Permission.BAR_PUBLIC_PAGE, area)
    return change(
        _saved(area, by),
        "public_page.unbar",
        by=by,
        area=area,
        on_register=False,
        barred_because="",
    )


def _saved(area: Area, by: User) -> PublicPage:
    """The page of an area, kept from now on if it was not, while nobody else changes the register."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    page = PublicPage.objects.select_related("area").filter(area=area).first()
    if page is not None:
        return page
    return keep(PublicPage(area=area), "public_page.begin", by=by, area=area, on_register=False)
