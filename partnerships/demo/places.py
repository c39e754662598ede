"""Places that do not exist: names of areas, their local authorities and streets.

Names are put together of stems that no English place has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from partnerships.demo.chance import Chance, chance
from partnerships.models import Region

_STEMS = (
    "Ambrel Askren Bellowin Brannis Cardrin Cindrel Corvel Dorrin Dunvel Eskrin Fallowen Farrick "
    "Fennick Gellan Gorsel Halvern Hesper Ilvan Jessam Kelspin Kindral Lannick Lorrin Marrowen "
    "Mistrel Norvel Ostrin Pellan Quillan Ravenel Rostrin Sallowen Sedrick Sorrel Tamrin Tarnel "
    "Thessal Tolvern Umbrel Vannick Wendrel Whistrel Yarrin Zennick"
).split()
_ENDINGS = "by cote den field ford ham hurst ley mere stow thorpe wick worth".split()
_BARE = [stem + ending for stem, ending in product(_STEMS, _ENDINGS)]

_BEFORE = "Central|East|Great|Higher|Little|Lower|Middle|New|North|Old|South|Upper|West".split("|")
_AFTER = (
    "Bank|Bridge|Brook|Common|Cross|Dales|End|Estate|Fold|Gardens|Gate|Green|Grove|Heath|Heights|"
    "Hill|Lanes|Marsh|Meadows|Moor|Park|Parkside|Quays|Rise|Road|Row|Street|Town|Vale|Waterside|Wood"
).split("|")
# Bare names first; the longer ones are for a programme of more areas than there are bare names.
_DRESSED = [
    "{}",
    *(f"{{}} {after}" for after in _AFTER),
    *(f"{before} {{}}" for before in _BEFORE),
    *(f"{before} {{}} {after}" for before, after in product(_BEFORE, _AFTER)),
]
MOST_AREAS = len(_BARE) * len(_DRESSED)

AUTHORITIES: dict[Region, tuple[str, ...]] = {
    Region.EAST_MIDLANDS: ("Lindmarch", "North Soarshire", "Wolderidge", "Trentfold"),
    Region.EAST_OF_ENGLAND: ("Fenmarch", "Orwickshire", "Saltwoldham", "Upper Stourvale"),
    Region.LONDON: ("Eastmarl", "Kingsmarl Vale", "Lammerbrook and Hythe", "Thamesmarch"),
    Region.NORTH_EAST: ("Coquetmarch", "Harrowdene", "Northwear", "Tarnmouth"),
    Region.NORTH_WEST: ("Eskmarsh", "Irkdale", "Lunemoor", "Merrowdale", "Wyreford"),
    Region.SOUTH_EAST: ("Chalkmarch", "Hartsweald", "Solmarsh", "Wealdmoor"),
    Region.SOUTH_WEST: ("Exmarch", "Levelshire", "Quantshire", "Tamarvale"),
    Region.WEST_MIDLANDS: ("Arrowshire", "Blackmarl", "Severnfold", "Temeford Forest"),
    Region.YORKSHIRE: ("Calderick", "Nidderwick", "Rivenshire", "West Thornmarch"),
}

# Whose turn it is when areas are given out rep by rep: the north has the most, as in the programme.
_TURNS = (
    Region.NORTH_WEST, Region.YORKSHIRE, Region.NORTH_EAST, Region.WEST_MIDLANDS,
    Region.EAST_MIDLANDS, Region.EAST_OF_ENGLAND, Region.LONDON, Region.SOUTH_EAST,
    Region.SOUTH_WEST, Region.NORTH_WEST, Region.YORKSHIRE, Region.NORTH_EAST,
    Region.WEST_MIDLANDS, Region.EAST_MIDLANDS, Region.EAST_OF_ENGLAND, Region.SOUTH_EAST,
    Region.SOUTH_WEST, Region.NORTH_WEST, Region.YORKSHIRE, Region.LONDON,
)  # fmt: skip

_STREETS = (
    "Albert Road|Back Lane|Baker’s Row|Beech Avenue|Bridge Street|Canal Side|Chapel Street|"
    "Church Lane|Cross Street|Dyer’s Yard|Elm Close|Factory Lane|Fern Bank|Foundry Street|"
    "Garden Terrace|George Street|Green Lane|Hawthorn Drive|High Street|Hill Rise|Kiln Road|"
    "King Street|Laburnum Grove|Market Place|Mill Lane|New Street|Orchard Way|Park View|Pit Lane|"
    "Quarry Road|Queen Street|Railway Terrace|Rope Walk|St Anne’s Road|School Lane|Station Road|"
    "Tanyard|The Crescent|Victoria Street|Water Lane|Well Street|Wesley Street|Woodside"
).split("|")


@dataclass(frozen=True)
class Place:
    """Where an area is."""

    name: str
    region: Region
    local_authority: str


def place(seed: object, number: int, rep: int) -> Place:
    """The place of an area by its number in the programme, in the region that its rep works in.

    No two numbers below `MOST_AREAS` have one name.
    """
    region = _TURNS[rep % len(_TURNS)]
    authority = chance(seed, "authority", number).choice(AUTHORITIES[region])
    return Place(_name(seed, number), region, authority)


def _name(seed: object, number: int) -> str:
    block, position = divmod(number, len(_BARE))
    bare = _shuffled(seed)[position]
    dress = chance(seed, "dress", bare)
    # Every bare name wears each dress once; a few are never met without one.
    order = list(range(len(_DRESSED)))
    if dress.happens(0.3):
        order.insert(0, order.pop(dress.randint(1, len(_AFTER))))
    return _DRESSED[order[block]].format(bare)


@lru_cache(maxsize=4)
def _shuffled(seed: object) -> list[str]:
    return chance(seed, "places").in_any_order(_BARE)


def address(chance: Chance) -> str:
    """A street and a number, now and then a flat: "12 Mill Lane"."""
    number, street = chance.randint(1, 140), chance.choice(_STREETS)
    if chance.happens(0.12):
        return f"Flat {chance.randint(1, 24)}, {number} {street}"
    return f"{number} {street}"
