"""What a form says when something is amiss: what to do, in plain words, from the field's label."""

from django import forms
from django.forms.fields import Field

QUESTION_WORDS = {"who", "what", "when", "where", "why", "how", "which", "whether", "if"}
DETERMINERS = {"the", "a", "an", "your", "her", "his", "their", "our", "its", "my", "this", "any"}
# A label that begins like a statement ("Lives here") cannot be asked for as a thing.
STATEMENT_WORDS = {"lives", "has", "is", "was", "does", "did", "can", "may", "took", "takes"}
STATEMENT_WORDS |= {"i", "you", "she", "he", "it", "we", "they"}


def prompt_for(label: str) -> str:
    """What is asked for, to follow "Enter": "First name" gives "the first name".

    A question or a statement has no such form and is quoted: an answer to “Does she live here?”.
    """
    label = label.strip()
    first, _, rest = label.partition(" ")
    if label.endswith("?") or first.lower() in STATEMENT_WORDS:
        return f"an answer to “{label}”"
    # Not "LTO", which keeps its capitals.
    if first == "A" or first[1:].islower():
        label = f"{first.lower()} {rest}".strip()
    if first.lower() in DETERMINERS | QUESTION_WORDS:
        return label
    return f"the {label}"


def opening(prompt: str) -> str:
    """The prompt as the first words of a sentence."""
    return prompt[:1].upper() + prompt[1:]


def plain_messages(field: Field, prompt: str) -> dict[str, str]:
    """Messages by Django's error codes; its validators fill in `%(…)s`."""
    subject = opening(prompt)
    example = getattr(field, "example", "")
    return {
        "required": f"Enter {prompt}, like {example}" if example else f"Enter {prompt}",
        "max_length": f"{subject} must be %(limit_value)d characters or fewer",
        "min_length": f"{subject} must be %(limit_value)d characters or more",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "max_value": f"{subject} must be %(limit_value)s or less",
        "max_digits": f"{subject} must have %(max)s figures or fewer",
        "max_decimal_places": f"{subject} must have %(max)s figures or fewer after the point",
        "max_whole_digits": f"{subject} must have %(max)s figures or fewer before the point",
        "null_characters_not_allowed": f"{subject} has a character in it that cannot be kept",
    } | _messages_of_kind(field, prompt)


def _messages_of_kind(field: Field, prompt: str) -> dict[str, str]:
    """What differs by the kind of field; the first kind that fits."""
    subject = opening(prompt)
    no_such = f"Choose {prompt} from those listed"
    kinds: list[tuple[type[Field] | tuple[type[Field], ...], dict[str, str]]] = [
        (
            forms.FileField,
            {
                "required": f"Choose {prompt}",
                "invalid": f"Choose {prompt}",
                "missing": f"Choose {prompt}",
                "empty": "The file is empty. Choose another",
                "max_length": "The name of the file is too long. Shorten it and choose it again",
            },
        ),
        (
            (forms.ChoiceField, forms.ModelChoiceField),
            {
                "required": f"Select {prompt}",
                "invalid_choice": no_such,
                "invalid_list": no_such,
                "invalid_pk_value": no_such,
            },
        ),
        (forms.BooleanField, {"required": f"Tick “{field.label or subject}” to go on"}),
        (
            forms.EmailField,
            {"invalid": "Enter an e-mail address in full, like name@example.org"},
        ),
        (forms.URLField, {"invalid": "Enter a web address in full, like https://example.org"}),
        (
            (forms.DecimalField, forms.FloatField),
            {
                "invalid": f"Enter {prompt} in pounds, like 1,250 or 1250.50"
                if getattr(field, "prefix", "") == "£"
                else f"{subject} must be a number, like 12.5"
            },
        ),
        (forms.IntegerField, {"invalid": f"{subject} must be a whole number, like 12"}),
        (forms.DateField, {"invalid": f"{subject} must be a date, like 27/3/2024"}),
    ]
    return next((messages for kind, messages in kinds if isinstance(field, kind)), {})


def speak_plainly(field: Field, prompt: str) -> None:
    """Replace Django's stock messages of one field; what its author wrote stays."""
    stock: dict[str, object] = {}
    for cls in reversed(type(field).__mro__):
        stock.update(getattr(cls, "default_error_messages", {}))
    for code, message in plain_messages(field, prompt).items():
        current = field.error_messages.get(code)
        if current is None or current == stock.get(code):
            field.error_messages[code] = message
