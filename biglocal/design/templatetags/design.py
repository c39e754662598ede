"""The tags and filters that make every page look and speak alike.

They are built into the engine: templates need no `{% load %}` for them. Each is shown with an
example in the docstring of `biglocal.design`.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from biglocal.design import words
from biglocal.design.errors import Amiss, amiss
from biglocal.design.status import draw_status, status_name

register = template.Library()

register.filter("day", words.day_in_words)
register.filter("percent", words.percent)
register.filter("money", words.money)
register.filter("number", words.number)
register.filter("people_list", words.people_list)
register.filter("status_name", status_name)


@register.simple_tag
def status(value: bool | str | None, word: str = "", small: bool = False) -> SafeString:
    """A verdict (True, False, None) or a finding's level, as shape, word and colour."""
    return draw_status(value, word, is_small=bool(small))


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> list[Amiss]:
    """All that is amiss with the page's `form`, `formset` and `forms`."""
    forms = context.get("forms")
    more = forms if isinstance(forms, list | tuple) else ()
    return amiss(context.get("form"), context.get("formset"), *more)


@register.filter
def errors_of(form: Any) -> list[Amiss]:
    """What is amiss with one form, or a list of them."""
    return amiss(*form) if isinstance(form, list | tuple) else amiss(form)


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """The way down to this page; within it `{% crumb "Overview" href %}` for each page above."""
    return format_html(
        '<nav class="govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile" '
        'aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        content,
    )


@register.simple_tag
def crumb(text: str, href: str = "") -> SafeString:
    """One step of the breadcrumbs; the page itself, last, has no `href`."""
    if not href:
        return format_html(
            '<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', text
        )
    return format_html(
        '<li class="govuk-breadcrumbs__list-item">'
        '<a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        href,
        text,
    )


@register.simple_tag
def back_link(href: str, text: str = "Back") -> SafeString:
    """The way back from a question page, in place of breadcrumbs."""
    # In a landmark, since it stands before the main one.
    return format_html(
        '<nav aria-label="Back"><a href="{}" class="govuk-back-link">{}</a></nav>', href, text
    )


@register.inclusion_tag("components/finding.html")
def finding(finding: Any, people: Iterable[Any] = (), level: int = 3) -> dict[str, Any]:
    """One finding: what, who and why, what would mend it, and the heading of the guidance.

    `finding` has level, message, remedy, source and, if wanted, title; `people` are strings or
    have `name` and `href`. `level` is that of its heading.
    """
    return {"finding": finding, "people": list(people), "level": level}


@register.simple_block_tag
def summary_list(content: str, bordered: bool = True) -> SafeString:
    """What is known of one thing, as names and values; rows are `{% summary_row %}`."""
    return format_html(
        '<dl class="govuk-summary-list{}">{}</dl>',
        "" if bordered else " govuk-summary-list--no-border",
        content,
    )


@register.simple_block_tag
def summary_row(
    content: str, name: str, href: str = "", action: str = "Change", about: str = ""
) -> SafeString:
    """One row; with `href` it ends in a link "Change", and for screen readers what: `about`."""
    link: str = ""
    if href:
        link = format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a></dd>',
            href,
            action,
            about or (name[:1].lower() + name[1:]),
        )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if href else " govuk-summary-list__row--no-actions",
        name,
        content,
        link,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Text that stands out from what is around it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """What will be lost, or must not be missed."""
    return format_html(
        '<div class="govuk-warning-text">'
        '<span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">Warning</span>{}</strong></div>',
        content,
    )


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """The head of a confirmation page: what was done, then its reference or day."""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{}</h1>'
        '<div class="govuk-panel__body">{}</div></div>',
        title,
        content,
    )


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Text that most people can do without, behind a line that says what it is."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing here yet: what will be here, and the first step."""
    return format_html(
        '<div class="app-empty"><p class="govuk-body govuk-!-font-weight-bold">{}</p>{}</div>',
        title,
        content,
    )


TAG_COLOURS = ("", "grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")


@register.simple_tag
def tag(word: str, colour: str = "grey") -> SafeString:
    """A short state that is no verdict of the rules: `{% tag "Submitted" "blue" %}`."""
    if colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"No tag is {colour}; there is {', '.join(TAG_COLOURS)}")
    colour_class = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', colour_class, word)


@register.simple_tag
def button_link(text: str, href: str, kind: str = "") -> SafeString:
    """A link in the dress of a button; `kind` is "", "secondary" or "warning"."""
    return format_html(
        '<a href="{}" role="button" draggable="false" class="govuk-button{}" '
        'data-module="govuk-button">{}</a>',
        href,
        f" govuk-button--{kind}" if kind else "",
        text,
    )


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: Context, text: str, action: str, kind: str = "", about: str = "", **values: Any
) -> dict[str, Any]:
    """A form of one button; `kind` is "", "secondary", "warning" or "link"; `values` are sent.

    `about` ends the button's name for screen readers: "Remove" " Asha Patel".
    """
    return {
        "text": text,
        "action": action,
        "kind": kind,
        "about": about,
        "values": values,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def options(choices: Iterable[dict[str, Any]]) -> SafeString:
    """The options of a select, of Django's `optgroups`; a template for each is slow in a filter."""
    return mark_safe(  # noqa: S308  every part is escaped here
        "".join(
            f'<option value="{escape(str(choice["value"]))}"{flatatt(choice["attrs"])}>'
            f"{escape(str(choice['label']))}</option>"
            for choice in choices
        )
    )
