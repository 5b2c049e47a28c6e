"""Exports in every shape become the same rows of text, and no line is lost on the way."""

from __future__ import annotations

import json

import pytest

from core import columns as col
from core.errors import BadExportError


@pytest.mark.parametrize("shape", ["export", "api csv", "json", "json lines", "parquet", "parquet with titles"])
@pytest.mark.parametrize("gzipped", [False, True])
def test_every_shape_becomes_the_same_records(exports, opened, shape, gzipped):
    rows = [exports.row(0), exports.row(1, latitude="", longitude="", location="", x_coordinate="", y_coordinate="")]
    path = {
        "export": lambda: exports.csv(rows),
        "api csv": lambda: exports.csv(rows, titles=False),
        "json": lambda: exports.json(rows),
        "json lines": lambda: exports.json_lines(rows),
        "parquet": lambda: exports.parquet(rows),
        "parquet with titles": lambda: exports.parquet(rows, titles=True),
    }[shape]()
    if gzipped and not shape.startswith("parquet"):
        path = exports.gzipped(path)

    opened.clean(path)

    assert opened.counts.kept == 2
    assert opened.rows(
        "SELECT id, date::VARCHAR, block, beat, district, arrest, domestic, latitude FROM incidents"
    ) == [
        (10_000_000, "2017-01-05 23:30:00", "008XX E 46TH ST", "0221", "2", False, True, 41.811365671),
        (10_000_001, "2017-01-05 23:30:00", "008XX E 46TH ST", "0221", "2", False, True, None),
    ]
    assert opened.column(col.LOCATION_DESCRIPTION) == ["HOTEL, MOTEL"] * 2
    assert opened.column(col.LOCATION) == ["(41.811365671, -87.605610722)", None]


def test_raw_holds_the_22_columns_as_text(exports, opened):
    opened.open(exports.parquet([exports.row()]))

    described = opened.rows("DESCRIBE raw")
    assert [row[0] for row in described] == list(col.PORTAL)
    assert {row[1] for row in described} == {"VARCHAR"}


def test_several_files_of_different_shapes_are_one_export(exports, opened):
    files = [
        exports.csv([exports.row(0)]),
        exports.json([exports.row(1)]),
        exports.parquet([exports.row(2)], titles=True),
        exports.gzipped(exports.json_lines([exports.row(3)])),
    ]

    assert opened.open(*files).raw("id") == [("10000000",), ("10000001",), ("10000002",), ("10000003",)]


def test_columns_may_stand_in_another_order_beside_others(exports, opened):
    lines = exports.text([exports.row()]).splitlines()
    shuffled = [",".join(["Zip Codes", *reversed(lines[0].split(","))])]
    shuffled.append(
        ",".join(["60615", '"(1, 2)"', *list(reversed(exports.row().values()))[1:]]).replace("HOTEL,", "HOTEL")
    )

    opened.open(exports.file("crimes.csv", "\n".join(shuffled) + "\n"))

    assert opened.raw("id", "beat", "latitude") == [("10000000", "0221", "41.811365671")]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("Primary Type", " primary type "),
    ],
    ids=["byte order mark", "Windows line ends", "no last line end", "blank lines", "spaces and case in titles"],
)
def test_harmless_differences_change_nothing(exports, opened, change):
    opened.open(exports.file("crimes.csv", change(exports.text([exports.row(0), exports.row(1)]))))

    assert opened.raw("id", "primary_type") == [("10000000", "THEFT"), ("10000001", "THEFT")]
    assert opened.rows("FROM malformed") == []


def test_a_name_with_brackets_is_no_pattern(exports, opened):
    path = exports.csv([exports.row()], name="Crimes [2017] it's*.csv")

    assert opened.open(path).raw("id") == [("10000000",)]


def test_lines_of_another_width_are_malformed(exports, opened):
    good = exports.text([exports.row(0), exports.row(1)])
    path = exports.file(
        "crimes.csv", good + "10000002,HZ\n" + exports.text([exports.row(3)]).splitlines()[1] + ",x,y\n"
    )

    opened.clean(path)

    assert (opened.counts.read, opened.counts.kept) == (4, 2)
    assert opened.reasons() == {"the line has too few columns": 1, "the line has too many columns": 1}
    assert "10000002,HZ" in opened.column("raw", "quarantine")


