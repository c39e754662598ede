"""What Local Trust says to the reviews: accepted, accepted with actions, sent back; and its notes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from biglocal.accounts.models import User
from partnerships.demo.chance import Chance
from reviews.drafts import Draft
from reviews.models import (
    InternalNote,
    Kind,
    PlannedAction,
    Response,
    Review,
    Section,
    SectionComment,
    Submission,
)

_WELL_DONE = [
    "Thank you. A clear review.",
    "Thank you both for the care that went into this.",
    "Accepted. Please pass our thanks on to the partnership.",
    "",
]
_WITH_ACTIONS = [
    "Thank you. Accepted, with what we spoke about on the telephone.",
    "A good review. We should like to hear how the following goes.",
]
_SENT_BACK = [
    "Thank you. Most of this is clear; one thing we should like to understand better.",
    "We are nearly there. Could you look at this again?",
]
_COMMENTS = {
    Section.MEMBERS: "Please go through the list with the secretary once more. We heard that "
    "somebody has joined since.",
    Section.REFLECTS: "Please say how you know: which parts of the area do the members come from?",
    Section.POLICIES: "Which policies did the partnership look at, and when was that?",
    Section.ETHOS: "Could you give an example of how residents took part in a decision?",
    Section.CONFLICTS: "Please say how interests were asked for this year, and what came of it.",
    Section.ACTIONS: "The day for this is rather far off. Can somebody see to it sooner?",
}
_ASKED_FOR = [
    ("Adopt the policy on conflicts of interest anew, and send us the minutes.", "The secretary"),
    ("Ask every member for a declaration of interests before the next grants.", "The chair"),
    ("Put the dates of the meetings on the notice board and online.", "The paid worker"),
    ("Send us the plan for finding younger members.", "The chair"),
    ("Check with each member whether they still live in the area.", "The secretary"),
]
_TO_ONE_ANOTHER = [
    "Spoke to the rep. The chair has been ill, which explains the delay.",
    "Worth a visit in spring: a good example of how to share the work out.",
    "The same finding as last year. Let us see what they say about it before we accept.",
    "Ask the rep how the new chair is settling in.",
]


@dataclass(frozen=True)
class Staff:
    """Those of Local Trust who read reviews in turn, and who runs the rounds."""

    readers: list[User]
    administrator: User

    def reader(self, number: int) -> User:
        """Who reads the reviews of an area."""
        return self.readers[number % len(self.readers)]


@dataclass
class Answered:
    """One answer of Local Trust, with what goes with it; not saved yet."""

    response: Response
    comments: list[SectionComment] = field(default_factory=list)
    actions: list[PlannedAction] = field(default_factory=list)

    @property
    def sections(self) -> list[Section]:
        return [Section(comment.section) for comment in self.comments]


def send_back(
    submission: Submission, draft: Draft, *, at: datetime.datetime, by: User, chance: Chance
) -> Answered:
    """Send back one section, or two."""
    told = Answered(
        Response(
            submission=submission,
            kind=Kind.RETURNED,
            message=chance.choice(_SENT_BACK),
            at=at,
            by=by,
        )
    )
    sections = [each for each in Section if each != Section.ACTIONS or draft.breaches]
    chosen = chance.sample(sections, chance.randint(1, 2))
    for section in sections:
        if section in chosen:
            comment = SectionComment(section=section, text=_COMMENTS[section])
            comment.response = told.response
            told.comments.append(comment)
    return told


def accept(submission: Submission, *, at: datetime.datetime, by: User, chance: Chance) -> Answered:
    """Accept what was submitted."""
    message = chance.choice(_WELL_DONE)
    return Answered(
        Response(submission=submission, kind=Kind.ACCEPTED, message=message, at=at, by=by)
    )


def accept_with_actions(
    submission: Submission, *, at: datetime.datetime, by: User, chance: Chance
) -> Answered:
    """Accept what was submitted, and ask for one or two things."""
    message = chance.choice(_WITH_ACTIONS)
    on = at.date()
    told = Answered(
        Response(
            submission=submission,
            kind=Kind.ACCEPTED_WITH_ACTIONS,
            message=message,
            at=at,
            by=by,
        )
    )
    for what, owner in chance.sample(_ASKED_FOR, chance.randint(1, 2)):
        told.actions.append(
            PlannedAction(
                review=submission.review,
                what=what,
                owner=owner,
                due_on=on + chance.days(90, 400),
                agreed_on=on,
            )
        )
    return told


def note_internally(
    review: Review, *, at: datetime.datetime, by: User, chance: Chance
) -> InternalNote:
    """A note about a review that Local Trust keeps to itself."""
    return InternalNote(review=review, text=chance.choice(_TO_ONE_ANOTHER), at=at, by=by)
