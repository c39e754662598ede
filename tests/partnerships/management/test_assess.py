"""`manage.py assess`: what it reads, what it prints, and how it ends."""

import io
import json
import os
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from partnerships.management.commands.assess import Command
from partnerships.models import Area
from partnerships.rosters.json import encode_roster
from tests.rosters import healthy_roster, member, roster

ROOT = Path(__file__).parents[3]
HEALTHY = encode_roster(healthy_roster(area="Northfield"))
BROKEN = encode_roster(roster(member("asha"), area="Łódź"))
BAD = b'{"as_at": "2026-10-01", "people": [{"id": "a", "name": "A", "resident": 1}]}'


def run(*arguments, **options):
    """The objects printed, what was said on standard error, and the exit status."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("assess", *arguments, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        status = ended.code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def test_no_breach_is_status_0(file):
    printed, said, status = run(file("roster.json", HEALTHY))
    assert [one["area"] for one in printed] == ["Northfield"]
    assert printed[0]["meets_criteria"] is True
    assert printed[0]["findings"] == []
    assert (said, status) == ("", 0)


def test_a_breach_is_status_1(file):
    printed, said, status = run(file("roster.json", BROKEN))
    assert printed[0]["area"] == "Łódź"
    assert printed[0]["findings"][0]["rule"] == "minimum-members"
    assert (said, status) == ("", 1)


def test_a_caution_is_no_breach(file):
    worker = healthy_roster(member("dele", lto_representative=True))
    printed, _, status = run(file("roster.json", encode_roster(worker)))
    assert [finding["level"] for finding in printed[0]["findings"]] == ["caution"]
    assert status == 0


def test_a_roster_over_many_lines_and_the_line_of_what_is_wrong(file):
    pretty = json.dumps(json.loads(HEALTHY), indent=2)
    assert run(file("roster.json", pretty.encode()))[2] == 0
    path = file("bad.json", pretty.replace('"resident": true', '"resident": 1', 1).encode())
    line = 1 + next(number for number, text in enumerate(pretty.splitlines()) if "resident" in text)
    assert run(path) == (
        [],
        f"{path}:{line}: people[0].resident: expected true, false or null\n",
        2,
    )


def test_one_roster_a_line_blank_lines_passed_over_and_a_bad_one_does_not_stop_the_others(file):
    path = file("rosters.jsonl", b"\n".join([HEALTHY, b"", BAD, b"  \r", BROKEN, b""]))
    printed, said, status = run(path)
    assert [one["area"] for one in printed] == ["Northfield", "Łódź"]
    assert said == f"{path}:3: people[0].resident: expected true, false or null\n"
    assert status == 2


def test_lines_that_end_as_on_windows_and_a_byte_order_mark(file):
    path = file("rosters.jsonl", b"\xef\xbb\xbf" + b"\r\n".join([HEALTHY, BROKEN]))
    assert [one["area"] for one in run(path)[0]] == ["Northfield", "Łódź"]
    assert run(file("roster.json", b"\xef\xbb\xbf" + HEALTHY))[1:] == ("", 0)


@pytest.mark.parametrize("name", ["empty.json", "empty.jsonl"])
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_bad_input(file, name, content):
    path = file(name, content)
    assert run(path) == ([], f"{path}:1: roster: there is nothing in it\n", 2)


def test_what_is_not_utf_8_is_bad_input(file):
    path = file("rosters.jsonl", BROKEN.decode().encode("utf-16"))
    printed, said, status = run(path)
    assert printed == []
    assert said.startswith(f"{path}:1: roster: the text is not UTF-8")
    assert status == 2


def test_a_file_that_is_not_there_is_bad_input(tmp_path):
    path = str(tmp_path / "nowhere.jsonl")
    assert run(path) == ([], f"{path}: it cannot be read (No such file or directory)\n", 2)


def test_a_folder_is_bad_input(tmp_path):
    path = tmp_path / "folder.json"
    path.mkdir()
    assert run(str(path)) == ([], f"{path}: it cannot be read (Is a directory)\n", 2)


def test_another_kind_of_file_is_bad_input(file):
    path = file("roster.csv", HEALTHY)
    assert run(path) == ([], f"{path}: expected a file that ends in .json or .jsonl\n", 2)


def test_standard_input_is_one_roster_a_line(monkeypatch):
    text = io.TextIOWrapper(io.BytesIO(HEALTHY + b"\n" + BAD))
    monkeypatch.setattr(sys, "stdin", text)
    printed, said, status = run("-")
    assert [one["area"] for one in printed] == ["Northfield"]
    assert said == "standard input:2: people[0].resident: expected true, false or null\n"
    assert status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--all", "--area", "Northfield"],
        ["roster.json", "--all"],
        ["--all", "--as-at", "yesterday"],
        ["--all", "--as-at", "20261001"],
        ["--all", "--as-at", "2026-02-30"],
        ["roster.json", "--as-at", "2026-10-01"],
    ],
    ids=" ".join,
)
def test_arguments_that_cannot_be_meant_are_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "assess", *arguments])
    assert ended.value.code == 2
    printed, said = capsys.readouterr()
    assert printed == ""
    assert said


def test_memory_does_not_grow_with_the_number_of_lines(tmp_path):
    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.jsonl"
        path.write_bytes((BROKEN + b"\n") * lines)
        with Path(os.devnull).open("w") as nowhere:
            tracemalloc.start()
            with pytest.raises(SystemExit):
                call_command("assess", str(path), stdout=nowhere)
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return size

    peak(50)
    assert peak(2_000) < 2 * peak(200)


class TestAsAProcess:
    """As people run it, with pipes around it."""

    @staticmethod
    def start(*arguments, **options):
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "assess", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **options},
        )

    def test_each_answer_comes_as_its_line_is_read(self):
        with self.start("-") as process:
            for line, area in ((HEALTHY, "Northfield"), (BROKEN, "Łódź")):
                process.stdin.write(line + b"\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["area"] == area
            process.stdin.close()
            assert process.wait() == 1
            assert process.stderr.read() == b""

    def test_a_reader_who_has_seen_enough_is_no_error(self, file):
        with self.start(file("rosters.jsonl", (HEALTHY + b"\n") * 5_000)) as process:
            process.stdout.readline()
            process.stdout.close()
            process.stdin.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    @pytest.mark.parametrize("which", [("--all",), ("--area", "Northfield")], ids=" ".join)
    def test_a_database_that_cannot_be_read_is_bad_input(self, tmp_path, which):
        nowhere = tmp_path / "nowhere" / "db.sqlite3"
        with self.start(*which, DATABASE_URL=f"sqlite:///{nowhere}") as process:
            printed, said = process.communicate()
            assert said.decode().strip() == (
                "CommandError: The database cannot be read (unable to open database file)."
            )
            assert (printed, process.returncode) == (b"", 2)

    def test_json_is_utf_8_whatever_the_terminal_is(self, file):
        with self.start(file("roster.json", BROKEN), PYTHONIOENCODING="ascii") as process:
            printed, said = process.communicate()
            assert json.loads(printed.decode())["area"] == "Łódź"
            assert (said, process.returncode) == (b"", 1)


class TestTheDatabase:
    """Northfield has eight members, all resident; Southmere two."""

    def test_one_area_by_its_name_in_any_case_or_its_slug(self, northfield):
        for name in ("Northfield", "NORTHFIELD", "northfield"):
            printed, said, status = run("--area", name)
            assert [one["area"] for one in printed] == ["Northfield"]
            assert (printed[0]["members"], printed[0]["as_at"]) == (8, "2026-10-01")
            assert (said, status) == ("", 0)

    def test_every_area(self, northfield, southmere):
        printed, _, status = run("--all")
        assert [(one["area"], one["members"]) for one in printed] == [
            ("Northfield", 8),
            ("Southmere", 2),
        ]
        assert status == 1

    def test_every_area_is_every_one_that_is_active_on_the_day(self, northfield, southmere):
        Area.objects.filter(pk=southmere.pk).update(closed_on=date(2026, 9, 30))
        assert [one["area"] for one in run("--all")[0]] == ["Northfield"]
        on_its_last_day = run("--all", as_at=date(2026, 9, 30))[0]
        assert [one["area"] for one in on_its_last_day] == ["Northfield", "Southmere"]
        assert [one["area"] for one in run("--area", "Southmere")[0]] == ["Southmere"]

    def test_on_another_day(self, northfield):
        printed, _, _ = run("--area", "Northfield", as_at=date(1999, 1, 1))
        assert (printed[0]["members"], printed[0]["as_at"]) == (0, "1999-01-01")

    def test_an_area_that_is_not_there(self, northfield):
        with pytest.raises(CommandError, match="There is no area called Nowhere") as refused:
            run("--area", "Nowhere")
        assert refused.value.returncode == 2

    def test_all_of_them_cost_the_same_queries_as_one(
        self, northfield, southmere, django_assert_num_queries, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(20) as one:
            run("--area", "Northfield")
        # The one more is to see whether the area is there.
        with django_assert_num_queries(len(one) - 1):
            run("--all")
