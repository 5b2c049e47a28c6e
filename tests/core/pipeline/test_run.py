"""From exports to a published build: nothing lost, nothing repeated without need, nothing half done."""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import textwrap
from contextlib import closing

import numpy as np
import pandas as pd
import pytest

from core import context, pipeline, tracking
from core.cities.city import load_city
from core.errors import BadExportError
from core.hotspots import sweep
from core.hotspots.questions import QUESTIONS
from core.hotspots.tables import CHOICES, LABELS, LINKAGE, SWEEPS, ZONES
from core.pipeline import code, step
from core.pipeline.steps import CORE
from core.places.fold import load_fold
from core.places.tables import CODES
from core.places.territories import OUTLINE, load_territories
from core.records.tables import INCIDENTS, QUALITY, QUARANTINE
from core.store import Build, BuildInProgressError, Store
from scripts.pipeline import main
from tests import child
from tests.core.pipeline.made import build, repeated, two_settings

NAMES = [each.name for each in CORE]


@pytest.mark.slow
class TestOneBuild:
    """What one build leaves, looked at from several sides."""

    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, exports, tmp_path_factory) -> Build:
        with pytest.MonkeyPatch.context() as patch:
            folder = tmp_path_factory.mktemp("data")
            patch.setenv("PATROLIQ_DATA", str(folder))
            patch.delenv("MLFLOW_TRACKING_URI", raising=False)
            patch.setattr(sweep, "settings_for", two_settings)
            return build(Store(folder, "demo"), exports.full, boundaries=exports.boundaries, context=exports.context)

    def test_every_row_is_accounted_for(self, made, exports):
        rows = made.manifest["rows"]
        assert rows["read"] == len(pd.read_csv(exports.full, dtype=str))
        assert rows["read"] == rows["kept"] + rows["quarantined"] + rows["out_of_scope"]
        assert rows["kept"] == 1_500 == len(made.table(INCIDENTS))
        assert rows["quarantined"] == len(made.table(QUARANTINE)) > 0
        assert rows["out_of_scope"] > 0

    def test_the_latest_records_are_kept(self, made, exports):
        raw = pd.read_csv(exports.full, dtype=str)
        date = pd.to_datetime(raw["Date"], format="%m/%d/%Y %I:%M:%S %p", errors="coerce")
        kept = made.table(INCIDENTS, ["id", "date"])
        bad = made.table(QUARANTINE)["raw"].map(lambda text: json.loads(text).get("id"))
        latest = raw.assign(date=date)[~raw["ID"].isin(bad)].drop_duplicates("ID", keep="last")
        latest = latest.assign(id=latest["ID"].astype(int)).sort_values(["date", "id"]).tail(1_500)
        assert kept["id"].tolist() == latest["id"].tolist()
        assert str(made.manifest["cutoff"])[:10] == str(date.max())[:10]

    def test_records_know_their_place(self, made):
        incidents, places = made.table(INCIDENTS), made.table("places")
        mapped = incidents.dropna(subset="latitude")
        joined = mapped.merge(places, on="place_id", suffixes=("", "_of_place"))
        assert len(joined) == len(mapped) < len(incidents)
        assert (joined["latitude"] == joined["latitude_of_place"]).all()
        assert (joined["longitude"] == joined["longitude_of_place"]).all()
        assert incidents.loc[incidents["latitude"].isna(), "place_id"].isna().all()
        assert places["records"].sum() == len(mapped)

    def test_numbers_of_every_step_reach_manifest_and_quality_report(self, made):
        steps = made.manifest["steps"]
        assert list(steps) == NAMES
        assert made.json(QUALITY)["steps"] == steps
        assert steps["records"]["rows_out"] == steps["fold"]["rows_in"] == 1_500
        assert steps["fold"]["rows_out"] == len(made.table("places"))
        assert all(facts["seconds"] > 0 for facts in steps.values())

    def test_every_setting_is_in_mlflow_under_its_build(self, made):
        with closing(sqlite3.connect(made.path.parents[2] / "mlflow.db")) as notebook:
            runs = notebook.execute(
                "SELECT r.name, count(DISTINCT p.key), count(DISTINCT m.key) FROM runs r "
                "JOIN tags t ON t.run_uuid = r.run_uuid AND t.key = 'mlflow.parentRunId' "
                "JOIN runs parent ON parent.run_uuid = t.value AND parent.name = ? "
                "JOIN params p ON p.run_uuid = r.run_uuid JOIN metrics m ON m.run_uuid = r.run_uuid GROUP BY 1",
                (f"build {made.id}",),
            ).fetchall()
            (rows_in,) = notebook.execute("SELECT value FROM metrics WHERE key = 'fold_rows_in'").fetchone()
        tried = pd.concat([made.table(table) for table in SWEEPS.values()])
        assert sorted(name for name, _, _ in runs) == sorted(tried["name"])
        assert all(parameters >= 3 and metrics >= 3 for _, parameters, metrics in runs)
        assert rows_in == 1_500

    def test_the_labels_of_every_setting_are_stored(self, made):
        labels = made.table(LABELS)
        tried = pd.concat([made.table(table) for table in SWEEPS.values()])
        assert set(labels.columns) == {"place_id", *tried["name"]}
        assert labels["place_id"].tolist() == made.table("places")["place_id"].tolist()
        for row in tried.itertuples():
            assert labels[row.name].max() + 1 == row.clusters

    def test_zones_and_tree_are_those_of_the_best_settings(self, made):
        choices, zones, linkage = made.json(CHOICES), made.table(ZONES), made.table(LINKAGE)
        assert [choice["question"] for choice in choices] == list(QUESTIONS)
        assert set(zones["setting"]) == {name for choice in choices for name in choice["finalists"]}
        assert set(zones["risk_level"]) <= {"red", "yellow", "green"}
        assert all(json.loads(text) for text in zones["outline"])
        fold = load_fold(made, load_city("demo"))
        assert len(linkage) == len(fold.cell_number) - 1
        assert linkage["height_m"].is_monotonic_increasing

    def test_the_manifest_says_what_it_was_made_from(self, made, exports):
        manifest = made.manifest
        assert [source["name"] for source in manifest["sources"]] == [exports.full.name]
        assert manifest["sources"][0]["bytes"] == exports.full.stat().st_size
        assert manifest["is_demo"] is True
        assert [file["name"] for file in manifest["context"]] == sorted(path.name for path in exports.context.iterdir())
        assert all(len(file["sha256"]) == 64 for file in manifest["context"])
        assert manifest["parameters"]["recent"] == 1_500
        assert not made.faults()

    def test_the_context_is_joined_with_the_areas_of_the_records(self, made):
        found = context.load(made)
        assert found.declared["absent"] == []
        assert {facts["unmatched"] for facts in (*found.declared["areas"], *found.declared["points"])} == {0}
        assert set(found.areas["code"]) == {str(number) for number in range(1, 78)}
        assert set(found.points["kind"]) == {"police_station", "rail_stop"}
        assert made.manifest["steps"]["context"]["rows_in"] == 77 + len(found.points)

    def test_nothing_but_the_build_is_left(self, made):
        assert [path.name for path in made.path.parent.iterdir()] == [made.id]


