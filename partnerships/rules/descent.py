"""Who descends from whom, and why nobody can descend from themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Descent(NamedTuple):
    """`elder` is the parent or grandparent of `younger`, which `said` says: "A is the parent of B"."""

    elder: Hashable
    younger: Hashable
    said: str


def way_down(known: Iterable[Descent], top: Hashable, bottom: Hashable) -> list[Descent]:
    """The shortest line of descent from `top` to `bottom`, who are two people; empty without one."""
    below: dict[Hashable, list[Descent]] = {}
    for step in known:
        below.setdefault(step.elder, []).append(step)
    came_by: dict[Hashable, Descent] = {}
    waiting = deque([top])
    while waiting and bottom not in came_by:
        for step in below.get(waiting.popleft(), []):
            if step.younger not in came_by:
                came_by[step.younger] = step
                waiting.append(step.younger)
    way: list[Descent] = []
    while bottom != top and bottom in came_by:
        way.append(came_by[bottom])
        bottom = way[-1].elder
    return way[::-1]


def circle_closed_by(new: Descent, known: Iterable[Descent]) -> str:
    """Why `new` cannot be beside what is `known`, naming the chain; "" when it can."""
    way = way_down(known, new.younger, new.elder)
    if not way:
        return ""
    chain = ", and ".join(step.said for step in way)
    return f"It cannot be that {new.said}, because {chain}. Nobody can descend from themselves."
