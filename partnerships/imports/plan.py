"""What an import would do, row by row: whom each row is about, and what is other than recorded."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biglocal import clock
from partnerships.imports.cells import clean
from partnerships.imports.homes import plan_homes
from partnerships.imports.membership import plan_membership
from partnerships.imports.posts import plan_posts
from partnerships.imports.register import Register
from partnerships.imports.relatives import plan_relatives
from partnerships.imports.rows import Checked, Problem, Row, in_order
from partnerships.imports.steps import Does, Entry
from partnerships.models import Area, Person


@dataclass(frozen=True)
class Plan:
    """What the rows come to on a register as it stands; made anew whenever it is looked at.

    `problems` are of the whole file, in the order of its rows; with any, nothing can be imported.
    `mark` is the same for two plans that do the same to the same register, and for no others.
    """

    entries: Sequence[Entry]
    problems: Sequence[Problem]
    mark: str

    @property
    def added(self) -> list[Entry]:
        return [entry for entry in self._good if entry.person is None]

    @property
    def changed(self) -> list[Entry]:
        return [entry for entry in self._good if entry.person is not None and entry.steps]

    @property
    def unchanged(self) -> list[Entry]:
        return [entry for entry in self._good if entry.person is not None and not entry.steps]

    @property
    def does_anything(self) -> bool:
        return any(entry.steps for entry in self.entries)

    @property
    def _good(self) -> list[Entry]:
        wrong = {problem.row for problem in self.problems}
        return [entry for entry in self.entries if entry.row.number not in wrong]


def plan(area: Area, checked: Checked) -> Plan:
    """Work out what the checked rows of a file would do to the register of `area` today."""
    today = clock.today()
    # Read before the facts: what changes in between leaves an older version behind.
    version = Area.objects.values_list("register_version", flat=True).get(pk=area.pk)
    register = Register(area, today)
    entries = list(_matched(checked.rows, register))
    for entry in entries:
        _plan_person(entry)
        plan_membership(entry, register)
        plan_posts(entry, register)
    plan_homes(entries, register)
    plan_relatives(entries, register, checked.unusable)
    problems = [*checked.problems, *(problem for entry in entries for problem in entry.problems)]
    return Plan(entries, in_order(problems), _mark(entries, f"{area.pk} {version} {today}"))


def _mark(entries: Sequence[Entry], basis: str) -> str:
    whole = hashlib.sha256(basis.encode())
    for entry in entries:
        whole.update(f"\n{entry.row.number} {entry.row.name} {entry.person_id}".encode())
        for step in entry.steps:
            whole.update(f"\n{step.mark}".encode())
    return whole.hexdigest()


def _matched(rows: Sequence[Row], register: Register) -> Iterator[Entry]:
    """Each row with the person on the register whom it is about, by name and e-mail address."""
    namesakes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        namesakes[row.key].append(row)
    found: dict[int, Entry] = {}
    for key, same in namesakes.items():
        for entry in _match(same, register.people.get(key, [])):
            found[entry.row.number] = entry
    return (found[row.number] for row in rows)


def _match(rows: Sequence[Row], people: Sequence[Person]) -> Iterator[Entry]:
    """Rows of one name, and the people on the register who have it."""
    left = list(people)
    open_rows = []
    for row in sorted(rows, key=lambda row: row.person_number is None):
        if row.person_number is not None:
            yield _numbered(row, left)
            continue
        exact = [person for person in left if row.email and _same_address(person, row)]
        if len(exact) == 1:
            left.remove(exact[0])
            yield Entry(row, exact[0])
        else:
            open_rows.append(row)
    for row in open_rows:
        # Somebody who is alone in having the name may have another address now; where there are two
        # rows, another address means another person.
        fitting = [person for person in left if len(rows) == 1 or not (row.email and person.email)]
        if len(fitting) > 1:
            entry = Entry(row, fitting[0])
            entry.refuse(
                "name",
                f"{len(fitting)} people on the register are called {row.name}. Enter the e-mail "
                "address that the register has for the one you mean.",
            )
            yield entry
            continue
        if fitting:
            left.remove(fitting[0])
        yield Entry(row, fitting[0] if fitting else None)


def _numbered(row: Row, left: list[Person]) -> Entry:
    """A row with the person whom its number means, who is taken out of those left."""
    for person in left:
        if person.pk == row.person_number:
            left.remove(person)
            return Entry(row, person)
    entry = Entry(row, None)
    entry.refuse(
        "number",
        f"{row.person_number} is not the number of anybody called {row.name} on this register. "
        "Leave it empty for somebody new. A name is corrected on their page.",
    )
    return entry


def _same_address(person: Person, row: Row) -> bool:
    return clean(person.email).casefold() == row.email.casefold()


def _plan_person(entry: Entry) -> None:
    person, row = entry.person, entry.row
    if person is not None and row.email and not _same_address(person, row):
        entry.do(
            Does.CORRECT_PERSON,
            f"E-mail address: {row.email} (now {person.email or 'not recorded'})",
            person,
            name=person.name,
            email=row.email,
        )
