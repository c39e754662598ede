"""Every kind of message has a sample, and every sample fills its templates in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from biglocal.post.samples import preview, samples, title_of

MAIL = Path(settings.BASE_DIR) / "templates" / "mail"
# What the others are made of.
PARTS = {"base", "button"}
KINDS = sorted({path.stem for path in MAIL.iterdir()} - PARTS)


def test_every_kind_has_a_sample_and_both_its_templates():
    assert sorted(samples()) == KINDS
    for kind in KINDS:
        assert (MAIL / f"{kind}.txt").exists(), kind
        assert (MAIL / f"{kind}.html").exists(), kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_leaves_no_gap_in_either_part(kind, settings):
    engine = settings.TEMPLATES[0]
    options = engine["OPTIONS"] | {"string_if_invalid": "[GAP %s]"}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]
    written = preview(kind)
    for part in (written.subject, written.text, written.html):
        assert "[GAP" not in part
        assert "{{" not in part
        assert "{%" not in part
    assert "\n\n\n" not in written.text
    assert "&" not in written.text.replace(" & ", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_leads_to_the_same_places_in_both_parts(kind):
    written = preview(kind)
    page = BeautifulSoup(written.html, "html.parser")
    links = {link["href"] for link in page.find_all("a")}
    assert links == {word for word in written.text.split() if word.startswith("https://")}
    assert links
    # Mail programs show no picture from elsewhere, and ours tell nobody that they were opened.
    assert not page.find_all(["img", "script", "form", "iframe", "link"])


def test_a_kind_that_is_written_no_longer_is_known_by_its_name():
    assert title_of("review-due") == "Reviews due"
    assert title_of("carrier-pigeon") == "carrier-pigeon"
