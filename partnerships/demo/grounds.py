"""Makes up where an area lies: an irregular boundary somewhere in England, and postcodes around it.

Postcodes begin with Z and another letter (the first eleven thousand areas: ZZ), the area of no post town.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.utils import timezone

from partnerships.demo.chance import Chance, chance
from partnerships.demo.making import build
from partnerships.factories import BoundaryFactory, PostcodeFactory
from partnerships.models import Area, Boundary, Postcode, Region

# Where areas of each region are put: about so many degrees around a longitude and a latitude.
_MIDDLES: Mapping[Region, tuple[float, float]] = {
    Region.EAST_MIDLANDS: (-0.9, 52.9),
    Region.EAST_OF_ENGLAND: (0.5, 52.3),
    Region.LONDON: (-0.1, 51.5),
    Region.NORTH_EAST: (-1.8, 54.9),
    Region.NORTH_WEST: (-2.5, 53.7),
    Region.SOUTH_EAST: (-0.7, 51.2),
    Region.SOUTH_WEST: (-3.2, 50.9),
    Region.WEST_MIDLANDS: (-2.1, 52.5),
    Region.YORKSHIRE: (-1.3, 53.9),
}
_AROUND = (0.4, 0.2)

# Metres in a degree of latitude.
_DEGREE = 111_195.0

_INSIDE, _OUTSIDE, _EDGE = 24, 9, 3
_CODES = _INSIDE + _OUTSIDE + _EDGE
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
_IN_A_DISTRICT = 10 * len(_INWARD) ** 2
_DISTRICTS = 99

Point = tuple[float, float]


@dataclass(frozen=True)
class Ground:
    """An area's boundary and the postcodes of the neighbourhood, by where they lie."""

    boundary: Boundary
    inside: list[Postcode]
    outside: list[Postcode]
    edge: list[Postcode]

    @property
    def postcodes(self) -> list[Postcode]:
        """All of them."""
        return [*self.inside, *self.outside, *self.edge]

    def postcode_of(self, resident: bool | None, luck: Chance) -> Postcode:
        """The postcode of a home that is in the area, or not, or of which it is not known."""
        if resident is None or luck.happens(0.06):
            return luck.choice(self.edge)
        return luck.choice(self.inside if resident else self.outside)


def ground(seed: object, number: int, area: Area) -> Ground:
    """The ground of an area by its number in the programme; one seed always gives the same."""
    luck = chance(seed, "ground", number)
    middle = _MIDDLES[Region(area.region)]
    star = _Star(luck, (middle[0] + _off(luck, 0), middle[1] + _off(luck, 1)))
    polygons = [[star.ring()]]
    # Every sixth has a hole, say a lake or a works; every eighth an estate that lies apart.
    if number % 6 == 3:
        polygons[0].append(star.ring(0.25 * min(star.reach))[::-1])
    if number % 8 == 5:
        apart = star.at(0, max(star.reach) * 1.6)
        polygons.append([_Star(luck, apart, size=max(star.reach) * 0.3).ring()])
    assert area.opened_on is not None
    loaded_on = datetime.datetime.combine(area.opened_on, datetime.time(12))
    boundary = build(
        BoundaryFactory,
        area=area,
        filename=f"{area.slug}.geojson",
        geometry={"type": "MultiPolygon", "coordinates": polygons},
        uploaded_at=timezone.make_aware(loaded_on),
    )
    codes = iter(range(number * _CODES, (number + 1) * _CODES))

    def there(points: list[Point]) -> list[Postcode]:
        return [_postcode(next(codes), point, luck) for point in points]

    return Ground(
        boundary,
        inside=there([star.within(luck) for _ in range(_INSIDE)]),
        outside=there([star.beyond(luck) for _ in range(_OUTSIDE)]),
        edge=there([star.at(turn, star.reach[turn]) for turn in range(1, 1 + _EDGE)]),
    )


class _Star:
    """A shape seen whole from its middle: how far it reaches in each of so many directions."""

    def __init__(self, luck: Chance, middle: Point, size: float = 0) -> None:
        self.middle = middle
        size = size or luck.uniform(700, 1500)
        rough = [luck.uniform(0.6, 1.15) for _ in range(luck.randint(14, 30))]
        # Halfway to its neighbour, so that no corner is a spike.
        self.reach = [size * (rough[i - 1] + rough[i]) / 2 for i in range(len(rough))]

    def at(self, turn: float, metres: float) -> Point:
        """The point so many metres from the middle, in one of the directions or between two."""
        angle = 2 * math.pi * turn / len(self.reach)
        longitude, latitude = self.middle
        squeeze = math.cos(math.radians(latitude))
        return (
            round(longitude + metres * math.sin(angle) / _DEGREE / squeeze, 6),
            round(latitude + metres * math.cos(angle) / _DEGREE, 6),
        )

    def ring(self, metres: float = 0) -> list[list[float]]:
        """The line around it, closed and anticlockwise; or a round one, so far from the middle."""
        corners = [[*self.at(turn, metres or reach)] for turn, reach in enumerate(self.reach)]
        return [*corners[::-1], corners[-1]]

    def within(self, luck: Chance) -> Point:
        """Some point well inside, and outside a hole in the middle."""
        least = min(self.reach)
        turn = luck.uniform(0, len(self.reach))
        return self.at(turn, luck.uniform(0.25 * least + 110, 0.9 * least - 110))

    def beyond(self, luck: Chance) -> Point:
        """Some point well outside, on the far side from what may lie apart."""
        turn = luck.uniform(0.25, 0.75) * len(self.reach)
        return self.at(turn, max(self.reach) * luck.uniform(1.15, 1.8) + 110)


def _off(luck: Chance, axis: int) -> float:
    return luck.uniform(-_AROUND[axis], _AROUND[axis])


def _postcode(index: int, point: Point, luck: Chance) -> Postcode:
    """The postcode of a number, at a point; a few were given up."""
    block, place = divmod(index, _IN_A_DISTRICT)
    letter, district = divmod(block, _DISTRICTS)
    figure, letters = divmod(place, len(_INWARD) ** 2)
    first, second = divmod(letters, len(_INWARD))
    values: dict[str, Any] = {"ended_on": datetime.date(2019, 6, 1)} if luck.happens(0.03) else {}
    return build(
        PostcodeFactory,
        code=f"Z{ascii_uppercase[-1 - letter]}{district + 1}{figure}{_INWARD[first]}{_INWARD[second]}",
        longitude=point[0],
        latitude=point[1],
        **values,
    )
