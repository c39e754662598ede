"""What members say is wrong about them: the list, and settling one after the other."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.actions import corrections
from partnerships.forms.corrections import SettleForm
from partnerships.models import Area, Correction, CorrectionState
from partnerships.models.correction import CorrectionQuerySet
from partnerships.presenters.corrections import correction_lines
from partnerships.views.base import AreaFormPage, AreaPage, record_or_404
from partnerships.views.of_person import version_typed

# So many that were settled are shown below those that wait; the history has them all.
SETTLED = 50


def corrections_of(area: Area) -> CorrectionQuerySet:
    """The corrections of an area with those they concern."""
    return Correction.objects.filter(area=area).select_related("person", "area", "settled_by")


class CorrectionList(AreaPage):
    """Those that wait, the oldest first, and those that were settled, the latest first."""

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/correction_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = corrections_of(self.area)
        settled = every.exclude(state=CorrectionState.WAITING).order_by("-settled_on", "-pk")
        return super().get_context_data(
            waiting=correction_lines(self.area, list(every.waiting()), clock.today()),
            settled=settled[:SETTLED],
            **kwargs,
        )


class CorrectionSettle(AreaFormPage):
    """One correction: what the member says, what the register says now, and what came of it."""

    form_class = SettleForm
    template_name = "partnerships/correction_settle.html"

    @cached_property
    def record(self) -> Correction:
        """The correction of the address; Http404 when it is not this area's."""
        correction: Correction = record_or_404(corrections_of(self.area), self.kwargs["pk"])
        return correction

    def get_title(self) -> str:
        return f"What {self.record.person} says is wrong"

    def get_back_url(self) -> str:
        return reverse("correction-list", args=[self.area.slug])

    def get_initial(self) -> dict[str, Any]:
        record = self.record
        is_settled = record.state != CorrectionState.WAITING
        return {
            "version": record.version,
            "state": record.state if is_settled else "",
            "answer": record.answer,
        }

    def act(self, form: SettleForm) -> str:
        correction = corrections.settle(
            correction=self.record,
            state=form.cleaned_data["state"],
            answer=form.cleaned_data["answer"],
            version=version_typed(form),
            by=self.user,
        )
        about = correction.get_about_display().lower()
        if correction.state == CorrectionState.MADE:
            return f"Noted: what {correction.person} said about “{about}” is put right."
        return f"Noted: what {correction.person} said about “{about}” stays as it is."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (line,) = correction_lines(self.area, [self.record], clock.today())
        return super().get_context_data(line=line, **kwargs)
