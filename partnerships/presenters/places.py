"""What is said of a postcode and a boundary: where it lies, how far from the line, and what to make of it."""

from __future__ import annotations

from collections.abc import Mapping

from partnerships.places.postcodes import Found, Side
from partnerships.rules.wording import month

_SIDES: Mapping[Side, str] = {
    Side.INSIDE: "inside the area",
    Side.OUTSIDE: "outside the area",
    Side.EDGE: "on the edge of the area",
}


def metres_said(metres: float) -> str:
    """A distance as one would say it: "350 m", "1.2 km", "34 km"."""
    if metres < 995:
        return f"{max(10, round(metres, -1)):.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 9950 else f"{metres / 1000:,.0f} km"


def side_said(found: Found) -> str:
    """ "is inside the area, 350 m from its edge"; "" when its side is not known."""
    if found.metres is None:
        return ""
    return f"is {_SIDES[found.side]}, {metres_said(found.metres)} from {_line(found)}"


def suggestion(found: Found, area: str) -> str:
    """What a postcode tells of a home, for a person to judge."""
    if found.metres is None:
        words = (
            f"The postcode {found.code} is a real one, but no boundary of {area} is loaded to place "
            "it in."
        )
    else:
        words = (
            f"The postcode {found.code} is {_SIDES[found.side]} "
            f"({metres_said(found.metres)} from {_line(found)})."
        )
    if found.side == Side.EDGE:
        words += " A postcode stands for about 15 homes, so find out on which side this one is."
    if found.ended_on is not None:
        since = f"{month(found.ended_on)} {found.ended_on.year}"
        words += f" It is an old postcode, given up in {since}: ask for the new one."
    return words


def _line(found: Found) -> str:
    return "the line" if found.side == Side.EDGE else "its edge"
