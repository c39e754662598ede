"""A member's own pages for declaring: they come by a personal link, say who they are, look, and declare."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from biglocal import clock
from biglocal.access.discreet import Discreet
from biglocal.design.conflict import compare
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Interest
from partnerships.views.base import IN_NOTHING_ASKED, add_refusal
from partnerships.views.finding_organisations import offered
from partnerships.views.of_person import version_typed
from reviews.actions import declaring
from reviews.declaring import check_opens, link_of
from reviews.forms.declaring import MyDeclarationForm, MyInterestForm
from reviews.models import DeclaringLink
from reviews.personal_links import Over
from reviews.presenters.declaring import WHY_DECLARING_IS_OVER, listed
from reviews.presenters.own_words import (
    agreed_to_be_named,
    my_policies,
    naming_said,
    policies_said,
)
from reviews.presenters.signing import WhyOver
from reviews.views.personal_links import AskWho, LinkPage


class DeclaringPage(LinkPage):
    """A page behind a link to declare by."""

    link: DeclaringLink
    unknown_template = "reviews/sign_unknown.html"
    over_template = "reviews/sign_over.html"

    def find_link(self, token: str) -> DeclaringLink | None:
        return link_of(token)

    def check_opens(self) -> None:
        check_opens(self.link)

    def why_over(self, why: Over) -> WhyOver:
        return WHY_DECLARING_IS_OVER[why]

    def address(self, name: str, *args: Any) -> str:
        """The address of another page behind this link."""
        return reverse(name, args=[self.kwargs["token"], *args])


class Declare(DeclaringPage, AskWho):
    """Asks who somebody is before anything that they may declare is shown."""

    template_name = "reviews/declare.html"

    def get_success_url(self) -> str:
        return self.address("declare-interests")

    def identify(self, name: str, birth_year: int | None) -> bool:
        return declaring.identify(link=self.link, name=name, birth_year=birth_year)


class MyPage(DeclaringPage, FormView):
    """A question to somebody who has said who they are; everybody else is asked that first."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_said_who:
            return redirect(self.address("declare"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_said_who:
            return redirect(self.address("declare"))
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.address("declare-interests")

    def act(self, form: Any) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            sentence = self.act(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        if sentence:
            messages.success(self.request, sentence)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            area=self.link.area,
            person=self.link.person,
            token=self.kwargs["token"],
            back_url=self.address("declare-interests"),
            **kwargs,
        )


class DeclareInterests(MyPage):
    """What the register has of their interests, what they may do about it, and the declaration."""

    form_class = MyDeclarationForm
    template_name = "reviews/declare_interests.html"

    @cached_property
    def listed(self) -> Any:
        """Their interests today."""
        return listed(self.link.area, self.link.person, clock.today())

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.listed.mark}

    def get_success_url(self) -> str:
        return reverse("declare-done")

    def form_valid(self, form: MyDeclarationForm) -> HttpResponse:
        if form.cleaned_data["version"] != self.listed.mark:
            form.add_error(
                None,
                "What is listed was changed since you opened this page. Please read it again, then "
                "declare",
            )
            form.catch_up(self.listed.mark)
            return self.form_invalid(form)
        return super().form_valid(form)

    def act(self, form: MyDeclarationForm) -> str:
        declaring.declare(link=self.link, nothing_to_declare=form.is_nothing)
        self.forget()
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return super().get_context_data(
            listed=self.listed,
            policies_said=policies_said(my_policies(self.link, today)),
            naming_said=naming_said(agreed_to_be_named(self.link, today)),
            **kwargs,
        )


class MyInterestPage(MyPage):
    """A question about one of their interests; names are found behind the same link."""

    form_class = MyInterestForm
    template_name = "reviews/declare_interest.html"

    def get_form(self, form_class: Any = None) -> MyInterestForm:
        form: MyInterestForm = super().get_form(form_class)
        form.find_at(self.address("declare-organisations"))
        return form


class DeclareInterestAdd(MyInterestPage):
    """Add an interest."""

    def act(self, form: MyInterestForm) -> str:
        saved = declaring.add_interest(link=self.link, **form.answers)
        return f"Saved. Your interest in {saved.organisation} is listed."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title="Add an interest", **kwargs)


class DeclareInterestChange(MyInterestPage):
    """Put an interest right, or end it."""

    @cached_property
    def interest(self) -> Interest:
        """The interest of the address, among theirs; else Http404."""
        pk = self.kwargs["pk"]
        theirs = self.link.area.interests.filter(person=self.link.person_id)
        found = theirs.select_related("area", "person", "organisation")
        for one in found.filter(pk=pk) if pk < 2**63 else ():
            interest: Interest = one
            return interest
        raise Http404("no such interest")

    def saved_values(self, saved: Interest) -> dict[str, Any]:
        """What is recorded, by the names of the form's fields."""
        names = ("whose", "nature", "starts_on", "ends_on", "may_be_published")
        return {name: getattr(saved, name) for name in names} | {
            "organisation": str(saved.organisation)
        }

    def get_initial(self) -> dict[str, Any]:
        return self.saved_values(self.interest) | {"version": self.interest.version}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChangedMeanwhile as meanwhile:
            current = meanwhile.current
            assert isinstance(current, Interest)
            saved = self.saved_values(current)
            conflict = compare(form, saved)
            form.catch_up(current.version, saved)
            if not conflict:
                form.add_error(None, IN_NOTHING_ASKED)
            return self.render_to_response(self.get_context_data(form=form, conflict=conflict))

    def act(self, form: MyInterestForm) -> str:
        saved = declaring.correct_interest(
            link=self.link, interest=self.interest, version=version_typed(form), **form.answers
        )
        return f"Saved. Your interest in {saved.organisation} is put right."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = f"Your interest in {self.interest.organisation}"
        return super().get_context_data(title=title, **kwargs)


class DeclareOrganisations(DeclaringPage, View):
    """What the box for an organisation offers: to somebody who has said who they are, and nobody else."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if not self.has_said_who:
            return JsonResponse({"found": []}, status=403)
        return offered(request.GET.get("q", ""))


class DeclareDone(Discreet, TemplateView):
    """That it is declared, and what happens next: nothing of who did, or to which partnership."""

    template_name = "reviews/declare_done.html"
