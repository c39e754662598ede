"""Erasing somebody's record: from the registers, and from the yearly work.

What was submitted stays as it was submitted, byte for byte: it is Local Trust's record of what it
was told. Whatever is drawn from it leaves their name out from now on (`reviews.withholding`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.html import escape

from biglocal.audit.models import AuditEvent
from biglocal.audit.redact import redact
from biglocal.post.models import Enclosure, Message
from partnerships.actions import erasing
from partnerships.actions.erasing import Traces
from partnerships.models import Person
from partnerships.models.erased import ERASED, each_text, without
from reviews.exports.documents import review_pdf
from reviews.freezing import BrokenSeal
from reviews.models import (
    Answer,
    Confirmation,
    DeclaringLink,
    InternalNote,
    MembershipForm,
    PlannedAction,
    Progress,
    Response,
    Scan,
    SectionComment,
    SigningLink,
    Submission,
)
from reviews.withholding import names

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Replace = Callable[[str], str]

# What people wrote of an area's reviews: where, the way to its area, and the texts.
WRITTEN: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Answer, "review__area", ("comment",)),
    (Confirmation, "review__area", ("note",)),
    (PlannedAction, "review__area", ("what", "owner", "reason")),
    (Progress, "action__review__area", ("text",)),
    (Response, "submission__review__area", ("message",)),
    (SectionComment, "response__submission__review__area", ("text",)),
    (InternalNote, "review__area", ("text",)),
)


@transaction.atomic
def erase(*, person: Person, reason: str, by: User | None) -> None:
    """Erase what tells who somebody was, everywhere but in what was submitted.

    Raises as `partnerships.actions.erasing.erase` does.
    """
    traces = erasing.erase(person=person, reason=reason, by=by)
    replace = without(traces.names)
    # Those that invite somebody to sign are theirs alone; what else was sent is not.
    _letters_to(traces).delete()
    _erase_signatures(traces, replace)
    _erase_in_wording(traces)
    _erase_in_post(traces, replace)


def _erase_signatures(traces: Traces, replace: Replace) -> None:
    for kind in (SigningLink, DeclaringLink):
        kind._default_manager.filter(person__in=traces.pks).delete()
    forms = MembershipForm.objects.filter(person__in=traces.pks)
    for scan in Scan.objects.filter(form__in=forms).exclude(file=""):
        # The file goes once nothing can bring back the row that names it.
        transaction.on_commit(partial(scan.file.storage.delete, str(scan.file.name)))
        # That there was one stays, and its SHA-256, by which a copy would be known.
        Scan.objects.filter(pk=scan.pk).update(file="")
    for form in forms:
        facts = form.facts | {key: [] for key in ("interests", "relatives") if key in form.facts}
        MembershipForm.objects.filter(pk=form.pk).update(
            facts=_in_json(facts, replace), signed_as=""
        )
    # Others' forms name them as a relative.
    for form in MembershipForm.objects.filter(review__area__in=traces.areas):
        facts = _in_json(form.facts, replace)
        if facts != form.facts:
            MembershipForm.objects.filter(pk=form.pk).update(facts=facts)
    for word in Confirmation.objects.filter(person__in=traces.pks):
        Confirmation.objects.filter(pk=word.pk).update(
            facts=_in_json(word.facts, replace), note=ERASED if word.note else ""
        )


def _erase_in_wording(traces: Traces) -> None:
    """In the reps' own words people go by one name alone."""
    others = Person.objects.on_registers_of([area.pk for area in traces.areas])
    others = others.exclude(pk__in=traces.pks)
    keeping = set(others.values_list("name", flat=True)) - traces.names
    replace = without(traces.names, keeping=keeping, with_parts=True)
    for model, area, texts in WRITTEN:
        for row in model._default_manager.filter(**{f"{area}__in": traces.areas}):
            was = {name: getattr(row, name) for name in texts}
            now = {name: replace(text) for name, text in was.items()}
            if now != was:
                model._default_manager.filter(pk=row.pk).update(**now)
    # Why an action was dropped or opened again is told from the trail.
    kinds = [model._meta.model_name for model, _, _ in WRITTEN]
    redact(
        AuditEvent.objects.filter(area__in=traces.areas, subject_kind__in=kinds),
        lambda event, part, value: _in_json(value, replace),
    )


def _erase_in_post(traces: Traces, replace: Replace) -> None:
    """In messages that name them, and in the papers that went with one."""
    naming = Q()
    for name in traces.names:
        for written in {name, escape(name)}:
            naming |= Q(to_name__iexact=name) | Q(subject__icontains=written)
            naming |= Q(text__icontains=written) | Q(html__icontains=written)
    escaped = without({str(escape(name)) for name in traces.names})
    for message in Message.objects.filter(naming) if naming else ():
        Message.objects.filter(pk=message.pk).update(
            to_name=replace(message.to_name),
            subject=replace(message.subject)[:200],
            text=replace(message.text),
            html=escaped(message.html),
        )
    submissions = Submission.objects.filter(review__area__in=traces.areas)
    for submission in submissions.select_related("review__round").iterator(chunk_size=50):
        _erase_in_papers(submission, traces)


def _erase_in_papers(submission: Submission, traces: Traces) -> None:
    """The papers that went with a confirmation are made anew, without their name."""
    papers = Enclosure.objects.filter(
        message__event__startswith=f"review-submitted:{submission.pk}:"
    )
    try:
        if names(submission, traces.pks) and papers.exists():
            papers.update(content=review_pdf(submission))
    except BrokenSeal:
        # Nobody can tell any more what it says.
        papers.delete()


def _letters_to(traces: Traces) -> models.QuerySet[Message]:
    of_links = Q(pk=None)
    links: list[tuple[type[models.Model], tuple[str, str]]] = [
        (SigningLink, ("signature-asked", "signature-reminder")),
        (DeclaringLink, ("declaration-asked", "declaration-reminder")),
    ]
    for model, kinds in links:
        for pk in model._default_manager.filter(person__in=traces.pks).values_list("pk", flat=True):
            for kind in kinds:
                of_links |= Q(event__startswith=f"{kind}:{pk}:")
    return Message.objects.filter(of_links)


def _in_json(facts: Any, replace: Replace) -> Any:
    return each_text(facts, lambda text, key: replace(text))
