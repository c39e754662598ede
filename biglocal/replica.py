"""A copy of the database that follows it, for pages that read much and write nothing.

Where `DATABASE_REPLICA_URL` names one, what is read within `reading()` is read there. It may be
some moments behind; nothing is ever written to it, and without it, or while it cannot be reached,
everything is read from the database itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

REPLICA = "replica"

_reads_from: ContextVar[str] = ContextVar("reads_from", default=DEFAULT_DB_ALIAS)
_log = logging.getLogger(__name__)


@contextmanager
def reading() -> Iterator[None]:
    """Read from the replica within, where there is one that answers."""
    token = _reads_from.set(REPLICA if _answers() else DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        _reads_from.reset(token)


def read_itself_from_here() -> bool:
    """Read the rest of what `reading` is about from the database itself: for whoever has to write
    before they can go on, and must see what they wrote. Whether it was read from the replica until now.
    """
    was_replica = _reads_from.get() == REPLICA
    _reads_from.set(DEFAULT_DB_ALIAS)
    return was_replica


class ReadsReplica:
    """Mixin for class-based views, the first of them: the whole page is read from the replica."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with reading():
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            # Whatever a template asks for is asked when it is rendered.
            render = getattr(response, "render", None)
            return render() if callable(render) else response


class Router:
    """Sends what is read within `reading` to the replica, and everything else to the database."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _reads_from.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """They are one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """A replica gets its tables by following."""
        return db != REPLICA


def _answers() -> bool:
    if REPLICA not in connections.settings:
        return False
    try:
        connection = connections[REPLICA]
        connection.ensure_connection()
        if not connection.is_usable():
            # It was open from before, and the server is gone, or is back again.
            connection.close()
            connection.ensure_connection()
    except OperationalError as error:
        _log.warning(
            "The replica cannot be reached, so everything is read from the database: %s", error
        )
        return False
    return True
