"""A member's pages: they come by a personal link, have no account, say who they are, check, and sign."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.discreet import Discreet
from partnerships.views.base import add_refusal
from reviews.actions import signatures
from reviews.actions.signatures import FactsChanged
from reviews.drafts import Facts
from reviews.forms.signing import FactsForm, SignatureForm
from reviews.models import SigningLink
from reviews.personal_links import LinkOver, Over
from reviews.presenters.signing import WHY_OVER, WhyOver, facts_asked
from reviews.signatures import check_opens, link_of, mark_of, stated_facts
from reviews.views.personal_links import AskWho, LinkPage


class SigningPage(LinkPage):
    """A page behind a link to a membership form."""

    link: SigningLink
    unknown_template = "reviews/sign_unknown.html"
    over_template = "reviews/sign_over.html"

    def find_link(self, token: str) -> SigningLink | None:
        return link_of(token)

    def check_opens(self) -> None:
        check_opens(self.link)

    def why_over(self, why: Over) -> WhyOver:
        return WHY_OVER[why]


class Sign(SigningPage, AskWho):
    """Asks who somebody is before the form."""

    template_name = "reviews/sign.html"

    def get_success_url(self) -> str:
        return reverse("sign-form", args=[self.kwargs["token"]])

    def identify(self, name: str, birth_year: int | None) -> bool:
        return signatures.identify(link=self.link, name=name, birth_year=birth_year)


class SignForm(SigningPage, TemplateView):
    """What the register has, fact by fact; then what was answered, to be checked and signed.

    What was answered goes from page to page with the form, so that nothing is kept before it is
    signed.
    """

    template_name = "reviews/sign_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_said_who:
            return redirect("sign", self.kwargs["token"])
        return self.ask(FactsForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_said_who:
            return redirect("sign", self.kwargs["token"])
        form = FactsForm(request.POST)
        step = request.POST.get("step")
        if step == "edit" or not form.is_valid():
            return self.ask(form)
        if form.cleaned_data["seen"] != mark_of(self.facts()):
            return self.ask_again(form)
        if step != "sign":
            return self.check(form, SignatureForm())
        signature = SignatureForm(request.POST)
        if not signature.is_valid():
            return self.check(form, signature)
        try:
            signatures.sign(
                link=self.link,
                signed_as=signature.cleaned_data["signed_as"],
                corrections=form.corrections,
                seen=form.cleaned_data["seen"],
            )
        except FactsChanged:
            return self.ask_again(form)
        except ValidationError as refusal:
            add_refusal(signature, refusal)
            return self.check(form, signature)
        self.forget()
        return redirect("sign-done")

    def facts(self) -> Facts:
        """What the register has today."""
        facts = stated_facts(self.link.review.area, self.link.person, clock.today())
        if facts is None:
            raise LinkOver(Over.NO_MEMBER)
        return facts

    def ask(self, form: FactsForm) -> HttpResponse:
        """The facts, each with its question."""
        return self.show("reviews/sign_form.html", form, form=form)

    def ask_again(self, form: FactsForm) -> HttpResponse:
        """The facts as they are now, with what was typed about those that were there before."""
        form.add_error(
            None, "The register has changed since you opened this page. Please read it again"
        )
        return self.ask(form)

    def check(self, form: FactsForm, signature: SignatureForm) -> HttpResponse:
        """What was answered, and the line to sign on."""
        return self.show("reviews/sign_check.html", form, form=signature, answered=form)

    def show(self, template: str, facts_form: FactsForm, **context: Any) -> HttpResponse:
        facts = self.facts()
        return render(
            self.request,
            template,
            self.get_context_data(
                facts=facts_asked(facts, facts_form),
                seen=mark_of(facts),
                review=self.link.review,
                person=self.link.person,
                **context,
            ),
        )


class SignDone(Discreet, TemplateView):
    """That it is signed, and what happens next: nothing of who signed, or for which area."""

    template_name = "reviews/sign_done.html"
