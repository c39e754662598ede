"""Who somebody is: the name they use, how to reach them, and when they were born."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from biglocal import clock
from biglocal.design.forms import VersionedForm
from partnerships.models.person import EARLIEST_BIRTH_YEAR


def birth_year_field() -> forms.IntegerField:
    """A year of birth, which nobody has to say: from the first one kept, to this year."""
    possible = "Enter a year of birth with four figures, like 1971"
    return forms.IntegerField(
        label="Year of birth",
        required=False,
        help_text="If they do not mind saying. It tells people of one name apart.",
        error_messages={
            "invalid": possible,
            "min_value": possible,
            "max_value": "The year of birth must be this year or an earlier one",
        },
        validators=[
            MinValueValidator(EARLIEST_BIRTH_YEAR),
            MaxValueValidator(lambda: clock.today().year),
        ],
    )


class PersonForm(VersionedForm):
    """A name, an e-mail address and a year of birth to be put right."""

    button = "Save the correction"
    prompts = {
        "name": "the full name",
        "email": "the e-mail address",
        "birth_year": "the year of birth",
    }
    widths = {"birth_year": "4"}

    name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(
        label="E-mail address", required=False, help_text="Several people may share one."
    )
    birth_year = birth_year_field()
