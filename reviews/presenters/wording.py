"""How what people wrote is cut where there is room for one line alone."""

from __future__ import annotations

# The first line of what is done stands for all of it where there is no more room.
LONGEST = 100


def shortened(text: str) -> str:
    """The first line of a text, cut where it is long: "Asking at the school gate…"."""
    line, _, rest = text.strip().partition("\n")
    if len(line) > LONGEST:
        return f"{line[:LONGEST].rsplit(' ', 1)[0].rstrip('.,;: ')}…"
    return f"{line.rstrip()}…" if rest.strip() else line
