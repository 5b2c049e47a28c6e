"""Every record arrives once, whatever the portal does meanwhile."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from email.utils import formatdate
from time import time

import duckdb
import pytest

from core.cities.city import Portal, load_city
from core.errors import PortalError
from core.records import reader
from core.records.portal import download, download_boundaries
from core.records.socrata import LONGEST_PAUSE_S, TRIES
from tests.core.records.portal_server import DATASET, make_rows, row, serving

ROWS = 1_000
PAGE_ROWS = 150


@pytest.fixture
def portal():
    with serving(make_rows(ROWS)) as running:
        yield running


def city_at(url, page_rows=PAGE_ROWS):
    return replace(load_city("chicago"), portal=Portal(url, DATASET, page_rows))


def fetch(portal, folder, recent=None, **options):
    """Download without pausing; return the ids that came, the lines and the pauses."""
    lines, pauses = [], []
    files = download(
        city_at(portal.url),
        folder,
        recent,
        lambda done, line: lines.append((done, line)),
        pause=pauses.append,
        **options,
    )
    return ids_in(files), lines, pauses


def ids_in(files):
    found = []
    for path in files:
        with gzip.open(path, "rt", newline="") as stream:
            found += [int(row["id"]) for row in csv.DictReader(stream)]
    return found


def test_all_records_arrive_once_and_in_order(portal, tmp_path):
    ids, lines, pauses = fetch(portal, tmp_path)
    assert ids == portal.ids()
    assert len(set(ids)) == ROWS
    assert lines[-1] == (1.0, "1,000 of 1,000 records")
    assert [done for done, _line in lines] == sorted(done for done, _line in lines)
    assert pauses == []
    assert {asked["$limit"] for asked in portal.asked} == {"150", "100"}


def test_only_the_latest_arrive_with_ties_by_id(portal, tmp_path):
    ids, _lines, _pauses = fetch(portal, tmp_path, recent=333)
    assert ids == portal.ids()[:333]


def test_a_first_day_is_inclusive(portal, tmp_path):
    ids, _lines, _pauses = fetch(portal, tmp_path, since=date(2018, 1, 10))
    assert ids == portal.ids("date >= '2018-01-10'")
    assert 0 < len(ids) < ROWS


def test_an_empty_portal_gives_no_pages(tmp_path):
    with serving([]) as portal:
        assert fetch(portal, tmp_path)[0] == []


@pytest.mark.parametrize(
    "fault",
    [
        "429",
        "500",
        "503",
        "202",
        "html",
        "empty",
        "truncated",
        "cut",
        "dropped",
        "no rows",
        "short",
        "repeated",
        "unordered",
    ],
)
@pytest.mark.parametrize("page", [0, 1, 6])
def test_a_fault_neither_loses_nor_repeats_a_record(portal, tmp_path, fault, page):
    portal.faults.extend([""] * page + [fault])
    ids, lines, pauses = fetch(portal, tmp_path)
    if fault == "repeated" and page == 0:
        assert pauses == []  # the first page is what the whole table begins with
    elif fault != "short":
        assert len(pauses) == 1
        assert any("Trying again" in line for _done, line in lines)
    assert ids == portal.ids()


def test_a_requested_pause_is_kept(portal, tmp_path):
    portal.faults.append("429")
    _ids, _lines, pauses = fetch(portal, tmp_path)
    assert 7 <= pauses[0] <= 8


def test_a_pause_may_be_asked_for_as_a_date(portal, tmp_path):
    portal.faults.append(f"429 {formatdate(time() + 100, usegmt=True)}")
    _ids, _lines, pauses = fetch(portal, tmp_path)
    assert 60 < pauses[0] <= 101


@pytest.mark.parametrize("header", ["soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_request_that_names_no_time_to_come_is_as_good_as_none(portal, tmp_path, header):
    portal.faults.append(f"429 {header}")
    ids, _lines, pauses = fetch(portal, tmp_path)
    assert 0.5 <= pauses[0] <= 1
    assert ids == portal.ids()


def test_pauses_double_up_to_a_ceiling_and_then_it_gives_up(portal, tmp_path):
    portal.faults.extend(["503"] * TRIES)
    pauses = []
    with pytest.raises(PortalError, match=r"answered 503.*run the same command again"):
        download(city_at(portal.url), tmp_path, None, lambda *_: None, pause=pauses.append)
    ceilings = [min(LONGEST_PAUSE_S, 2**n) for n in range(TRIES - 1)]
    assert all(high / 2 <= pause <= high for pause, high in zip(pauses, ceilings, strict=True))


def test_what_came_before_it_gave_up_is_not_fetched_again(portal, tmp_path):
    portal.faults.extend(["", "", *["dropped"] * TRIES])
    with pytest.raises(PortalError, match="connection failed"):
        fetch(portal, tmp_path)
    asked = len(portal.asked)
    ids, lines, _pauses = fetch(portal, tmp_path)
    assert ids == portal.ids()
    assert lines[0][1] == "300 of 1,000 records are here already"
    assert len(portal.asked) - asked == 5


def test_a_pause_of_a_day_is_not_waited_for(portal, tmp_path):
    portal.faults.append("429 86400")
    with pytest.raises(PortalError, match="come back in 86,400 s"):
        fetch(portal, tmp_path)


def test_a_refusal_is_final(portal, tmp_path):
    city = replace(city_at(portal.url), portal=Portal(portal.url, "none-such", 10))
    with pytest.raises(PortalError, match="404: Cannot find that dataset"):
        download(city, tmp_path, None, lambda *_: None, pause=pytest.fail)


def test_other_columns_are_final(portal, tmp_path):
    portal.faults.append("other columns")
    with pytest.raises(PortalError, match="no field date"):
        fetch(portal, tmp_path)


def test_a_city_without_a_portal_says_so(tmp_path):
    city = replace(load_city("chicago"), portal=None)
    with pytest.raises(PortalError, match="--source FILE"):
        download(city, tmp_path, None, lambda *_: None)


def test_the_token_goes_with_every_request(portal, tmp_path, monkeypatch):
    monkeypatch.setenv("PATROLIQ_PORTAL_TOKEN", "s3cret")
    fetch(portal, tmp_path)
    assert {headers.get("X-App-Token") for headers in portal.headers} == {"s3cret"}


def test_fewer_records_than_counted_are_noticed(portal, tmp_path):
    portal.count_faults.append(5)
    with pytest.raises(PortalError, match="sent no record behind the 1,000 that came, though it counted 1,005"):
        fetch(portal, tmp_path)
    assert fetch(portal, tmp_path)[0] == portal.ids()


def test_a_record_removed_meanwhile_is_noticed(portal, tmp_path):
    portal.count_faults.extend([0, -1])
    with pytest.raises(PortalError, match=r"sent 1,000 and now counts 999\. Run"):
        fetch(portal, tmp_path)
    assert fetch(portal, tmp_path)[0] == portal.ids()


def test_newer_records_that_arrive_meanwhile_shift_nothing(portal, tmp_path):
    class Arrival(list):
        """Adds a newer record after the second page was fetched."""

        def __call__(self, _done, _line):
            self.append(1)
            if len(self) == 2:
                portal.add([row(999_999, "2019-01-01T00:00:00.000")])

    files = download(city_at(portal.url), tmp_path, None, Arrival())
    assert ids_in(files) == portal.ids("id <> 999999")


def test_a_portal_that_changed_since_starts_afresh(portal, tmp_path):
    portal.faults.extend(["", "", "404"])
    with pytest.raises(PortalError):
        fetch(portal, tmp_path)
    portal.remove(portal.ids()[10])
    ids, lines, _pauses = fetch(portal, tmp_path)
    assert ids == portal.ids()
    assert lines[0][1] == "150 of 999 records"


def test_a_complete_download_is_taken_as_it_is(portal, tmp_path):
    fetch(portal, tmp_path)
    asked = len(portal.asked)
    assert fetch(portal, tmp_path)[0] == portal.ids()
    assert len(portal.asked) == asked


def test_another_question_starts_afresh_and_leaves_no_old_pages(portal, tmp_path):
    fetch(portal, tmp_path)
    assert fetch(portal, tmp_path, recent=100)[0] == portal.ids()[:100]
    assert len(list(tmp_path.glob("*.csv.gz"))) == 1


def test_a_damaged_page_starts_afresh(portal, tmp_path):
    fetch(portal, tmp_path)
    sorted(tmp_path.glob("*.csv.gz"))[2].write_bytes(b"")
    assert fetch(portal, tmp_path)[0] == portal.ids()


def test_the_pages_are_an_export_that_we_read(portal, tmp_path):
    files = download(city_at(portal.url), tmp_path, None, lambda *_: None)
    connection = duckdb.connect()
    reader.open_export(connection, files, load_city("chicago"))
    found = connection.execute("SELECT id, block, beat FROM raw ORDER BY date DESC, id::BIGINT DESC").fetchall()
    assert [int(number) for number, _block, _beat in found] == portal.ids()
    assert {(block, beat) for _number, block, beat in found} == {('0010X "A", B\nST', "0722")}
    assert connection.execute("SELECT count(*) FROM malformed").fetchone() == (0,)


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from core.cities.city import Portal, load_city
from core.records import portal
city = replace(load_city("chicago"), portal=Portal(sys.argv[1], sys.argv[2], 150))
portal.download(city, Path(sys.argv[3]), None, lambda done, line: None)
"""


