"""Loads records for the tests of a whole module, and takes them back after it."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import time_machine
from django.db import connection, transaction

DAY = datetime.date(2026, 10, 1)

Made = TypeVar("Made")


@contextmanager
def loaded(load: Callable[[], Made], blocker, day: datetime.date = DAY) -> Iterator[Made]:
    """Within it, it is noon on `day` and what `load` saves is in the database; it gives what `load` does.

    The tests of the module must be marked `django_db`, or pytest makes no database of its own.
    """
    noon = datetime.datetime.combine(day, datetime.time(11), tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=True), blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith(("test_", "file:memorydb_"))
        yield load()
        transaction.set_rollback(True)
