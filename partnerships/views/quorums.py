"""How many members must be there to decide: what is recorded, and how it is changed."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse

from biglocal import clock
from biglocal.design.messages import opening
from partnerships.actions import quorums
from partnerships.forms.quorums import QuorumChangeForm, QuorumForm
from partnerships.models import Quorum
from partnerships.presenters.periods import day_said, period_said
from partnerships.presenters.rooms import quorum_said
from partnerships.rosters.rooms import as_rule
from partnerships.views.base import AreaPage, record_or_404
from partnerships.views.changes import OneByOne
from partnerships.views.of_person import MistakePage, version_typed


class QuorumList(AreaPage):
    """The quorum of today, and those before and after it."""

    tab = "decisions"
    template_name = "partnerships/quorum_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        recorded = list(self.area.quorums.all())
        return super().get_context_data(
            quorums=[
                (one, quorum_said(as_rule(one)), opening(period_said(one, today)))
                for one in recorded
            ],
            current=next((one for one in recorded if one.is_current_on(today)), None),
            **kwargs,
        )


class QuorumPage(OneByOne):
    """A question page about the quorum."""

    tab = "decisions"

    def get_back_url(self) -> str:
        return reverse("quorum-list", args=[self.area.slug])


class QuorumAdd(QuorumPage):
    """Records the quorum that holds from a day on."""

    title = "Record the quorum"
    form_class = QuorumForm

    def act(self, form: QuorumForm) -> str:
        cleaned = form.cleaned_data
        saved = quorums.agree(
            area=self.area,
            members=cleaned["members"],
            counts=cleaned["counts"],
            share=cleaned["share"],
            residents=cleaned["residents"],
            starts_on=cleaned["starts_on"],
            by=self.user,
        )
        return (
            f"Saved. From {day_said(saved.starts_on)} the quorum is {quorum_said(as_rule(saved))}."
        )


class OneQuorum(QuorumPage):
    """A page about one recorded quorum."""

    @cached_property
    def quorum(self) -> Quorum:
        recorded = self.area.quorums.select_related("area")
        found: Quorum = record_or_404(recorded, self.kwargs["pk"])
        return found


class QuorumChange(OneQuorum):
    """Puts a recorded quorum right, or gives it a last day."""

    title = "Correct the quorum"
    form_class = QuorumChangeForm
    template_name = "partnerships/quorum_change.html"

    def get_initial(self) -> dict[str, Any]:
        names = ("members", "counts", "share", "residents", "starts_on", "ends_on", "version")
        return {name: getattr(self.quorum, name) for name in names}

    def act(self, form: QuorumChangeForm) -> str:
        names = ("members", "counts", "share", "residents", "starts_on", "ends_on")
        saved = quorums.correct(
            quorum=self.quorum,
            version=version_typed(form),
            by=self.user,
            **{name: form.cleaned_data[name] for name in names},
        )
        return f"Saved. The quorum is {quorum_said(as_rule(saved))}, {_when(saved)}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quorum=self.quorum, **kwargs)


class QuorumMistake(MistakePage, OneQuorum):
    """Takes back a quorum that was recorded by mistake."""

    title = "Take back a quorum"
    keeps = "Decisions keep the quorum that was counted when they were recorded."

    def get_record(self) -> Quorum:
        return self.quorum

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Quorum", quorum_said(as_rule(self.quorum))),
            ("When", opening(_when(self.quorum))),
        ]

    def act(self, form: Any) -> str:
        quorums.never_happened(
            quorum=self.quorum,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return "Saved. That quorum is taken back."


def _when(quorum: Quorum) -> str:
    return period_said(quorum, clock.today())
