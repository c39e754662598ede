"""Collecting membership forms: who has signed, who has not, asking them, and ending links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import people_list
from partnerships.models import Person
from partnerships.models.periods import current_q
from partnerships.presenters.statements import in_words
from partnerships.views.base import record_or_404
from reviews.actions import signatures
from reviews.actions.signatures import Asked
from reviews.models import How, MembershipForm
from reviews.presenters.signatures import collected, link_lines
from reviews.presenters.tasks import address
from reviews.signatures import signatures_of
from reviews.states import NotAllowedNow, where_it_is
from reviews.views.base import ReviewDoor


class CollectingDoor(ReviewDoor):
    """A page about the forms of one review, to be read."""

    permission = Permission.VIEW_SIGNATURES

    @property
    def list_url(self) -> str:
        return reverse("review-signatures", args=address(self.review))

    @cached_property
    def person(self) -> Person:
        """Whom the address names; Http404 for nobody who ever had a form to sign in this review."""
        members = self.area.memberships.filter(current_q(clock.today()), person=OuterRef("pk"))
        concerned = Person.objects.filter(
            Q(Exists(members))
            | Q(signing_links__review=self.review)
            | Q(membership_forms__review=self.review)
        )
        person: Person = record_or_404(concerned.distinct(), self.kwargs["person"])
        return person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_collect = policy.can(self.user, Permission.COLLECT_SIGNATURES, self.area)
        is_open = self.review.is_being_written
        return super().get_context_data(
            may_collect=may_collect and is_open,
            over="" if is_open else where_it_is(self.review),
            list_url=self.list_url,
            **kwargs,
        )


class ReviewSignatures(CollectingDoor, TemplateView):
    """Every member of today: signed or not, how and when; one button for all who have not."""

    template_name = "reviews/review_signatures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = signatures_of(self.review, clock.today())
        return super().get_context_data(collected=collected(found, timezone.now()), **kwargs)


class SignatureDetail(CollectingDoor, TemplateView):
    """One member: what was signed, the links that were sent, asking again, ending links."""

    template_name = "reviews/signature_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        links = list(self.person.signing_links.filter(review=self.review).select_related("made_by"))
        form = self.form()
        # The address calls its number by the same name.
        kwargs["person"] = self.person
        return super().get_context_data(
            signed=form,
            stated=in_words(form.facts, to_them=False) if form and form.facts else {},
            is_member=self.area.memberships.current_on(clock.today())
            .filter(person=self.person)
            .exists(),
            links=link_lines(links, now),
            is_live=any(link.is_live(now) for link in links),
            may_witness=policy.can(self.user, Permission.WRITE_REVIEW, self.area),
            can_be_taken_back=form is not None and form.how != How.LINK,
            **kwargs,
        )

    def form(self) -> MembershipForm | None:
        """What they have signed in this round, if they have."""
        return self.review.forms.filter(person=self.person).select_related("by").first()


class CollectingAct(CollectingDoor, View):
    """A button of these pages: what it does, then the page it was on, with a word on it."""

    permission = Permission.COLLECT_SIGNATURES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever had to sign in first comes back by this way, and presses once more.
        return redirect(self.back_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except NotAllowedNow as refusal:
            messages.error(request, refusal.reason)
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        return reverse("signature-detail", args=[*address(self.review), self.person.pk])

    def act(self) -> None:
        """Do it, and say what came of it."""
        raise NotImplementedError


class SignatureAskAll(CollectingAct):
    """Sends a link to everybody who has not signed and was not asked within the last week."""

    @property
    def back_url(self) -> str:
        return self.list_url

    def act(self) -> None:
        asked = signatures.ask_all(review=self.review, by=self.user)
        messages.success(self.request, told(asked))


class SignatureAsk(CollectingAct):
    """Sends one member a link, though they may have others."""

    def act(self) -> None:
        asked = signatures.ask(review=self.review, people=[self.person], by=self.user)
        messages.success(self.request, told(asked))


class SignatureRevoke(CollectingAct):
    """Ends all links of one member."""

    def act(self) -> None:
        ended = signatures.revoke(review=self.review, person=self.person, by=self.user)
        sentence = (
            f"The links of {self.person} no longer work."
            if ended
            else f"{self.person} had no link that works."
        )
        messages.success(self.request, sentence)


def told(asked: Asked) -> str:
    """What became of asking, and who was left out and why."""
    sentences = []
    if asked.asked:
        names = people_list(asked.asked, 4)
        sentences.append(f"A message with a personal link goes to {names}.")
    else:
        sentences.append("Nobody was written to.")
    for people, words in (
        (asked.recently, "asked within the last week"),
        (asked.without_address, "no e-mail address is recorded"),
        (asked.signed, "signed already"),
    ):
        if people:
            sentences.append(f"Left out, {words}: {people_list(people, 4)}.")
    return " ".join(sentences)
