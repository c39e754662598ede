"""The paper of a review: what it says, that it is always the same, and that everybody can read it."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from partnerships.models import Person
from reviews.actions import reviews
from reviews.exports.documents import review_pdf
from reviews.freezing import BrokenSeal
from reviews.models import Question, Reply
from tests.factories import MembershipFactory, RelationshipFactory
from tests.reviews.stages import complete, draft


def opened(submission) -> PdfReader:
    return PdfReader(io.BytesIO(review_pdf(submission)))


def text(submission) -> str:
    pages = [page.extract_text() for page in opened(submission).pages]
    return " ".join(" ".join(pages).split())


def tags(node):
    """The tagged elements of a document, from the first to the last."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from tags(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.fixture
def submission(review, people, rhea):
    """Asha and Ben are siblings, and something differs about Carys."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    mark = next(m.mark for m in draft(review).members if m.person.name == "Carys Hughes")
    word = reviews.Word(mark, is_right=False, note="She is treasurer too.")
    reviews.confirm_members(review=review, words={people.carys.pk: word}, by=rhea)
    reviews.answer(
        review=review,
        question=Question.ETHOS,
        reply=Reply.PARTLY,
        comment="Mostly.\n\nNot in *May*: #emph[no].",
        by=rhea,
    )
    return reviews.submit(review=review, by=rhea)


def test_it_says_what_was_submitted(submission):
    said = text(submission)
    for shown in [
        "Review of 2026",
        f"Reference: {submission.reference}",
        "Submitted: 1 October 2026, 12:00, by Rhea Rep",
        "In time: Yes, by 31 December 2026",
        "Criteria for partnerships Met",
        "Conflicts of interest Not met",
        "Asha Patel (chair) and Ben Okafor (treasurer) are siblings.",
        "Asking around for new members. Who: The chair By when: 1 March 2027",
        "Has it acted in keeping with the ethos and values of Big Local? Partly Mostly. "
        "Not in *May*: #emph[no].",
        "Carys Hughes Member Yes Yes Differs: She is treasurer too.",
        "Dai Nguyen Member Yes Yes Right",
    ]:
        assert shown in said


def test_it_carries_its_seal_in_one_piece_and_says_how_to_check_it(submission):
    said = text(submission)
    assert submission.sha256 in said
    assert f"sha256sum {submission.reference}.json" in said


def test_the_same_document_gives_the_same_bytes_whatever_happens_later(
    submission, people, rhea, time_machine
):
    before = review_pdf(submission)

    time_machine.move_to("2031-02-03")
    Person.objects.filter(pk=people.asha.pk).update(name="Asha Shah")
    type(rhea).objects.update(name="Another")
    submission.review.answers.all().delete()

    assert review_pdf(type(submission).objects.get()) == before


def test_it_is_tagged_as_pdf_ua_asks(submission):
    pdf = opened(submission)
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == f"Review of 2026, Northfield, {submission.reference}"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()

    found = list(tags(root["/StructTreeRoot"]["/K"]))
    kinds = Counter(tag["/S"] for tag in found)
    assert kinds["/H1"] == 1
    assert kinds["/H2"] >= 6
    # Members, policies, and who signed.
    assert kinds["/Table"] == kinds["/THead"] == 3
    headers = [tag for tag in found if tag["/S"] == "/TH"]
    assert all(tag["/A"][0]["/Scope"] == "/Column" for tag in headers)


def test_whatever_is_drawn_is_tagged_or_said_to_be_no_content(submission):
    for page in opened(submission).pages:
        depth = 0
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"S", b"f", b"Do"):
                assert depth, operands


def test_letters_that_no_font_has_are_boxes_and_said_to_be(review, rhea):
    MembershipFactory(area=review.area, person__name="Ada \U00013000")
    complete(review, rhea)
    said = text(reviews.submit(review=review, by=rhea))
    assert "Ada □" in said
    assert "The record that was submitted has it in full." in said


def test_all_of_a_long_comment_is_there(review, rhea):
    complete(review, rhea)
    comment = "word " * 999 + "end"
    reviews.answer(review=review, question=Question.ETHOS, reply=Reply.NO, comment=comment, by=rhea)
    assert text(reviews.submit(review=review, by=rhea)).count("word") == 999


def test_nothing_is_printed_of_a_broken_seal(submission):
    submission.document = submission.document.replace("Mostly", "Never")
    with pytest.raises(BrokenSeal):
        review_pdf(submission)