def download_in_child(portal, folder):
    command = [sys.executable, "-c", KILLED, portal.url, DATASET, str(folder)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_a_killed_download_goes_on_where_it_stopped(portal, tmp_path):
    portal.faults.extend(["", "", "", "hangs"])
    with download_in_child(portal, tmp_path) as process:
        portal.wait_until_stuck(process)
        process.kill()
    (tmp_path / f"{DATASET}-00004.csv.gz.part").write_bytes(b"half a page")
    ids, lines, _pauses = fetch(portal, tmp_path)
    assert ids == portal.ids()
    assert lines[0][1] == "450 of 1,000 records are here already"
    assert not list(tmp_path.glob("*.part"))


def test_two_downloads_do_not_share_a_folder(portal, tmp_path):
    portal.faults.extend(["", "hangs"])
    with download_in_child(portal, tmp_path) as process:
        portal.wait_until_stuck(process)
        with pytest.raises(PortalError, match="Another download"):
            fetch(portal, tmp_path)
        process.kill()


AREAS = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ward": "7"}, "geometry": None}]}


def with_wards(portal, body):
    wards = next(one for one in load_city("chicago").territories if one.column == "ward")
    portal.outlines["/resource/ward-ward.geojson"] = body
    return replace(city_at(portal.url), territories=(replace(wards, portal_dataset="ward-ward"),)), wards.files[0]


def test_outlines_lie_under_the_name_that_the_city_looks_for(portal, tmp_path):
    city, name = with_wards(portal, json.dumps(AREAS).encode())
    assert download_boundaries(city, tmp_path / "outlines", lambda *_: None) == tmp_path / "outlines"
    assert json.loads((tmp_path / "outlines" / name).read_text()) == AREAS


def test_outlines_without_codes_are_refused_at_once(portal, tmp_path):
    city, _name = with_wards(portal, json.dumps(AREAS).replace("ward", "wand").encode())
    with pytest.raises(PortalError, match="no property ward"):
        download_boundaries(city, tmp_path, lambda *_: None, pause=pytest.fail)


def test_garbled_outlines_are_asked_for_again(portal, tmp_path):
    city, _name = with_wards(portal, b"<html>")
    pauses = []
    with pytest.raises(PortalError, match="did not answer with outlines"):
        download_boundaries(city, tmp_path, lambda *_: None, pause=pauses.append)
    assert len(pauses) == TRIES - 1


def test_no_named_outlines_is_none(tmp_path):
    city = replace(load_city("chicago"), territories=())
    assert download_boundaries(city, tmp_path, lambda *_: None) is None
