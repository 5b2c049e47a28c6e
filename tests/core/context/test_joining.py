"""All files of a city together, and what a build's readers find of them."""

from __future__ import annotations

import logging
from dataclasses import replace

import pandas as pd
import pytest

from core import context
from core.cities.context import AreaFile, Context, Indicator, PointFile
from core.context import joining
from core.context.tables import AREA_COLUMNS, AREAS, CONTEXT, POINT_COLUMNS, POINTS
from core.errors import BadExportError, MissingBuildError
from core.store import Store
from tests import small

POPULATION = Indicator("population", "people", "Population", "residents")
CENSUS = AreaFile("Census.csv", "community_area", "area", 2020, None, {}, (POPULATION,), "The census")
STATIONS = PointFile("stations.csv", "police_station", "Police station", None, "lat", "lon", "The city")
SMALL = replace(small.city(), context=Context((CENSUS,), (STATIONS,)))


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return small.publish(tmp_path_factory.mktemp("small"), small.incidents(300))


@pytest.fixture
def given(tmp_path):
    (tmp_path / "census.csv").write_text("area,people\n1,100\n2,200\n3,300\n")
    (tmp_path / "stations.csv").write_text("lat,lon\n0.05,3.05\n")
    return sorted(tmp_path.iterdir())


def test_files_are_found_by_name_and_joined_with_the_records(build, given, caplog):
    caplog.set_level(logging.INFO)
    found = joining.join(given, SMALL, build)
    assert found.areas[["code", "value"]].to_numpy().tolist() == [["1", 100.0], ["2", 200.0]]
    assert found.points["kind"].tolist() == ["police_station"]
    assert [facts["unmatched"] for facts in found.declared["areas"]] == [1]
    assert found.declared["absent"] == []
    assert "Census.csv: 1 of 3 rows are of no known area" in caplog.messages


def test_a_file_that_the_folder_lacks_is_left_out_and_said(build, given, caplog):
    found = joining.join(given[:1], SMALL, build)
    assert found.declared["absent"] == ["stations.csv"]
    assert found.declared["points"] == []
    assert len(found.areas) == 2
    assert caplog.messages == ["The folder of context has no stations.csv; what needs it is left out."]


@pytest.mark.parametrize("city", [SMALL, small.city()])
def test_without_files_the_tables_are_empty_and_whole(build, city):
    found = joining.join([], city, build)
    assert (len(found.areas), len(found.points)) == (0, 0)
    assert found.areas.dtypes.astype(str).to_dict() == AREA_COLUMNS
    assert found.points.dtypes.astype(str).to_dict() == POINT_COLUMNS
    assert found.declared == {"areas": [], "points": [], "absent": []}


def test_two_tables_may_not_give_the_same_number(build, given):
    yearly = replace(CENSUS, year=None, year_column="people", file="stations.csv", key="lat")
    (given[1].parent / "stations.csv").write_text("lat,people,lon\n1,2020,1\n")
    twice = replace(SMALL, context=Context((CENSUS, yearly)))
    with pytest.raises(BadExportError, match="Two tables of context give population of community_area 1 for 2020"):
        joining.join(given, twice, build)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data", "toy")


def test_what_was_joined_is_read_back(build, given, store):
    joined = joining.join(given, SMALL, build)
    with store.draft() as draft:
        draft.write_table(AREAS, joined.areas)
        draft.write_table(POINTS, joined.points)
        draft.write_json(CONTEXT, joined.declared)
        found = context.load(draft.publish({}))
    pd.testing.assert_frame_equal(found.areas, joined.areas)
    pd.testing.assert_frame_equal(found.points, joined.points)
    assert found.declared["areas"][0]["columns"] == [POPULATION.__dict__]


@pytest.mark.parametrize("held", [{}, {CONTEXT: {"areas": [], "points": [], "absent": []}}])
def test_a_build_without_context_says_how_to_get_it(store, held):
    with store.draft() as draft:
        for name, value in held.items():
            draft.write_json(name, value)
        made = draft.publish({})
    with pytest.raises(MissingBuildError) as refused:
        context.load(made)
    assert str(refused.value) == (
        f"Build {made.id} holds no context tables; add --context DIR, the folder that holds them, to "
        "`python -m scripts.pipeline build --city toy`."
    )
