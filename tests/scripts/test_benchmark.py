"""README shows the figures of the last committed benchmark, and the tools that take them measure what they say."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from core.hotspots import kmeans
from core.hotspots.setting import Algorithm
from core.places.selection import Filters, points_of, select
from core.store import parquet
from scripts import benchmark
from scripts.measures import process, records, retunes, rivals, table
from tests import small

README = Path(__file__).parents[2] / "README.md"


def test_readme_shows_the_committed_figures():
    figures = json.loads(benchmark.FIGURES.read_text(encoding="utf-8"))
    assert table.markdown(figures) in README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fold(tmp_path_factory):
    return small.fold_of(tmp_path_factory.mktemp("benchmark"), small.incidents(2_000))


def test_thirty_distinct_questions_turn_through_ten_selections_or_more(fold):
    for algorithm in Algorithm:
        asked = list(retunes.questions(fold, algorithm))
        assert len(set(asked)) == retunes.QUESTIONS
        assert len({query.filters for query in asked}) >= 10


def test_the_exact_silhouette_is_scikit_learns(fold):
    points, _ = points_of(fold, select(fold, Filters()).weight)
    labels = kmeans.fit(points, 4).labels
    each = np.repeat(np.arange(len(labels)), points.weight)
    expected = silhouette_score(np.column_stack([points.x_m, points.y_m])[each], labels[each])
    assert rivals.exact_silhouette(points, labels) == pytest.approx(expected, abs=1e-9)


def test_the_large_export_repeats_the_records_and_adds_places(tmp_path, monkeypatch):
    frame = small.incidents(500, unmapped=5).rename(
        columns={"id": "ID", "latitude": "Latitude", "longitude": "Longitude"}
    )
    frame[["ID", "Latitude", "Longitude"]].to_csv(tmp_path / "given.csv", index=False)
    parquet.write_query(tmp_path / "given.parquet", duckdb.connect(), f"FROM read_csv('{tmp_path / 'given.csv'}')")
    before = frame.dropna()[["Latitude", "Longitude"]].drop_duplicates()
    monkeypatch.setattr(records, "LARGE_RECORDS", 2_300)
    monkeypatch.setattr(records, "LARGE_PLACES", 2 * len(before))
    rows, places = records.tile([tmp_path / "given.parquet"], tmp_path / "large.parquet")
    assert rows == 2_300
    assert places == pytest.approx(2 * len(before), rel=0.1)


def test_a_process_is_timed_and_weighed():
    cost = process.run(["timeit", "-n1", "-r1", "x = bytearray(80_000_000)"], {"PATH": ""})
    assert "1 loop" in cost.output
    assert cost.seconds > 0
    with pytest.raises(SystemExit, match="nothing was measured"):
        process.run(["no_such_module"], {"PATH": str(Path(sys.executable).parent)})
