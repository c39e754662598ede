"""Who looks after an area: the list, then adding, ending, correcting and taking back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.actions import looking_after
from partnerships.forms.looking_after import AssignForm, DaysForm, EndForm
from partnerships.models import Assignment
from partnerships.views.base import AreaFormPage, AreaPage, record_or_404
from partnerships.views.changes import OneByOne
from partnerships.views.of_person import MistakePage, version_typed


class AssignmentList(AreaPage):
    """The reps and secretaries of an area: of today, to come, and before."""

    permission = Permission.VIEW_AREA
    tab = "position"
    template_name = "partnerships/assignment_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        found = list(self.area.assignments.select_related("user").order_by("-starts_on", "-pk"))
        over = [one for one in found if one.ends_on is not None and one.ends_on < today]
        return super().get_context_data(
            current=[one for one in found if one.is_current_on(today)],
            to_come=[one for one in found if one.starts_on > today],
            over=over,
            may_manage=policy.can(self.user, Permission.MANAGE_ASSIGNMENTS, self.area),
            may_manage_area=policy.can(self.user, Permission.MANAGE_AREAS, self.area),
            is_closed=self.area.has_closed_by(today),
            **kwargs,
        )


class OfAssignments(AreaFormPage):
    """A question about who looks after an area."""

    permission = Permission.MANAGE_ASSIGNMENTS
    tab = "position"

    def get_back_url(self) -> str:
        return reverse("assignment-list", args=[self.area.slug])

    @cached_property
    def assignment(self) -> Assignment:
        """The assignment of the address; Http404 for none of this area's."""
        found: Assignment = record_or_404(
            self.area.assignments.select_related("user", "area"), self.kwargs["pk"]
        )
        return found

    def of_whom(self) -> str:
        """ "Rhea Rep, rep of Northfield"."""
        one = self.assignment
        return f"{one.user}, {one.get_role_display().lower()} of {self.area}"

    def facts(self) -> list[tuple[str, str]]:
        """The assignment as it is recorded, as names and values."""
        one = self.assignment
        return [
            ("Who", f"{one.user} ({one.user.email})"),
            ("As", one.get_role_display()),
            ("From", day_in_words(one.starts_on)),
            ("Last day", day_in_words(one.ends_on) or "None"),
        ]


class AssignmentAdd(OneByOne, OfAssignments):
    """Let somebody look after the area, beside whoever does."""

    template_name = "partnerships/assignment_add.html"
    form_class = AssignForm
    title = "Add somebody who looks after it"

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def act(self, form: AssignForm) -> str:
        assert form.found is not None
        said = form.cleaned_data
        begun = looking_after.begin(
            area=self.area,
            user=form.found,
            role=said["role"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            by=self.user,
        )
        return (
            f"{begun.user} is {begun.get_role_display().lower()} of {self.area} from "
            f"{day_in_words(begun.starts_on)}. They are told by e-mail."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_manage_users=policy.can(self.user, Permission.MANAGE_USERS), **kwargs
        )


class AssignmentEnd(OfAssignments):
    """Give an assignment its last day."""

    template_name = "partnerships/assignment_form.html"
    form_class = EndForm

    def get_title(self) -> str:
        return f"When does {self.assignment.user} stop looking after {self.area}?"

    def get_initial(self) -> dict[str, Any]:
        one = self.assignment
        likeliest = one.ends_on or max(one.starts_on, clock.today())
        return {"version": one.version, "last_day": likeliest}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return {"last_day": record.ends_on}

    def act(self, form: EndForm) -> str:
        ended = looking_after.end(
            assignment=self.assignment,
            last_day=form.cleaned_data["last_day"],
            by=self.user,
            version=version_typed(form),
        )
        return (
            f"Saved. The last day of {self.of_whom()} is {day_in_words(ended.ends_on)}. They are "
            "told by e-mail."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            facts=self.facts(), assignment_pk=self.assignment.pk, **kwargs
        )


class AssignmentChange(OfAssignments):
    """Put right from when to when somebody looks after the area."""

    template_name = "partnerships/assignment_form.html"
    form_class = DaysForm

    def get_title(self) -> str:
        return f"Correct the days of {self.assignment.user}"

    def get_initial(self) -> dict[str, Any]:
        one = self.assignment
        return {"version": one.version, "starts_on": one.starts_on, "ends_on": one.ends_on}

    def act(self, form: DaysForm) -> str:
        looking_after.correct(
            assignment=self.assignment,
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. The days of {self.of_whom()} are corrected."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            facts=self.facts(), assignment_pk=self.assignment.pk, **kwargs
        )


class AssignmentMistake(MistakePage, OfAssignments):
    """Take back an assignment that should never have been made."""

    template_name = "partnerships/assignment_mistake.html"
    keeps = "What they have written in the register and in reviews stays. They are told by e-mail."

    def get_record(self) -> Assignment:
        return self.assignment

    def facts(self) -> list[tuple[str, str]]:
        return OfAssignments.facts(self)

    def get_title(self) -> str:
        return f"Take back that {self.assignment.user} looks after {self.area}"

    def act(self, form: Any) -> str:
        who = self.of_whom()
        looking_after.never_happened(
            assignment=self.assignment,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Taken back: {who}."
