"""The one way to write an audit event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from biglocal.audit.models import AuditEvent

if TYPE_CHECKING:
    from biglocal.accounts.models import User
    from partnerships.models import Area


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The stored values of a record by field name; foreign keys as ids, dates as dates."""
    return {
        field.attname: field.value_from_object(instance)
        for field in instance._meta.concrete_fields
        if not field.primary_key
    }


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between two snapshots, as (the old values, the new values)."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def record(
    verb: str,
    *,
    by: User | None,
    subject: models.Model,
    area: Area | None = None,
    people: Iterable[int] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Write down one action, in the transaction that it happens in.

    `verb` is the name of the action, like `members.join`; `before` and `after` are snapshots, or
    the parts of them that differ; `people` are the ids of the people concerned.
    """
    return AuditEvent.objects.create(
        verb=verb,
        by=by,
        area=area,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        people=sorted(set(people)),
        before=before,
        after=after,
        reason=reason,
    )
