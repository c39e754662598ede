"""Meetings with their attendance, the quorum, and what decisions ask of both."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from biglocal.design.fields import boxes
from partnerships.actions import meetings
from partnerships.models import Decision, Meeting, MinutesFile
from tests.factories import (
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    PaidWorkFactory,
    QuorumFactory,
)
from tests.partnerships.views.test_deciding import ADD as DECIDE
from tests.partnerships.views.test_deciding import said as decided

DAY = datetime.date(2026, 9, 3)
LIST = "/areas/northfield/meetings/"
ADD = "/areas/northfield/meetings/add/"
QUORUM = "/areas/northfield/quorum/"
RECORDED = {"members": "5", "counts": "voting", "share": "number", "residents": "3"}


def held(people, *present, apologies=(), day=DAY, **changes):
    """A meeting as the form sends it, with everybody's answer."""
    data = {"kind": "ordinary", "place": "Library", "guests": "Cllr Grey\n\n A  neighbour "}
    for person in vars(people).values():
        there = "present" if person in present else "neither"
        data[f"person-{person.pk}-there"] = "apologies" if person in apologies else there
    return data | boxes("held_on", day) | changes


class TestMeetings:
    def test_empty_says_what_will_be_here(self, northfield, sol, stan, sign_in):
        page = sign_in(sol).get(LIST).content.decode()
        assert "Record a meeting" in page
        assert "No quorum is recorded" in page
        assert "Record a meeting" not in sign_in(stan).get(LIST).content.decode()

    def test_it_is_recorded_with_who_came(self, northfield, people, sol, sign_in):
        client = sign_in(sol)
        assert "rows" not in client.get(ADD).context
        asked = client.get(ADD, boxes("decided_on", DAY))
        assert len(asked.context["rows"]) == 8
        QuorumFactory(area=northfield, members=3)
        response = client.post(
            ADD, held(people, people.asha, people.dai, apologies=[people.ben]), follow=True
        )
        meeting = Meeting.objects.get()
        assert response.redirect_chain == [
            (reverse("meeting-detail", args=["northfield", meeting.pk]), 302)
        ]
        assert meeting.guests == "Cllr Grey\nA neighbour"
        page = response.content.decode()
        assert "2 members, 2 of whom live in the area" in page
        assert "Not quorate" in page
        assert "Sent apologies" in page

    def test_nobodys_answer_is_assumed_and_days_to_come_are_refused(
        self, northfield, people, sol, sign_in
    ):
        data = held(people, people.asha)
        del data[f"person-{people.ben.pk}-there"]
        page = sign_in(sol).post(ADD, data).content.decode()
        assert "Ben Okafor: Select whether they were there" in page
        later = sign_in(sol).post(ADD, held(people, day=datetime.date(2026, 10, 2)))
        assert "or earlier" in " ".join(later.context["form"].errors["held_on"])
        assert not Meeting.objects.exists()

    def test_one_button_answers_for_all_other_members(self, northfield, people, sol, sign_in):
        worker = PaidWorkFactory(area=northfield).person
        data = {"place": "Library", "step": "rest"} | boxes("held_on", DAY)
        data |= {f"person-{people.ben.pk}-there": "apologies"}
        response = sign_in(sol).post(ADD, data)
        form = response.context["form"]
        answers = {person.name: row["there"].value() for person, row in form.rows.items()}
        assert answers.pop("Ben Okafor") == "apologies"
        assert answers.pop(worker.name) is None
        assert set(answers.values()) == {"present"}
        assert form["place"].value() == "Library"
        assert "There is a problem" not in response.content.decode()
        assert not Meeting.objects.exists()

    def test_twice_the_same_is_said_beside_its_day(self, northfield, people, sol, sign_in):
        sign_in(sol).post(ADD, held(people, people.asha))
        response = sign_in(sol).post(ADD, held(people, people.asha))
        assert "already recorded for that day" in str(response.context["form"].errors["held_on"])
        assert Meeting.objects.count() == 1

    def test_correcting_it_keeps_what_was_recorded(self, northfield, people, sol, sign_in):
        client = sign_in(sol)
        meeting = MeetingFactory(area=northfield, held_on=DAY, present=[people.asha])
        DecisionFactory(area=northfield, decided_on=DAY, meeting=meeting)
        url = reverse("meeting-change", args=["northfield", meeting.pk])
        form = client.get(url).context["form"]
        answers = {person.name: row["there"].value() for person, row in form.rows.items()}
        assert (answers["Asha Patel"], answers["Ben Okafor"]) == ("present", "neither")
        moved = held(people, people.ben, day=datetime.date(2026, 9, 4), version="1")
        client.post(url, moved)
        assert Decision.objects.get().decided_on == datetime.date(2026, 9, 4)
        # Somebody who had it open meanwhile is shown both.
        conflict = client.post(url, held(people, people.asha, version="1"))
        page = conflict.content.decode()
        assert "Somebody else changed this" in page
        assert Meeting.objects.get().version == 2

    def test_one_with_decisions_is_not_taken_back(self, northfield, sol, sign_in):
        meeting = MeetingFactory(area=northfield, held_on=DAY)
        DecisionFactory(area=northfield, decided_on=DAY, meeting=meeting)
        url = reverse("meeting-mistake", args=["northfield", meeting.pk])
        page = sign_in(sol).post(url, {"reason": "Cancelled", "version": "1"}).content.decode()
        assert "Decisions belong to this meeting" in page
        Decision.objects.all().delete()
        sign_in(sol).post(url, {"reason": "Cancelled", "version": "1"})
        assert not Meeting.objects.exists()

    def test_who_was_no_member_that_day_is_marked(self, northfield, people, sol, sign_in):
        late = MembershipFactory(
            area=northfield, person__name="Late Joiner", starts_on=datetime.date(2026, 9, 20)
        ).person
        data = held(people, people.asha) | {f"person-{late.pk}-there": "present"}
        page = sign_in(sol).post(ADD, data, follow=True).content.decode()
        assert page.count("Not a member that day") == 1

    def test_somebody_of_another_area_cannot_be_put_there(
        self, northfield, southmere, people, sol, sign_in
    ):
        ines = southmere.memberships.first().person
        sign_in(sol).post(ADD, held(people) | {f"person-{ines.pk}-there": "present"})
        assert not Meeting.objects.get().attendances.exists()

    def test_ten_times_the_meetings_cost_the_same_queries(self, northfield, people, sol, sign_in):
        client = sign_in(sol)
        MeetingFactory(area=northfield, held_on=DAY, present=[people.asha])
        client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for number in range(9):
            day = DAY - datetime.timedelta(days=number + 1)
            meeting = MeetingFactory(area=northfield, held_on=day, present=vars(people).values())
            DecisionFactory(area=northfield, decided_on=day, meeting=meeting)
        with CaptureQueriesContext(connection) as many:
            rows = client.get(LIST).context["page"].object_list
        assert len(many) == len(few)
        assert [(one.present, one.decided) for one in rows[:2]] == [(1, 0), (8, 1)]


