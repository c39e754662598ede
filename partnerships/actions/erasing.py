"""Erasing who somebody was from the registers, while what they did there stays true.

Memberships, votes, offices, homes and ties stay as facts about nobody in particular, so that the
verdict of every past day is what it was. What goes is whatever tells who it was: name, e-mail
address, year of birth, addresses, notes, and all of these in the trail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone

from biglocal import clock
from biglocal.audit.models import AuditEvent
from biglocal.audit.record import record
from biglocal.audit.redact import redact
from partnerships.actions.concern_erasing import take_out_of_closed
from partnerships.actions.writing import check_still_there, one_change
from partnerships.models import (
    Area,
    Correction,
    Decision,
    Distinct,
    Household,
    ImportDraft,
    Interest,
    LaterConflict,
    Meeting,
    Merge,
    NamingConsent,
    NamingExemption,
    PaidWork,
    Person,
    Plan,
    PolicyVersion,
    ProgressNote,
    Proposal,
    PublicPage,
    Residence,
    ScreeningDraft,
    Spend,
    Trial,
    Waiver,
)
from partnerships.models.erased import ERASED, each_text, without
from partnerships.rosters.namesakes import areas_of

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# What a record of a person says of who they are, and what stands there afterwards.
_WHO = {"name": ERASED, "email": "", "birth_year": None, "folded_name": "", "name_words": ""}
# The texts that only they are told of in, by kind of record, and what stands there afterwards.
_ABOUT_THEM: dict[str, dict[str, Any]] = {
    "person": _WHO,
    "household": {"address": "", "postcode": ""},
    "proposal": {"note": ""},
    "correction": {"says": ERASED, "answer": ""},
    "paidwork": {"job_title": ""},
}
# What is written down in a partnership's own words: how a row leads to its area, and which texts.
_WORDING: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Decision, "area", ("title", "outcome", "reason")),
    (LaterConflict, "decision__area", ("what", "done", "settled_reason")),
    (Meeting, "area", ("place", "note", "guests")),
    (Plan, "area", ("title", "vision", "priorities")),
    (PolicyVersion, "policy__area", ("note",)),
    (ProgressNote, "plan__area", ("text",)),
    (Spend, "area", ("payee", "what_for", "reference", "recorded_from")),
    (PublicPage, "area", ("taking_part",)),
    (Waiver, "area", ("reason",)),
)
# The facts that make somebody part of a partnership.
_SERVING = {
    "memberships": "a member",
    "offices": "an office-holder",
    "paid_work": "a paid worker",
    "lto_roles": "an LTO representative",
}

Replace = Callable[[str], str]


@dataclass(frozen=True)
class Traces:
    """All that the registers hold of one person: their record, and those that were merged into it."""

    person: Person

    @cached_property
    def records(self) -> list[Person]:
        found = [self.person]
        for one in found:
            found.extend(one.merged_from.all())
        return found

    @cached_property
    def pks(self) -> list[int]:
        return [one.pk for one in self.records]

    @cached_property
    def areas(self) -> list[Area]:
        """The areas whose registers have a fact of theirs, or a correction that they asked for."""
        everywhere = Area.objects.order_by("pk")
        where = areas_of(self.pks, everywhere)
        found = {area.pk for areas in where.values() for area in areas}
        asked = Correction.objects.filter(person__in=self.pks).values_list("area", flat=True)
        return list(everywhere.filter(pk__in=found | set(asked)))

    @cached_property
    def names(self) -> set[str]:
        """Every name that they have gone by here."""
        names = {one.name for one in self.records}
        of_them = AuditEvent.objects.filter(subject_kind="person", subject_id__in=self.pks)
        for values in of_them.values_list("before", "after"):
            names |= {each["name"] for each in values if each and each.get("name")}
        return names - {ERASED}

    @cached_property
    def addresses(self) -> set[str]:
        """Every e-mail address of theirs, in small letters."""
        return {one.email.lower() for one in self.records if one.email}

    @cached_property
    def homes(self) -> list[Household]:
        """The homes that nobody else has been recorded in but people who were erased too."""
        others = Residence.objects.exclude(person__in=self.pks).filter(person__erased_at=None)
        lived = Household.objects.filter(residences__person__in=self.pks)
        return list(
            lived.exclude(pk__in=others.exclude(household=None).values("household")).distinct()
        )

    @property
    def keep_from_erasing(self) -> list[str]:
        """Where they still are something, each as a sentence; nobody is erased until there is none."""
        day = clock.today()
        found = []
        for person in self.records:
            for relation, what in _SERVING.items():
                facts = getattr(person, relation).exclude(ends_on__lt=day).select_related("area")
                found += [f"They are {what} in {fact.area}." for fact in facts]
            waiting = person.proposals.waiting().select_related("area")
            found += [f"They are invited or proposed to {one.area}." for one in waiting]
        return list(dict.fromkeys(found))


def erase(*, person: Person, reason: str, by: User | None) -> Traces:
    """Take out of every register, and out of the trail, what tells who somebody was.

    What else was kept of them is for whoever calls this to take out, with the traces given back, in
    the same transaction. Raises ValidationError without a reason, when they were erased already, and
    while they are or will be a member, an office-holder, a paid worker or an LTO representative.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why this record is erased."})
    with one_change():
        traces = _locked(person)
        # Whoever has been read by now keeps what is needed below.
        names, areas, homes = traces.names, traces.areas, traces.homes
        for area in areas:
            area.note_register_change()
        _erase_facts(traces, homes)
        replace = without(names)
        _erase_in_wording(areas, replace)
        take_out_of_closed(areas, replace)
        _erase_half_done(areas, names)
        _erase_in_trail(traces, replace)
        for where in [None, *areas]:
            record(
                "people.erase",
                by=by,
                subject=person,
                area=where,
                people=traces.pks,
                reason=replace(reason),
            )
    return traces


