"""Which registers a change has touched so far: from its first record until it is whole."""

from __future__ import annotations

from contextvars import ContextVar

# The primary keys of their areas; None while no change is going on.
touched: ContextVar[set[int] | None] = ContextVar("touched", default=None)
