"""The forms with which an administrator drafts, publishes and withdraws an edition of the criteria."""

from __future__ import annotations

import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from biglocal.design.layout import Fieldset
from partnerships.models import Edition
from partnerships.rules import RULES, RULES_BY_ID, Group, Level
from partnerships.rules.book import GO_TOGETHER

# No partnership has as many members; a slip of the finger is caught.
MOST_MEMBERS = 99

FIGURES = ("members", "resident_percent", "of_family", "of_household")
ASKED_ALONG = {other: rule for rule, other in GO_TOGETHER.items()}


def tomorrow() -> datetime.date:
    """The first day that an edition can take effect on."""
    return clock.today() + datetime.timedelta(days=1)


def _figure(label: str, least: int, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint)


def _rules(group: Group) -> list[tuple[str, str]]:
    """The rules of a group; those that apply together are one choice."""
    return [
        (rule.id, _title(rule.id) + (" (caution)" if rule.level is Level.CAUTION else ""))
        for rule in RULES
        if rule.group is group and rule.id not in ASKED_ALONG
    ]


def _title(rule: str) -> str:
    titles = [RULES_BY_ID[rule].title]
    if rule in GO_TOGETHER:
        titles.append(RULES_BY_ID[GO_TOGETHER[rule]].title.lower())
    return ", and ".join(titles)


def _rules_field(group: Group, label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=_rules(group),
        widget=forms.CheckboxSelectMultiple,
        help_text="Clear the box of a rule to leave it out: it then finds nothing.",
    )


class EditionForm(VersionedForm):
    """The figures, the rules that apply, and from when; `values` are those of an `Edition`."""

    button = "Save the draft"
    prompts = {
        "title": "the title of the edition",
        "takes_effect_on": "the day it takes effect",
        "members": "the fewest members",
        "resident_percent": "the least share of members who live in the area",
        "of_family": "the most members of one family",
        "of_household": "the most members of one household",
        "criteria": "the rules of the criteria that apply",
        "conflicts": "the rules on conflicts of interest that apply",
        "note": "why there is a new edition",
    }
    widths = dict.fromkeys(FIGURES, "3")
    layout = Layout(
        "title",
        "takes_effect_on",
        Fieldset("The figures", *FIGURES),
        Fieldset("The rules", "criteria", "conflicts"),
        "note",
    )

    title = forms.CharField(
        label="Title",
        max_length=80,
        help_text="What everybody will read where it is named, like “Big Local criteria, 2027”.",
    )
    takes_effect_on = DayField(
        label="From which day?",
        help_text="A day to come. Days before it keep the edition they had.",
        earliest=tomorrow,
    )
    members = _figure("Fewest members", 1, MOST_MEMBERS)
    resident_percent = _figure(
        "Least share of members who live in the area", 51, 99, "In per cent, from 51 to 99."
    )
    of_family = _figure("Most members of one family", 1, MOST_MEMBERS)
    of_household = _figure("Most members of one household", 1, MOST_MEMBERS)
    criteria = _rules_field(Group.CRITERIA, "Which rules of the criteria apply?")
    conflicts = _rules_field(Group.CONFLICTS, "Which rules on conflicts of interest apply?")
    note = forms.CharField(
        label="Why is there a new edition?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody who reads the rules can read this.",
    )

    @staticmethod
    def said_of(edition: Edition) -> dict[str, Any]:
        """What an edition says, by the names of the fields."""
        applies = [rule for rule in RULES if rule.id not in edition.left_out]
        kept = {name: getattr(edition, name) for name in ("title", "takes_effect_on", "note")}
        figures = {name: getattr(edition, name) for name in FIGURES}
        rules = {
            group.value: [
                rule.id for rule in applies if rule.group is group and rule.id not in ASKED_ALONG
            ]
            for group in Group
        }
        return kept | figures | rules

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        return title

    def clean_criteria(self) -> list[str]:
        return self._with_a_breach("criteria")

    def clean_conflicts(self) -> list[str]:
        return self._with_a_breach("conflicts")

    def _with_a_breach(self, name: str) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if all(RULES_BY_ID[rule].level is Level.CAUTION for rule in chosen):
            raise forms.ValidationError(
                "Select a rule that is more than a caution: a verdict needs one that can be broken"
            )
        return chosen

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: the values of the edition."""
        cleaned = self.cleaned_data
        chosen = {*cleaned["criteria"], *cleaned["conflicts"]}
        left_out = [rule.id for rule in RULES if ASKED_ALONG.get(rule.id, rule.id) not in chosen]
        names = ("title", "takes_effect_on", *FIGURES, "note")
        return {name: cleaned[name] for name in names} | {"left_out": left_out}


class PublishForm(VersionedForm):
    """That the edition as it was looked at holds from its day on."""

    button = "Publish"

    sure = forms.BooleanField(
        label="I have looked at what it would change",
        error_messages={"required": "Tick the box to say that you have looked at what it changes"},
    )


class WithdrawForm(VersionedForm):
    """Why a published edition does not take effect."""

    button = "Withdraw the edition"
    button_kind = "warning"

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn"},
    )


class DiscardForm(VersionedForm):
    """Why a draft comes to nothing."""

    button = "Throw the draft away"
    button_kind = "warning"

    reason = forms.CharField(
        label="Why is it thrown away?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is thrown away"},
    )
