"""Meetings: the list, one of them, and how they are recorded, put right and taken back."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse

from biglocal import clock
from biglocal.attachments.views import AttachmentDownload
from biglocal.design.conflict import Difference
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import meetings
from partnerships.forms.meetings import ANSWERS, NEITHER, MeetingForm, MinutesForm
from partnerships.models import Attendance, Meeting, MinutesFile, Person, There
from partnerships.presenters.rooms import quorum_said, room_on_page
from partnerships.rosters.rooms import headcount, quorum_on
from partnerships.views.base import AreaDoor, AreaPage, record_or_404
from partnerships.views.changes import OneByOne
from partnerships.views.everybody import AsksAboutEverybody, AsksTheDayFirst
from partnerships.views.of_person import MistakePage, version_typed

A_PAGE = 25


class MeetingList(AreaPage):
    """Every meeting, newest first, with how many came and how much was decided."""

    tab = "decisions"
    template_name = "partnerships/meeting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recorded = self.area.meetings.annotate(
            present=Count("attendances", filter=Q(attendances__there=There.PRESENT), distinct=True),
            apologies=Count(
                "attendances", filter=Q(attendances__there=There.APOLOGIES), distinct=True
            ),
            decided=Count("decisions", distinct=True),
        ).order_by("-held_on", "-pk")
        page = Paginator(recorded, A_PAGE).get_page(self.request.GET.get("page"))
        quorum = quorum_on(self.area, clock.today())
        return super().get_context_data(
            page=page, quorum=quorum_said(quorum) if quorum else "", **kwargs
        )


class OfMeeting:
    """Finds the meeting that a page is about, among those of the area."""

    area: Any
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        recorded = self.area.meetings.select_related("area", "minutes")
        found: Meeting = record_or_404(recorded, self.kwargs["pk"])
        return found


class MeetingDetail(OfMeeting, AreaPage):
    """One meeting: who came, whether that was enough, and what was decided."""

    tab = "decisions"
    template_name = "partnerships/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        recorded = list(meeting.attendances.select_related("person"))
        present = [one.person_id for one in recorded if one.there == There.PRESENT]
        members = set(
            self.area.memberships.current_on(meeting.held_on).values_list("person", flat=True)
        )
        counted = headcount(self.area, meeting.held_on, present, []) if present else None
        return super().get_context_data(
            meeting=meeting,
            attendances=recorded,
            members=members,
            guests=meeting.guests.splitlines(),
            room=room_on_page(counted) if counted else None,
            decisions=list(meeting.decisions.select_related("chosen").order_by("pk")),
            **kwargs,
        )


class MeetingPage(AsksAboutEverybody, OneByOne):
    """A question page for a meeting: the form, and a row for everybody on the register that day."""

    tab = "decisions"
    template_name = "partnerships/meeting_form.html"
    form_class = MeetingForm
    answer_name = "there"
    answers = tuple(There)
    rest_answer = There.PRESENT
    button: ClassVar[str]

    def get_back_url(self) -> str:
        return reverse("meeting-list", args=[self.area.slug])

    def there_now(self) -> dict[int, str]:
        """What is recorded of each person, by primary key."""
        return {}

    def recorded_now(self) -> Collection[int]:
        return self.there_now()

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = {"people_on": self.people_on, "there_now": self.there_now()}
        return super().get_form_kwargs() | asked

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button = self.button
        return form

    def held(self, form: MeetingForm) -> meetings.Held:
        """What a valid form says."""
        asked = [name for name in form.fields if name != "version"]
        there = {person.pk: answer for answer in There for person in form.who(answer)}
        return meetings.Held(there=there, **{name: form.cleaned_data[name] for name in asked})

    def get_success_url(self) -> str:
        return reverse("meeting-detail", args=[self.area.slug, self.saved.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"] if "form" in kwargs else self.get_form()
        day = form.typed_day or self.day_of_meeting()
        return super().get_context_data(
            rows=list(form.rows.items()),
            day=day,
            members=set(self.area.memberships.current_on(day).values_list("person", flat=True)),
            **kwargs | {"form": form},
        )

    saved: Meeting


class MeetingAdd(AsksTheDayFirst, MeetingPage):
    """Record a meeting: first its day, then the rest."""

    title = "Record a meeting"
    button = "Record the meeting"

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": self.day_of_meeting()}

    def act(self, form: MeetingForm) -> str:
        self.saved = meetings.hold(area=self.area, held=self.held(form), by=self.user)
        return f"Saved. The meeting of {day_in_words(self.saved.held_on)} is recorded."


class MeetingChange(OfMeeting, MeetingPage):
    """Put a recorded meeting right; the day of its decisions moves along."""

    title = "Correct a meeting"
    button = "Save the correction"

    def get_back_url(self) -> str:
        return reverse("meeting-detail", args=[self.area.slug, self.meeting.pk])

    def day_of_meeting(self) -> datetime.date:
        return self.meeting.held_on

    def there_now(self) -> dict[int, str]:
        return self._recorded_attendance

    @cached_property
    def _recorded_attendance(self) -> dict[int, str]:
        return dict(self.meeting.attendances.values_list("person", "there"))

    def get_initial(self) -> dict[str, Any]:
        form = MeetingForm(people_on=self.people_on, there_now={})
        return self.saved_values(self.meeting, form) | {"version": self.meeting.version}

    def more_differences(self, record: Any, form: Any) -> Iterator[Difference]:
        labels = dict(ANSWERS)
        saved = dict(record.attendances.values_list("person", "there"))
        for person, row in form.rows.items():
            now, typed = saved.get(person.pk, NEITHER), row.cleaned_data["there"]
            if now != typed:
                yield Difference(person.name, labels[now], labels[typed])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            meeting=self.meeting, decided=self.meeting.decisions.count(), **kwargs
        )

    def act(self, form: MeetingForm) -> str:
        self.saved = meetings.correct(
            meeting=self.meeting, held=self.held(form), by=self.user, version=version_typed(form)
        )
        return f"Saved. The meeting of {day_in_words(self.saved.held_on)} is corrected."


class MinutesAttach(OfMeeting, OneByOne):
    """Attaches the minutes of a meeting as a file, in place of the one there is."""

    tab = "decisions"
    title = "Attach the minutes"
    form_class = MinutesForm

    def get_back_url(self) -> str:
        return reverse("meeting-detail", args=[self.area.slug, self.meeting.pk])

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def act(self, form: MinutesForm) -> str:
        meetings.attach_minutes(
            meeting=self.meeting,
            file=form.cleaned_data["minutes"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. The minutes of {day_in_words(self.meeting.held_on)} are attached."


class MinutesDownload(OfMeeting, AreaDoor, AttachmentDownload):
    """The minutes of a meeting, as a file to keep."""

    def get_attachment(self) -> MinutesFile | None:
        return self.meeting.minutes

    def get_stem(self) -> str:
        return f"{self.area.slug}-minutes-{self.meeting.held_on.isoformat()}"


class MeetingMistake(OfMeeting, MistakePage):
    """Take back a meeting that was recorded by mistake."""

    tab = "decisions"
    title = "Take back a meeting"
    keeps = "Decisions stay: a meeting that took some is taken back after them."

    def get_back_url(self) -> str:
        return reverse("meeting-detail", args=[self.area.slug, self.meeting.pk])

    def get_success_url(self) -> str:
        return reverse("meeting-list", args=[self.area.slug])

    def get_record(self) -> Meeting:
        return self.meeting

    def facts(self) -> list[tuple[str, str]]:
        came: Collection[Attendance] = self.meeting.attendances.select_related("person")
        present: list[Person] = [one.person for one in came if one.there == There.PRESENT]
        return [
            ("Meeting", day_in_words(self.meeting.held_on)),
            ("Kind", self.meeting.get_kind_display()),
            ("Present", people_list(present) or "Nobody recorded"),
        ]

    def act(self, form: Any) -> str:
        meetings.never_happened(
            meeting=self.meeting,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"Saved. The meeting of {day_in_words(self.meeting.held_on)} is taken back."