class TestWhatADecisionAsks:
    def test_the_meeting_of_its_day(self, northfield, people, sol, sign_in):
        MeetingFactory(area=northfield, held_on=datetime.date(2026, 9, 2))
        client = sign_in(sol)
        assert "meeting" not in client.get(DECIDE, boxes("decided_on", DAY)).context["form"].fields
        meeting = MeetingFactory(area=northfield, held_on=DAY, place="Library")
        field = client.get(DECIDE, boxes("decided_on", DAY)).context["form"]["meeting"]
        assert [label for _, label in field.field.choices] == [
            "Ordinary meeting, Library",
            "None of these",
        ]
        assert field.value() == str(meeting.pk)
        unanswered = client.post(DECIDE, decided(people, people.asha))
        assert "Select which meeting it was" in str(unanswered.context["form"].errors["meeting"])
        client.post(DECIDE, decided(people, people.asha, meeting="none"))
        assert Decision.objects.get().meeting is None

    def test_whoever_took_part_without_being_there_is_asked_about_once(
        self, northfield, people, sol, sign_in
    ):
        meeting = MeetingFactory(area=northfield, held_on=DAY, present=[people.asha])
        data = decided(people, people.asha, people.ben, meeting=str(meeting.pk))
        asked = sign_in(sol).post(DECIDE, data)
        assert "Ben Okafor took part, and the record of the meeting does not say" in (
            str(asked.context["form"].errors["sure"])
        )
        assert not Decision.objects.exists()
        # A tick about somebody else says nothing of them.
        sign_in(sol).post(DECIDE, data | {"sure": str(people.dai.pk)})
        assert not Decision.objects.exists()
        sign_in(sol).post(DECIDE, data | {"sure": str(people.ben.pk)})
        assert Decision.objects.get().participations.count() == 2

    def test_what_each_did_is_kept_apart(self, northfield, people, sol, sign_in):
        data = decided(people, people.asha, people.ben, withdrew=[people.carys])
        data |= {
            f"person-{people.dai.pk}-part": "voted",
            f"person-{people.ben.pk}-declared": "on",
        }
        page = sign_in(sol).post(DECIDE, data, follow=True).content.decode()
        done = {
            one.person.name: (one.part, one.declared, one.voted)
            for one in Decision.objects.get().participations.all()
        }
        assert done == {
            "Asha Patel": ("took-part", False, False),
            "Ben Okafor": ("took-part", True, False),
            "Carys Hughes": ("withdrew", False, False),
            "Dai Nguyen": ("took-part", False, True),
        }
        assert "Took part, having declared an interest" in page
        assert "Took part and voted" in page
        assert "4 members, 4 of whom live in the area" in page
        assert "3 members, 3 of whom live in the area" in page
        form = (
            sign_in(sol)
            .get(reverse("decision-change", args=["northfield", Decision.objects.get().pk]))
            .context["form"]
        )
        begun = {
            person.name: (row["part"].value(), row["declared"].value())
            for person, row in form.rows.items()
        }
        assert begun["Ben Okafor"] == ("took-part", True)
        assert begun["Dai Nguyen"] == ("voted", False)

    def test_somebody_who_was_not_there_declared_nothing(self, northfield, people, sol, sign_in):
        data = decided(people, people.asha) | {f"person-{people.ben.pk}-declared": "on"}
        page = sign_in(sol).post(DECIDE, data).content.decode()
        assert "Ben Okafor: Untick this" in page

    def test_one_of_before_they_joined_is_recorded_and_says_so(
        self, northfield, people, sol, sign_in
    ):
        data = decided(people, people.asha, day=datetime.date(2010, 1, 1))
        page = sign_in(sol).post(DECIDE, data, follow=True).content.decode()
        assert Decision.objects.get().participations.count() == 1
        assert "Not a member that day" in page
        assert "No members" in page