@pytest.mark.slow
def test_an_unchanged_build_is_not_made_again(city, exports, monkeypatch):
    first = build(city, exports.full)
    monkeypatch.setattr(step.Step, "__call__", lambda *_: pytest.fail("a step was repeated"))
    assert build(city, exports.full) == first
    assert [made.id for made in city.builds()] == [first.id]


def change(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Change the code of a module, as far as keys can see."""
    true_hash = code.hash_of

    def hash_of(name: str) -> str:
        return true_hash(name) + ("!" if module in code.modules_behind(name) else "")

    monkeypatch.setattr(code, "hash_of", hash_of)


@pytest.mark.slow
def test_only_what_has_changed_is_repeated(city, exports, monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    noted: list[int] = []
    monkeypatch.setattr(tracking, "record", lambda _experiment, runs, _parent: noted.append(len(runs)))
    first = build(city, exports.full)
    assert repeated(first) == NAMES
    second = build(city, exports.full, boundaries=exports.boundaries)
    assert repeated(second) == ["territories", "context"]
    # Settings of a step that was taken over are noted below the build that tried them, once.
    assert noted == [len(first.table(LABELS).columns) - 1, 0]
    assert f"fold: unchanged, taken over from build {first.id}" in caplog.text
    assert second.manifest["rows"] == first.manifest["rows"]
    assert set(load_territories(second)) > {OUTLINE} == set(load_territories(first))

    change(monkeypatch, "core.hotspots.sweep")
    third = build(city, exports.full, boundaries=exports.boundaries)
    assert repeated(third) == ["sweeps", "choice"]

    # The records are taken over, so the fold reads them back: the result must be what it was.
    change(monkeypatch, "core.places.fold")
    fourth = build(city, exports.full, boundaries=exports.boundaries)
    assert repeated(fourth) == ["fold", "patches", "territories", "streets", "context", "sweeps", "choice"]
    for name, values in third.columns("records").items():
        np.testing.assert_array_equal(fourth.columns("records")[name], values)
    for name in (INCIDENTS, LABELS):
        pd.testing.assert_frame_equal(fourth.table(name), third.table(name))

    fifth = build(city, exports.full, boundaries=exports.boundaries, context=exports.context)
    assert repeated(fifth) == ["context"]

    sixth = build(city, exports.full, boundaries=exports.boundaries, recent=1_400)
    assert repeated(sixth) == NAMES
    assert sixth.manifest["rows"]["kept"] == 1_400


@pytest.mark.slow
def test_several_exports_are_one_city_and_every_record_may_be_in_scope(city, exports):
    made = build(city, exports.half, exports.full, recent=pipeline.ALL_RECORDS)
    assert made.manifest["rows"]["out_of_scope"] == 0
    assert made.table(INCIDENTS)["id"].is_unique


@pytest.mark.parametrize("content", [b"", b"<html>Sorry</html>", b"version https://git-lfs.github.com/spec/v1\n"])
def test_a_file_that_is_no_export_changes_nothing(city, tmp_path, content):
    with city.draft() as draft:
        old = draft.publish({})
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(BadExportError, match=r"bad\.csv"):
        build(city, bad)
    assert city.current() == old
    assert [path.name for path in (tmp_path / "demo" / "builds").iterdir()] == [old.id]


@pytest.mark.slow
def test_a_dead_mlflow_costs_a_warning_and_no_build(city, exports, monkeypatch, caplog):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    made = build(city, exports.half)
    assert city.current() == made
    assert len([line for line in caplog.messages if "MLflow" in line]) == 1


@pytest.mark.slow
def test_progress_goes_from_nothing_to_all(city, exports):
    heard: list[tuple[float, str]] = []
    request = pipeline.Request(load_city("demo"), (exports.half,))
    pipeline.build(city, request, lambda share, message: heard.append((share, message)))
    shares = [round(share, 9) for share, _ in heard]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.2
    assert 0.9 < shares[-1] <= 1
    titles = {message for _, message in heard}
    assert {each.title for each in CORE} <= titles


def test_two_pipelines_at_once(city, exports, capsys):
    with city.draft():
        with pytest.raises(BuildInProgressError, match=f"Process {os.getpid()} is building demo"):
            build(city, exports.full)
        assert main(["build", "--city", "demo", "--source", str(exports.full)]) == 2
    assert "is building demo; wait for it or stop it." in capsys.readouterr().err


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from core import context, pipeline, tracking
    from core.cities.city import load_city
    from core.hotspots import sweep
    from core.hotspots.setting import Setting
    from core.store import Store

    root, source, fatal = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    sweep.settings_for = lambda records, algorithm, concentration=1.0: [Setting(algorithm, k=3, min_samples=10)]

    def report(share, message):
        if message == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    pipeline.build(Store(root, "demo"), pipeline.Request(load_city("demo"), (source,)), report)
""")