def test_a_stray_quotation_mark_costs_one_line(exports, opened):
    lines = exports.text([exports.row(number) for number in range(9)]).splitlines()
    lines[4] = lines[4].replace("THEFT", '"THEFT')

    opened.clean(exports.file("crimes.csv", "\n".join(lines) + "\n"))

    assert (opened.counts.read, opened.counts.kept) == (9, 8)
    assert opened.column("raw", "quarantine") == [lines[4]]
    assert opened.rows("SELECT count(DISTINCT id), count(latitude), any_value(beat) FROM incidents") == [(8, 8, "0221")]


def test_a_quotation_mark_that_nothing_closes_is_refused(exports, opened):
    bare = {col.LOCATION: "", col.LOCATION_DESCRIPTION: "STREET"}
    lines = exports.text([exports.row(number, **bare) for number in range(2000)]).splitlines()
    lines[7] = lines[7].replace("THEFT", '"THEFT')

    with pytest.raises(
        BadExportError, match=r"crimes\.csv opens a quotation mark that is never closed \(near line 8\)"
    ):
        opened.open(exports.file("crimes.csv", "\n".join(lines) + "\n"))


def test_line_breaks_within_quotation_marks_belong_to_the_record(exports, opened):
    rows = [exports.row(number, location="\n,  \n(41.811365671, -87.605610722)") for number in range(3)]
    text = exports.text(rows, titles=False) + "10000009,too short\n"

    opened.clean(exports.file("crimes.csv", text))

    assert (opened.counts.read, opened.counts.kept, opened.counts.quarantined) == (4, 3, 1)
    assert opened.column(col.LOCATION) == ["(41.811365671, -87.605610722)"] * 3


def test_quotation_marks_within_a_text_are_part_of_it(exports, opened):
    opened.open(exports.csv([exports.row(description='5" PIPE, "LEAD"')]))

    assert opened.raw("description") == [('5" PIPE, "LEAD"',)]


def test_json_lines_that_are_no_object_are_malformed(exports, opened):
    lines = exports.json_lines([exports.row(0), exports.row(1)]).read_text().splitlines()
    path = exports.file("crimes.jsonl", "\n".join([lines[0], lines[1][:40], "", "null", "[1]", lines[1]]) + "\n")

    opened.clean(path)

    assert (opened.counts.read, opened.counts.kept) == (5, 2)
    assert sorted(opened.column("raw", "quarantine")) == sorted([lines[1][:40], "null", "[1]"])


def test_names_that_only_later_objects_have_are_found(exports, opened):
    rows = [exports.row(0, latitude="", longitude="", location=""), exports.row(1)]

    assert opened.open(exports.json(rows)).raw("latitude") == [(None,), ("41.811365671",)]


def test_json_may_carry_titles(exports, opened, chicago):
    record = {chicago.columns[c][0]: v for c, v in exports.row().items()}

    opened.open(exports.file("crimes.json", json.dumps([record])))

    assert opened.raw("case_number", "community_area") == [("HZ000000", "39")]


HTML = "<!DOCTYPE html><html><body>Sign in</body></html>"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1864\n"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("pointer.csv", POINTER, "is a Git LFS pointer, not the data itself; fetch the data with `git lfs pull`"),
        ("pointer.parquet", POINTER, "is a Git LFS pointer"),
        ("page.csv", HTML, "is a web page"),
        ("page.json", "\n\n  " + HTML, "is a web page"),
        ("none.csv", "", "is empty; download it again"),
        ("blank.csv", " \n\n", "is empty"),
        ("header.csv", "ID,Date\n", "it has no column Primary Type, Block, IUCR and 7 more"),
        (
            "taxi.csv",
            "trip,fare\n1,2\n",
            "is not an export of Chicago's records: it has no column ID, Date, Primary Type and 9 more",
        ),
        ("semicolons.csv", "ID;Date;Primary Type\n1;2;3\n", "has no column ID"),
        ("archive.zip", b"PK\x03\x04rest", "is a zip archive; unpack it"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "is a binary file"),
        ("wide.csv", "ID,Date\n".encode("utf-16"), "is text in UTF-16; save it as UTF-8"),
        ("broken.parquet", b"PAR1 and no more", "is cut off or damaged; download it again"),
        ("broken.csv.gz", b"\x1f\x8b\x08\0broken", "is cut off or damaged"),
        ("error.json", '{"error": true, "message": "timeout"}', "it has no column ID, Date, Primary Type"),
        ("list.json", "[]", "it has no column ID, Date, Primary Type"),
        ("numbers.json", "[1, 2]", "it has no column ID"),
        ("cut.json", '[{"id": "1"},\n{"id": "2"', "is cut off or damaged"),
    ],
)
def test_what_is_no_export_gets_one_sentence(exports, opened, name, data, sentence):
    with pytest.raises(BadExportError) as fault:
        opened.open(exports.file(name, data))

    message = str(fault.value)
    assert message.startswith(name)
    assert sentence in message
    assert "\n" not in message


