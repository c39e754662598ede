"""Adding members, changing what is recorded of them, and ending their membership."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.design.conflict import NOTHING, Difference
from biglocal.design.messages import opening
from biglocal.design.words import people_list
from partnerships.actions import members
from partnerships.actions.arrivals import admit
from partnerships.actions.households import Home
from partnerships.actions.terms import goes_on_from
from partnerships.forms.members import (
    NO,
    OTHERS,
    OWN_RIGHT,
    YES,
    JoinForm,
    LeaveForm,
    MembershipForm,
    VoteForm,
)
from partnerships.forms.terms import SeatMistakeForm
from partnerships.models import EndReason, Membership, Office, Person
from partnerships.presenters.periods import ONE_DAY, day_said, leaves, period_said
from partnerships.views.looking_up import LooksUp
from partnerships.views.of_person import version_typed
from partnerships.views.records import RecordChange, RecordMistake, WhoAdd


class MemberAdd(LooksUp, WhoAdd):
    """Everything about a new member on one page, as it is known at the meeting that takes them on."""

    form_class = JoinForm
    title = "Add a member"

    def get_success_url(self) -> str:
        return reverse("register", args=[self.area.slug])

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial() | {
            "starts_on": clock.today(),
            "is_voting": YES,
            "sits_for": OWN_RIGHT,
        }
        if self.asked_for:
            homes = self.area.residences.filter(person=int(self.asked_for))
            recorded = homes.current_on(clock.today()).first()
            initial["in_area"] = recorded.in_area if recorded else ""
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"neighbours": self.neighbours(), "area": self.area}

    def neighbours(self) -> list[Person]:
        """Those with whom somebody may share a home: members, now or later, and their households."""
        today = clock.today()
        lasting = self.area.memberships.exclude(ends_on__lt=today).values("person")
        at_home = self.area.residences.current_on(today).values("person")
        both = Person.objects.filter(pk__in=lasting) | Person.objects.filter(pk__in=at_home)
        return list(both.distinct())

    def write(self, form: JoinForm) -> str:
        cleaned = form.cleaned_data
        living, mates = form.living_with
        membership = admit(
            area=self.area,
            person=form.chosen,
            starts_on=cleaned["starts_on"],
            home=Home(
                in_area=cleaned["in_area"],
                living=living,
                mates=mates,
                checked_how=cleaned["checked_how"],
                address=cleaned["address"],
                postcode=cleaned["postcode"],
            ),
            by=self.user,
            **form.seat,
        )
        kind = "a voting member" if membership.is_voting else "a member without a vote"
        day = membership.starts_on
        if day > clock.today():
            return f"{membership.person} joins on {day_said(day)} as {kind}."
        return f"{membership.person} is {kind} from {day_said(day)}."


class MembershipChange(RecordChange):
    """A change of one membership."""

    def records(self) -> QuerySet[Membership]:
        memberships: QuerySet[Membership] = self.area.memberships.select_related("person", "area")
        return memberships

    def end_can_be_undone(self) -> bool:
        later = self.area.memberships.filter(
            person=self.record.person, starts_on__gt=self.record.starts_on
        )
        return super().end_can_be_undone() and not later.exists()


class WithoutItsEnd(MembershipChange):
    """A change of a membership that does not ask for its end, which may be saved meanwhile."""

    def more_differences(self, record: Membership, form: Any) -> Iterator[Difference]:
        if record.ends_on is not None:
            now = f"{period_said(record, clock.today())}: {record.get_end_reason_display()}"
            yield Difference("The membership", opening(now), NOTHING)


class MemberChange(MembershipChange):
    """Puts right what was recorded wrongly of a membership."""

    form_class = MembershipForm
    mistake_name = "member-mistake"
    end_name = "member-end"
    did_not_end_name = "member-did-not-end"

    def get_title(self) -> str:
        return f"Correct the membership of {self.record.person}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_end": self.record.ends_on is not None}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | self.said_of(self.record)

    def said_of(self, membership: Membership) -> dict[str, Any]:
        """What is recorded, by the names of the form's fields."""
        return {
            "starts_on": membership.starts_on,
            "is_voting": YES if membership.is_voting else NO,
            "appointed": membership.appointed,
            "sits_for": OTHERS if membership.represents else OWN_RIGHT,
            "represents": membership.represents,
            "term_ends_on": membership.term_ends_on,
            "ends_on": membership.ends_on,
            "end_reason": membership.end_reason,
        }

    def saved_values(self, record: Membership, form: Any) -> dict[str, Any]:
        return self.said_of(record)

    def write(self, form: MembershipForm) -> str:
        if "ends_on" in form.fields:
            self.check_end_stays(form)
        membership = members.correct(
            membership=self.record, version=version_typed(form), by=self.user, **form.values
        )
        period = period_said(membership, clock.today())
        return f"The membership of {membership.person} is corrected: {period}."


