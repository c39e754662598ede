"""`manage.py import_postcodes`: the directory as the ONS publishes it, all of it or nothing."""

import datetime
import io
import random
import tracemalloc
import zipfile

import pytest
from django.core.management import CommandError, call_command

from biglocal.audit.models import AuditEvent
from partnerships.models import Postcode
from tests.factories import PostcodeFactory

HEADINGS = "pcd,pcd2,pcds,dointr,doterm,oseast1m,lat,long"
ROWS = [
    "ZZ1 1AA,ZZ1  1AA,ZZ1 1AA,198001,,0435000,53.05,-1.45",
    '"ZZ1 1AB","ZZ1  1AB","ZZ1 1AB","198001","201906","0435100",53.06,-1.46',
    "ZZ1 1AC,ZZ1  1AC,ZZ1 1AC,198001,,,99.999999,0.000000",
]


@pytest.fixture
def file(tmp_path):
    """Writes a directory: `file(*rows)`, and answers with its path."""

    def write(*rows, headings=HEADINGS, name="ONSPD_NOV_2026_UK.csv"):
        path = tmp_path / name
        path.write_bytes("".join(f"{row}\r\n" for row in (headings, *rows)).encode())
        return path

    return write


def packed(path, *files):
    """A zip beside `path` with it, or with `files` of its content."""
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in files or [f"Data/{path.name}"]:
            kept.write(path, name)
    return archive


def kept():
    return list(Postcode.objects.order_by("code").values_list())


def refusal(path):
    with pytest.raises(CommandError) as refused:
        call_command("import_postcodes", str(path))
    assert refused.value.returncode == 2
    return str(refused.value)


AS_WRITTEN = [
    ("ZZ11AA", -1.45, 53.05, None),
    ("ZZ11AB", -1.46, 53.06, datetime.date(2019, 6, 1)),
]


def test_a_directory_is_brought_in(db, file, capsys):
    call_command("import_postcodes", str(file(*ROWS)))
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "3 rows read, 1 of them without a place and left out.",
        "2 postcodes added, 0 changed; there are 2 now.",
    ]
    assert said.err == ""
    assert kept() == AS_WRITTEN
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.area) == ("postcodes.load", None, None)
    assert event.after == {"file": "ONSPD_NOV_2026_UK.csv", "added": 2, "changed": 0}


def test_brought_in_again_it_is_the_same(db, file, capsys):
    path = file(*ROWS)
    call_command("import_postcodes", str(path))
    call_command("import_postcodes", str(path))
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "0 postcodes added, 0 changed; there are 2 now."
    assert kept() == AS_WRITTEN


def test_a_new_edition_changes_what_differs_and_keeps_what_it_leaves_out(db, file, capsys):
    call_command("import_postcodes", str(file(*ROWS)))
    call_command(
        "import_postcodes",
        str(file("ZZ11AB,,ZZ1 1AB,,,,53.07,-1.46", "ZZ12AA,,ZZ1 2AA,,,,53.05,-1.45")),
    )
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "1 postcodes added, 1 changed; there are 3 now."
    assert kept() == [
        AS_WRITTEN[0],
        ("ZZ11AB", -1.46, 53.07, None),
        ("ZZ12AA", -1.45, 53.05, None),
    ]


def test_the_last_of_two_rows_of_one_postcode_counts(db, file):
    again = ROWS[0].replace("53.05", "53.08")
    call_command("import_postcodes", str(file(ROWS[0], ROWS[1], again)))
    assert kept() == [("ZZ11AA", -1.45, 53.08, None), AS_WRITTEN[1]]


@pytest.mark.parametrize(
    "headings",
    [
        "PCD7,PCD8,PCDS,DOINTR,DOTERM,EAST1M,LAT,LONG",
        "\ufeffx1,x2,pcd7,x3,doterm,x4,Latitude,Longitude",
        "x1,x2, pcd8 ,x3,DoTerm,x4,lat,long",
    ],
)
def test_columns_are_found_by_name(db, file, headings):
    call_command("import_postcodes", str(file(*ROWS, headings=headings)))
    assert kept() == AS_WRITTEN


