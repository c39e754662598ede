"""Every field is drawn as its GOV.UK component, and every error leads to what it is about."""

import pytest
from bs4 import BeautifulSoup
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict

from biglocal.design.errors import Amiss, amiss
from biglocal.design.forms import DesignForm, VersionedForm
from biglocal.design.layout import Fieldset
from tests.biglocal.design.gallery import ConfirmForm, JoinForm, confirm_formset


def soup(form):
    return BeautifulSoup(render_crispy_form(form, context={"csrf_token": "t"}), "html.parser")


@pytest.fixture
def fresh():
    return soup(JoinForm(initial={"version": "7"}))


@pytest.fixture
def refused():
    """A form sent empty: every field that must be filled in is amiss."""
    return soup(JoinForm({"version": "7"}, {}))


def test_the_form_leaves_judging_to_the_server_and_carries_its_files(fresh):
    form = fresh.form
    assert form.has_attr("novalidate")
    assert form["method"] == "post"
    assert form["enctype"] == "multipart/form-data"
    assert form.find("input", {"name": "csrfmiddlewaretoken"})["value"] == "t"
    assert not form.select("[required], [maxlength], [type=number]")


def test_every_box_has_its_label_and_every_id_is_its_own(fresh):
    ids = [element["id"] for element in fresh.select("[id]")]
    assert len(ids) == len(set(ids))
    for box in fresh.select("input:not([type=hidden]), select, textarea"):
        assert fresh.find("label", {"for": box["id"]}).text.strip(), box


def test_hints_and_errors_are_read_out_with_their_box(fresh, refused):
    assert fresh.find(id="id_name")["aria-describedby"] == "id_name_helptext"
    box = refused.find(id="id_name")
    assert box["aria-describedby"] == "id_name_helptext id_name_error"
    assert box["aria-invalid"] == "true"
    assert refused.find(id="id_name_error").text == "Error: Enter her full name"
    for element in refused.select("[aria-describedby]"):
        for name in element["aria-describedby"].split():
            assert refused.find(id=name), name


def test_a_group_of_choices_has_its_legend_and_its_error(refused):
    group = refused.find(id="id_acting_for_0").find_parent("fieldset")
    assert group.legend.text == "Whom does she sit for?"
    assert group["aria-describedby"] == "id_acting_for_error"
    assert "govuk-form-group--error" in group.parent["class"]


def test_every_line_of_the_summary_leads_to_something_that_can_be_mended(refused):
    form = JoinForm({"version": "7"}, {})
    found = amiss(form)
    assert [line.target for line in found] == [
        "id_name",
        "id_joined_day",
        "id_acting_for_0",
        "id_lives_here_0",
        "id_offices_0",
        "id_appointed",
        "id_amount",
        "id_hours",
        "id_notes",
        "id_minutes",
        "id_agreed",
    ]
    for line in found:
        assert refused.find(id=line.target).name in ("input", "select", "textarea")


def test_what_was_typed_is_still_there():
    page = soup(JoinForm({"name": "Siân <O’Connor>", "notes": "Two\nlines", "hours": "many"}))
    assert page.find(id="id_name")["value"] == "Siân <O’Connor>"
    assert page.find(id="id_notes").text.strip() == "Two\nlines"
    assert page.find(id="id_hours")["value"] == "many"


def test_fields_under_a_choice_stand_in_its_box(fresh):
    choice = fresh.find("input", {"name": "acting_for", "value": "other"})
    revealed = fresh.find(id=choice["data-reveals"])
    assert revealed.find(id="id_organisation")
    assert len(fresh.select("#id_organisation")) == 1
    assert "govuk-radios__conditional--hidden" in revealed["class"]
    chosen = soup(JoinForm({"acting_for": "other"}))
    shown = chosen.find(id=choice["data-reveals"])
    assert "govuk-radios__conditional--hidden" not in shown["class"]


def test_a_choice_may_be_explained(fresh):
    choice = fresh.find(id="id_acting_for_0")
    assert fresh.find(id=choice["aria-describedby"]).text == "As a resident or neighbour"


def test_the_kinds_of_box(fresh):
    assert (
        "govuk-radios--inline"
        in fresh.find(id="id_lives_here_0").find_parent("div", class_="govuk-radios")["class"]
    )
    assert fresh.find(id="id_amount")["inputmode"] == "decimal"
    assert fresh.find(class_="govuk-input__prefix").text == "£"
    assert fresh.find(id="id_hours")["inputmode"] == "numeric"
    assert "govuk-input--width-10" in fresh.find(id="id_postcode")["class"]
    assert fresh.find(id="id_email")["autocomplete"] == "email"
    assert fresh.find(id="id_minutes")["type"] == "file"
    counted = fresh.find(attrs={"data-module": "govuk-character-count"})
    assert counted["data-maxlength"] == "200"
    assert counted.textarea["aria-describedby"] == "id_notes-info"
    assert fresh.find("label", {"for": "id_postcode"}).text == "Postcode (optional)"


