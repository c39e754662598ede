"""Concerns for those who look after them, and for an impartial person who looks into one.

To everybody else, whatever their role, there is no such page: `Concern.objects.seen_by` alone says
who is let in.
"""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

from biglocal import clock
from biglocal.access import policy
from biglocal.access.discreet import nothing_quoted
from biglocal.accounts.models import User
from biglocal.attachments.views import AttachmentDownload
from partnerships.actions.concern_holding import part_of
from partnerships.concern_states import Part, Verb, can_move, may_be_kept_until
from partnerships.models import Concern, ConcernFile, ConcernStep, Share, StepKind
from partnerships.models.concern import has_part_in_concerns
from partnerships.presenters.concerns import (
    files_of,
    is_shared_with_reviewer,
    line_of,
    reviewer_name,
    said,
)
from partnerships.rosters.impartial import Involved, candidates
from partnerships.views.base import record_or_404

A_PAGE = 50


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConcernDoor(ContextMixin, View):
    """Lets nobody by who may not know that there is anything here."""

    @property
    def user(self) -> User:
        """Whoever is signed in."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def check_may_know(self) -> None:
        """Say nothing for those who may know of the page; raise Http404 for all others."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with nothing_quoted():
            self.check_may_know()
            try:
                return super().dispatch(request, *args, **kwargs)
            except policy.Refused:
                # They were let by, and at this very moment lost their part in it.
                raise Http404("no such concern") from None


class ConcernList(ConcernDoor, TemplateView):
    """The concerns that somebody looks after or looks into, what is due first on top."""

    template_name = "partnerships/concern_list.html"

    def check_may_know(self) -> None:
        if not has_part_in_concerns(self.user):
            raise Http404("no concerns")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        handled = Concern.objects.handled_by(self.user).select_related("area")
        reviewed = Concern.objects.reviewed_by(self.user).select_related("area")
        lines = [line_of(one, Part.HANDLER, day) for one in handled.filter(closed_at=None)]
        lines += [line_of(one, Part.REVIEWER, day) for one in reviewed]
        lines.sort(
            key=lambda line: (
                not line.concern.is_for_local_trust_alone,
                line.last_day or datetime.date.max,
                line.concern.begun_at,
            )
        )
        closed = handled.exclude(closed_at=None).order_by("-closed_at", "-pk")
        page = Paginator(closed, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            lines=lines,
            closed=[line_of(one, Part.HANDLER, day) for one in page],
            page=page,
            **kwargs,
        )


class OneConcern(ConcernDoor):
    """A page about one concern: for those who look after it, and where `for_reviewer` says so for
    the impartial person too."""

    for_reviewer: ClassVar[bool] = False

    def check_may_know(self) -> None:
        if self.part is Part.REVIEWER and not self.for_reviewer:
            raise Http404("no such concern")

    @cached_property
    def concern(self) -> Concern:
        """The concern of the address; Http404 for whoever may not know of it."""
        seen = Concern.objects.seen_by(self.user)
        found = seen.select_related("area", "reviewer", "raised_by")
        concern = found.filter(reference=self.kwargs["reference"]).first()
        if concern is None:
            raise Http404("no such concern")
        return concern

    @cached_property
    def part(self) -> Part:
        """What whoever is signed in is to it."""
        part = part_of(self.concern, self.user)
        assert part is not None
        return part

    def url(self, name: str) -> str:
        """A page of this concern."""
        return reverse(name, args=[self.concern.reference])


class ConcernDetail(OneConcern, TemplateView):
    """One concern: what was said, how far it is, what can be done, and what was done."""

    template_name = "partnerships/concern_detail.html"
    for_reviewer = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concern, part = self.concern, self.part
        is_handler = part is Part.HANDLER
        return super().get_context_data(
            concern=concern,
            line=line_of(concern, part, clock.today()),
            is_handler=is_handler,
            said=said(concern, part),
            is_withheld=not is_handler and not is_shared_with_reviewer(concern),
            may_tell_those_it_is_about=concern.share == Share.ABOUT,
            reviewer=reviewer_name(concern) if is_handler else "",
            warnings=self.warnings() if is_handler else [],
            links=self.links(),
            files=files_of(concern, part),
            steps=self.steps() if is_handler else [],
            proposed=concern.steps.filter(kind=StepKind.PROPOSED, by=self.user).last(),
            handlers=[one.user.name for one in concern.handlings.open().select_related("user")],
            kept_until=may_be_kept_until(concern),
            **kwargs,
        )

    def steps(self) -> QuerySet[ConcernStep]:
        """What was done, with what goes with it; what whoever raised it sent stands with what they said."""
        kept = ConcernFile.objects.exclude(step__kind=StepKind.ADDED)
        found = self.concern.steps.select_related("by")
        return found.prefetch_related(Prefetch("files", queryset=kept, to_attr="kept"))

    def links(self) -> list[tuple[str, str]]:
        """What whoever is signed in can do about it now, as (text, address)."""
        proposes = (
            "Propose a response"
            if self.part is Part.REVIEWER
            else "Write down what the impartial person proposes"
        )
        moves = [
            (Verb.ACKNOWLEDGE, "Acknowledge it", "concern-acknowledge"),
            (Verb.ASK_REVIEWER, "Ask somebody impartial to look into it", "concern-reviewer"),
            (Verb.PROPOSE, proposes, "concern-propose"),
            (Verb.CLOSE, "Close it, with what came of it", "concern-close"),
            (Verb.REOPEN, "Open it again", "concern-reopen"),
            (Verb.ERASE, "Erase what was said", "concern-erase"),
        ]
        links = [
            (text, self.url(name))
            for verb, text, name in moves
            if can_move(self.concern, verb, self.part)
        ]
        if self.part is Part.HANDLER and self.concern.has_reviewer_by_code:
            links.append(("Give the impartial person a code", self.url("concern-give-code")))
        if self.part is Part.HANDLER and not self.concern.erased_at:
            links += [
                ("Say who of the register is involved", self.url("concern-sides")),
                ("Write something down", self.url("concern-note")),
                ("Hand it on to somebody else as well", self.url("concern-hand-on")),
            ]
        if self.part is Part.HANDLER:
            links.append(("Step back from it", self.url("concern-step-back")))
        return links

    def warnings(self) -> list[str]:
        """What is known by now of the one who looks into it, or who looks after it."""
        concern = self.concern
        if concern.closed_at:
            return []
        found = []
        day = clock.today()
        if concern.has_reviewer:
            key = (
                f"user-{concern.reviewer_id}"
                if concern.reviewer_id
                else f"person-{concern.reviewer_person}"
            )
            known = {one.key: one for one in candidates(concern, day)}
            if (one := known.get(key)) and one.reasons:
                found.append(f"{one.name} should not look into this. {' '.join(one.reasons)}")
        if reasons := Involved.of(concern, day).reasons_against(self.user)[0]:
            you = [reason.replace("They are", "You are") for reason in reasons]
            found.append(f"You should not look after this, so please step back. {' '.join(you)}")
        return found


class ConcernFileDownload(OneConcern, AttachmentDownload):
    """What somebody sent or kept with a concern, for whoever may read what it goes with."""

    for_reviewer = True

    def get_attachment(self) -> ConcernFile:
        if self.part is Part.HANDLER:
            files = ConcernFile.objects.filter(step__concern=self.concern)
        else:
            files = files_of(self.concern, self.part)
        found: ConcernFile = record_or_404(files, self.kwargs["pk"])
        return found

    def get_stem(self) -> str:
        return f"{self.concern.reference}-{self.kwargs['pk']}"