@pytest.mark.parametrize("shape", ["csv", "json_lines", "json"])
def test_text_of_another_encoding_is_refused(exports, opened, shape):
    path = getattr(exports, shape)([exports.row(number, block="CAFE") for number in range(100)])
    data = path.read_bytes().replace(b"CAFE", "CAFÉ".encode("latin-1"))
    sentence = "is cut off or damaged" if shape == "json" else "is not UTF-8 text (see line "

    with pytest.raises(BadExportError) as fault:
        opened.open(exports.file(path.name, data))

    assert sentence in str(fault.value)


def test_a_title_in_another_encoding_is_refused(exports, opened):
    text = exports.text([exports.row()]).replace("Block", "Straße")

    with pytest.raises(BadExportError, match="not UTF-8"):
        opened.open(exports.file("crimes.csv", text.encode("latin-1")))


@pytest.mark.parametrize("shape", ["csv", "json", "json_lines"])
def test_a_gzip_that_breaks_off_is_refused(exports, opened, shape):
    whole = exports.gzipped(getattr(exports, shape)([exports.row(number) for number in range(20_000)]))
    data = whole.read_bytes()

    with pytest.raises(BadExportError, match="is cut off or damaged; download it again"):
        opened.open(exports.file("cut.gz", data[: len(data) // 2]))


def test_a_header_without_records_is_refused(exports, opened):
    with pytest.raises(BadExportError, match="has a header but no records"):
        opened.open(exports.csv([]))
    with pytest.raises(BadExportError, match="has columns but no records"):
        opened.open(exports.parquet([]))


def test_mixed_line_ends_are_refused(exports, opened):
    lines = exports.text([exports.row(number) for number in range(3)]).splitlines()

    with pytest.raises(BadExportError, match="mixes Windows and Unix line ends"):
        opened.open(exports.file("crimes.csv", f"{lines[0]}\r\n{lines[1]}\r\n{lines[2]}\n{lines[3]}\r\n"))


def test_a_column_that_is_there_twice_is_refused(exports, opened):
    lines = exports.text([exports.row()]).splitlines()

    with pytest.raises(BadExportError, match="has two columns id"):
        opened.open(exports.file("crimes.csv", f"{lines[0]},id\n{lines[1]},7\n"))


def test_folders_missing_files_and_nothing_at_all_are_refused(exports, opened):
    with pytest.raises(BadExportError, match="is a folder; name the export files in it"):
        opened.open(exports.folder)
    with pytest.raises(BadExportError, match=r"gone\.csv does not exist; check the name"):
        opened.open(exports.folder / "gone.csv")
    with pytest.raises(BadExportError, match="No export was named"):
        opened.open()


def test_one_bad_file_among_good_ones_is_named(exports, opened):
    with pytest.raises(BadExportError, match=r"pointer\.csv is a Git LFS pointer"):
        opened.open(exports.csv([exports.row()]), exports.file("pointer.csv", POINTER))


def test_a_connection_can_read_again(exports, opened):
    opened.open(exports.file("crimes.csv", exports.text([exports.row(0)]) + "short\n"))
    opened.open(exports.csv([exports.row(1)]))

    assert opened.raw("id") == [("10000001",)]
    assert opened.rows("FROM malformed") == []
