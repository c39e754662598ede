"""Putting two records of one person together, after a look at what it does, and undoing it.

Both pages stand on both floors, as those of `partnerships.views.sameness` do.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.actions import merging
from partnerships.forms.sameness import MergeForm
from partnerships.models import Merge, Person
from partnerships.presenters.sameness import blocked, moving
from partnerships.rosters.merging import MergePlan, plan_merge
from partnerships.views.sameness import Answer


class MergePage(Answer):
    """Shows what putting two records together does, and does it."""

    template_name = "partnerships/duplicate_merge.html"
    title = "Put two records together"

    @cached_property
    def plan(self) -> MergePlan:
        """What putting the second record into the first comes to."""
        return plan_merge(*self.two)

    def mark(self) -> str:
        return self.plan.mark

    def get_form_class(self) -> Any:
        return MergeForm.of(*self.two)

    def get_form_kwargs(self) -> dict[str, Any]:
        kept, merged = self.two
        return super().get_form_kwargs() | {"kept": kept, "merged": merged}

    def act(self, form: MergeForm) -> str:
        done = merging.merge(
            kept=self.two[0],
            merged=self.two[1],
            details=merging.Details(**form.details),
            by=self.user,
            area=self.reach.area,
            within=self.reach.within,
            seen=form.cleaned_data["version"],
        )
        return f"Saved. {done.kept} is one person now. You can undo this within a day."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, day = self.plan, clock.today()
        try:
            merging.check_may_merge(plan, self.reach.within)
        except ValidationError as refusal:
            return super().get_context_data(refusal=refusal.messages[0], **kwargs)
        return super().get_context_data(
            blocked=blocked(plan, self.reach.areas),
            moves=moving(plan.moves, self.reach.areas, day),
            drops=moving(plan.drops, self.reach.areas, day),
            stays=self.two[0],
            apart_url=self.reach.address("duplicate-apart", *(one.pk for one in self.two)),
            **kwargs,
        )


class UndoPage(Answer):
    """Takes two records apart again, within a day."""

    title = "Take the two records apart again?"
    lead = (
        "Each gets back what it had. What was recorded since they were put together stays with the "
        "one that was kept."
    )
    button = "Take them apart"

    @cached_property
    def merge(self) -> Merge:
        """What is to be undone; Http404 when it is not to be undone from here."""
        for one in self.reach.merges():
            if one.pk == self.kwargs["pk"]:
                return one
        raise Http404("nothing to undo")

    @cached_property
    def two(self) -> tuple[Person, Person]:
        return self.merge.kept, self.merge.merged

    def act(self, form: Any) -> str:
        merging.undo(merge=self.merge, by=self.user, within=self.reach.within)
        return "Saved. They are two records again, as they were."


class DuplicateMerge(MergePage):
    """Puts two records of one person together, from a register."""

    permission = Permission.CHANGE_REGISTER


class DuplicateUndo(UndoPage):
    """Undoes a merge, from the register it was done from."""

    permission = Permission.CHANGE_REGISTER


class PeopleDuplicateMerge(MergePage):
    """Puts two records of one person together, wherever they are."""

    permission = Permission.MERGE_PEOPLE


class PeopleDuplicateUndo(UndoPage):
    """Undoes a merge, wherever it was done."""

    permission = Permission.MERGE_PEOPLE
