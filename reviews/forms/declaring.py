"""What a member answers through their link: an interest of theirs, and what they declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.declarations import AS_LISTED, NOTHING
from partnerships.forms.interests import InterestForm
from partnerships.models import Nature, PolicyVersion, Whose
from reviews.presenters.own_words import MyPolicy

YES, NO = "yes", "no"
WHOSE = [
    (Whose.OWN, "My own"),
    (Whose.RELATIVE, "A relative’s"),
    (Whose.FRIEND, "A friend’s"),
]
NATURES = [
    (Nature.DIRECT, "I am paid by it, own it or gain from it"),
    (Nature.INDIRECT, "Somebody close to me gains from it"),
    (Nature.LOYALTY, "I belong to it, govern it or help it"),
]


class MyInterestForm(InterestForm):
    """The questions about an interest as the member is asked them themselves."""

    button = "Save the interest"
    refusal_of_direct: ClassVar[str] = (
        "What a relative or friend gains is an indirect interest of yours. Select “Somebody close to "
        "me gains from it”"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Mapping[str, tuple[str, str]] = {
            "nature": ("What have you, or they, to do with it?", ""),
            "ends_on": (
                "Last day",
                "Leave empty while it lasts. When it has ended, it stays listed",
            ),
            "may_be_published": (
                "This may be published",
                "Tick only if you agree that anybody may read it",
            ),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        for name, choices in (("whose", WHOSE), ("nature", NATURES)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class MyDeclarationForm(VersionedForm):
    """What a member declares; its version is the mark of what was listed beside it."""

    button = "Declare"
    prompts = {"nothing_to_declare": "what you declare"}

    nothing_to_declare = forms.ChoiceField(
        label="What do you declare?",
        choices=[
            (AS_LISTED, "My interests are as listed here, and complete"),
            (NOTHING, "I have nothing to declare"),
        ],
        widget=forms.RadioSelect,
    )

    @property
    def is_nothing(self) -> bool:
        """Of a valid form: whether there is nothing to declare."""
        return bool(self.cleaned_data["nothing_to_declare"] == NOTHING)


class MyPoliciesForm(DesignForm):
    """A tick for each policy in force that the member has read and will keep to."""

    button = "Save"
    marks_optional = False

    versions = forms.MultipleChoiceField(
        label="Which have you read, and agree to keep to?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave out what you have not read, or do not agree to. You can ask about it first",
        error_messages={
            "required": "Tick each policy that you have read and agree to keep to",
            "invalid_choice": "A policy has changed since you opened this page. Please read it again",
        },
    )

    def __init__(self, *args: Any, policies: Iterable[MyPolicy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.version.pk): one for one in policies}
        field = self.fields["versions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, str(one)) for pk, one in self.by_pk.items()]

    @property
    def ticked(self) -> list[PolicyVersion]:
        """Of a valid form: what they keep to."""
        return [self.by_pk[pk].version for pk in self.cleaned_data["versions"]]


class MyNamingForm(DesignForm):
    """Whether the public page may name the member."""

    button = "Save"
    prompts = {"agrees": "whether the public page may name you"}

    agrees = forms.ChoiceField(
        label="May the public page name you?",
        choices=[(YES, "Yes, it may name me"), (NO, "No, it may not")],
        widget=forms.RadioSelect,
    )

    @property
    def is_agreed(self) -> bool:
        """Of a valid form: whether they agree."""
        return bool(self.cleaned_data["agrees"] == YES)
