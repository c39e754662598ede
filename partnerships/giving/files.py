"""Grants as files, written while they are read: JSON, and the standard's form for spreadsheets."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from partnerships.exports.workbook import Sheet, workbook
from partnerships.giving.grants import BATCH, Grant, grants_of
from partnerships.giving.package import Package
from partnerships.giving.standard import FIELDS, Published, as_json, values
from partnerships.models import Decision, Organisation

_WIDE, _NARROW = 40, 22


def published(decisions: QuerySet[Decision]) -> Iterator[Published]:
    """Those of the decisions that a file has, in their order; seven queries for each batch."""
    grants = (grant for grant in grants_of(decisions) if grant.is_published)
    while batch := list(islice(grants, BATCH)):
        modified, numbers = _modified(batch), _other_numbers(batch)
        for grant in batch:
            of_both = [("decision", grant.decision.pk), ("organisation", grant.recipient.pk)]
            known = [modified[subject] for subject in of_both if subject in modified]
            others = tuple(numbers.get(grant.recipient.pk, ()))
            yield Published(grant, max(known, default=None), others)


def _modified(grants: Iterable[Grant]) -> dict[tuple[str, int | None], datetime.datetime]:
    """When decisions and organisations were last changed, by what they are and their number."""
    decisions = {grant.decision.pk for grant in grants}
    organisations = {grant.recipient.pk for grant in grants}
    events = AuditEvent.objects.filter(
        Q(subject_kind="decision", subject_id__in=decisions)
        | Q(subject_kind="organisation", subject_id__in=organisations)
    )
    last = events.order_by().values("subject_kind", "subject_id").annotate(last=Max("at"))
    return {(one["subject_kind"], one["subject_id"]): one["last"] for one in last}


def _other_numbers(grants: Iterable[Grant]) -> dict[int, list[str]]:
    """The numbers of what was put into those who got grants, by the number of those."""
    numbers: dict[int, list[str]] = {}
    merged = Organisation.objects.filter(merged_into__in={one.recipient.pk for one in grants})
    for kept, org_id in merged.order_by("pk").values_list("merged_into", "org_id"):
        assert kept is not None
        numbers.setdefault(kept, []).append(org_id)
    return numbers


def in_json(grants: Iterable[Published], package: Package) -> Iterator[bytes]:
    """A package of grants, as https://standard.threesixtygiving.org has it in JSON."""
    about = json.dumps(package.as_json(timezone.now()), ensure_ascii=False)
    yield f'{about.removesuffix("}")}, "grants": ['.encode()
    before = "\n"
    for one in grants:
        yield f"{before}{json.dumps(as_json(one), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"\n]}\n"


def in_workbook(grants: Iterable[Published], package: Package) -> Iterator[bytes]:
    """The same as a workbook: the sheets and columns that the standard's tools look for."""
    titles = [field.title for field in FIELDS]
    wide = {"Title", "Description", "Recipient Org:Name", "Data Source"}
    # The sheet about the file has no headings: its first line is the first fact.
    first, *others = [(title, value) for _, title, value in package.facts(timezone.now())]
    yield from workbook(
        [
            Sheet(
                "grants",
                titles,
                [_WIDE if title in wide else _NARROW for title in titles],
                (values(one) for one in grants),
            ),
            Sheet("Meta", first, [_NARROW, 2 * _WIDE], others),
        ]
    )
