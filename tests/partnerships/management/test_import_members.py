"""`manage.py import_members`: a dry run unless it is confirmed, by the same code as the page."""

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Person
from tests.partnerships.imports.files import lines


@pytest.fixture
def file(tmp_path):
    def write(*rows):
        path = tmp_path / "members.csv"
        path.write_bytes(lines(*rows).encode("cp1252"))
        return str(path)

    return write


def test_it_says_what_it_would_do_and_writes_nothing(northfield, file, capsys):
    call_command(
        "import_members",
        file("Name,Member since,Phone", "Zoë Quist,27/3/2024,1", "Asha Patel,1/1/2020,2"),
        area="northfield",
    )
    assert capsys.readouterr().out.splitlines() == [
        "Left out: Phone",
        "Added: row 2, Zoë Quist: Member since 27 March 2024, voting",
        "As they are: 1 row",
        "Criteria: now meets, after the import meets",
        "Conflicts of interest: now meets, after the import meets",
        "Members: now 8, after the import 9",
        "Voting members: now 8, after the import 9",
        "Members who live in the area: now 8, after the import 8",
        "Not known where they live: now 0, after the import 1",
        "Nothing is written yet. With --confirm: add 1 person.",
    ]
    assert not Person.objects.filter(name="Zoë Quist").exists()


def test_confirmed_it_writes(northfield, file, capsys):
    call_command(
        "import_members",
        file("Name,Member since", "Zoë Quist,27/3/2024"),
        area="Northfield",
        confirm=True,
    )
    assert capsys.readouterr().out.splitlines()[-1] == "Imported: 1 person added."
    assert northfield.memberships.filter(person__name="Zoë Quist").exists()


def test_errors_are_printed_by_row_and_nothing_is_written(northfield, file, capsys):
    path = file("Name,Member since", "Zoë Quist,27/3/2024", "Yan Quist,soon")
    with pytest.raises(CommandError, match="Nothing was imported: 1 error to mend"):
        call_command("import_members", path, area="Northfield", confirm=True)
    assert capsys.readouterr().err.splitlines() == [
        "Row 3, Member since: “soon” is not a date. Enter a date like 27/3/2024."
    ]
    assert not Person.objects.filter(name="Zoë Quist").exists()


def test_no_such_area_file_or_list(northfield, file, tmp_path):
    with pytest.raises(CommandError, match="There is no area called Eastfield"):
        call_command("import_members", file("Name,Member since"), area="Eastfield")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_members", str(tmp_path / "none.csv"), area="Northfield")
    with pytest.raises(CommandError, match="headings on row 1, but nobody below them"):
        call_command("import_members", file("Name,Member since"), area="Northfield")
