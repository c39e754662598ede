"""The picture of one family: boxes for people, and lines for how they are related, in pixels."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from partnerships.presenters.family_rows import STEPS, Rows, stand
from partnerships.rules import Person, RelationshipKind, Roster
from partnerships.rules.kinship import Tie, in_order
from partnerships.rules.wording import listed, name

BOX_WIDTH, BOX_HEIGHT, BETWEEN = 176, 82, 28
WAY_WIDTH = 8
LANE, AROUND_LANES, MARGIN = 12, 22, 6
# About as many bold letters of 15 px as fit in a box.
LETTERS = 17


@dataclass(frozen=True, slots=True)
class Line:
    """A path of an SVG; `kind` is parent, grandparent, partner or sibling, as the styles know them."""

    path: str
    kind: str
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Somebody: their name in lines of text, each with its y, and what they are beneath it."""

    x: int
    y: int
    middle: int
    lines: list[tuple[str, int]]
    role: str
    role_y: int
    is_member: bool
    is_officer: bool


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """A picture `width` by `height`, with how many generations it has."""

    width: int
    height: int
    generations: int
    boxes: list[Box]
    lines: list[Line]
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def draw(roster: Roster, family: Sequence[Person], ties: Sequence[Tie]) -> FamilyTree:
    """Draw a family of the roster; `ties` are all the direct ones among them, inferred ones too."""
    ties = sorted(ties)
    recorded = [tie for tie in ties if tie.through is None]
    rows = stand(
        [person.id for person in family],
        recorded,
        width=lambda one: BOX_WIDTH if one in roster.who.by_id else WAY_WIDTH,
        gap=BETWEEN,
    )
    return _Drawing(roster, rows, ties).finished()


