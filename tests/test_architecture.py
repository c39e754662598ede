"""Holds the house to its shape: who may import whom, and how rooms are named and introduced."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parent.parent
APPS = ["biglocal", "partnerships", "reviews"]
# Names that say nothing of what is inside, so that anything ends up there.
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "service", "services", "common", "misc"}
EMPTY_NAMES |= {"manager", "managers"}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def imported_by(path: Path) -> Iterator[str]:
    """The full names of what a module imports, relative imports resolved."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.parts[: -node.level] if node.level else ()
            yield ".".join([*above, *([node.module] if node.module else [])])


def test_nobody_imports_what_stands_above_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    status = cli.lint_imports(no_cache=True)

    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_rules_import_the_standard_library_alone() -> None:
    strangers = [
        f"{path} imports {name}"
        for path in modules("partnerships/rules")
        for name in imported_by(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith("partnerships.rules.")
    ]

    assert strangers == []


def test_every_room_has_a_name_that_says_what_is_inside() -> None:
    nameless = [
        str(path)
        for path in modules(*APPS, "tests", "scripts")
        if EMPTY_NAMES & {*path.parts[:-1], path.stem}
    ]

    assert nameless == []


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [
        str(path)
        for path in [Path("manage.py"), *modules(*APPS, "tests", "scripts")]
        if (tree := ast.parse((ROOT / path).read_text())).body and not ast.get_docstring(tree)
    ]

    assert silent == []


def inline(what: str, *, in_mail: bool) -> list[str]:
    """Where templates of pages, or those of messages, hold something inline."""
    return [
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for folder in ["templates", *APPS]
        for path in sorted((ROOT / folder).rglob("*.html"))
        if (path.parent == ROOT / "templates" / "mail") is in_mail
        for match in re.finditer(what, path.read_text(), re.IGNORECASE)
    ]


SCRIPT = r"\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)"


def test_no_template_holds_a_style_or_a_script() -> None:
    assert inline(rf"<style|\sstyle=|{SCRIPT}", in_mail=False) == []


def test_no_message_holds_a_script_or_fetches_anything() -> None:
    # Programs that read mail know no stylesheet of ours, so a message has its styles within.
    assert inline(rf"{SCRIPT}|<script|<link|<img|@import|url\(", in_mail=True) == []


@pytest.mark.parametrize(
    "pins", ["requirements.txt", "requirements-assets.txt", "requirements-dev.txt"]
)
def test_pins_name_no_place_to_fetch_from(pins: str) -> None:
    assert re.findall(r"^-.*|\w+://\S+", (ROOT / pins).read_text(), re.MULTILINE) == []


def test_the_lock_of_the_assets_names_no_place_to_fetch_from() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