def test_the_zip_it_comes_in_is_read_as_it_is(db, file):
    path = file(*ROWS)
    name = f"Data/{path.name}"
    parts = "Data/multi_csv/ONSPD_NOV_2026_UK_ZZ.csv"
    archive = packed(path, "Documents/names.csv", name, parts, "User Guide/guide.pdf")
    call_command("import_postcodes", str(archive))
    assert kept() == AS_WRITTEN


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ZZ1 1AD,,ZZ1 1AD,,,,53.05", "Row 3 has 7 cells, where the headings have 8."),
        ("ZZ1 1AD,,ZZ1 1AD,,,,53.05,-1.45,", "Row 3 has 9 cells"),
        ("x,,nowhere,,,,53.05,-1.45", "Row 3: “nowhere” is no postcode."),
        ("x,,ZZ1 1AD,,,,north,-1.45", "Row 3: “north” is no latitude."),
        ("x,,ZZ1 1AD,,,,nan,-1.45", "Row 3: “nan” is no latitude."),
        ("x,,ZZ1 1AD,,,,-91,-1.45", "Row 3: -91.0 is no latitude."),
        ("x,,ZZ1 1AD,,,,53.05,1e999", "Row 3: “1e999” is no longitude."),
        ("x,,ZZ1 1AD,,201913,,53.05,-1.45", "Row 3: “201913” is no month like 201906"),
        ('x,,"ZZ1 1AD,,,,53.05,-1.45', "no row of a CSV file"),
        ("x" * 20_000, "Row 3 is too long"),
    ],
)
def test_one_broken_row_and_nothing_of_the_file_stays(db, file, row, said):
    told = refusal(file(ROWS[0], row, *ROWS[1:]))
    assert said in told
    assert told.endswith("Nothing was brought in.")
    assert not Postcode.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_was_there_before_a_broken_file_is_as_it_was(db, file):
    call_command("import_postcodes", str(file(*ROWS)))
    refusal(file(ROWS[0].replace("53.05", "50"), "broken"))
    assert kept() == AS_WRITTEN


def test_a_file_cut_anywhere_within_a_row_leaves_nothing(db, file):
    path = file(*ROWS[:2])
    whole = path.read_bytes()
    first_row_ends = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    for length in range(first_row_ends + 1, len(whole)):
        path.write_bytes(whole[:length])
        refusal(path)
        assert not Postcode.objects.exists(), length


def test_a_zip_that_stops_half_way_leaves_nothing(db, file):
    archive = packed(file(*ROWS))
    content = archive.read_bytes()
    for length in range(0, len(content), 20):
        archive.write_bytes(content[:length])
        assert "damaged or incomplete" in refusal(archive)
    assert not Postcode.objects.exists()


def test_a_zip_with_a_damaged_middle_leaves_nothing(db, file):
    chance = random.Random(3)
    rows = [f"x,,ZZ{n % 90} {n % 10}AA,,,,{50 + chance.random()},-1" for n in range(5_000)]
    archive = packed(file(*rows))
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20] = bytes(20)
    archive.write_bytes(content)
    refusal(archive)
    assert not Postcode.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "has no column called pcds or pcd"),
        ("a.csv", b"name,lat\r\nx,1\r\n", "so it is not the ONS Postcode Directory"),
        ("a.csv", HEADINGS.encode() + b"\r\n", "headings, but no postcodes"),
        ("a.csv", b"pcds,lat,long,doterm\r\n\xff,1,1,\r\n", "Row 2 is not text in UTF-8"),
        ("a.csv", b"PK\x03\x04\x00\r\n", "has no column"),
        ("a.xlsx", b"PK\x03\x04", "a .csv file, or a .zip"),
        ("a.zip", b"not a zip", "damaged or incomplete"),
    ],
)
def test_a_file_that_is_no_directory_is_refused(db, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refusal(path)


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    assert "cannot be opened: No such file" in refusal(tmp_path / "gone.csv")
    assert "cannot be opened: Is a directory" in refusal(tmp_path)


def test_a_zip_must_hold_one_directory(db, file):
    path = file(*ROWS)
    assert "It holds no CSV files" in refusal(packed(path, "readme.txt"))
    assert "It holds 2 CSV files" in refusal(packed(path, "one.csv", "two.csv"))


@pytest.fixture
def many(tmp_path):
    """A directory of 30,000 postcodes, of 1.5 MB."""
    path = tmp_path / "many.csv"
    with path.open("w", newline="") as out:
        out.write(HEADINGS + "\r\n")
        for n in range(30_000):
            code = f"Z{chr(65 + n // 9000)}{n // 90 % 100} {n % 9}{chr(65 + n % 10)}A"
            out.write(f"{code},,{code},198001,,0435000,{50 + n / 30_000:.6f},-1.45\r\n")
    return path


def test_memory_does_not_grow_with_the_file(db, many):
    call_command("import_postcodes", str(many), stdout=io.StringIO())
    tracemalloc.start()
    try:
        call_command("import_postcodes", str(many), stdout=io.StringIO())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert Postcode.objects.count() > 20_000
    # All rows at once would be some 8 MB.
    assert peak < 4_000_000


def test_a_postcode_in_small_hands_is_replaced(db, file):
    PostcodeFactory(code="ZZ11AA", longitude=0, latitude=51)
    call_command("import_postcodes", str(file(ROWS[0])))
    assert kept() == [AS_WRITTEN[0]]
