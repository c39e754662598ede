"""The policies of an area: most have all four, some are overdue or missing, and members acknowledge them."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import YEAR
from partnerships.demo.making import build
from partnerships.demo.story import Story
from partnerships.factories import AcknowledgementFactory, PolicyFactory, PolicyVersionFactory
from partnerships.models import NEEDED, Acknowledgement, PolicyKind, PolicyVersion

# One area in so many lacks a policy.
_LACKS_ONE = 6
# The share of the members who have acknowledged the version in force, and in how many areas of ten.
_SAID = {1.0: 4, 0.8: 4, 0.4: 2}
_OWN = ("Safeguarding", "Lone working", "Expenses", "Social media")
_NOTES = ("", "", "Shorter than before.", "How to raise a concern is new.")


def adopt_policies(story: Story) -> None:
    """Each policy with the versions that were adopted since the area opened."""
    chance = story.chance
    missing = {PolicyKind.COMPLAINTS} if story.number % _LACKS_ONE == 4 else set()
    for kind in NEEDED:
        if kind not in missing:
            _adopt(story, kind, "", 0.86)
    if chance.happens(0.4):
        _adopt(story, PolicyKind.OTHER, chance.choice(_OWN), 0.7)


def _adopt(story: Story, kind: PolicyKind, name: str, care: float) -> None:
    """A version every two or three years; where nobody takes care the last review is overdue."""
    chance = story.chance
    policy = story.add(build(PolicyFactory, area=story.area, kind=kind, name=name))
    on = story.opened + chance.days(60, 400)
    number, version = 0, None
    while on <= story.day:
        number += 1
        due = on + chance.randint(2, 3) * YEAR
        version = story.add(
            build(
                PolicyVersionFactory,
                policy=policy,
                label=str(number),
                adopted_on=on,
                review_due_on=due,
                link=f"https://{story.area.slug}.example.org/policies/{kind.value}-{number}",
                note=chance.choice(_NOTES) if number > 1 else "",
            )
        )
        assert isinstance(version, PolicyVersion)
        story.note(on, "policies.adopt", version)
        if due <= story.day and due + YEAR > story.day and not chance.happens(care):
            break
        on = due - chance.days(0, 40)
    if version is not None:
        _acknowledge(story, version)


def _acknowledge(story: Story, version: PolicyVersion) -> None:
    chance, share = story.chance, story.chance.one_of(_SAID)
    for stint in story.serving_on(story.day):
        if not chance.happens(share):
            continue
        first = max(version.adopted_on, stint.first)
        on = min(first + datetime.timedelta(days=chance.randint(0, 90)), story.day)
        said = story.add(
            build(
                AcknowledgementFactory,
                version=version,
                person=stint.figure.record,
                acknowledged_on=on,
            )
        )
        assert isinstance(said, Acknowledgement)
        story.note(on, "policies.acknowledge", said, stint.figure)