class TestQuorum:
    def test_it_says_how_to_record_it_and_never_guesses(self, northfield, sol, stan, sign_in):
        page = sign_in(sol).get(QUORUM).content.decode()
        assert "Look into the terms of reference" in page
        assert "Record the quorum" in page
        assert "Record the quorum" not in sign_in(stan).get(QUORUM).content.decode()

    def test_recorded_corrected_and_taken_back(self, northfield, sol, sign_in):
        client = sign_in(sol)
        said = RECORDED | boxes("starts_on", DAY)
        page = client.post(f"{QUORUM}add/", said, follow=True).content.decode()
        assert "From 3 September the quorum is 5 voting members, at least 3 of whom live in" in page
        quorum = northfield.quorums.get()
        change = reverse("quorum-change", args=["northfield", quorum.pk])
        assert client.get(change).context["form"]["residents"].value() == 3
        assert client.get(change).context["form"]["counts"].value() == "voting"
        client.post(change, said | {"counts": "members", "share": "half", "version": "1"})
        quorum.refresh_from_db()
        assert (quorum.counts, quorum.share, quorum.residents) == ("members", "half", None)
        mistake = reverse("quorum-mistake", args=["northfield", quorum.pk])
        client.post(mistake, {"reason": "A draft", "version": "2"})
        assert not northfield.quorums.exists()

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"members": "0"}, "members", "1 or more"),
            ({"members": "1000"}, "members", "The quorum must be 100 or less"),
            ({"members": "five"}, "members", "whole number"),
            ({"counts": ""}, "counts", "Select which members count towards it"),
            ({"counts": "guests"}, "counts", "from those listed"),
            ({"residents": ""}, "residents", "Enter how many"),
            ({"residents": "6"}, "residents", "5 or fewer"),
            ({"starts_on_year": ""}, "starts_on", "must include a year"),
        ],
    )
    def test_what_cannot_be_is_said_beside_it(
        self, northfield, sol, sign_in, changes, field, message
    ):
        said = RECORDED | boxes("starts_on", DAY)
        response = sign_in(sol).post(f"{QUORUM}add/", said | changes)
        assert message in " ".join(response.context["form"].errors[field])
        assert not northfield.quorums.exists()


class TestMinutes:
    @pytest.fixture
    def meeting(self, northfield):
        return MeetingFactory(area=northfield, held_on=DAY)

    def attach(self, client, meeting, content, version="1"):
        url = reverse("minutes-attach", args=["northfield", meeting.pk])
        return client.post(
            url,
            {"minutes": SimpleUploadedFile("minutes.png", content), "version": version},
            follow=True,
        )

    def test_kept_handed_out_replaced_and_taken_back_with_the_meeting(
        self, meeting, sol, stan, sign_in, private_files
    ):
        client = sign_in(sol)
        page = self.attach(client, meeting, picture())
        assert "The minutes of 3 September 2026 are attached" in page.content.decode()
        download = reverse("meeting-minutes-file", args=["northfield", meeting.pk])
        assert download in page.content.decode()
        meeting.refresh_from_db()
        first = meeting.minutes
        response = sign_in(stan).get(download)
        assert response["Content-Disposition"] == (
            'attachment; filename="northfield-minutes-2026-09-03.png"'
        )
        assert response.content.startswith(b"\x89PNG")
        self.attach(sign_in(sol), meeting, picture(), version="2")
        meeting.refresh_from_db()
        assert meeting.minutes != first
        assert MinutesFile.objects.count() == 1
        meetings.never_happened(meeting=meeting, reason="Cancelled", by=sol)
        assert not MinutesFile.objects.exists()

    def test_what_is_no_file_to_keep_is_said_beside_it(self, meeting, sol, sign_in):
        page = self.attach(sign_in(sol), meeting, b"=1+1").content.decode()
        assert "The file is not a PDF, JPEG or PNG" in page
        overtaken = self.attach(sign_in(sol), meeting, picture(), version="7").content.decode()
        assert "Somebody else changed this" in overtaken
        assert not MinutesFile.objects.exists()

    def test_without_any_there_is_nothing_to_download(self, meeting, sol, sign_in):
        download = reverse("meeting-minutes-file", args=["northfield", meeting.pk])
        assert sign_in(sol).get(download).status_code == 404


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("L", (4, 4)).save(content, "PNG")
    return content.getvalue()
