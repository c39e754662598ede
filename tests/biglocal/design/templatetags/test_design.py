"""Tags and filters draw what they say, escape what they are given, and keep to one page's address."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from biglocal.design.forms import DesignForm


def draw(source, address="/", **context):
    request = RequestFactory().get(address)
    return BeautifulSoup(
        engines["django"].from_string(source).render(context, request), "html.parser"
    )


@pytest.mark.parametrize(
    ("value", "name", "word", "shape"),
    [
        (True, "meets", "Meets", "circle"),
        (False, "does-not-meet", "Does not meet", "rect"),
        (None, "cannot-tell", "Cannot tell", "path"),
        ("breach", "does-not-meet", "Does not meet", "rect"),
        ("caution", "caution", "Caution", "circle"),
        ("incomplete", "cannot-tell", "Cannot tell", "path"),
    ],
)
def test_a_status_is_a_shape_and_a_word_before_it_is_a_colour(value, name, word, shape):
    status = draw("{% status value %}", value=value).strong
    assert status["class"] == ["app-status", f"app-status--{name}"]
    assert status.text == word
    assert status.svg["aria-hidden"] == "true"
    assert status.svg.find(shape)


def test_a_status_may_say_it_otherwise():
    status = draw("{% status True word='Criteria met' small=True %}").strong
    assert status.text == "Criteria met"
    assert "app-status--small" in status["class"]


def test_a_word_that_was_safe_once_is_escaped_when_somebody_typed_it():
    assert draw("{% status True word=word %}", word=mark_safe("<i>Met</i>")).i.text == "Met"
    assert draw("{% status True word=word %}", word="<i>Met</i>").strong.text == "<i>Met</i>"


def test_filters_need_no_loading():
    page = draw(
        "{{ 1234.5|money }} {{ 50.98|percent }} {{ names|people_list:1 }}", names=["A", "B", "C"]
    )
    assert page.text == "£1,234.50 50.9% A and 2 others"


def test_a_table_has_its_caption_and_can_be_reached_by_keyboard():
    page = draw(
        "{% table 'Members & friends' %}<tbody><tr><td>Asha</td></tr></tbody>{% endtable %}"
    )
    assert page.caption.text == "Members & friends"
    assert page.div["tabindex"] == "0"
    assert page.div["aria-label"] == "Members & friends"
    assert page.table["class"] == ["app-table", "app-table--cards"]
    assert page.td.text == "Asha"


def test_a_column_sorts_one_way_then_the_other_and_starts_again_on_page_one():
    column = "{% column 'Name' sort='name' %}"
    fresh = draw(column, "/?q=a&page=3").th
    assert fresh["scope"] == "col"
    assert fresh.a["href"] == "?q=a&sort=name"
    assert not fresh.has_attr("aria-sort")
    up = draw(column, "/?sort=name").th
    assert (up["aria-sort"], up.a["href"]) == ("ascending", "?sort=-name")
    down = draw(column, "/?sort=-name").th
    assert (down["aria-sort"], down.a["href"]) == ("descending", "?sort=name")


def test_a_table_says_how_it_is_sorted_before_anybody_asks():
    assert draw("{% column 'Name' sort='name' %}", sort="name").th["aria-sort"] == "ascending"


def test_a_number_is_aligned_and_a_column_of_buttons_has_its_name():
    assert draw("{% column 'Paid' number=True %}").th["class"] == ["app-table__number"]
    assert draw("{% column 'Actions' hidden=True %}").th.span["class"] == ["govuk-visually-hidden"]


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(200), 10).page(7)
    nav = draw("{% pagination page %}", "/?q=o%27b&page=7", page=page).nav
    assert [link.text.strip() for link in nav.select("li")] == ["1", "⋯", "6", "7", "8", "⋯", "20"]
    assert nav.find("a", {"aria-current": "page"})["aria-label"] == "Page 7"
    assert nav.find("a", {"rel": "next"})["href"] == "?q=o%27b&page=8"
    assert nav.find("a", {"rel": "prev"})["href"] == "?q=o%27b&page=6"


def test_one_page_needs_no_pages():
    assert draw("{% pagination page %}", page=Paginator([1], 10).page(1)).nav is None


def test_a_finding_says_what_who_how_to_mend_it_and_where_it_comes_from():
    found = SimpleNamespace(
        level="breach",
        message="Asha Patel (chair) and Ben Patel (treasurer) are siblings.",
        remedy="One of them could hand over the office.",
        source="People in positions of power and influence",
    )
    asha, ben, rita = SimpleNamespace(name="Asha", href="/asha/"), "Ben", "Rita"
    card = draw("{% finding found people %}", found=found, people=[asha, ben, rita]).article
    assert card.h3.text == found.message
    assert card.strong.text == "Does not meet"
    facts = dict(
        zip(
            [name.text for name in card.select("dt")],
            [fact.text for fact in card.select("dd")],
            strict=True,
        )
    )
    assert facts == {
        "Who": "Asha, Ben and Rita",
        "What would mend it": found.remedy,
        "From the guidance": found.source,
    }
    assert card.a["href"] == "/asha/"


def test_a_finding_about_nobody_names_nobody():
    found = SimpleNamespace(
        level="caution", title="Small", message="There are 8 members.", source=""
    )
    card = draw("{% finding found level=2 %}", found=found).article
    assert card.h2.text == "Small"
    assert card.p.text == "There are 8 members."
    assert card.select("dt") == []


def test_a_row_of_a_summary_says_what_its_link_changes():
    row = draw(
        "{% summary_list %}{% summary_row 'Name' href='/change/' %}{{ name }}{% endsummary_row %}"
        "{% endsummary_list %}",
        name="<Asha>",
    ).dl
    assert row.find(class_="govuk-summary-list__value").text == "<Asha>"
    assert row.a.text == "Change name"


def test_what_is_written_into_a_component_is_escaped():
    page = draw(
        "{% panel title %}{{ title }}{% endpanel %}{% warning %}{{ title }}{% endwarning %}"
        "{% inset %}{{ title }}{% endinset %}{% details title %}{{ title }}{% enddetails %}"
        "{% empty title %}{{ title }}{% endempty %}{% tag title %}{% button_link title '/' %}"
        "{% crumb title %}{% back_link '/' title %}{% figure title title %}",
        title="<b>",
    )
    assert page.find("b") is None
    assert page.h1.text == "<b>"


def test_there_are_only_the_colours_that_were_tried():
    assert draw("{% tag 'Submitted' 'blue' %}").strong["class"] == ["govuk-tag", "govuk-tag--blue"]
    with pytest.raises(TemplateSyntaxError):
        draw("{% tag 'Submitted' 'pink' %}")


def test_a_button_that_changes_something_is_a_form_of_its_own():
    form = draw("{% post_button 'Remove' '/remove/' kind='link' about='Asha' member=7 %}").form
    assert (form["method"], form["action"]) == ("post", "/remove/")
    assert form.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    assert form.find("input", {"name": "member"})["value"] == "7"
    assert form.button.text == "Remove Asha"


class NameForm(DesignForm):
    name = forms.CharField()


def test_a_page_gathers_what_is_amiss_from_all_its_forms():
    class RoleForm(DesignForm):
        role = forms.CharField()

    page = draw(
        "{% page_errors as errors %}{% include 'components/error_summary.html' %}",
        form=NameForm({}),
        forms=[RoleForm({}), NameForm()],
    )
    assert page.find(attrs={"role": "alert"}).h2.text == "There is a problem"
    assert [(link["href"], link.text) for link in page.select("a")] == [
        ("#id_name", "Enter the name"),
        ("#id_role", "Enter the role"),
    ]


def test_errors_of_one_form_or_several():
    source = "{% for line in forms|errors_of %}{{ line.message }};{% endfor %}"
    assert draw(source, forms=NameForm({})).text == "Enter the name;"
    assert draw(source, forms=[NameForm({}), NameForm()]).text == "Enter the name;"
