"""Bringing in a file of members: keeping it while it is looked at, trying it, and writing it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal import clock
from biglocal.audit.record import record
from partnerships.actions.import_steps import Taking
from partnerships.actions.writing import one_change
from partnerships.imports.cells import clean
from partnerships.imports.plan import Plan, plan
from partnerships.imports.rows import Problem, check, in_order
from partnerships.imports.table import Table
from partnerships.models import Area, ImportDraft
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.preview import Preview, preview

if TYPE_CHECKING:
    from biglocal.accounts.models import User


class NotAsSeen(Exception):
    """The import would no longer do what was shown; `rehearse` tells what it would do now."""


@dataclass(frozen=True)
class Rehearsal:
    """What an import would do, and the verdict now beside the one it would lead to.

    Where rows have problems, `verdict` is what the other rows would lead to by themselves.
    """

    plan: Plan
    verdict: Preview


@transaction.atomic
def upload(*, area: Area, filename: str, table: Table, by: User) -> ImportDraft:
    """Keep a file's rows until its uploader confirms them; it takes the place of the one before.

    No fact of a register changes, so there is nothing for the trail. Whatever anybody left behind
    more than a day ago is removed on the way.
    """
    ImportDraft.objects.abandoned().delete()
    ImportDraft.objects.filter(area=area, by=by).delete()
    return ImportDraft.objects.create(
        area=area, by=by, filename=clean(filename)[:200], table=table.as_json()
    )


def discard(*, area: Area, by: User) -> None:
    """Remove what somebody uploaded for an area and does not want to bring in."""
    ImportDraft.objects.filter(area=area, by=by).delete()


def rehearse(*, area: Area, table: Table, by: User | None) -> Rehearsal:
    """Do all that the import would do, look at the register then, and undo it.

    So what is shown is what confirming does: every refusal of every action comes up here, as a
    problem of its row, and the verdict is that of the register as it would be.
    """
    today = clock.today()
    with one_change():
        planned, refused, _ = _carry_out(area, table, by)
        after = roster_of(area, today)
        transaction.set_rollback(True)
    before = roster_of(area, today)
    problems = in_order([*planned.problems, *refused])
    return Rehearsal(
        Plan(planned.entries, problems, planned.mark), preview(before, after, criteria_on(today))
    )


@one_change()
def bring_in(*, area: Area, table: Table, filename: str, seen: str, by: User | None) -> Plan:
    """Write all that the file says, or nothing. `seen` is the mark of the plan that was shown.

    Raises NotAsSeen when the plan is another one by now, or has problems.
    """
    # Nobody else changes this register until the end.
    Area.objects.select_for_update().get(pk=area.pk)
    planned, refused, taking = _carry_out(area, table, by)
    if planned.mark != seen or planned.problems or refused:
        raise NotAsSeen
    if planned.does_anything:
        record(
            "imports.bring_in",
            by=by,
            subject=area,
            area=area,
            people=[taking.people[entry.row.number].pk for entry in planned.entries if entry.steps],
            after={
                "file": clean(filename)[:200],
                "added": len(planned.added),
                "changed": len(planned.changed),
            },
        )
    if by is not None:
        discard(area=area, by=by)
    return planned


def _carry_out(area: Area, table: Table, by: User | None) -> tuple[Plan, list[Problem], Taking]:
    """Do what the rows without problems say; what an action refuses is undone, and said."""
    planned, taking = plan(area, check(table)), Taking(area, by)
    return planned, list(_refused(planned, taking)), taking


def _refused(planned: Plan, taking: Taking) -> Iterator[Problem]:
    # Those who stay as they are too: another row may name them as a relative.
    good = [*planned.added, *planned.changed, *planned.unchanged]
    # Relatives come last, when everybody they may be related to is there.
    for take in (taking.take_own, taking.take_relatives):
        for entry in good:
            try:
                with transaction.atomic():
                    take(entry)
            except ValidationError as refusal:
                yield Problem(entry.row.number, "", " ".join(refusal.messages))
    taking.finish()
