"""Who somebody is: the name they use and how to reach them."""

from django import forms

from biglocal.design.forms import VersionedForm


class PersonForm(VersionedForm):
    """A name and an e-mail address to be put right."""

    button = "Save the correction"
    prompts = {"name": "the full name", "email": "the e-mail address"}

    name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(
        label="E-mail address", required=False, help_text="Several people may share one."
    )
