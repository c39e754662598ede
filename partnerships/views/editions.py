"""Editions of the criteria: the list, a draft with what it would change, publishing and withdrawing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.design.conflict import compare
from biglocal.design.words import day_in_words
from partnerships.actions import editions
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.forms.editions import (
    FIGURES,
    DiscardForm,
    EditionForm,
    PublishForm,
    WithdrawForm,
)
from partnerships.models import Edition
from partnerships.presenters.editions import draft_lines, on_page, published_lines
from partnerships.presenters.history import entries
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.outlook import outlook
from partnerships.rules import RULES
from partnerships.views.base import add_refusal, record_or_404
from partnerships.views.of_person import version_typed


class EditionDoor(Door, ContextMixin):
    """Finds the edition of the address; Http404 where there is none."""

    permission = Permission.RUN_EDITIONS
    kwargs: dict[str, Any]

    @cached_property
    def edition(self) -> Edition:
        found = Edition.objects.select_related("drafted_by", "published_by")
        edition: Edition = record_or_404(found, self.kwargs["pk"])
        return edition

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    @property
    def detail_url(self) -> str:
        return reverse("edition-detail", args=[self.edition.pk])

    def looked_at(self) -> dict[str, Any]:
        """What the edition would change, as long as its day is to come."""
        if self.edition.takes_effect_on <= clock.today():
            return {"look": None}
        found = outlook(self.edition, self.request.GET.get("page") or 1)
        return {"look": on_page(found), "page": found.page}


class EditionList(Door, TemplateView):
    """Every edition: the drafts, then those that hold, held or will."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "partnerships/edition_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, today = list(Edition.objects.all()), clock.today()
        return super().get_context_data(
            published=published_lines([one for one in found if one.is_published], today),
            drafts=draft_lines([one for one in found if not one.is_published], today),
            may_run=policy.can(self.request.user, Permission.RUN_EDITIONS),
            **kwargs,
        )


class EditionDetail(EditionDoor, TemplateView):
    """One edition: its figures, whose verdict it would change, and what was done with it."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "partnerships/edition_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        events = AuditEvent.objects.filter(subject_kind="edition", subject_id=edition.pk)
        return super().get_context_data(
            edition=edition,
            criteria=edition.criteria(),
            left_out=[rule.title for rule in RULES if rule.id in edition.left_out],
            has_come=edition.takes_effect_on <= clock.today(),
            may_run=policy.can(self.user, Permission.RUN_EDITIONS),
            entries=entries(list(events.select_related("by"))),
            **self.looked_at(),
            **kwargs,
        )


class EditionFormPage(EditionDoor, FormView):
    """A question page about editions: `act` performs the action and returns the banner's sentence."""

    template_name = "partnerships/edition_form.html"
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""

    def act(self, form: Any) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def get_back_url(self) -> str:
        return self.detail_url

    def get_success_url(self) -> str:
        return self.detail_url

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            messages.success(self.request, self.act(form))
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        except ChangedMeanwhile as meanwhile:
            return self.show_conflict(form, meanwhile.current)
        return redirect(self.get_success_url())

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        form.add_error(
            None,
            "Somebody else changed this edition since you opened the page. Look at it as it is now, "
            "then go on if that is still right.",
        )
        form.catch_up(current.version)
        self.__dict__["edition"] = current
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title, lead=self.lead, back_url=self.get_back_url(), **kwargs
        )


class EditionAdd(EditionFormPage):
    """Draft an edition, beginning with the figures of the one that holds last."""

    form_class = EditionForm
    title = "Draft an edition of the criteria"
    lead = "Nothing changes until it is published, and its day has come."

    def get_initial(self) -> dict[str, Any]:
        latest = Edition.objects.published().first()
        if latest is None:
            criteria = criteria_on(clock.today())
            figures = {name: getattr(criteria, name).figure for name in FIGURES}
            latest = Edition(takes_effect_on=clock.today(), **figures)
        said = EditionForm.said_of(latest)
        return {name: said[name] for name in (*FIGURES, "criteria", "conflicts")}

    def act(self, form: EditionForm) -> str:
        self.__dict__["edition"] = editions.draft(by=self.user, **form.values)
        return f"“{self.edition}” is drafted. Below is what it would change."

    def get_back_url(self) -> str:
        return reverse("edition-list")


class EditionOfState(EditionFormPage):
    """A page that is there only while the edition is in the right state; otherwise back, with why."""

    def check(self) -> None:
        """Raise ValidationError with the reason when it is not."""
        editions.check_draft(self.edition)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.check()
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
            return redirect(self.detail_url)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.edition.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edition=self.edition, **kwargs)


class EditionChange(EditionOfState):
    """Change a draft."""

    form_class = EditionForm
    title = "Change the draft"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | EditionForm.said_of(self.edition)

    def act(self, form: EditionForm) -> str:
        saved = editions.revise(
            edition=self.edition, by=self.user, version=version_typed(form), **form.values
        )
        return f"“{saved}” is saved. Below is what it would change."

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        last = AuditEvent.objects.filter(subject_kind="edition", subject_id=current.pk).first()
        conflict = compare(
            form,
            EditionForm.said_of(current),
            by=str(last.by or "") if last else "",
            at=last.at if last else None,
        )
        form.catch_up(current.version)
        return self.render_to_response(self.get_context_data(form=form, conflict=conflict))


class EditionPublish(EditionOfState):
    """Publish a draft: what it would change is on the page that asks."""

    form_class = PublishForm
    template_name = "partnerships/edition_publish.html"

    def check(self) -> None:
        super().check()
        editions.check_day_to_come(self.edition.takes_effect_on)

    def act(self, form: PublishForm) -> str:
        saved = editions.publish(edition=self.edition, by=self.user, version=version_typed(form))
        return (
            f"“{saved}” is published. Areas are judged by it from "
            f"{day_in_words(saved.takes_effect_on)}."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.looked_at(), **kwargs)


class EditionWithdraw(EditionOfState):
    """Withdraw a published edition before its day; it is a draft again."""

    form_class = WithdrawForm
    title = "Withdraw the edition"
    lead = "It becomes a draft again, and does not take effect. No past day changes by this."

    def check(self) -> None:
        editions.check_can_withdraw(self.edition)

    def act(self, form: WithdrawForm) -> str:
        saved = editions.withdraw(
            edition=self.edition,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"“{saved}” is withdrawn, and a draft again."


class EditionDiscard(EditionOfState):
    """Throw a draft away."""

    form_class = DiscardForm
    title = "Throw the draft away"
    lead = "What it said stays in the trail. No area is judged by it."

    def act(self, form: DiscardForm) -> str:
        editions.discard(
            edition=self.edition,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"The draft “{self.edition}” is thrown away."

    def get_success_url(self) -> str:
        return reverse("edition-list")
