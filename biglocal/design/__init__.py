"""How every page looks and speaks: the frame, the components and the forms, on GOV.UK's patterns.

A page
------
::

    {% extends "base.html" %}
    {% load crispy_forms_tags %}                     only for {% crispy form %}
    {% block title %}Add a member – Northfield{% endblock %}
    {% block before_content %}
      {% breadcrumbs %}{% crumb "Overview" url %}{% crumb "Northfield" %}{% endbreadcrumbs %}
      or, on a question page, {% back_link url %}
    {% endblock %}
    {% block sub_navigation %}                       items: text, href, is_current
      {% include "components/sub_navigation.html" with items=links label=area.name %}
    {% endblock %}
    {% block content %}<h1 class="govuk-heading-l">…</h1>{% endblock %}

"Error: " before the title and "– Big Local" after it come by themselves. So does the error summary
above the content, for what the context calls `form`, `formset`, or `forms` (a list). Banners come
from `django.contrib.messages`: `messages.success(request, "Saved. Rita Osei leaves on 30 June.")`.
Tags and filters need no `{% load %}`.

Text classes are GOV.UK's: govuk-heading-l/m/s, govuk-caption-l, govuk-body, govuk-list, govuk-link,
govuk-grid-row, govuk-!-margin-bottom-6. What has `app-screen-only` is not printed. `app-actions` is
a `ul` of buttons or links side by side.

Filters
-------
::

    {{ day|day }}                   27 March 2024
    {{ share|percent }}             50.9% (rounded down)
    {{ names|people_list:2 }}       Asha Patel, Bola Ade and 2 others
    {{ amount|money }}              £1,234.50

In Python: day_in_words, percent, people_list and money of `biglocal.design.words`.

Components
----------
::

    {% status area.meets_criteria %}         True, False, None; "breach", "caution", "incomplete"
    {% status verdict word="Criteria met" small=True %}
    {% tag "Submitted" "blue" %}             a state that is no verdict
    {% finding found people level=3 %}       found: level, message, remedy, source[, title];
                                             people: strings, or name and href
    {% figures %}{% figure "Members" 12 note="of 15" href=url %}{% endfigures %}
    {% tiles areas %}                        each a Tile of biglocal.design.tiles: name, href, status
    {% summary_list %}
      {% summary_row "Name" href=url about="Asha's name" %}…{% endsummary_row %}
    {% endsummary_list %}
    {% table "Members today" %}              cards=False to scroll on a phone, small, wide, hide_caption
      <thead><tr>
        {% column "Name" sort="name" %}{% column "Paid" number=True %}
        {% column "Actions" hidden=True %}
      </tr></thead>
      <tbody><tr>
        <th scope="row">…</th><td data-label="Paid" class="app-table__number">…</td><td>…</td>
      </tr></tbody>
    {% endtable %}
    {% pagination page %}                    of a django Page; keeps the rest of the query string
    {% query sort="name" page=None %}        this page's query string, changed
    {% empty "No decisions yet" %}<p class="govuk-body">…</p>{% button_link "Add" url %}{% endempty %}
    {% inset %}…{% endinset %}
    {% warning %}…{% endwarning %}
    {% details "What counts as living here" %}…{% enddetails %}
    {% panel "Review submitted" %}Local Trust reads it by 31 January{% endpanel %}     holds the h1
    {% button_link "Add a member" url %}     also "secondary" or "warning" as a third
    {% post_button "Remove" url kind="link" about="Asha Patel" member=member.pk %}
    {% include "components/task_list.html" with tasks=tasks %}
                                             each: title, href, state, state_colour, hint
    {% include "components/filters.html" with form=filters clear_url=url active="the North East" %}
    {% include "components/formset_table.html" with caption="Confirm each member" %}
    {% include "components/conflict.html" %}     of `conflict` in the context

Forms
-----
Inherit `DesignForm`, `DesignModelForm` or `VersionedForm` of `biglocal.design.forms` and draw with
`{% crispy form %}`: the whole `<form>`, its token and its buttons (`{{ form }}`: the fields alone).
What a form may say of itself stands with `DesignMixin`: `button`, `cancel_url`, `prompts`,
`label_sizes`, `first_step`, `page_heading`, `inline`, `widths`, `autocomplete`, `choice_hints`,
`reveals`, `layout`::

    class JoinForm(VersionedForm):
        button = "Add to the register"
        prompts = {"joined": "the day she joined"}     "Enter the day she joined, like 27 3 2024"
        reveals = {"acting_for": {"other": ["organisation"]}}        shown under that choice
        layout = Layout("name", Fieldset("Home", "street"))          of biglocal.design.layout
        joined = DayField(label="When did she join?", latest=clock.today)
        fee = MoneyField(label="Fee")

Messages for empty and wrong fields are made from the label; give `prompts`, or `error_messages` to
a field, where that reads badly. A day arrives as `joined_day`, `joined_month`, `joined_year` (a test
writes `**boxes("joined", date(2024, 3, 27))`, of biglocal.design.fields), or as one text in `joined`
(a query string, a spreadsheet's cell). Forms of a table set `is_row = True`, and `row_name` on each;
a form that is nothing without the rows of its table answers with them to `row_forms`.

Two people, one record: a `VersionedForm` carries `version`. Where it is stale, the view shows
`conflict = compare(form, saved_values, by=name, at=moment)` of `biglocal.design.conflict`, calls
`form.catch_up(new_version)`, and draws the page again.
"""
