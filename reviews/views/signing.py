"""A member's pages: they come by a personal link, have no account, say who they are, check, and sign."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from biglocal import clock
from biglocal.access.discreet import Discreet
from partnerships.views.base import add_refusal
from reviews.actions import signatures
from reviews.actions.signatures import FactsChanged
from reviews.drafts import Facts
from reviews.forms.signing import FactsForm, SignatureForm, WhoForm
from reviews.models import SigningLink
from reviews.presenters.signing import WHY_OVER, facts_asked
from reviews.signatures import (
    LinkOver,
    Over,
    check_opens,
    first_name,
    link_of,
    mark_of,
    stated_facts,
)

# For how long somebody who said who they are need not say it again.
REMEMBERED = datetime.timedelta(minutes=30)
WHO = "signing"


class SigningPage(Discreet):
    """A page behind a link: 404 for a link that never was, 410 for one that is over, by any method."""

    link: SigningLink

    def open(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        link = link_of(kwargs["token"])
        if link is None:
            return render(request, "reviews/sign_unknown.html", status=404)
        self.link = link
        try:
            check_opens(link)
            return super().open(request, *args, **kwargs)
        except LinkOver as over:
            return self.say_over(over.why)

    def say_over(self, why: Over) -> HttpResponse:
        """Why there is no form, without a word on whose it was."""
        self.forget()
        return render(self.request, "reviews/sign_over.html", {"why": WHY_OVER[why]}, status=410)

    @property
    def has_said_who(self) -> bool:
        """Whether whoever uses this browser has said who they are, to this link, a while ago."""
        since = self.request.session.get(WHO, {}).get(self.link.digest, "")
        now = timezone.now()
        return bool(since) and datetime.datetime.fromisoformat(since) > now - REMEMBERED

    def remember(self) -> None:
        """Note that they have said who they are."""
        # What was known of this browser before is not what it may see from now on.
        self.request.session.cycle_key()
        now = timezone.now().isoformat()
        self.request.session[WHO] = {self.link.digest: now}

    def forget(self) -> None:
        """Leave nothing of it in the session."""
        self.request.session.pop(WHO, None)


class Sign(SigningPage, FormView):
    """Asks who somebody is, and until then shows a first name and nothing else."""

    form_class = WhoForm
    template_name = "reviews/sign.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.has_said_who:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        asks_year = self.link.person.birth_year is not None
        return super().get_form_kwargs() | {"asks_year": asks_year}

    def get_success_url(self) -> str:
        return reverse("sign-form", args=[self.kwargs["token"]])

    def form_valid(self, form: WhoForm) -> HttpResponse:
        typed = form.cleaned_data
        is_right = signatures.identify(
            link=self.link, name=typed["name"], birth_year=typed.get("birth_year")
        )
        if is_right:
            self.remember()
            return redirect(self.get_success_url())
        self.link.refresh_from_db()
        check_opens(self.link)
        form.add_error(None, self.refusal())
        return self.form_invalid(form)

    def refusal(self) -> str:
        """That it does not fit, not what of it, and how many times one may still try."""
        left = SigningLink.MOST_TRIES - self.link.wrong_tries
        again = "once more" if left == 1 else f"{left} more times"
        return f"That does not fit what the register has. You can try {again}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(name=first_name(self.link.person.name), **kwargs)


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
