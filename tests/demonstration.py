"""Loads a demonstration for the tests of a whole module, and takes it back after them."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import time_machine
from django.db import connection, transaction

DAY = datetime.date(2026, 10, 1)


@contextmanager
def loaded(load: Callable[[], None], blocker, day: datetime.date = DAY) -> Iterator[None]:
    """Within it, it is noon on `day` and what `load` saves is in the database.

    The tests of the module must be marked `django_db`, or pytest makes no database of its own.
    """
    noon = datetime.datetime.combine(day, datetime.time(11), tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=True), blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith(("test_", "file:memorydb_"))
        load()
        yield
        transaction.set_rollback(True)
