"""Who has acknowledged which version of a policy, written down and taken back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from biglocal import clock
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import policies
from partnerships.forms.policies import AcknowledgeForm
from partnerships.models import Acknowledgement, Person
from partnerships.presenters.policies import members_on
from partnerships.views.base import record_or_404
from partnerships.views.of_person import MistakePage
from partnerships.views.policies import OfPolicyFormPage


class PolicyAcknowledge(OfPolicyFormPage):
    """Record on their behalf which members have acknowledged a version."""

    form_class = AcknowledgeForm
    template_name = "partnerships/policy_acknowledge.html"

    def get_title(self) -> str:
        return f"{self.policy}: who has acknowledged it?"

    @cached_property
    def people(self) -> list[Person]:
        """The members who have not; and whoever was ticked stays, should somebody be quicker."""
        known = set(self.version.acknowledgements.values_list("person", flat=True))
        ticked = set(self.request.POST.getlist("people"))
        return [
            person
            for person in members_on(self.area, clock.today())
            if person.pk not in known or str(person.pk) in ticked
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people}

    def get_initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def act(self, form: AcknowledgeForm) -> str:
        policies.acknowledge(
            version=self.version, people=form.ticked, on=form.cleaned_data["on"], by=self.user
        )
        names = people_list(form.ticked, named=4)
        has = "has" if len(form.ticked) == 1 else "have"
        return f"Saved. {names} {has} acknowledged {self.policy}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            policy=self.policy, version=self.version, people=self.people, **kwargs
        )


class PolicyAcknowledgementMistake(OfPolicyFormPage, MistakePage):
    """Take back that somebody acknowledged a version."""

    keeps = "The version of the policy stays as it is."

    @cached_property
    def acknowledgement(self) -> Acknowledgement:
        recorded = self.version.acknowledgements.select_related("version__policy__area", "person")
        found: Acknowledgement = record_or_404(recorded, self.kwargs["acknowledgement"])
        return found

    def get_title(self) -> str:
        return f"{self.policy}: take back an acknowledgement"

    def get_record(self) -> Acknowledgement:
        return self.acknowledgement

    def get_initial(self) -> dict[str, Any]:
        # It is never changed, so there is no version of it.
        return {}

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Member", str(self.acknowledgement.person)),
            ("Version", self.version.label),
            ("Acknowledged on", day_in_words(self.acknowledgement.acknowledged_on)),
        ]

    def act(self, form: Any) -> str:
        policies.did_not_acknowledge(
            acknowledgement=self.acknowledgement,
            reason=form.cleaned_data["reason"],
            by=self.user,
        )
        return f"{self.acknowledgement.person}’s acknowledgement is taken back."
