"""The pack for a partnership meeting as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from biglocal.design.words import day_in_words
from partnerships.exports.paper import pdf_of
from reviews.exports.parts import LEVEL, VERDICT, fact_rows, part, section
from reviews.presenters.packs import Pack, PackAction

TEMPLATE = Path(__file__).parent / "pack.typ"

OPEN = (
    "Family, homes and interests are left out of this pack, so that it can lie on a table. What "
    "rests on them is told without names."
)
PRIVATE = (
    "Private: family, homes and interests are in here. It is for members alone, not for a table "
    "where others may read it. Shred it when you are done."
)


def pack_pdf(pack: Pack) -> bytes:
    """The paper of a pack."""
    title, day = "Pack for a meeting", day_in_words(pack.day)
    return pdf_of(
        TEMPLATE,
        {
            "document_title": f"{title}, {pack.area.name}, {day}",
            "foot": f"{pack.area.name}, {day}{'. Private' if pack.is_private else ''}",
            "in_full": "The page of the pack",
            "title": title,
            "subtitle": f"{pack.area.name} partnership, {day}",
            "notices": [*filter(None, [pack.closed]), PRIVATE if pack.is_private else OPEN],
            "facts": fact_rows(pack.figures),
            "sections": list(_sections(pack)),
        },
        made_on=pack.day,
    )


def _sections(pack: Pack) -> Iterator[dict[str, Any]]:
    yield section(
        "Does the partnership meet the guidance?",
        *pack.lasting,
        columns={"What": 3, "Today": 2, "Why": 6},
        rows=[
            [one.name, VERDICT[one.meets], " ".join([one.sentence, *one.waived])]
            for one in pack.verdicts
        ],
    )
    yield section(
        "What the rules found",
        *([] if pack.findings else ["Nothing to mend."]),
        parts=[
            part(
                f"{found.title}: {LEVEL[found.level]}",
                found.message,
                facts=[
                    ("Waived", found.waived.sentence if found.waived else ""),
                    ("What would mend it", found.remedy),
                ],
            )
            for found in pack.findings
        ],
    )
    yield section(
        "What is being done",
        *([] if pack.actions else ["No action is open."]),
        columns={"What": 5, "About": 3, "Who": 3, "By when": 3},
        rows=[_action(action) for action in pack.actions],
    )
    if pack.agenda:
        yield section("For the agenda", *pack.agenda)
    yield section(
        "Who has to sign",
        pack.forms,
        pack.declared,
        pack.time_left,
        columns={"Name": 3, "Membership form": 3, "Interests": 3},
        rows=[[one.name, one.form, one.declaration] for one in pack.to_sign],
    )


def _action(action: PackAction) -> list[str]:
    due = f"{action.due} ({action.urgency})" if action.urgency else action.due
    return [action.what, action.about, action.owner, due]
