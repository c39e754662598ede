"""Who is related to whom, and who shares a home, where no rule minds it."""

from __future__ import annotations

from partnerships.demo.making import build
from partnerships.demo.story import Figure, Story
from partnerships.factories import RelationshipFactory
from partnerships.models import Relationship, RelationshipKind

COUPLES = (
    RelationshipKind.SPOUSE,
    RelationshipKind.CIVIL_PARTNER,
    RelationshipKind.UNMARRIED_PARTNER,
)


def relate(story: Story, a: Figure, b: Figure, kind: RelationshipKind) -> Relationship:
    """Record that two people are related, and that whatever is of interest to one is to both."""
    family = {a, b} | a.relatives | b.relatives
    for figure in family:
        figure.relatives = family - {figure}
    if kind not in COUPLES or story.chance.happens(0.6):
        story.rename(b, like=a)
    return story.add(build(RelationshipFactory, area=story.area, a=a.record, b=b.record, kind=kind))


def share_home(*figures: Figure) -> None:
    """Let people live in one household; they are residents, or not, as the first of them is."""
    home = list(figures)
    for figure in figures:
        figure.home, figure.resident = home, figures[0].resident


def couple(story: Story, a: Figure, b: Figure) -> None:
    """Let two people be a couple and live together."""
    relate(story, a, b, story.chance.choice(COUPLES))
    share_home(a, b)


def mother_of(story: Story, *children: Figure) -> Figure:
    """A parent who is no member, so that the children are siblings by what is recorded of her."""
    mother = story.meet(story.names.relative_of(children[0].record.name))
    for child in children:
        relate(story, mother, child, RelationshipKind.PARENT)
    mother.is_busy = True
    return mother


def make_families(story: Story) -> None:
    """Two of a family among the members, or one here and one who has left: what any area has."""
    chance = story.chance
    if chance.happens(0.45):
        pair = [stint.figure for stint in story.spare(2, alike=True)]
        if len(pair) == 2:
            couple(story, *pair)
    if chance.happens(0.2):
        pair = [stint.figure for stint in story.spare(2)]
        if len(pair) == 2:
            mother_of(story, *pair)
    elif chance.happens(0.3):
        pair = [stint.figure for stint in story.spare(2)]
        if len(pair) == 2:
            kind = chance.choice([RelationshipKind.PARENT, RelationshipKind.GRANDPARENT])
            relate(story, pair[0], pair[1], kind)
    _with_somebody_who_left(story)


def _with_somebody_who_left(story: Story) -> None:
    serving = {stint.figure for stint in story.serving_on(story.day)}
    left = [
        stint.figure
        for stint in story.stints
        if stint.last and stint.figure not in serving and not stint.figure.is_busy
    ]
    if left and story.chance.happens(0.4):
        for stint in story.spare(1):
            gone = story.chance.choice(left)
            gone.is_busy = True
            relate(story, stint.figure, gone, RelationshipKind.SIBLING)
