"""A kind of message that only the tests know: an invitation to tea."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def tea(settings) -> None:
    """Lets `mail/tea.txt` and `mail/tea.html` of this folder be found."""
    engine = settings.TEMPLATES[0]
    here = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], here]}]
