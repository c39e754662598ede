"""The three ways in which an action writes a record: keep a new one, change one, take one back.

Each checks the record in full (so that what is impossible comes back as a ValidationError in plain
words), saves it, writes the audit event, and notes the change on the area's register and for the
public pages that show it, all in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from biglocal.audit.record import differences, record, snapshot
from partnerships import standing
from partnerships.models import Area
from partnerships.models.periods import Versioned
from partnerships.models.public_page import note_shown
from partnerships.models.touched import touched

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Record = TypeVar("Record", bound=models.Model)
VersionedRecord = TypeVar("VersionedRecord", bound=Versioned)


class ChangedMeanwhile(Exception):
    """Somebody else saved the record since it was opened; `current` is what is saved now."""

    def __init__(self, current: Versioned) -> None:
        self.current = current
        super().__init__("Somebody else changed this since you opened it.")


@contextmanager
def one_change() -> Iterator[None]:
    """Everything within is one change: one transaction, whole or not at all.

    Just before the outermost ends, the standing of every area whose register it touched is brought
    up to date, once, however many records it wrote. What is rolled back costs nothing.
    """
    if touched.get() is not None:
        with transaction.atomic():
            yield
        return
    areas: set[int] = set()
    token = touched.set(areas)
    try:
        with transaction.atomic():
            yield
            if areas and not transaction.get_rollback():
                standing.work_out(areas)
    finally:
        touched.reset(token)


def check_still_there(saved: Record | None) -> Record:
    """The record as it was read again under the lock; ValidationError when it is gone by now."""
    if saved is None:
        raise ValidationError("Somebody else has taken this back already.")
    return saved


@one_change()
def keep(
    instance: Record,
    verb: str,
    *,
    by: User | None,
    area: Area | None,
    people: Iterable[int] = (),
    on_register: bool = True,
) -> Record:
    """Save a new record under the name of the action, like `members.join`.

    `on_register` is false for what happens in an area without being a fact of its register, such
    as an answer of its review. Raises ValidationError when the record is impossible.
    """
    if area is not None and on_register:
        area.note_register_change()
    instance.full_clean()
    _save(instance, force_insert=True)
    note_shown(instance, area, is_new=True)
    record(verb, by=by, subject=instance, area=area, people=people, after=snapshot(instance))
    return instance


@one_change()
def change(
    instance: VersionedRecord,
    verb: str,
    *,
    by: User | None,
    area: Area | None,
    people: Iterable[int] = (),
    version: int | None = None,
    reason: str = "",
    on_register: bool = True,
    **values: Any,
) -> VersionedRecord:
    """Set `values` on the record as it is saved now; `version` is the one its editor had open.

    `on_register` is as for `keep`. Raises ChangedMeanwhile when somebody saved it in between, with
    the record as it is now, and ValidationError when it would become impossible. Changing nothing
    writes nothing.
    """
    if area is not None and on_register:
        area.note_register_change()
    saved = check_still_there(
        type(instance)._base_manager.select_for_update(of=("self",)).filter(pk=instance.pk).first()
    )
    if version is not None and saved.version != version:
        raise ChangedMeanwhile(saved)
    before = snapshot(saved)
    for name, value in values.items():
        setattr(saved, name, value)
    old, new = differences(before, snapshot(saved))
    if not new:
        return saved
    saved.version += 1
    saved.full_clean()
    _save(saved)
    note_shown(saved, area)
    record(
        verb, by=by, subject=saved, area=area, people=people, before=old, after=new, reason=reason
    )
    return saved


@one_change()
def take_back(
    instance: Record,
    verb: str,
    *,
    by: User | None,
    area: Area | None,
    reason: str,
    people: Iterable[int] = (),
    version: int | None = None,
    on_register: bool = True,
) -> None:
    """Delete a record that never was true. The reason and the record stay in the trail.

    `on_register` is as for `keep`. `version` is the one that whoever takes it back was shown. Raises
    ValidationError without a reason, or when other records rest on this one, and ChangedMeanwhile as
    `change` does.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why this was a mistake."})
    if area is not None and on_register:
        area.note_register_change()
    saved = check_still_there(
        type(instance)._base_manager.select_for_update(of=("self",)).filter(pk=instance.pk).first()
    )
    if version is not None and isinstance(saved, Versioned) and saved.version != version:
        raise ChangedMeanwhile(saved)
    before = snapshot(saved)
    record(verb, by=by, subject=instance, area=area, people=people, before=before, reason=reason)
    try:
        instance.delete()
    except models.ProtectedError:
        raise ValidationError(
            "Other records rest on this one. Take those back first, or give it a last day instead."
        ) from None
    note_shown(saved, area)


def _save(instance: models.Model, *, force_insert: bool = False) -> None:
    """Save what was checked; what somebody else saved at this very moment may still refuse it."""
    try:
        with transaction.atomic():
            instance.save(force_insert=force_insert)
    except IntegrityError:
        instance.full_clean()
        raise ValidationError(
            "Somebody else saved something at the same moment that does not go with this. "
            "Look at what is recorded now, then save again."
        ) from None
