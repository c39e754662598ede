"""What pages behind any personal link share: no trace, who somebody is, and why a link is over."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import FormView

from biglocal.access.discreet import Discreet
from reviews.forms.signing import WhoForm
from reviews.models.personal_link import PersonalLink
from reviews.personal_links import LinkOver, Over, first_name
from reviews.presenters.signing import WhyOver

# For how long somebody who said who they are need not say it again.
REMEMBERED = datetime.timedelta(minutes=30)
WHO = "signing"


class LinkPage(Discreet):
    """A page behind a link: 404 for a link that never was, 410 for one that is over, by any method."""

    link: Any
    unknown_template: ClassVar[str]
    over_template: ClassVar[str]

    def find_link(self, token: str) -> PersonalLink | None:
        """The link with a token, live or not."""
        raise NotImplementedError

    def check_opens(self) -> None:
        """Raise LinkOver when the link opens nothing any longer."""
        raise NotImplementedError

    def why_over(self, why: Over) -> WhyOver:
        """What is said of a link that is over."""
        raise NotImplementedError

    def open(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        link = self.find_link(kwargs["token"])
        if link is None:
            return render(request, self.unknown_template, status=404)
        self.link = link
        try:
            self.check_opens()
            return super().open(request, *args, **kwargs)
        except LinkOver as over:
            return self.say_over(over.why)

    def say_over(self, why: Over) -> HttpResponse:
        """Why there is nothing to do, without a word on whose it was."""
        self.forget()
        return render(self.request, self.over_template, {"why": self.why_over(why)}, status=410)

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


class AskWho(LinkPage, FormView):
    """Asks who somebody is, and until then shows a first name and nothing else."""

    form_class = WhoForm

    def identify(self, name: str, birth_year: int | None) -> bool:
        """Whether that is who the link is for; a wrong answer is counted."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.has_said_who:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        asks_year = self.link.person.birth_year is not None
        return super().get_form_kwargs() | {"asks_year": asks_year}

    def form_valid(self, form: WhoForm) -> HttpResponse:
        typed = form.cleaned_data
        if self.identify(typed["name"], typed.get("birth_year")):
            self.remember()
            return redirect(self.get_success_url())
        self.link.refresh_from_db()
        self.check_opens()
        form.add_error(None, self.refusal())
        return self.form_invalid(form)

    def refusal(self) -> str:
        """That it does not fit, not what of it, and how many times one may still try."""
        left = self.link.MOST_TRIES - self.link.wrong_tries
        again = "once more" if left == 1 else f"{left} more times"
        return f"That does not fit what the register has. You can try {again}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(name=first_name(self.link.person.name), **kwargs)
