"""What a form says when something is amiss tells people what to do."""

import pytest
from django import forms

from biglocal.design.messages import prompt_for, speak_plainly


@pytest.mark.parametrize(
    ("label", "prompt"),
    [
        ("First name", "the first name"),
        ("Your e-mail address", "your e-mail address"),
        ("LTO name", "the LTO name"),
        ("Does she live in the area?", "an answer to “Does she live in the area?”"),
        ("Lives here", "an answer to “Lives here”"),
        ("When she joined", "when she joined"),
        ("A reason", "a reason"),
    ],
)
def test_what_is_asked_for_follows_from_the_label(label, prompt):
    assert prompt_for(label) == prompt


def refusal(field, value):
    speak_plainly(field, "the role")
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (forms.CharField(), "", "Enter the role"),
        (forms.CharField(max_length=3), "chair", "The role must be 3 characters or fewer"),
        (forms.CharField(), "a\0", "The role has a character in it that cannot be kept"),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Select the role"),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose the role from those listed"),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Select the role"),
        (forms.IntegerField(), "two", "The role must be a whole number, like 12"),
        (forms.IntegerField(max_value=9), "10", "The role must be 9 or less"),
        (forms.DecimalField(), "x", "The role must be a number, like 12.5"),
        (forms.FileField(), None, "Choose the role"),
        (forms.BooleanField(label="I agree"), False, "Tick “I agree” to go on"),
        (
            forms.EmailField(),
            "asha",
            "Enter an e-mail address in full, like name@example.org",
        ),
    ],
)
def test_each_kind_of_field_has_its_words(field, value, message):
    assert refusal(field, value) == [message]


def test_what_a_fields_author_wrote_stays():
    field = forms.CharField(max_length=3, error_messages={"required": "Tell us who chairs"})
    assert refusal(field, "") == ["Tell us who chairs"]
    assert refusal(field, "chair") == ["The role must be 3 characters or fewer"]
