"""One release is told from another by the code that draws pages, and by their styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from biglocal.release import mark_of, release


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file in ("templates/one/page.html", "biglocal/words.py", "partnerships/views.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("as it was")
    return tmp_path


def test_the_mark_stays_while_nothing_changes(root):
    assert mark_of(root, "app.1.css") == mark_of(root, "app.1.css")
    assert release() == release()


@pytest.mark.parametrize(
    "file", ["templates/one/page.html", "biglocal/words.py", "partnerships/new.py"]
)
def test_code_that_changes_or_comes_makes_another(root, file):
    before = mark_of(root, "app.1.css")

    (root / file).write_text("otherwise")

    assert mark_of(root, "app.1.css") != before


def test_other_styles_make_another(root):
    assert mark_of(root, "app.1.css") != mark_of(root, "app.2.css")
