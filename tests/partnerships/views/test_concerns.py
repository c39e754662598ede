"""The pages of those who look after concerns, and of an impartial person: each reads what they may."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.accounts.models import User
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.kinds import Kind
from partnerships.actions import handling
from partnerships.actions.concerns import add
from partnerships.models import Concern, ConcernFile, ConcernHandler
from tests.factories import (
    ConcernFactory,
    ConcernHandlerFactory,
    ConcernHandlingFactory,
    ConcernStepFactory,
    RelationshipFactory,
    UserFactory,
)


@pytest.fixture
def handler(stan) -> User:
    ConcernHandlerFactory(user=stan)
    return stan


@pytest.fixture
def concern(northfield, handler) -> Concern:
    concern = ConcernFactory(
        area=northfield,
        reference="K7QX9M",
        what_happened="Ben Okafor <b>shouted</b>.",
        raiser_name="Carys Hughes",
        raiser_contact="07700 900123",
    )
    ConcernStepFactory(concern=concern)
    ConcernHandlingFactory(concern=concern, user=handler)
    return concern


@pytest.fixture
def acknowledged(concern, handler) -> Concern:
    return handling.acknowledge(concern=concern, told="", by=handler)


def main(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def url(name: str) -> str:
    return reverse(name, args=["K7QX9M"])


def post(client, name: str, **values):
    page = BeautifulSoup(client.get(url(name)).content, "html.parser")
    version = page.find("input", {"name": "version"})["value"]
    return client.post(url(name), {"version": version} | values, follow=True)


def test_the_list_has_what_cannot_wait_on_top(handler, northfield, sign_in):
    for kind in ("policy", "funds"):
        concern = ConcernFactory(area=northfield, kind=kind)
        ConcernHandlingFactory(concern=concern, user=handler)
    said = main(sign_in(handler).get("/concerns/"))
    assert said.index("How money is spent or kept") < said.index("A policy")
    assert "Acknowledge it by 29 September 2026 (2 days ago) Overdue" in said
    assert "Acknowledge it by 5 October 2026 (4 days left)" in said


def test_the_list_has_what_is_due_first_first(handler, northfield, sign_in):
    for reference, days in (("LATER", {"proposed_at": "2026-09-30 09:00+00:00"}), ("SOONER", {})):
        concern = ConcernFactory(
            area=northfield,
            reference=reference,
            acknowledged_at="2026-09-29 09:00+00:00",
            reviewer_person=1,
            **days,
        )
        ConcernHandlingFactory(concern=concern, user=handler)
    said = main(sign_in(handler).get("/concerns/"))
    assert said.index("SOONER") < said.index("LATER")


def test_an_empty_list_says_what_will_be_there(handler, sign_in):
    assert "it waits for you here" in main(sign_in(handler).get("/concerns/"))


def test_the_list_takes_the_same_number_of_queries_however_many_there_are(
    handler, northfield, sign_in, django_assert_num_queries
):
    client = sign_in(handler)

    def more(number: int) -> None:
        for _ in range(number):
            ConcernHandlingFactory(concern=ConcernFactory(area=northfield), user=handler)

    more(1)
    with django_assert_num_queries(7):
        client.get("/concerns/")
    more(9)
    with django_assert_num_queries(7):
        client.get("/concerns/")


def test_somebody_who_looks_after_it_reads_all_of_it_as_text(concern, handler, sign_in):
    response = sign_in(handler).get(url("concern-detail"))
    assert "<b>shouted</b>" not in response.content.decode()
    said = main(response)
    for words in ("Ben Okafor <b>shouted</b>.", "Raised by Carys Hughes", "07700 900123"):
        assert words in said
    assert "Looked after by Stan Staff" in said


def test_from_acknowledging_to_erasing_by_its_pages(
    acknowledged, handler, people, sign_in, northfield
):
    client = sign_in(handler)
    refused = post(client, "concern-reviewer", who=f"person-{people.ben.pk}")
    assert "Choose who is asked" in main(refused)
    asked = post(client, "concern-reviewer", who=f"person-{people.dai.pk}", words="Knows nobody.")
    assert "give them a code to read it with, or write down here" in main(asked)
    assert "Impartial person Dai Nguyen" in main(asked)
    post(client, "concern-propose", words="An apology.")
    post(client, "concern-note", words="Rang Ben.")
    closed = post(client, "concern-close", outcome="upheld", told="He is sorry.", words="")
    assert "Closed. Whoever raised it can read" in main(closed)
    assert "Words kept until 1 October 2032" in main(closed)
    again = post(client, "concern-reopen", words="Dai came forward.", told="We look again.")
    assert "Opened again. Whoever raised it can read" in main(again)
    assert "Ask somebody impartial to look into it" in main(again)
    post(client, "concern-close", outcome="upheld", told="He is very sorry.", words="")
    post(client, "concern-erase", is_sure="on")
    erased = main(client.get(url("concern-detail")))
    for word in ("shouted", "Carys", "Dai", "apology", "Rang", "sorry"):
        assert word not in erased
    assert "Upheld, 1 October 2026" in erased


def test_what_is_not_recorded_of_the_sides_is_never_read_as_impartial(
    acknowledged, handler, people, sign_in
):
    Concern.objects.update(what_happened="There was shouting.", raiser_name="")
    client = sign_in(handler)
    said = main(client.get(url("concern-reviewer")))
    assert "It is not recorded whom it is about and who raised it" in said
    post(client, "concern-sides", people=[str(people.ben.pk)])
    said = main(client.get(url("concern-reviewer")))
    assert "It is not recorded who raised it, so" in said
    post(client, "concern-sides", people=[str(people.ben.pk)], raised_by_person=people.carys.pk)
    assert "It is not recorded" not in main(client.get(url("concern-reviewer")))


def test_who_cannot_be_asked_is_listed_with_a_reason_that_names_nobody(
    acknowledged, handler, northfield, people, sign_in
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    page = BeautifulSoup(sign_in(handler).get(url("concern-reviewer")).content, "html.parser")
    rows = {row.th.get_text(): row.find_all("td")[-1].get_text() for row in page.select("tbody tr")}
    assert rows["Asha Patel"] == "They are family of somebody on one side."
    assert rows["Ben Okafor"] == "They are named in it."
    offered = {one["value"] for one in page.find_all("input", {"name": "who"})}
    assert f"person-{people.dai.pk}" in offered
    assert not offered & {f"person-{people.asha.pk}", f"person-{people.ben.pk}"}


@pytest.mark.parametrize(
    ("share", "reads"), [("reviewer", True), ("about", True), ("nobody", False)]
)
def test_an_impartial_person_reads_what_may_be_shared_and_never_who_raised_it(
    acknowledged, handler, sol, sign_in, share, reads
):
    Concern.objects.update(share=share)
    handling.ask_reviewer(concern=acknowledged, key=f"user-{sol.pk}", by=handler)
    client = sign_in(sol)
    assert "K7QX9M" in main(client.get("/concerns/"))
    said = main(client.get(url("concern-detail")))
    assert ("shouted" in said) is reads
    assert ("did not agree that what they said is shared with you" in said) is not reads
    assert ("You may tell those it is about" in said) is (share == "about")
    for words in ("Carys", "07700", "Raised by", "What was done"):
        assert words not in said


@pytest.mark.parametrize(("share", "is_shown"), [("reviewer", True), ("nobody", False)])
def test_an_impartial_person_sees_the_photos_that_may_be_shared_and_no_paper_of_the_handlers(
    acknowledged, handler, sol, sign_in, share, is_shown
):
    Concern.objects.update(reviewer=sol, share=share)
    add(concern=acknowledged, words="See.", files=[Cleaned(Kind.PNG, b"a photo")])
    handling.note(
        concern=acknowledged, words="w", files=[Cleaned(Kind.PDF, b"a letter")], by=handler
    )
    photo, letter = (
        reverse("concern-file", args=["K7QX9M", file.pk]) for file in ConcernFile.objects.all()
    )
    client = sign_in(sol)
    assert ("Download file 1" in main(client.get(url("concern-detail")))) is is_shown
    assert client.get(photo).status_code == (200 if is_shown else 404)
    assert client.get(letter).status_code == 404
    client = sign_in(handler)
    said = client.get(url("concern-detail")).content.decode()
    assert said.count(photo) == said.count(letter) == 1
    assert [client.get(one).content for one in (photo, letter)] == [b"a photo", b"a letter"]


def test_an_impartial_person_proposes_and_opens_no_other_page(acknowledged, handler, sol, sign_in):
    handling.ask_reviewer(concern=acknowledged, key=f"user-{sol.pk}", by=handler)
    client = sign_in(sol)
    for name in ("note", "sides", "reviewer", "close", "hand-on", "step-back", "acknowledge"):
        for method in (client.get, client.post):
            assert method(url(f"concern-{name}")).status_code == 404
    assert "What you proposed on 1 October 2026" in main(
        post(client, "concern-propose", words="An apology.")
    )


def test_somebody_who_turns_out_to_be_involved_is_warned_of(acknowledged, handler, people, sign_in):
    handling.ask_reviewer(concern=acknowledged, key=f"person-{people.dai.pk}", by=handler)
    client = sign_in(handler)
    people.carys.email = handler.email
    people.carys.save()
    post(client, "concern-sides", people=[str(people.dai.pk), str(people.carys.pk)])
    said = main(client.get(url("concern-detail")))
    assert "Dai Nguyen should not look into this. They are named in it." in said
    assert "You should not look after this, so please step back. You are named in it." in said


def test_stepping_back_hands_it_on_and_closes_the_page(concern, handler, sign_in):
    hana = UserFactory(name="Hana Handler", programme_role="staff")
    ConcernHandlerFactory(user=hana)
    client = sign_in(handler)
    assert "Choose who takes it on" in main(post(client, "concern-step-back", words="I know him."))
    done = post(client, "concern-step-back", words="I know him.", to=hana.pk)
    assert "You no longer look after it." in main(done)
    assert client.get(url("concern-detail")).status_code == 404
    assert "I know him." in main(sign_in(hana).get(url("concern-detail")))


def test_of_two_at_once_the_second_keeps_what_they_typed(concern, handler, sign_in):
    client = sign_in(handler)
    stale = {"version": "1", "told": "Thank you so much."}
    handling.say_who_is_involved(concern=concern, people=[], raised_by_person=None, by=handler)
    refused = client.post(url("concern-acknowledge"), stale)
    page = BeautifulSoup(refused.content, "html.parser")
    assert "Somebody else has done something about this meanwhile" in page.get_text()
    assert page.textarea.get_text().strip() == "Thank you so much."
    again = {"version": page.find("input", {"name": "version"})["value"], "told": "Thank you."}
    assert client.post(url("concern-acknowledge"), again).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1"])
def test_a_version_that_is_none_breaks_nothing(concern, handler, sign_in, version):
    response = sign_in(handler).post(url("concern-note"), {"version": version, "words": "w"})
    assert response.status_code in (200, 302)


def test_a_concern_for_local_trust_alone_says_so(concern, handler, sign_in):
    Concern.objects.update(is_about_safety=True)
    said = main(sign_in(handler).get(url("concern-detail")))
    assert "neither its secretary nor its rep may know that there is such a concern" in said


# Who looks after concerns


def test_administrators_name_those_who_look_after_concerns(ada, stan, sol, sign_in):
    client = sign_in(ada)
    assert "Nobody is on the list" in main(client.get("/concern-handlers/"))
    form = BeautifulSoup(client.get("/concern-handlers/add/").content, "html.parser")
    offered = {one["value"] for one in form.find_all("input", {"name": "user"})}
    assert offered == {str(ada.pk), str(stan.pk)}
    added = client.post("/concern-handlers/add/", {"user": stan.pk}, follow=True)
    assert "Stan Staff looks after the concerns that come from now on." in main(added)
    handler = ConcernHandler.objects.get()
    end = reverse("concern-handler-end", args=[handler.pk])
    assert "Somebody has to be on the list" in main(client.post(end, follow=True))
    ConcernHandlerFactory()
    assert "Stan Staff no longer looks after concerns." in main(client.post(end, follow=True))


def test_the_programme_leads_those_who_look_after_concerns_to_them(handler, ada, sign_in):
    assert "Those that you look after." in main(sign_in(handler).get("/programme/"))
    assert "Those that you look after." not in main(sign_in(ada).get("/programme/"))
    assert "Concerns that you look after" in main(sign_in(handler).get("/concern/"))
    assert "Concerns that you look after" not in main(sign_in(ada).get("/concern/"))
