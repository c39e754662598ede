"""Who agrees to be named in public: all members in one table; and who must not be, being at risk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import people_list
from partnerships.actions import naming
from partnerships.forms.public_page import AGREES, TAKES_BACK, NamingForm, NothingAskedForm
from partnerships.models import NamingExemption
from partnerships.presenters.naming import asked_in
from partnerships.views.base import AreaFormPage, record_or_404
from partnerships.views.of_person import PersonFormPage


class NamingTable(AreaFormPage):
    """A row for each member, and for whoever left in the past twelve months."""

    form_class = NamingForm
    template_name = "partnerships/naming.html"
    title = "Who agrees to be named in public"
    tab = "more"

    def get_back_url(self) -> str:
        return reverse("public-page", args=[self.area.slug])

    def get_success_url(self) -> str:
        return self.request.path

    def get_initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": asked_in(self.area, clock.today())}

    def act(self, form: NamingForm) -> str:
        agree, take_it_back = form.who(AGREES), form.who(TAKES_BACK)
        naming.record_words(
            area=self.area,
            agree=agree,
            take_it_back=take_it_back,
            on=form.cleaned_data["on"],
            by=self.user,
        )
        said = []
        if agree:
            word = "agree" if len(agree) > 1 else "agrees"
            said.append(f"{people_list(agree, named=4)} {word} to be named.")
        if take_it_back:
            word = "are" if len(take_it_back) > 1 else "is"
            said.append(f"{people_list(take_it_back, named=4)} {word} named no more.")
        return " ".join(["Saved.", *said])


class NamingExempt(PersonFormPage):
    """Record that somebody is at risk, so that no public page names them."""

    form_class = NothingAskedForm
    template_name = "partnerships/naming_exempt.html"

    def get_title(self) -> str:
        return f"{self.person} is at risk"

    def get_back_url(self) -> str:
        return reverse("naming", args=[self.area.slug])

    def get_success_url(self) -> str:
        return self.get_back_url()

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button, form.cancel_url = "Never name them in public", self.get_back_url()
        return form

    def act(self, form: Any) -> str:
        naming.exempt(area=self.area, person=self.person, by=self.user)
        return f"Saved. No public page names {self.person} any more."


class NamingLift(AreaFormPage):
    """Record that somebody whom this area said to be at risk is so no more."""

    form_class = NothingAskedForm
    template_name = "partnerships/naming_exempt.html"

    @cached_property
    def exemption(self) -> NamingExemption:
        """What the area recorded; Http404 where there is no such record."""
        found: NamingExemption = record_or_404(
            self.area.naming_exemptions.select_related("area", "person"), self.kwargs["pk"]
        )
        return found

    def get_title(self) -> str:
        return f"{self.exemption.person} is at risk no more"

    def get_back_url(self) -> str:
        return reverse("naming", args=[self.area.slug])

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button, form.button_kind = "They may be named again", "warning"
        form.cancel_url = self.get_back_url()
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(exemption=self.exemption, **kwargs)

    def act(self, form: Any) -> str:
        naming.lift(exemption=self.exemption, by=self.user)
        return f"Saved. From tomorrow on {self.exemption.person} may be named, if they agree to it."
