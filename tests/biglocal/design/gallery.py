"""Every component on one page, for the tests that draw it and for whoever wants to look at it."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from biglocal.design.conflict import Conflict, Difference
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, VersionedForm

LIVES_HERE = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]


class JoinForm(VersionedForm):
    button = "Add her to the register"
    cancel_url = "/"
    prompts = {"joined": "the day she joined", "name": "her full name"}
    reveals = {"acting_for": {"other": ["organisation"]}}
    inline = ["lives_here"]
    widths = {"postcode": "10"}
    choice_hints = {"acting_for": {"own": "As a resident or neighbour"}}
    autocomplete = {"email": "email"}

    name = forms.CharField(max_length=100, help_text="As she writes it herself")
    email = forms.EmailField(label="E-mail address", required=False)
    joined = DayField(label="When did she join?", help_text="For example, 27 3 2024")
    acting_for = forms.ChoiceField(
        label="Whom does she sit for?",
        choices=[("own", "Herself"), ("other", "An organisation")],
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(label="Name of the organisation", required=False)
    lives_here = forms.ChoiceField(
        label="Does she live in the area?", choices=LIVES_HERE, widget=forms.RadioSelect
    )
    postcode = forms.CharField(required=False)
    offices = forms.MultipleChoiceField(
        choices=[("chair", "Chair"), ("treasurer", "Treasurer")],
        widget=forms.CheckboxSelectMultiple,
    )
    appointed = forms.ChoiceField(
        label="How was she appointed?", choices=[("", "Choose one"), ("elected", "Elected")]
    )
    amount = MoneyField(label="Amount paid to her")
    hours = forms.IntegerField(label="Hours a week", min_value=1, max_value=40)
    notes = forms.CharField(widget=forms.Textarea, max_length=200)
    minutes = forms.FileField(label="Minutes of the meeting")
    agreed = forms.BooleanField(label="She has agreed to this")


class ConfirmForm(DesignForm):
    is_row = True

    role = forms.CharField(max_length=60)
    lives_here = forms.ChoiceField(label="Lives here", choices=LIVES_HERE, widget=forms.RadioSelect)


class FilterForm(DesignForm):
    marks_optional = False

    search = forms.CharField(label="Name", required=False)
    region = forms.ChoiceField(choices=[("", "All"), ("ne", "North East")], required=False)


ConfirmFormSet = formset_factory(ConfirmForm, extra=0)
NAMES = ["Asha Patel", "Bola Ade", "Siân O’Connor-Featherstonehaugh"]


def confirm_formset(data=None):
    formset = ConfirmFormSet(data, initial=[{"role": "Chair"} for _ in NAMES], prefix="members")
    for form, name in zip(formset, NAMES, strict=True):
        form.row_name = name
    return formset


class Visitor:
    is_authenticated = True

    def __str__(self):
        return "rita@example.org"


@login_not_required
def gallery(request):
    if request.GET.get("done"):
        messages.success(request, "Saved. Rita Osei leaves on 30 June.")
    template = engines["django"].from_string(Path(__file__).with_suffix(".html").read_text())
    context = {
        "form": JoinForm(
            request.POST if "version" in request.POST else None,
            request.FILES or None,
            initial={"version": "1"},
        ),
        "formset": confirm_formset(request.POST if "members-TOTAL_FORMS" in request.POST else None),
        "filters": FilterForm({}),
        "page": Paginator(range(200), 10).page(7),
        "names": NAMES,
        "today": date(2024, 3, 27),
        "navigation": [
            SimpleNamespace(text="Overview", href="/", is_current=True),
            SimpleNamespace(text="My areas", href="/", is_current=False),
            SimpleNamespace(text="The rules", href="/", is_current=False),
        ],
        "areas": [
            SimpleNamespace(text=text, href="/", is_current=text == "Register")
            for text in ("Position", "Register", "Decisions", "Reviews", "History", "More")
        ],
        "user": Visitor(),
        "conflict": Conflict((Difference("Role", "Chair", "Treasurer"),), by="Rita Osei"),
        "findings": [
            SimpleNamespace(
                level="breach",
                message="Asha Patel (chair) and Ben Patel (treasurer) are siblings.",
                remedy="One of them could hand over the office.",
                source="People in positions of power and influence",
                who=[SimpleNamespace(name="Asha Patel", href="/"), "Ben Patel"],
            ),
            SimpleNamespace(
                level="incomplete",
                title="We cannot tell whether most members live in the area",
                message="It is not recorded for Bola Ade and 2 others.",
                remedy="Ask them.",
                source="Membership",
                who=[],
            ),
            SimpleNamespace(
                level="caution", message="A paid worker is related to a member.", source="", who=[]
            ),
        ],
        "tasks": [
            {"title": "Members", "href": "/", "state": "Completed", "hint": "All 12 confirmed"},
            {"title": "Questions", "href": "/", "state": "Not started", "state_colour": "blue"},
            {"title": "Submit", "href": "", "state": "Cannot start yet"},
        ],
    }
    return HttpResponse(template.render(context, request))


urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("", gallery, name="home"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
]