@pytest.mark.slow
@pytest.mark.parametrize("moment", [*(each.title for each in CORE), "Storing the records", "Publishing"])
def test_a_killed_pipeline_leaves_the_old_build_serving(city, exports, tmp_path, moment):
    with city.draft() as draft:
        old = draft.publish({})
    assert child.run(KILLED, tmp_path, exports.half, moment, ends=-signal.SIGKILL) == ""
    assert Store(tmp_path, "demo").current() == old
    assert len(list((tmp_path / "demo" / "builds").iterdir())) > 1
    with city.draft():
        names = sorted(path.name for path in (tmp_path / "demo" / "builds").iterdir())
        assert [name for name in names if not name.startswith(".draft")] == [old.id]


@pytest.mark.real
@pytest.mark.slow
def test_the_real_records(city, real_data):
    """The 500,000 most recent of three years, with the city's own outlines."""
    folder = real_data / "chicago"
    files = sorted(folder.glob("crimes_201[678].parquet"))
    store = Store(city.root, "chicago")
    made = pipeline.build(store, pipeline.Request(load_city("chicago"), tuple(files), folder / "boundaries"))
    rows = made.manifest["rows"]
    assert rows["kept"] == 500_000
    assert rows["read"] == sum(len(pd.read_parquet(file, columns=["ID"])) for file in files)
    assert rows["read"] == rows["kept"] + rows["quarantined"] + rows["out_of_scope"]
    assert made.manifest["cutoff"].startswith("2018-11-12")
    territories = load_territories(made)
    counts = {name: len(found["features"]) for name, found in territories.items()}
    assert counts == {"outline": 1, "community_area": 77, "beat": 275, "district": 23, "ward": 50}
    codes = made.json(CODES)
    for name, column in (("beat", "beat"), ("area", "community_area"), ("district", "district")):
        drawn = {area["properties"]["code"] for area in territories[column]["features"]}
        assert len(set(codes["names"][name]) - drawn) <= 2
