"""Policies are adopted in versions, each beside the last; members acknowledge one on a day."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from partnerships.actions import policies
from partnerships.actions.erasing import erase
from partnerships.actions.merging import Details, merge
from partnerships.actions.policies import Adopted
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Acknowledgement, Area, Policy, PolicyDocument, PolicyKind
from partnerships.rosters.policies import policies_of
from tests.factories import AcknowledgementFactory, MembershipFactory, PolicyVersionFactory

TODAY = datetime.date(2026, 10, 1)
FILE = Cleaned(Kind.PDF, b"%PDF-1.7 rules")
LINK = "https://northfield.example.org/rules"
ONE = Adopted("1", datetime.date(2024, 3, 1), datetime.date(2026, 3, 1), link=LINK)
TWO = Adopted("2", datetime.date(2026, 3, 1), datetime.date(2028, 3, 1), document=FILE)


def refusal(act, **values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def version(northfield, sol):
    return policies.adopt(area=northfield, kind=PolicyKind.CODE_OF_CONDUCT, adopted=ONE, by=sol)


def test_a_new_version_does_not_overwrite_the_old_one(version, northfield, sol):
    policies.add_version(policy=version.policy, adopted=TWO, by=sol)
    then, now = (
        policies_of(northfield, day)[0] for day in (datetime.date(2026, 2, 28), TWO.adopted_on)
    )
    assert (then.version.label, then.version.link) == ("1", LINK)
    assert (now.version.label, now.version.document.kind) == ("2", "pdf")
    with now.version.document.file.open() as file:
        assert file.read() == FILE.content


def test_recording_it_once_more_adds_a_version_to_the_one_there_is(version, northfield, sol):
    again = policies.adopt(area=northfield, kind=PolicyKind.CODE_OF_CONDUCT, adopted=TWO, by=sol)
    assert again.policy == version.policy
    own = {"area": northfield, "kind": PolicyKind.OTHER, "by": sol}
    lone = policies.adopt(name="Lone working", adopted=ONE, **own)
    assert policies.adopt(name=" lone  WORKING ", adopted=TWO, **own).policy == lone.policy
    assert Policy.objects.count() == 2


def test_nothing_of_the_register_is_said_to_change_and_the_trail_tells_who(
    northfield, sol, version
):
    assert Area.objects.get(pk=northfield.pk).register_version == northfield.register_version
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", "by"))
    assert verbs == [("policies.begin", sol.pk), ("policies.adopt", sol.pk)]


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        ({"link": ""}, {"document": [policies.NO_DOCUMENT]}),
        ({"document": FILE}, {"link": [policies.TWO_DOCUMENTS]}),
        (
            {"link": "http://northfield.example.org"},
            {
                "__all__": [
                    "Attach the document, or give its address beginning with https://, not both."
                ]
            },
        ),
        (
            {"review_due_on": datetime.date(2024, 3, 1)},
            {"__all__": ["The review must be due after the policy is adopted."]},
        ),
        ({"label": "1"}, {"__all__": ["There is a version with this label already."]}),
        (
            {"label": "2"},
            {"__all__": ["There is a version that was adopted on this day already."]},
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(version, sol, values, sentences):
    values = {"label": "9", "adopted_on": datetime.date(2024, 3, 1)} | values
    if values["label"] == "1":
        values["adopted_on"] = datetime.date(2025, 1, 1)
    elif values["label"] == "9":
        values["adopted_on"] = datetime.date(2024, 3, 2)
    said = {"review_due_on": datetime.date(2026, 3, 1), "link": LINK} | values
    assert (
        refusal(policies.add_version, policy=version.policy, adopted=Adopted(**said), by=sol)
        == sentences
    )


def test_a_document_that_is_replaced_goes_with_its_file(
    version, sol, private_files, django_capture_on_commit_callbacks
):
    two = policies.add_version(policy=version.policy, adopted=TWO, by=sol)
    with django_capture_on_commit_callbacks(execute=True):
        with_link = policies.correct(
            version=two,
            adopted=Adopted("2", TWO.adopted_on, TWO.review_due_on, link=LINK),
            by=sol,
            seen=two.version,
        )
    assert (with_link.document, with_link.link) == (None, LINK)
    assert not PolicyDocument.objects.exists()
    assert files(private_files) == []
    with pytest.raises(ChangedMeanwhile):
        policies.correct(version=two, adopted=TWO, by=sol, seen=1)
    assert files(private_files) == []


def test_a_correction_without_a_file_keeps_the_one_there_is(version, sol):
    two = policies.add_version(policy=version.policy, adopted=TWO, by=sol)
    said = Adopted("2b", TWO.adopted_on, TWO.review_due_on, note="Numbered again.")
    corrected = policies.correct(version=two, adopted=said, by=sol)
    assert (corrected.label, corrected.document) == ("2b", two.document)


def test_one_recorded_by_mistake_goes_whole_and_the_policy_with_its_last(
    version, sol, people, private_files, django_capture_on_commit_callbacks
):
    two = policies.add_version(policy=version.policy, adopted=TWO, by=sol)
    policies.acknowledge(version=two, people=[people.asha], on=TODAY, by=sol)
    assert "reason" in refusal(policies.never_happened, version=two, reason=" ", by=sol)
    assert Acknowledgement.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        policies.never_happened(version=two, reason="Not adopted after all.", by=sol)
    assert files(private_files) == []
    assert list(version.policy.versions.all()) == [version]
    policies.never_happened(version=version, reason="Another area’s.", by=sol)
    assert not Policy.objects.exists()


def test_members_acknowledge_once_on_a_day_on_which_they_were_members(version, sol, people):
    said = {"version": version, "by": sol}
    day = datetime.date(2026, 9, 1)
    policies.acknowledge(people=[people.asha, people.ben], on=day, **said)
    policies.acknowledge(people=[people.asha, people.dai], on=TODAY, **said)
    days = dict(Acknowledgement.objects.values_list("person__name", "acknowledged_on"))
    assert days == {"Asha Patel": day, "Ben Okafor": day, "Dai Nguyen": TODAY}

    joined = MembershipFactory(
        area=version.policy.area, person__name="Rita Osei", starts_on=TODAY
    ).person
    assert refusal(policies.acknowledge, people=[joined], on=day, **said) == {
        "on": ["Rita Osei was not on the partnership on this day"]
    }
    assert refusal(
        policies.acknowledge, people=[people.ewa], on=datetime.date(2024, 2, 29), **said
    ) == {"on": ["This version was adopted on 1 March 2024, not before"]}


def test_a_version_is_not_adopted_later_than_somebody_acknowledged_it(version, sol, people):
    on = datetime.date(2024, 4, 1)
    policies.acknowledge(version=version, people=[people.asha], on=on, by=sol)
    later = Adopted("1", datetime.date(2024, 5, 1), ONE.review_due_on, link=LINK)
    assert refusal(policies.correct, version=version, adopted=later, by=sol) == {
        "adopted_on": [
            "Somebody acknowledged it on 1 April 2024 already. Enter that day or an earlier one"
        ]
    }


def test_what_somebody_acknowledged_by_mistake_is_taken_back_for_a_reason(version, sol, people):
    (said,) = policies.acknowledge(version=version, people=[people.asha], on=TODAY, by=sol)
    assert "reason" in refusal(
        policies.did_not_acknowledge, acknowledgement=said, reason="", by=sol
    )
    policies.did_not_acknowledge(acknowledgement=said, reason="It was Ben.", by=sol)
    assert not Acknowledgement.objects.exists()
    assert AuditEvent.objects.first().reason == "It was Ben."


def test_staff_read_policies_and_do_not_write_them(northfield, version, stan, people):
    with pytest.raises(Refused, match="secretary and its rep"):
        policies.adopt(area=northfield, kind=PolicyKind.COMPLAINTS, adopted=ONE, by=stan)
    with pytest.raises(Refused):
        policies.add_version(policy=version.policy, adopted=TWO, by=stan)
    with pytest.raises(Refused):
        policies.correct(version=version, adopted=TWO, by=stan)
    with pytest.raises(Refused):
        policies.never_happened(version=version, reason="No.", by=stan)
    with pytest.raises(Refused):
        policies.acknowledge(version=version, people=[people.asha], on=TODAY, by=stan)


def test_what_two_records_of_one_person_acknowledged_is_kept_once(northfield, people):
    double = MembershipFactory(
        area=northfield, person__name="Patel, Asha", ends_on=datetime.date(2020, 1, 2)
    ).person
    people.asha.memberships.update(starts_on=datetime.date(2020, 2, 1))
    version = PolicyVersionFactory(policy__area=northfield)
    other = PolicyVersionFactory(policy__area=northfield, policy__kind="complaints")
    for person, said in ((people.asha, version), (double, version), (double, other)):
        AcknowledgementFactory(version=said, person=person)
    merge(
        kept=people.asha,
        merged=double,
        details=Details.of(people.asha),
        by=None,
        within=[northfield.pk],
    )
    said = Acknowledgement.objects.values_list("person", "version")
    assert set(said) == {(people.asha.pk, version.pk), (people.asha.pk, other.pk)}


def test_who_is_erased_is_taken_out_of_the_notes(northfield, ada):
    gone = MembershipFactory(
        area=northfield, person__name="Rita Osei", ends_on=datetime.date(2026, 5, 1)
    ).person
    version = PolicyVersionFactory(policy__area=northfield, note="Rita Osei wrote it.")
    AcknowledgementFactory(version=version, person=gone)
    erase(person=gone, reason="She asked.", by=ada)
    version.refresh_from_db()
    assert version.note == "Erased person wrote it."
    assert version.acknowledgements.count() == 1