def test_the_buttons(fresh):
    group = fresh.find(class_="govuk-button-group")
    assert group.button.text == "Add her to the register"
    assert group.button["data-prevent-double-click"] == "true"
    assert group.a["href"] == "/"


def test_a_page_of_one_question_has_it_as_its_heading():
    class QuestionForm(DesignForm):
        page_heading = "lives_here"
        lives_here = forms.ChoiceField(
            label="Does she live here?", choices=[("y", "Yes")], widget=forms.RadioSelect
        )

    page = soup(QuestionForm())
    assert page.legend.h1.text == "Does she live here?"
    assert "govuk-fieldset__legend--l" in page.legend["class"]


def test_fields_may_stand_under_a_legend():
    class HomeForm(DesignForm):
        layout = Layout("name", Fieldset("Home", "street", size="s", hint="Where she sleeps"))
        name = forms.CharField()
        street = forms.CharField()

    page = soup(HomeForm())
    assert page.legend.text == "Home"
    assert page.find(id=page.fieldset["aria-describedby"]).text == "Where she sleeps"
    assert page.fieldset.find(id="id_street")


def test_an_error_of_the_whole_form_stands_first_and_leads_nowhere():
    form = ConfirmForm({"role": "", "lives_here": "yes"})
    form.add_error(None, "Somebody must take the minutes")
    assert amiss(form) == [
        Amiss("Somebody must take the minutes", ""),
        Amiss("Enter the role", "id_role"),
    ]


def test_nothing_is_amiss_before_a_form_is_sent():
    assert amiss(JoinForm(), confirm_formset(), None, "not a form") == []


def test_rows_of_a_table_are_told_apart():
    formset = confirm_formset(
        {
            "members-TOTAL_FORMS": "3",
            "members-INITIAL_FORMS": "3",
            "members-0-role": "Chair",
            "members-0-lives_here": "yes",
            "members-1-role": "",
            "members-1-lives_here": "yes",
            "members-2-role": "Chair",
            "members-2-lives_here": "no",
        }
    )
    assert amiss(formset) == [Amiss("Bola Ade: Enter the role", "id_members-1-role")]
    row = BeautifulSoup(formset[1]["role"].as_field_group(), "html.parser")
    assert row.label.text == "Role for Bola Ade"
    assert "govuk-visually-hidden" in row.label["class"]


def test_a_form_with_rows_is_valid_with_all_of_them_and_tells_what_is_amiss_in_each():
    class Row(DesignForm):
        is_row = True
        role = forms.CharField()

    class Table(DesignForm):
        title = forms.CharField()

        @property
        def row_forms(self):
            rows = [Row(self.data, prefix=prefix) for prefix in ("one", "two")]
            for row in rows:
                row.row_name = f"Row {row.prefix}"
            return rows

    assert Table({"title": "T", "one-role": "chair", "two-role": "clerk"}).is_valid()
    table = Table({"one-role": "chair"})
    assert not table.is_valid()
    assert [line.message for line in amiss(table)] == ["Enter the title", "Row two: Enter the role"]
    assert not Table({"title": "T", "one-role": "chair"}).is_valid()


def test_what_is_amiss_in_many_rows_is_said_once_and_leads_to_the_first():
    class RowForm(DesignForm):
        is_row = True
        prompts = {"part": "what they did"}
        part = forms.ChoiceField(choices=[("in", "Took part")], widget=forms.RadioSelect)

    def rows(number):
        found = []
        for count in range(1, number + 1):
            row = RowForm({}, prefix=f"row{count}")
            row.row_name = f"Member {count}"
            found.append(row)
        return found

    assert len(amiss(*rows(5))) == 5
    assert amiss(*rows(6)) == [
        Amiss("Member 1 and 5 others: Select what they did", "id_row1-part_0")
    ]


def test_after_a_conflict_the_form_counts_as_knowing_the_newer_record():
    class NameForm(VersionedForm):
        name = forms.CharField()
        tags = forms.CharField(required=False)

    form = NameForm(QueryDict("name=Asha&version=1&tags=a&tags=b"))
    form.catch_up(2)
    page = soup(form)
    assert page.find(id="id_version")["value"] == "2"
    assert page.find(id="id_name")["value"] == "Asha"
    assert form.data.getlist("tags") == ["a", "b"]
