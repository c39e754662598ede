"""The decisions of a partnership as they are read: the list, and one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.functional import cached_property

from partnerships.models import Decision, Part
from partnerships.presenters.decisions import (
    findings_about,
    judged,
    missing_of,
    parts_of,
    parts_said,
    rows_of,
)
from partnerships.presenters.rooms import room_then
from partnerships.rosters.later import open_flags
from partnerships.views.as_at import DayPage
from partnerships.views.base import record_or_404

A_PAGE = 25


class DecisionList(DayPage):
    """Every decision up to the day, newest first, with what the rules find in those that count."""

    tab = "decisions"
    template_name = "partnerships/decision_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions_by_then = self.area.decisions.filter(decided_on__lte=self.day)
        withdrew = Q(participations__part=Part.WITHDREW)
        recorded = decisions_by_then.select_related("chosen").annotate(
            considered=Count("organisations", distinct=True),
            took_part=Count("participations", filter=~withdrew, distinct=True),
            withdrew=Count("participations", filter=withdrew, distinct=True),
        )
        recorded = recorded.order_by("-decided_on", "-pk")
        page = Paginator(recorded, A_PAGE).get_page(self.request.GET.get("page"))
        rows = rows_of(self.area, page, self.day)
        return super().get_context_data(page=page, rows=rows, **kwargs)


class OfDecision:
    """Finds the decision that a page is about, among those of the area."""

    area: Any
    kwargs: dict[str, Any]

    @cached_property
    def decision(self) -> Decision:
        recorded = self.area.decisions.select_related("area", "chosen", "theme__plan", "meeting")
        found: Decision = record_or_404(recorded, self.kwargs["pk"])
        return found


class DecisionDetail(OfDecision, DayPage):
    """One decision, who took part, and what the rules find in it by the day.

    Of a day before the meeting it says that alone: there was nothing yet to show.
    """

    tab = "decisions"
    template_name = "partnerships/decision_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.day < self.decision.decided_on:
            return super().get_context_data(decision=self.decision, is_taken=False, **kwargs)
        by = judged(self.decision, self.day)
        flags = open_flags(self.area, by.roster, by.assessment.findings, self.day)
        organisations, parts = list(self.decision.organisations.all()), parts_of(self.decision)
        return super().get_context_data(
            decision=self.decision,
            is_taken=True,
            organisations=organisations,
            parts=parts,
            parts_said=parts_said(parts),
            missing=missing_of(self.decision, len(organisations), len(parts)),
            room=room_then(self.decision),
            findings=findings_about(self.decision, by, on=self.on),
            judged_on=by.day,
            flags=flags.get(self.decision.pk, []),
            settled=[
                one
                for one in self.decision.later_conflicts.select_related("person", "organisation")
                if one.settled_on is not None and one.settled_on <= self.day
            ],
            **kwargs,
        )