@dataclass
class _Bar:
    """A line across the space above a row, with a leg to everybody it joins."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    row: int
    kind: str
    is_inferred: bool = False
    lane: int = 0


class _Drawing:
    def __init__(self, roster: Roster, rows: Rows, ties: Sequence[Tie]) -> None:
        self._roster, self._rows = roster, rows
        self._row = {one: number for number, row in enumerate(rows.rows) for one in row}
        self._beside: list[tuple[str, str, str, bool]] = []
        self._slanting: list[tuple[str, str, str]] = []
        self._bars = [
            _Bar(unit.above, tuple(unit.below), unit.row + 1, unit.kind) for unit in rows.units
        ]
        for tie in ties:
            if tie.through is None and tie.kind not in STEPS:
                kind = "sibling" if tie.kind is RelationshipKind.SIBLING else "partner"
                self._join(tie.first, tie.second, kind)
        self._join_inferred(ties)
        lanes = self._in_lanes()
        self._space = [_space(number, many) for number, many in enumerate(lanes)]
        self._top: list[int] = []
        y = MARGIN
        for space in self._space:
            y += space
            self._top.append(y)
            y += BOX_HEIGHT
        self._height = y + MARGIN
        self._ports = self._at_ports()

    def finished(self) -> FamilyTree:
        right = max((self._rows.x[one] for one in self._people()), default=0.0) + BOX_WIDTH / 2
        bars = [self._x(one, bar) for bar in self._bars for one in (*bar.above, *bar.below)]
        return FamilyTree(
            width=round(max([right, *bars])) + 2 * MARGIN,
            height=self._height,
            generations=len(self._rows.rows),
            boxes=[self._box(one) for one in self._people()],
            lines=list(self._lines()),
        )

    def _people(self) -> Iterator[str]:
        for row in self._rows.rows:
            yield from (one for one in row if one not in self._rows.ways)

    def _join(self, one: str, other: str, kind: str, *, is_inferred: bool = False) -> None:
        if self._row[one] != self._row[other]:
            self._slanting.append((one, other, kind))
            return
        row = self._rows.rows[self._row[one]]
        left, right = sorted((one, other), key=row.index)
        if row.index(right) == row.index(left) + 1:
            self._beside.append((left, right, kind, is_inferred))
        else:
            self._bars.append(_Bar((), (left, right), self._row[one], kind, is_inferred))

    def _join_inferred(self, ties: Sequence[Tie]) -> None:
        """Siblings by what follows, each to the next: who else is theirs then shows by itself.

        Grandparents who follow from parents need no line beside that of the parents.
        """
        inferred = {tie.pair: tie for tie in ties if tie.through is not None}
        of_parent: dict[str, set[str]] = {}
        for tie in inferred.values():
            if tie.kind is RelationshipKind.SIBLING and tie.through is not None:
                of_parent.setdefault(tie.through, set()).update(tie.pair)
        for siblings in of_parent.values():
            in_turn = sorted(siblings, key=lambda one: (self._row[one], self._rows.x[one]))
            for one, other in pairwise(in_turn):
                if in_order(one, other) in inferred:
                    self._join(one, other, "sibling", is_inferred=True)

    def _in_lanes(self) -> list[int]:
        """Give each bar a lane in which no other is in its way; how many lanes each space has."""
        taken: list[list[tuple[int, float, float]]] = [[] for _ in self._rows.rows]
        for bar in sorted(self._bars, key=lambda bar: (bar.row, bool(bar.above), self._reach(bar))):
            left, right = self._reach(bar)
            while any(
                start <= right and left <= end
                for lane, start, end in taken[bar.row]
                if lane == bar.lane
            ):
                bar.lane += 1
            taken[bar.row].append((bar.lane, left, right))
        return [max((lane + 1 for lane, _, _ in row), default=0) for row in taken]

    def _reach(self, bar: _Bar) -> tuple[float, float]:
        places = [self._rows.x[one] for one in (*bar.above, *bar.below)]
        return min(places) - BOX_WIDTH / 3, max(places) + BOX_WIDTH / 3

    def _at_ports(self) -> dict[tuple[str, int], float]:
        """Where on the edge of a box each bar's leg begins, so that no two share a place."""
        legs: dict[tuple[str, bool], list[_Bar]] = {}
        for bar in self._bars:
            for one in bar.above:
                legs.setdefault((one, True), []).append(bar)
            for one in bar.below:
                legs.setdefault((one, False), []).append(bar)
        ports: dict[tuple[str, int], float] = {}
        for (one, _), bars in legs.items():
            bars.sort(key=lambda bar: sum(self._reach(bar)))
            apart = min(18, BOX_WIDTH * 0.7 / len(bars)) if one not in self._rows.ways else 0
            for place, bar in enumerate(bars):
                ports[one, id(bar)] = (place - (len(bars) - 1) / 2) * apart
        return ports

    def _x(self, one: str, bar: _Bar) -> int:
        return MARGIN + round(self._rows.x[one] + self._ports[one, id(bar)])

    def _lines(self) -> Iterator[Line]:
        for one, other, kind in self._slanting:
            yield Line(f"M{self._middle(one)}L{self._middle(other)}", kind)
        for way in sorted(self._rows.ways):
            top = self._top[self._row[way]]
            x = MARGIN + round(self._rows.x[way])
            kind = next(bar.kind for bar in self._bars if way in bar.below)
            yield Line(f"M{x} {top}V{top + BOX_HEIGHT}", kind)
        for bar in self._bars:
            top = self._top[bar.row]
            y = top - (AROUND_LANES if bar.row else LANE) - bar.lane * LANE
            places = [self._x(one, bar) for one in (*bar.above, *bar.below)]
            upper = top - self._space[bar.row]
            legs = [f"M{self._x(one, bar)} {upper}V{y}" for one in bar.above]
            legs += [f"M{self._x(one, bar)} {y}V{top}" for one in bar.below]
            path = f"M{min(places)} {y}H{max(places)}{''.join(legs)}"
            yield Line(path, bar.kind, bar.is_inferred)
        for left, right, kind, is_inferred in self._beside:
            start = MARGIN + round(self._rows.x[left] + BOX_WIDTH / 2)
            end = MARGIN + round(self._rows.x[right] - BOX_WIDTH / 2)
            top = self._top[self._row[left]]
            if kind == "partner":
                y = top + BOX_HEIGHT // 2
                yield Line(f"M{start} {y - 3}H{end}M{start} {y + 3}H{end}", kind)
            else:
                yield Line(f"M{start} {top + 20}H{end}", kind, is_inferred)

    def _middle(self, one: str) -> str:
        y = self._top[self._row[one]] + BOX_HEIGHT // 2
        return f"{MARGIN + round(self._rows.x[one])} {y}"

    def _box(self, one: str) -> Box:
        person = self._roster.who.by_id[one]
        middle = MARGIN + round(self._rows.x[one])
        top = self._top[self._row[one]]
        lines = textwrap.wrap(name(person), LETTERS, max_lines=2, placeholder=" …")
        first = top + (26 if len(lines) > 1 else 36)
        return Box(
            x=middle - BOX_WIDTH // 2,
            y=top,
            middle=middle,
            lines=[(text, first + 20 * at) for at, text in enumerate(lines)],
            role=textwrap.shorten(role_of(person), LETTERS + 4, placeholder=" …"),
            role_y=first + 20 * len(lines) + 2,
            is_member=person.is_member,
            is_officer=bool(person.offices),
        )


def role_of(person: Person) -> str:
    """What somebody is to the partnership: "Chair", "Member", "Paid worker", "Not a member"."""
    roles = sorted(set(person.offices))
    if person.paid_worker:
        roles.append("paid worker")
    if not roles:
        roles.append("member" if person.is_member else "not a member")
    words = listed(roles)
    return words[:1].upper() + words[1:]


def _space(row: int, lanes: int) -> int:
    """How high the space above a row is."""
    if row == 0:
        return (lanes + 1) * LANE if lanes else 0
    return 2 * AROUND_LANES + max(0, lanes - 1) * LANE
