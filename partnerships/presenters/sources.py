"""What the apps above add to an area's list of what to do; the settings name where it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from biglocal.accounts.models import User
from partnerships.models import Area
from partnerships.presenters.todo import Item


class Source(Protocol):
    """A function that `TODO_SOURCES` names; it says no more than the user may see."""

    def __call__(self, area: Area, day: datetime.date, user: User) -> Iterable[Item]: ...


def from_elsewhere(area: Area, day: datetime.date, user: User) -> list[Item]:
    """What every source has to say of an area, in the order of the settings."""
    sources: list[Source] = [import_string(path) for path in settings.TODO_SOURCES]
    return [item for source in sources for item in source(area, day, user)]