def _locked(person: Person) -> Traces:
    # A change of a register takes its area first, and nobody is made a member meanwhile.
    areas = [area.pk for area in Traces(person).areas]
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    saved = check_still_there(Person.objects.select_for_update().filter(pk=person.pk).first())
    if saved.erased_at:
        raise ValidationError("Their record was erased already.")
    if saved.merged_into_id:
        raise ValidationError(
            "This record was put together with another one. Erase that one instead."
        )
    traces = Traces(saved)
    if standing := traces.keep_from_erasing:
        raise ValidationError(standing)
    return traces


def _erase_facts(traces: Traces, homes: Collection[Household]) -> None:
    # The folded names stay empty, so that nobody finds them by a name, nor takes them for another.
    Person.objects.filter(pk__in=traces.pks).update(erased_at=timezone.now(), **_WHO)
    Household.objects.filter(pk__in=[home.pk for home in homes]).update(**_ABOUT_THEM["household"])
    Proposal.objects.filter(person__in=traces.pks).update(**_ABOUT_THEM["proposal"])
    PaidWork.objects.filter(person__in=traces.pks).update(**_ABOUT_THEM["paidwork"])
    theirs = Correction.objects.filter(person__in=traces.pks)
    theirs.update(says=ERASED)
    theirs.exclude(answer="").update(answer=ERASED)
    Interest.objects.filter(person__in=traces.pks).update(may_be_published=False)
    # Nobody is there any more to be named, or to be at risk.
    NamingConsent.objects.filter(person__in=traces.pks).delete()
    NamingExemption.objects.filter(person__in=traces.pks).delete()
    Distinct.objects.filter(Q(a__in=traces.pks) | Q(b__in=traces.pks)).delete()
    # A merge cannot be undone any more: what it would put back is who they were.
    Merge.objects.filter(Q(kept__in=traces.pks) | Q(merged__in=traces.pks)).update(
        moved={"kept": {"before": {}, "after": {}}, "moved": [], "dropped": []}
        | {"of_kept": [], "of_merged": []}
    )


def _erase_in_wording(areas: Collection[Area], replace: Replace) -> None:
    """In what was written down in the partnership's own words, and in those of waivers."""
    for model, path, names in _WORDING:
        for row in model._default_manager.filter(**{f"{path}__in": areas}):
            was = {name: getattr(row, name) for name in names}
            now = each_text(was, lambda text, key: replace(text))
            if now != was:
                model._default_manager.filter(pk=row.pk).update(**now)


def _erase_half_done(areas: Collection[Area], names: Collection[str]) -> None:
    """What somebody has begun with (files, trials, screenings) and names them is thrown away."""
    begun = ((ImportDraft, "table"), (Trial, "steps"), (ScreeningDraft, "asked"))
    for model, field in begun:
        for row in model._default_manager.filter(area__in=areas):
            text = json.dumps(getattr(row, field), ensure_ascii=False).casefold()
            if any(name.casefold() in text for name in names):
                row.delete()


def _erase_in_trail(traces: Traces, replace: Replace) -> None:
    homes = set(
        Household.objects.filter(address="", residences__person__in=traces.pks).values_list(
            "pk", flat=True
        )
    )
    about_them = {
        "person": set(traces.pks),
        "household": homes,
        "proposal": _pks(Proposal, traces),
        "correction": _pks(Correction, traces),
        "paidwork": _pks(PaidWork, traces),
    }

    def of_text(text: str, key: str) -> str:
        return "" if text.lower() in traces.addresses else replace(text)

    def change(event: AuditEvent, part: str, value: Any) -> Any:
        if value and event.subject_id in about_them.get(event.subject_kind, ()):
            blank = _ABOUT_THEM[event.subject_kind]
            if isinstance(value, dict):
                value = value | {name: blank[name] for name in blank if name in value}
        return each_text(value, of_text)

    redact(AuditEvent.objects.filter(Q(area__in=traces.areas) | Q(area=None)), change)


def _pks(model: type[Proposal | Correction | PaidWork], traces: Traces) -> set[int]:
    return set(model._default_manager.filter(person__in=traces.pks).values_list("pk", flat=True))
