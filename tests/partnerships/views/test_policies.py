"""Policies on pages: recorded with a file or an address, shown as on a day, acknowledged by members."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Acknowledgement, PolicyVersion
from tests.biglocal.attachments.files import paper, word_file
from tests.factories import AcknowledgementFactory, PolicyVersionFactory

TODAY = datetime.date(2026, 10, 1)
ANSWERS = {
    "kind": "complaints",
    "label": "2",
    **boxes("adopted_on", datetime.date(2026, 9, 1)),
    **boxes("review_due_on", datetime.date(2028, 9, 1)),
    "note": "Shorter than before.",
}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def url(name, area, *args) -> str:
    return reverse(name, args=[area.slug, *args])


def attached(content: bytes, name: str = "rules.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def version(northfield) -> PolicyVersion:
    return PolicyVersionFactory(policy__area=northfield, label="3")


def of(version) -> tuple[int, int]:
    return version.policy_id, version.pk


def test_before_any_is_recorded_the_four_are_missing_and_each_has_its_first_step(
    northfield, sol, sign_in
):
    client = sign_in(sol)
    page = text_of(client.get(url("policy-list", northfield)))
    assert (
        "Missing: Code of conduct, Conflicts of interest, Terms of reference and Complaints" in page
    )
    assert page.count("app-status--does-not-meet") == 4
    assert f"{url('policy-add', northfield)}?kind=complaints" in page
    form = client.get(url("policy-add", northfield) + "?kind=complaints").context["form"]
    assert form.initial["kind"] == "complaints"


def test_a_policy_is_recorded_with_its_document_which_is_handed_out_as_a_file(
    northfield, sol, stan, sign_in
):
    client = sign_in(sol)
    response = client.post(
        url("policy-add", northfield), ANSWERS | {"document": attached(paper(60))}, follow=True
    )
    assert "Version 2 of Complaints is in force from 1 September 2026" in text_of(response)
    version = PolicyVersion.objects.get()
    assert version.note == "Shorter than before."

    file = sign_in(stan).get(url("policy-file", northfield, *of(version)))
    assert file.content.startswith(b"%PDF")
    assert file["Content-Disposition"].startswith('attachment; filename="northfield-policy-')
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in file["Cache-Control"]
    assert "sandbox" in file["Content-Security-Policy"]
    version.document.file.delete()
    assert client.get(url("policy-file", northfield, *of(version))).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"document": word_file()}, "Save it as a PDF and attach that"),
        ({"document": paper(61)}, "Attach at most 60 pages"),
        ({}, "Attach the document, or give its address"),
        ({"link": "http://northfield.example.org/"}, "begins with https://"),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"kind": "other", "link": "https://example.org/x"}, "Enter what the policy is called"),
        (
            {"link": "https://example.org/x", **boxes("review_due_on", datetime.date(2026, 9, 1))},
            "The day must be after 1 September 2026",
        ),
        (
            {"kind": "poetry", "link": "https://example.org/x"},
            "Choose which policy it is from those listed",
        ),
        ({"label": "x" * 41, "link": "https://example.org/x"}, "40 characters"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(northfield, sol, sign_in, typed, sentence):
    typed = ANSWERS | typed
    if "document" in typed:
        typed["document"] = attached(typed["document"])
    response = sign_in(sol).post(url("policy-add", northfield), typed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Shorter than before." in text_of(response)
    assert not PolicyVersion.objects.exists()


def test_what_is_written_is_shown_as_text(northfield, sol, sign_in):
    typed = ANSWERS | {
        "kind": "other",
        "name": "<script>alert(1)</script>",
        "label": "<b>1</b>",
        "note": "<img src=x onerror=alert(1)>",
        "link": "https://example.org/?a=%22><script>alert(1)</script>",
    }
    client = sign_in(sol)
    client.post(url("policy-add", northfield), typed)
    version = PolicyVersion.objects.first()
    pages = [client.get(url("policy-list", northfield))]
    if version:
        pages.append(client.get(url("policy-detail", northfield, version.policy_id)))
    for page in pages:
        for tag in ("<script>alert", "<b>1", "<img src=x"):
            assert tag not in page.content.decode()


def test_the_list_says_what_is_in_force_and_what_is_overdue_on_any_day(
    northfield, people, sol, sign_in, version
):
    PolicyVersionFactory(
        policy__area=northfield,
        policy__kind="conflicts-of-interest",
        adopted_on=datetime.date(2023, 1, 1),
        review_due_on=datetime.date(2025, 1, 1),
    )
    AcknowledgementFactory(version=version, person=people.asha)
    client = sign_in(sol)
    lines = client.get(url("policy-list", northfield)).context["lines"]
    assert [(one.word, one.acknowledged) for one in lines] == [
        ("In force", "1 of 8 members"),
        ("Review overdue", "0 of 8 members"),
        ("Missing", ""),
        ("Missing", ""),
    ]
    then = client.get(url("policy-list", northfield) + "?on=2024-12-31")
    assert [one.word for one in then.context["lines"]] == ["Missing", "In force"] + ["Missing"] * 2
    assert "Record a policy" not in text_of(then)


def test_the_list_asks_as_much_for_two_policies_as_for_twenty(
    northfield, sol, sign_in, django_assert_max_num_queries
):
    client = sign_in(sol)
    for number in range(2):
        PolicyVersionFactory(policy__area=northfield, policy__kind="other", policy__name=number)
    address = url("policy-list", northfield)
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(2, 20):
        PolicyVersionFactory(policy__area=northfield, policy__kind="other", policy__name=number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)


def test_a_policy_shows_its_versions_and_who_has_yet_to_acknowledge(
    northfield, people, sol, stan, sign_in, version
):
    PolicyVersionFactory(
        policy=version.policy,
        label="Autumn",
        adopted_on=datetime.date(2026, 11, 1),
        review_due_on=datetime.date(2029, 1, 1),
    )
    AcknowledgementFactory(version=version, person=people.asha)
    address = url("policy-detail", northfield, version.policy_id)
    page = sign_in(sol).get(address)
    assert [(one.version.label, one.word) for one in page.context["lines"]] == [
        ("Autumn", "To come"),
        ("3", "In force"),
    ]
    assert "1 of 8 members has acknowledged it" in text_of(page)
    assert text_of(page).count("Not yet") == 7
    then = sign_in(sol).get(address + "?on=2026-11-02")
    assert [one.word for one in then.context["lines"]] == ["In force", "Replaced"]
    before = text_of(sign_in(sol).get(address + "?on=2026-02-28"))
    assert "No version was in force on 28 February 2026" in before
    read = text_of(sign_in(stan).get(address))
    assert "Asha Patel" in read
    assert "Take back" not in read
    assert "Add a version" not in read


def test_several_members_acknowledge_on_one_page_and_the_others_stay(
    northfield, people, sol, sign_in, version
):
    client = sign_in(sol)
    address = url("policy-acknowledge", northfield, *of(version))
    typed = {**boxes("on", TODAY), "people": [people.asha.pk, people.ben.pk]}
    response = client.post(address, typed, follow=True)
    assert "Asha Patel and Ben Okafor have acknowledged Code of conduct" in text_of(response)
    assert Acknowledgement.objects.count() == 2
    left = client.get(address).context["form"].fields["people"].choices
    assert len(left) == 6
    # Sent again by somebody who had the page open: nobody is acknowledged twice.
    assert client.post(address, typed).status_code == 302
    assert Acknowledgement.objects.count() == 2
    nobody = client.post(address, boxes("on", TODAY))
    assert "Select who has acknowledged it" in text_of(nobody)
    early = client.post(address, typed | boxes("on", datetime.date(2026, 2, 1)))
    assert "adopted on 1 March 2026, not before" in text_of(early)
    elsewhere = client.post(address, typed | {"people": ["999999"]})
    assert elsewhere.status_code == 200


def test_taking_back_an_acknowledgement_asks_why(northfield, people, sol, sign_in, version):
    said = AcknowledgementFactory(version=version, person=people.asha)
    address = url("policy-acknowledgement-mistake", northfield, *of(version), said.pk)
    client = sign_in(sol)
    assert "Enter why this was a mistake" in text_of(client.post(address, {}))
    response = client.post(address, {"reason": "It was Ben."}, follow=True)
    assert "Asha Patel’s acknowledgement is taken back" in text_of(response)
    assert client.get(address).status_code == 404


def test_two_who_correct_one_version_are_shown_both(northfield, sol, sign_in, version):
    client = sign_in(sol)
    address = url("policy-version-change", northfield, *of(version))
    typed = {
        "version": version.version,
        "label": "3a",
        **boxes("adopted_on", version.adopted_on),
        **boxes("review_due_on", version.review_due_on),
        "link": version.link,
        "note": "Mine.",
    }
    PolicyVersion.objects.filter(pk=version.pk).update(version=2, note="Theirs.")
    both = text_of(client.post(address, typed))
    assert "Theirs." in both
    assert "Mine." in both
    done = client.post(address, typed | {"version": 2}, follow=True)
    assert "Version 3a of Code of conduct is corrected" in text_of(done)


def test_the_last_version_that_is_taken_back_leads_to_the_list(northfield, sol, sign_in, version):
    response = sign_in(sol).post(
        url("policy-version-mistake", northfield, *of(version)),
        {"version": 1, "reason": "Never adopted."},
    )
    assert response["Location"] == url("policy-list", northfield)


def test_what_is_missing_or_overdue_is_to_do_on_the_day(northfield, stan, sign_in, version):
    for kind in ("complaints", "terms-of-reference"):
        PolicyVersionFactory(
            policy__area=northfield,
            policy__kind=kind,
            adopted_on=datetime.date(2020, 1, 1),
            review_due_on=datetime.date(2026, 9, 30),
        )
    client = sign_in(stan)
    page = client.get(url("area-detail", northfield))
    titles = {item.title: item for item in page.context["todo"]}
    assert titles["A policy is missing"].why.startswith("Conflicts of interest.")
    assert "was due on 30 September 2026" in titles["The reviews of 2 policies are overdue"].why
    assert titles["A policy is missing"].href == url("policy-list", northfield)
