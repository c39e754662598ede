"""People invited or proposed: writing one down, what came of it, putting it right."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions import proposals
from partnerships.forms.proposals import SAID, WAITING, ProposalForm, ProposeForm, SettleForm
from partnerships.models import Outcome, Proposal
from partnerships.presenters.periods import day_said
from partnerships.views.of_person import version_typed
from partnerships.views.records import RecordChange, RecordMistake, WhoAdd


class ProposalAdd(WhoAdd):
    """Writes down that somebody is invited or proposed; nothing else on the register changes."""

    looks_first = False
    form_class = ProposeForm
    title = "Invite or propose somebody"
    template_name = "partnerships/proposal_add.html"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"made_on": clock.today()}

    def day_of(self, form: ProposeForm) -> Any:
        return clock.today()

    def write(self, form: ProposeForm) -> str:
        cleaned = form.cleaned_data
        proposal = proposals.propose(
            area=self.area,
            person=form.chosen,
            kind=cleaned["kind"],
            made_on=cleaned["made_on"],
            note=cleaned["note"],
            by=self.user,
        )
        return f"{proposal.person} is on the register as invited or proposed, not as a member."


class OneProposal(RecordChange):
    """A change of one proposal."""

    looks_first = False

    def records(self) -> QuerySet[Proposal]:
        made: QuerySet[Proposal] = self.area.proposals.select_related("person", "area")
        return made

    def day_of(self, form: Any) -> datetime.date:
        return clock.today()


class ProposalSettle(OneProposal):
    """Writes down that somebody said no, or was not taken on."""

    form_class = SettleForm
    template_name = "partnerships/proposal_settle.html"

    def get_title(self) -> str:
        return f"What came of proposing {self.record.person}"

    def get_back_url(self) -> str:
        return reverse("register", args=[self.area.slug])

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("outcome", "")
        return super().get_initial() | {
            "outcome": asked if asked in dict(SAID) else self.record.outcome,
            "closed_on": self.record.closed_on or clock.today(),
        }

    def write(self, form: SettleForm) -> str:
        proposal = proposals.settle(
            proposal=self.record,
            outcome=form.cleaned_data["outcome"],
            closed_on=form.cleaned_data["closed_on"],
            version=version_typed(form),
            by=self.user,
        )
        assert proposal.closed_on is not None
        said = "said no" if proposal.outcome == Outcome.DECLINED else "was not taken on"
        return f"{proposal.person} {said} on {day_said(proposal.closed_on)}."


class ProposalChange(OneProposal):
    """Puts right what was recorded of a proposal."""

    form_class = ProposalForm
    mistake_name = "proposal-mistake"

    def get_title(self) -> str:
        return f"Correct how {self.record.person} was invited or proposed"

    def get_form_kwargs(self) -> dict[str, Any]:
        has_joined = self.record.outcome == Outcome.JOINED
        return super().get_form_kwargs() | {"has_joined": has_joined}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | self.said_of(self.record)

    def said_of(self, proposal: Proposal) -> dict[str, Any]:
        """What is recorded, by the names of the form's fields."""
        return {
            "kind": proposal.kind,
            "made_on": proposal.made_on,
            "note": proposal.note,
            "outcome": proposal.outcome or WAITING[0],
            "closed_on": proposal.closed_on,
        }

    def saved_values(self, record: Proposal, form: Any) -> dict[str, Any]:
        return self.said_of(record)

    def write(self, form: ProposalForm) -> str:
        proposal = proposals.correct(
            proposal=self.record, version=version_typed(form), by=self.user, **form.values
        )
        return f"How {proposal.person} was invited or proposed is corrected."


class ProposalMistake(RecordMistake, OneProposal):
    """Takes back a proposal that never was."""

    keeps = (
        "Everything else on the register stays. If they were invited or proposed and nothing came "
        "of it, say so instead: “They said no” or “Not taken on”."
    )

    def get_title(self) -> str:
        return f"Take back that {self.record.person} was invited or proposed"

    def facts(self) -> list[tuple[str, str]]:
        proposal = self.record
        return [
            ("Who", str(proposal.person)),
            ("How", proposal.get_kind_display()),
            ("When", day_in_words(proposal.made_on)),
            ("What came of it", proposal.get_outcome_display() or "Waiting"),
        ]

    def write(self, form: Any) -> str:
        proposals.never_happened(
            proposal=self.record,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{self.record.person} is no longer recorded as invited or proposed for that time."
