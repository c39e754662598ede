"""No page carries a style or a script of its own: the browser is told to run none."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path
    for folder in ("templates", "biglocal", "partnerships", "reviews")
    for path in (ROOT / folder).rglob("*.html")
)

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address that is a script": re.compile(r"javascript:", re.I),
    # One with a source or a nonce is let through; so is data, which is not run.
    "a script": re.compile(r"<script\b(?![^>]*(\bsrc=|\bnonce=|type=\"application/json\"))", re.I),
}

STYLES = {"a style attribute", "a style element"}


def inline(source):
    return [what for what, pattern in INLINE.items() if pattern.search(source)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_nothing_inline(path):
    # No stylesheet of ours reaches a mailbox, so a message has its styles within.
    let_through = STYLES if path.parent == ROOT / "templates" / "mail" else set()
    assert {*inline(path.read_text(encoding="utf-8"))} <= let_through


def test_there_are_templates_to_look_at():
    assert ROOT / "templates" / "base.html" in TEMPLATES


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a" style="color: red">',
        "<style>p {}</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_the_guard_sees_what_it_is_for(source):
    assert len(inline(source)) == 1


def test_a_script_with_a_source_or_a_nonce_is_let_through():
    assert inline('<script type="module" src="a.js"></script><script nonce="n">go()</script>') == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_needs_neither_a_request_nor_a_database(name):
    page = BeautifulSoup(render_to_string(f"{name}.html"), "html.parser")
    assert page.title.text == f"{page.h1.text} – Big Local"
    assert page.html["lang"] == "en-GB"
    assert page.find(id="main-content").name == "main"
    assert page.body.a["href"] == "#main-content"


def test_a_refusal_gives_its_reason():
    page = render_to_string("403.html", {"reason": "The round is closed."})
    assert "The round is closed." in page
