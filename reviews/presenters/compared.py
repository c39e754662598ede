"""Two versions of a review beside each other, section by section, from their documents alone."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from biglocal.design.status import STATUSES, status_name
from biglocal.design.words import day_in_words, percent
from reviews.presenters.documents import MemberLine, PolicyRow
from reviews.presenters.submitted import Frozen

# Told by a sign and a word; the colour comes last.
CHANGED, ADDED, GONE = ("≠ Changed", "yellow"), ("+ Added", "green"), ("− Gone", "orange")
# In longer texts single words are not looked for: it would take long, and nobody could read it.
MOST_WORDS = 1_500


class Item(NamedTuple):
    """One thing that a version says: by what it is known in the other, its name, and the text."""

    key: str
    label: str
    text: str


class Piece(NamedTuple):
    """Some words of a text; `is_marked` where the other version has none like them."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Row:
    """One thing as each version has it, in pieces; a version without it has none."""

    label: str
    before: list[Piece]
    after: list[Piece]
    mark: str
    colour: str


@dataclass(frozen=True)
class Compared:
    """One section: what differs, and the names of what is the same."""

    title: str
    rows: list[Row]
    same: list[str]


def compared(earlier: Frozen, later: Frozen) -> list[Compared]:
    """All sections of two versions, in the order in which a review is read."""
    return [
        _section("The position", _position(earlier), _position(later)),
        *(
            _section(
                before.asked,
                _items(("Answer", before.replied), ("Comment", before.comment or "None")),
                _items(("Answer", after.replied), ("Comment", after.comment or "None")),
            )
            for before, after in zip(earlier.answers, later.answers, strict=True)
        ),
        *_both_policies(earlier, later),
        _section("What is being done about each breach", _actions(earlier), _actions(later)),
        _section("What came of earlier actions", _carried(earlier), _carried(later)),
        _section("What the rules found", _findings(earlier), _findings(later)),
        _section("Members", _members(earlier.members), _members(later.members)),
        _section("Membership forms", _signatures(earlier), _signatures(later)),
    ]


def _both_policies(earlier: Frozen, later: Frozen) -> list[Compared]:
    """The policies, where both versions know of them."""
    if earlier.policies is None or later.policies is None:
        return []
    return [_section("Policies", _policies(earlier.policies), _policies(later.policies))]


def _policies(policies: Iterable[PolicyRow]) -> list[Item]:
    return [
        Item(
            f"{one.kind} {one.title}",
            one.title,
            f"{one.said}. Version {one.version}, review due {day_in_words(one.review_due_on)}. "
            f"{one.acknowledged_said}."
            if one.version
            else f"{one.said}.",
        )
        for one in policies
    ]


def _section(title: str, before: Iterable[Item], after: Iterable[Item]) -> Compared:
    then, now = _by_key(before), _by_key(after)
    rows, same = [], []
    for key in {**then, **now}:
        was, is_now = then.get(key), now.get(key)
        if was is None:
            added = now[key]
            rows.append(Row(added.label, [], [Piece(added.text, True)], *ADDED))
        elif is_now is None:
            rows.append(Row(was.label, [Piece(was.text, True)], [], *GONE))
        elif was.text == is_now.text:
            same.append(is_now.label)
        else:
            rows.append(Row(is_now.label, *pieces(was.text, is_now.text), *CHANGED))
    return Compared(title, rows, same)


def _by_key(items: Iterable[Item]) -> dict[tuple[str, int], Item]:
    """Items by key; of those with one key, the first goes with the first."""
    seen: Counter[str] = Counter()
    found = {}
    for item in items:
        found[item.key, seen[item.key]] = item
        seen[item.key] += 1
    return found


def pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts cut up into what they share and what each has alone, word by word."""
    then, now = words(before), words(after)
    if max(len(then), len(now)) > MOST_WORDS:
        return [Piece(before, True)], [Piece(after, True)]
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, then, now, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if i < j:
            left.append(Piece("".join(then[i:j]), kind != "equal"))
        if k < m:
            right.append(Piece("".join(now[k:m]), kind != "equal"))
    return left, right


def words(text: str) -> list[str]:
    """The words of a text, each with the blanks after it; joined they are the text again."""
    return re.findall(r"\s+|\S+\s*", text)


def _items(*texts: tuple[str, str]) -> list[Item]:
    return [Item(label, label, text) for label, text in texts]


def _position(frozen: Frozen) -> list[Item]:
    position = frozen.position
    residents = str(position.residents)
    if position.resident_percent is not None:
        residents += f" ({percent(position.resident_percent)})"
    return _items(
        ("Criteria", STATUSES[status_name(position.meets_criteria)][0]),
        ("Conflicts of interest", STATUSES[status_name(position.meets_conflicts_guidance)][0]),
        ("Members", str(position.members)),
        ("Voting members", str(position.voting_members)),
        ("Live in the area", residents),
    )


def _actions(frozen: Frozen) -> list[Item]:
    return _items(
        *(
            (
                action.finding,
                _lines(
                    action.what,
                    action.owner,
                    f"By {day_in_words(action.due_on)}" if action.due_on else "",
                    f"Goes on with: {action.goes_on_with}" if action.goes_on_with else "",
                ),
            )
            for action in frozen.actions
        )
    )


def _carried(frozen: Frozen) -> list[Item]:
    return _items(
        *(
            (f"{action.what} ({action.year})", _lines(action.came_of_it, action.text))
            for action in frozen.carried
        )
    )


def _findings(frozen: Frozen) -> list[Item]:
    return [
        Item(
            f"{found['rule']} {found['people']} {found['decision']}",
            found["title"],
            _lines(found["message"], found["waived"].sentence if found["waived"] else ""),
        )
        for found in frozen.findings
    ]


def _members(members: Iterable[MemberLine]) -> list[Item]:
    return [
        Item(
            member.person,
            member.facts.name,
            _lines(
                member.facts.name,
                member.facts.role,
                f"Votes: {member.facts.votes}",
                f"Lives in the area: {member.facts.lives_here}",
                f"Differs: {member.note}" if member.is_right is False else "Said to be right",
            ),
        )
        for member in members
    ]


def _signatures(frozen: Frozen) -> list[Item]:
    return _items(
        *(
            (
                each.name,
                _lines(
                    f"{each.signed}, {day_in_words(each.signed_on)}"
                    if each.signed
                    else "Not signed",
                    "Asked for a correction" if each.asked_to_correct else "",
                ),
            )
            for each in frozen.signatures or []
        )
    )


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
