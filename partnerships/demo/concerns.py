"""A few concerns in the demonstration, from one that has just come to one that is closed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from biglocal.accounts.models import User
from partnerships.concern_factories import (
    ConcernFactory,
    ConcernHandlerFactory,
    ConcernHandlingFactory,
    ConcernStepFactory,
)
from partnerships.demo import accounts
from partnerships.demo.chance import Chance, at_work, chance
from partnerships.demo.making import build
from partnerships.demo.programme import Made
from partnerships.models import (
    Concern,
    ConcernKind,
    ConcernOutcome,
    ConcernStep,
    Share,
    StepKind,
)

_ACKNOWLEDGED = (StepKind.ACKNOWLEDGED, "", "Thank you for telling us. We are looking into it.")
_ASKED = (StepKind.REVIEWER, "They know nobody involved.", "")
_PROPOSED = (
    StepKind.PROPOSED,
    "The minutes of three meetings leave the matter out. I propose that they are put right, and that "
    "whoever chairs a meeting reads them out at the next one.",
    "",
)

# By the number of the area: how many days ago it came, what was said, and what was done since, as
# (step, words for those who look after it, words for whoever raised it).
_CONCERNS: Sequence[tuple[int, int, dict[str, Any], Sequence[tuple[StepKind, str, str]]]] = (
    (
        3,
        1,
        {
            "kind": ConcernKind.FUNDS,
            "is_about_fraud": True,
            "what_happened": (
                "The float for the summer fair was never counted back in, and nobody wants to say "
                "where it is."
            ),
            "when_it_happened": "July",
            "share": Share.NOBODY,
        },
        (),
    ),
    (
        accounts.EASY,
        12,
        {
            "what_happened": (
                "People who are new are talked over at every meeting. Two of them have stopped coming."
            ),
            "when_it_happened": "Since spring",
            "wish": "That everybody gets a turn to speak.",
            "share": Share.ABOUT,
        },
        (_ACKNOWLEDGED, _ASKED),
    ),
    (
        5,
        20,
        {
            "kind": ConcernKind.DECISION,
            "what_happened": "We heard of the grant for the garden when it had been paid.",
            "wish": "To read in the minutes who decided it, and why.",
        },
        (_ACKNOWLEDGED, _ASKED, _PROPOSED),
    ),
    (
        6,
        11,
        {
            "kind": ConcernKind.POLICY,
            "what_happened": "Nobody could show me the complaints policy when I asked for it.",
        },
        (),
    ),
    (
        8,
        95,
        {
            "kind": ConcernKind.CONFLICT,
            "what_happened": "Somebody voted on the hall although they sit on its committee.",
        },
        (
            _ACKNOWLEDGED,
            _ASKED,
            _PROPOSED,
            (
                StepKind.CLOSED,
                "The vote was taken again without them.",
                "The partnership has taken the vote again without the person concerned.",
            ),
        ),
    ),
)
# The step that a concern's field of a moment is of.
_MOMENTS = {
    StepKind.ACKNOWLEDGED: "acknowledged_at",
    StepKind.PROPOSED: "proposed_at",
    StepKind.CLOSED: "closed_at",
}


@dataclass(frozen=True)
class Concerns:
    """Shows them in the first areas of a programme."""

    batch: Sequence[Made]
    handlers: Sequence[User]
    staff: User
    day: datetime.date
    chance: Chance

    @classmethod
    def of(cls, batch: Sequence[Made], seed: int, day: datetime.date) -> Concerns:
        """`batch` begins with the first area; what needs one that is not there is left out."""
        users = {
            user.email: user
            for user in User.objects.filter(
                email__in=[accounts.HANDLER, accounts.HATS, accounts.STAFF]
            )
        }
        handlers = [users[accounts.HANDLER], users[accounts.HATS]]
        return cls(batch, handlers, users[accounts.STAFF], day, chance(seed, "concerns"))

    def show(self) -> None:
        """Save them, and who looks after them."""
        since = self.day - datetime.timedelta(days=700)
        _save([build(ConcernHandlerFactory, user=user, starts_on=since) for user in self.handlers])
        made = list(self._made())
        _save([concern for concern, _ in made])
        _save(
            [
                build(ConcernHandlingFactory, concern=concern, user=user, since=concern.raised_at)
                for concern, _ in made
                for user in self.handlers
            ]
        )
        _save([step for _, steps in made for step in steps])

    def _made(self) -> Iterator[tuple[Concern, list[ConcernStep]]]:
        for place, (number, ago, said, done) in enumerate(_CONCERNS):
            if number >= len(self.batch):
                continue
            made = self.batch[number]
            came = self.day - datetime.timedelta(days=ago)
            concern: Concern = build(
                ConcernFactory,
                code=f"DEMQNSTRATXQN{place + 2}{place + 2}{place + 2}",
                reference=f"DEMQ{place + 2}{place + 2}",
                area=made.area,
                raised_at=at_work(self.chance, came),
                **said,
            )
            steps = [self._step(concern, StepKind.RAISED, concern.raised_at, None)]
            for days, (kind, words, told) in enumerate(done, start=2):
                at = at_work(self.chance, came + datetime.timedelta(days=2 * days))
                by = self.handlers[0]
                if kind is StepKind.REVIEWER:
                    concern.reviewer = made.keeper if number == accounts.EASY else self.staff
                    words = f"{concern.reviewer.name}\n\n{words}"
                if kind is StepKind.PROPOSED:
                    by = self.staff
                if name := _MOMENTS.get(kind):
                    setattr(concern, name, at)
                if kind is StepKind.CLOSED:
                    concern.outcome = ConcernOutcome.UPHELD
                steps.append(self._step(concern, kind, at, by, words=words, told=told))
            yield concern, steps

    def _step(
        self,
        concern: Concern,
        kind: StepKind,
        at: datetime.datetime,
        by: User | None,
        **said: str,
    ) -> ConcernStep:
        step: ConcernStep = build(
            ConcernStepFactory, concern=concern, kind=kind, at=at, by=by, **said
        )
        return step


def _save(records: Sequence[models.Model]) -> None:
    if records:
        type(records[0])._default_manager.bulk_create(records)
