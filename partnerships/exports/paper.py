"""Setting a paper in type: an accessible PDF (PDF/UA-1) of a typst template and its data.

Data goes in as JSON and comes out as text: nothing that somebody typed is read as markup. The type
is what typst brings with it, so that a page looks the same on every machine; letters it lacks are
taken from the machine's fonts, and where those lack them too a □ stands for each.
"""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.imports.cells import clean
from partnerships.models import Area

FOLDER = Path(__file__).parent
# Templates of other rooms may use what stands beside this module.
ROOT = FOLDER.parents[1]
# What stands for a letter that no font at hand has.
LACKING = "□"
# A longer word would run out of its column, so it may be broken after so many letters.
_LONGEST_WORD = 24
_MAY_BREAK = "\u200b"


def set_in_type(template: str, area: Area, day: datetime.date, data: dict[str, Any]) -> bytes:
    """A PDF of `template`, like "register", about an area on a day; `data["title"]` names it."""
    whole = {
        "document_title": f"{data['title']}, {area.name}, {day_in_words(day)}",
        "foot": f"{area.name}, {day_in_words(day)}",
        "in_full": "The register",
        **data,
    }
    return pdf_of(FOLDER / f"{template}.typ", whole, made_on=clock.today())


def pdf_of(template: Path, data: dict[str, Any], *, made_on: datetime.date) -> bytes:
    """A PDF of any template below `ROOT`; equal data of an equal day give equal bytes.

    `data` holds texts and what they are put together in; of them `page.typ` needs
    `document_title`, `foot`, and `in_full`: where a letter that could not be printed can be read.
    """
    whole = {
        "made": [made_on.year, made_on.month, made_on.day],
        "numbered": True,
        "lacking": False,
        **data,
    }
    whole = _each(whole, _fitting)
    try:
        return _pdf(template, json.dumps(whole))
    except typst.TypstError:
        return _pdf(template, json.dumps(_each(whole, _printable) | {"lacking": True}))


def _pdf(template: Path, data: str) -> bytes:
    return typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": data},
    )


@cache
def _fonts() -> typst.Fonts:
    """The type at hand, looked for once: on each paper, to look took longer than to set it."""
    return typst.Fonts()


def _each(value: Any, change: Any) -> Any:
    """`value` with every text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _each(one, change) for key, one in value.items()}
        case list() | tuple():
            return [_each(one, change) for one in value]
    return value


def _fitting(text: str) -> str:
    return " ".join(
        _MAY_BREAK.join(
            word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD)
        )
        for word in clean(text).split(" ")
    )


def _printable(text: str) -> str:
    return "".join(letter if letter.isascii() or _has_shape(letter) else LACKING for letter in text)


@cache
def _has_shape(letter: str) -> bool:
    """Whether a font at hand can show the letter: PDF/UA allows no other."""
    try:
        _pdf(FOLDER / "letter.typ", letter)
    except typst.TypstError:
        return False
    return True
