"""Streets from the texts of blocks: in order, through the places, and nothing that is no street."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.places.blocks import Block, parse_block
from core.places.geometry import projection
from core.places.streets import fit_streets, write_streets
from core.records.demo.streets import addresses
from core.store import parquet_scan
from tests import small
from tests.dashboard import served

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

CITY = small.city()
START_M = (501_000.0, 6_000.0)
"""Where the invented streets begin, inside the small city."""


def frame(blocks: dict[str, list[tuple[float, float]]]) -> pd.DataFrame:
    """Put a record on each of a block's points, in metres from `START_M`."""
    rows = [(block, *point) for block, points in blocks.items() for point in points]
    x_m, y_m = (np.array([row[axis] for row in rows]) + START_M[axis - 1] for axis in (1, 2))
    latitude, longitude = projection.to_degrees(x_m, y_m, CITY.epsg)
    records = small.incidents(len(rows), unmapped=0)
    return records.assign(block=[row[0] for row in rows], latitude=latitude, longitude=longitude)


def street(name: str, blocks: range, north_m: float = 0.0) -> dict[str, list[tuple[float, float]]]:
    """Lay a street from west to east, a hundred each 100 m, two places a block."""
    return {f"{n:03}XX E {name}": [(n * 100 + 30, north_m), (n * 100 + 70, north_m)] for n in blocks}


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("013XX W 79TH ST", Block("79TH ST", "EW", -1_350)),
        ("013XX E 79TH ST", Block("79TH ST", "EW", 1_350)),
        ("0000X N State st", Block("STATE ST", "NS", 50)),
        ("0000X S STATE ST", Block("STATE ST", "NS", -50)),
        ("100XX S AVENUE O", Block("AVENUE O", "NS", -10_050)),
        ("026XX  N LAKE SHORE DR NB", Block("LAKE SHORE DR", "NS", 2_650)),
        ("10XX ALBERNI ST", Block("ALBERNI ST", "", 1_050)),
        ("1300 BLOCK OF W MAIN ST", Block("MAIN ST", "EW", -1_350)),
        ("CONFIDENTIAL", None),
        ("WESTERN AVE / 79TH ST", None),
        ("013XX", None),
        ("", None),
    ],
)
def test_a_block_names_its_street_and_its_place_along_it(text: str, block: Block | None):
    assert parse_block(text) == block


@given(st.integers(0, 139), st.integers(0, 139), st.sampled_from("NSEW"))
def test_hundreds_follow_each_other_in_the_order_of_their_numbers(one: int, other: int, direction: str):
    first, second = (parse_block(f"{n:03}XX {direction} HIGH ST") for n in (one, other))
    assert first is not None
    assert second is not None
    assert (first.number < second.number) == ((one < other) if direction in "NE" else (one > other))


def test_blocks_make_one_line_from_low_numbers_to_high(tmp_path: Path):
    west = {f"{n:03}XX W OAK ST": [(-n * 100 - 50.0, 0.0)] for n in range(4)}
    found = fit_streets(small.fold_of(tmp_path, frame(street("OAK ST", range(5)) | west)))
    assert [(each.name, each.records) for each in found] == [("Oak St", 14)]
    (line,) = found[0].lines
    assert line - START_M == pytest.approx(np.array([[-350.0, 0.0], [450.0, 0.0]]), abs=1e-3)
    assert found[0].length_m == pytest.approx(800, abs=1e-3)
    assert found[0].residual_m == pytest.approx(0, abs=1e-3)


def test_a_misplaced_block_bends_nothing(tmp_path: Path):
    blocks = street("OAK ST", range(10))
    blocks["004XX E OAK ST"] = [(4_000.0, 3_000.0)]
    blocks["009XX E OAK ST"] = [(900.0, 2_000.0)]
    (found,) = fit_streets(small.fold_of(tmp_path, frame(blocks)))
    (line,) = found.lines
    assert np.abs(line[:, 1] - START_M[1]).max() < 1e-3
    assert line[-1, 0] - START_M[0] == pytest.approx(950, abs=1e-3), "its number says where the last block is"


def test_a_street_is_cut_at_a_gap_and_short_parts_are_left_out(tmp_path: Path):
    blocks = street("OAK ST", range(7)) | street("OAK ST", range(20, 27)) | street("OAK ST", range(40, 43))
    (found,) = fit_streets(small.fold_of(tmp_path, frame(blocks)))
    ends = [(line[[0, -1], 0] - START_M[0]).round().tolist() for line in found.lines]
    assert ends == [[50, 650], [2050, 2650]]


def test_a_name_whose_places_lie_anywhere_is_no_street(tmp_path: Path):
    draw = np.random.default_rng(5)
    park = {f"{n:03}XX E PARK": [tuple(at) for at in draw.uniform(0, 3_000, (20, 2))] for n in range(10)}
    found = fit_streets(small.fold_of(tmp_path, frame(park | street("OAK ST", range(7)))))
    assert [each.name for each in found] == ["Oak St"]


def test_streets_with_many_records_and_many_a_kilometre_come_first(tmp_path: Path):
    busy = {block: [*points, (points[0][0], 901.0)] for block, points in street("ELM ST", range(8), 900.0).items()}
    blocks = street("OAK ST", range(8)) | busy | street("ASH ST", range(16), 500.0)
    fold = small.fold_of(tmp_path, frame(blocks))
    assert [each.name for each in fit_streets(fold)] == ["Elm St", "Ash St", "Oak St"]
    assert [each.name for each in fit_streets(fold, most=1)] == ["Elm St"]


def test_streets_are_written_in_degrees_with_name_and_rank(tmp_path: Path):
    written = write_streets(fit_streets(small.fold_of(tmp_path, frame(street("79TH ST", range(8))))), CITY.epsg)
    (feature,) = written["features"]
    assert feature["properties"] == {"name": "79th St", "rank": 0}
    (line,) = feature["geometry"]["coordinates"]
    longitude, latitude = np.array(line).T
    x_m, y_m = projection.to_metres(latitude, longitude, CITY.epsg)
    assert x_m - START_M[0] == pytest.approx([50, 750], abs=1.5)
    assert y_m - START_M[1] == pytest.approx([0, 0], abs=1.5)


def test_a_city_without_blocks_has_no_streets(tmp_path: Path):
    fold = small.fold_of(tmp_path, small.incidents(200).assign(block=None))
    assert write_streets(fit_streets(fold), CITY.epsg) == {"type": "FeatureCollection", "features": []}


def test_every_block_of_the_invented_city_can_be_read():
    read = [parse_block(text) for text in addresses().names]
    assert None not in read
    assert len({(block.street, block.number) for block in read if block}) > 0.9 * len(read)


@pytest.mark.real
def test_79th_street_of_chicago_runs_from_west_to_east(real_data: Path, tmp_path: Path):
    source = parquet_scan([real_data / "chicago" / "crimes_2017.parquet"])
    found = duckdb.execute(
        f"SELECT Block AS block, Latitude AS latitude, Longitude AS longitude FROM {source} "
        "WHERE Latitude > 41 AND Block LIKE '%79TH ST'"
    ).df()
    records = small.incidents(len(found), unmapped=0).assign(**{name: found[name] for name in found})
    fold = served.fold_of(served.publish(tmp_path, records))
    (street_79,) = fit_streets(fold)
    assert street_79.name == "79th St"
    assert street_79.length_m > 12_000
    assert street_79.residual_m < 5
    for line in street_79.lines:
        east_m, north_m = line[-1] - line[0]
        assert abs(north_m / east_m) < 0.04, "the grid of the projection is turned by one degree and a half"
