"""What a form says when something is amiss: what to do, in plain words, made from the field's own label."""

from django import forms
from django.forms.fields import Field

QUESTION_WORDS = ("who", "what", "when", "where", "why", "how", "which", "whether", "if")
DETERMINERS = "the a an your her his their our its my this that these those any all each".split()
# A label that begins like a statement ("Lives here") cannot be asked for as a thing.
STATEMENT_WORDS = "lives has is was does did can may she he they it i we you took takes".split()


def prompt_for(label: str) -> str:
    """What is asked for, to follow "Enter": "First name" gives "the first name".

    A question has no such form, so it is quoted: 'an answer to "Does she live here?"'.
    """
    label = str(label).strip()
    first, _, rest = label.partition(" ")
    if label.endswith("?") or first.lower() in STATEMENT_WORDS:
        return f"an answer to “{label}”"
    if len(first) > 1 and first[1:].islower() or len(first) == 1 and first == "A":
        label = f"{first.lower()} {rest}".strip()
    if first.lower() in DETERMINERS or first.lower() in QUESTION_WORDS:
        return label
    return f"the {label}"


def opening(prompt: str) -> str:
    """The prompt as the first words of a sentence."""
    return prompt[:1].upper() + prompt[1:]


def plain_messages(field: Field, prompt: str) -> dict[str, str]:
    """Messages for the field's kind, by Django's error codes; `%(…)s` is filled in by its validators."""
    subject = opening(prompt)
    verb = "Enter"
    if isinstance(field, forms.FileField):
        verb = "Choose"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.BooleanField):
        verb = "Select"
    example = getattr(field, "example", "")
    messages = {
        "required": f"{verb} {prompt}, like {example}" if example else f"{verb} {prompt}",
        "max_length": f"{subject} must be %(limit_value)d characters or fewer",
        "min_length": f"{subject} must be %(limit_value)d characters or more",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "max_value": f"{subject} must be %(limit_value)s or less",
        "max_digits": f"{subject} must have %(max)s figures or fewer",
        "max_decimal_places": f"{subject} must have %(max)s figures or fewer after the point",
        "max_whole_digits": f"{subject} must have %(max)s figures or fewer before the point",
        "null_characters_not_allowed": f"{subject} has a character in it that cannot be kept",
        "invalid_choice": f"Select {prompt} from the list",
    }
    if isinstance(field, forms.FileField):
        messages |= {
            "invalid": f"Choose {prompt}",
            "missing": f"Choose {prompt}",
            "empty": "The file is empty. Choose another",
            "max_length": "The name of the file is too long. Shorten it and choose it again",
        }
    elif isinstance(field, forms.BooleanField):
        messages["required"] = f"Tick “{field.label}” to go on" if field.label else "Tick the box"
    elif isinstance(field, forms.EmailField):
        messages["invalid"] = "Enter an e-mail address in full, like name@example.org"
    elif isinstance(field, forms.URLField):
        messages["invalid"] = "Enter a web address in full, like https://example.org"
    elif getattr(field, "prefix", "") == "£":
        messages["invalid"] = f"Enter {prompt} in pounds, like 1,250 or 1250.50"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        messages["invalid"] = f"{subject} must be a number, like 12.5"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{subject} must be a whole number, like 12"
    elif isinstance(field, forms.DateField):
        messages["invalid"] = f"{subject} must be a date, like 27/3/2024"
    elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        messages["invalid_list"] = f"Select {prompt} from the list"
    return messages


def speak_plainly(field: Field, prompt: str) -> None:
    """Replace Django's stock messages of one field; what its author wrote stays."""
    stock: dict[str, object] = {}
    for cls in reversed(type(field).__mro__):
        stock.update(getattr(cls, "default_error_messages", {}))
    for code, message in plain_messages(field, prompt).items():
        current = field.error_messages.get(code)
        if current is None or current == stock.get(code):
            field.error_messages[code] = message
