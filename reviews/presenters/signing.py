"""The signer's pages in words: each fact beside its question, and why a link opens no form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from biglocal.design.bound import DesignBoundField
from partnerships.models import About
from partnerships.presenters.statements import in_words
from reviews.drafts import Facts
from reviews.forms.signing import ASKED, WRONG, FactsForm
from reviews.personal_links import Over

# What a fact is called to the member, where the secretary calls it otherwise.
CALLED: Mapping[About, str] = {
    About.RESIDENT: "Your home",
    About.OWN_RIGHT: "In your own right",
    About.RELATIVES: "Your relatives in the partnership",
}
# What counts, where a name says too little.
WHAT_COUNTS: Mapping[About, str] = {
    About.OWN_RIGHT: "Members sit for themselves, not for an organisation.",
    About.INTERESTS: (
        "Organisations that you, a relative or a friend works for, runs or belongs to, and that the "
        "partnership may work with or pay."
    ),
    About.RELATIVES: (
        "Anybody in the partnership who is your husband, wife or partner, or your parent, child, "
        "brother, sister, grandparent or grandchild."
    ),
}


@dataclass(frozen=True)
class Fact:
    """One fact of the form: its name, what the register has, what counts, and the question."""

    name: str
    lines: list[str]
    what_counts: str
    field: Any
    correction: str = ""


def facts_asked(facts: Facts, form: FactsForm) -> list[Fact]:
    """Each fact with its question; of a valid form with the correction asked for, if any."""
    words = in_words(facts)
    corrections = form.corrections if form.is_bound and form.is_valid() else {}
    return [
        Fact(
            name=CALLED.get(about, str(about.label)),
            lines=words[about],
            what_counts=WHAT_COUNTS.get(about, ""),
            field=_revealing(form, about),
            correction=corrections.get(about, ""),
        )
        for about in ASKED
    ]


def _revealing(form: FactsForm, about: About) -> Any:
    """The radios of a fact, with the box for what it should say below “No”."""
    field = form[about.value]
    assert isinstance(field, DesignBoundField)
    field.reveals = {WRONG: form[f"{about.value}-says"].as_field_group()}
    return field


@dataclass(frozen=True)
class WhyOver:
    """Why there is no form, and what to do: nothing of whose it was."""

    title: str
    what: str
    next: str


_ASK_FOR_ANOTHER = (
    "If you still have to sign, ask whoever keeps your partnership’s register for a new link."
)
_SIGNED = WhyOver(
    "This form has been signed",
    "A link works once, and there is nothing more to do.",
    "If it was not you who signed, or something needs to be put right, tell whoever keeps your "
    "partnership’s register.",
)
WHY_OVER: Mapping[Over, WhyOver] = {
    Over.USED: _SIGNED,
    Over.SIGNED: _SIGNED,
    Over.REVOKED: WhyOver(
        "This link no longer works",
        "It was ended by whoever keeps the partnership’s register.",
        _ASK_FOR_ANOTHER,
    ),
    Over.TOO_MANY_TRIES: WhyOver(
        "This link no longer works",
        "The answers to “who are you?” did not fit too many times, so it was ended to keep what it "
        "leads to private.",
        _ASK_FOR_ANOTHER
        + " Ask them too how your name and year of birth are written in the register.",
    ),
    Over.EXPIRED: WhyOver(
        "This link has expired",
        "A link works for 30 days.",
        _ASK_FOR_ANOTHER,
    ),
    Over.NO_MEMBER: WhyOver(
        "There is no form to sign",
        "Only members of a partnership sign, and its register says that this form is not needed "
        "any more.",
        "If you think that it is, ask whoever keeps your partnership’s register.",
    ),
    Over.HANDED_IN: WhyOver(
        "This year’s review has been submitted",
        "Forms are collected until then, so there is nothing to sign any more.",
        "If something about you should be put right, tell whoever keeps your partnership’s register.",
    ),
    Over.CLOSED: WhyOver(
        "This year’s reviews are closed",
        "Forms are collected until then, so there is nothing to sign any more.",
        "If something about you should be put right, tell whoever keeps your partnership’s register.",
    ),
}