class MemberVote(WithoutItsEnd):
    """Gives a member the vote, or withdraws it, from a day."""

    form_class = VoteForm

    def get_title(self) -> str:
        verb = "Give the vote to" if self.is_to_vote else "Withdraw the vote of"
        return f"{verb} {self.record.person}"

    @property
    def is_to_vote(self) -> bool:
        """Which of the two is asked for: what the page said when it was opened."""
        asked = self.request.POST.get("votes")
        return asked == YES if asked in (YES, NO) else not self.record.is_voting

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {
            "from_day": clock.today(),
            "votes": YES if self.is_to_vote else NO,
        }

    def day_of(self, form: VoteForm) -> datetime.date:
        from_day: datetime.date = form.cleaned_data["from_day"]
        return from_day

    def write(self, form: VoteForm) -> str:
        from_day = form.cleaned_data["from_day"]
        membership = members.change_vote(
            membership=self.record,
            is_voting=self.is_to_vote,
            from_day=from_day,
            version=version_typed(form),
            by=self.user,
        )
        votes = "votes" if membership.is_voting else "has no vote"
        return f"{membership.person} {votes} from {day_said(from_day)}."


class MemberEnd(MembershipChange):
    """Ends a membership, and the offices held with it."""

    form_class = LeaveForm
    template_name = "partnerships/member_end.html"
    did_not_end_name = "member-did-not-end"

    def get_title(self) -> str:
        if self.record.ends_on is not None:
            return f"Move the last day of {self.record.person} as a member"
        return f"End the membership of {self.record.person}"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | self.saved_values(self.record, None)

    def offices(self) -> list[Office]:
        """The offices that end with it, also where a later last day is recorded."""
        held: QuerySet[Office] = self.area.offices.filter(person=self.record.person)
        return list(held.exclude(ends_on__lt=clock.today()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titles=people_list(office.title for office in self.offices()), **kwargs
        )

    def saved_values(self, record: Membership, form: Any) -> dict[str, Any]:
        return {"last_day": record.ends_on, "reason": record.end_reason}

    def day_of(self, form: LeaveForm) -> datetime.date:
        last_day: datetime.date = form.cleaned_data["last_day"]
        # Moved to a later day, it makes a difference from where it was.
        return min(last_day, self.record.ends_on or last_day) + ONE_DAY

    def write(self, form: LeaveForm) -> str:
        last_day = form.cleaned_data["last_day"]
        held = self.area.offices.filter(person=self.record.person)
        titles = people_list(office.title for office in held.exclude(ends_on__lte=last_day))
        membership = members.leave(
            membership=self.record,
            last_day=last_day,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        assert membership.ends_on is not None
        sentence = f"{membership.person} {leaves(membership.ends_on)}."
        if titles:
            verb = "ends" if membership.ends_on >= clock.today() else "ended"
            sentence += f" The office of {titles} {verb} that day."
        return sentence


class MemberMistake(RecordMistake, MembershipChange):
    """Takes back a membership that never was."""

    form_class = SeatMistakeForm
    end_name = "member-end"
    keeps = (
        "Their home, family, offices and everything else on the register stay. "
        "An end is not a mistake: whoever was a member and left stays among those who left."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        before = goes_on_from(self.record)
        follows = before is not None and before.end_reason == EndReason.TERM_ENDED
        return super().get_form_kwargs() | {"follows_a_term": follows}

    def get_title(self) -> str:
        return f"Take back the membership of {self.record.person}"

    def facts(self) -> list[tuple[str, str]]:
        membership = self.record
        return [
            ("Who", str(membership.person)),
            ("When", opening(period_said(membership, clock.today()))),
            ("Votes", "Yes" if membership.is_voting else "No"),
        ]

    def write(self, form: Any) -> str:
        members.never_happened(
            membership=self.record,
            reason=form.cleaned_data["reason"],
            term_goes_on=form.term_goes_on,
            version=version_typed(form),
            by=self.user,
        )
        return f"The membership of {self.record.person} is taken off the register."
