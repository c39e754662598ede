"""Recording a signature on paper or before the rep, taking one back, and handing out a scan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.attachments.views import AttachmentDownload
from partnerships.forms.mistakes import MistakeForm
from partnerships.models import Person
from partnerships.presenters.statements import in_words
from partnerships.views.base import AreaFormPage, record_or_404
from reviews.actions import papers
from reviews.forms.papers import PaperForm, WitnessForm
from reviews.models import MembershipForm, Scan
from reviews.signatures import STATEMENT, stated_facts
from reviews.states import NotAllowedNow
from reviews.views.base import ReviewDoor


class OfSignature(ReviewDoor):
    """Finds the member of the address, among everybody whom the area's register knows."""

    @cached_property
    def person(self) -> Person:
        known = Person.objects.on_register_of(self.area)
        found: Person = record_or_404(known, self.kwargs["person"])
        return found

    @cached_property
    def form_kept(self) -> MembershipForm:
        """Their form of this round; Http404 while there is none."""
        forms = self.review.forms.select_related("scan", "person")
        found = forms.filter(person=self.person).first()
        if found is None:
            raise Http404
        return found


class RecordingPage(OfSignature, AreaFormPage):
    """A question page about the signature of one member."""

    permission = Permission.COLLECT_SIGNATURES

    def get_back_url(self) -> str:
        address = [self.review.round.year, self.area.slug, self.person.pk]
        return reverse("signature-detail", args=address)

    def get_success_url(self) -> str:
        return reverse("review-signatures", args=[self.review.round.year, self.area.slug])

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NotAllowedNow as refusal:
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)


class SigningPage(RecordingPage):
    """One on which somebody signs: it shows what the form states."""

    template_name = "reviews/signature_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = stated_facts(self.area, self.person, clock.today())
        return super().get_context_data(
            person=self.person,
            facts=[
                (str(about.label), lines)
                for about, lines in (in_words(facts, to_them=False) if facts else {}).items()
            ],
            statement=STATEMENT,
            **kwargs,
        )


class SignaturePaper(SigningPage):
    """Attach the scan of a form that a member signed on paper."""

    form_class = PaperForm

    def get_title(self) -> str:
        return f"Record {self.person}’s paper form"

    def act(self, form: PaperForm) -> str:
        papers.record_paper(
            review=self.review,
            person=self.person,
            signed_on=form.cleaned_data["signed_on"],
            scan=form.cleaned_data["scan"],
            by=self.user,
        )
        return f"Saved. {self.person} has signed on paper, and the scan is kept."


class SignatureWitness(SigningPage):
    """The rep was there when a member agreed to what their form states."""

    permission = Permission.WRITE_REVIEW
    form_class = WitnessForm

    def get_title(self) -> str:
        return f"Witness that {self.person} signs"

    def act(self, form: WitnessForm) -> str:
        papers.witness(
            review=self.review,
            person=self.person,
            signed_on=form.cleaned_data["signed_on"],
            by=self.user,
        )
        return f"Saved. {self.person} has signed, with you as witness."


class SignatureNeverHappened(RecordingPage):
    """Take back a signature that was recorded by mistake."""

    form_class = MistakeForm

    def get_title(self) -> str:
        return f"Take back {self.form_kept.person}’s signature"

    def act(self, form: MistakeForm) -> str:
        papers.never_happened(form=self.form_kept, reason=form.cleaned_data["reason"], by=self.user)
        return f"{self.person}’s signature is taken back. They can sign again."


class SignatureScan(OfSignature, AttachmentDownload):
    """The scan of a form on paper; it goes when who somebody was is erased."""

    permission = Permission.VIEW_SIGNATURES

    def get_attachment(self) -> Scan | None:
        return self.form_kept.scan

    def get_stem(self) -> str:
        return f"{self.area.slug}-{self.review.round.year}-membership-form-{self.person.pk}"
