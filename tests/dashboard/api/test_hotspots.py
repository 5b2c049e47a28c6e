"""The API answers what `core` answers and what the records say."""

from __future__ import annotations

import io
import json
from dataclasses import asdict

import numpy as np
import orjson
import pandas as pd
import pytest
import shapely

from core.hotspots.answer import find_zones
from core.hotspots.evidence import gather_evidence
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from core.store import Store
from tests.dashboard import served

EVERY = [
    {"k": "4"},
    {"algorithm": "dbscan", "eps_m": "150", "min_samples": "15"},
    {"algorithm": "hierarchical", "k": "5"},
    {"k": "3", "concentration": "0.3", "types": "THEFT", "hours": "18-2"},
]


@pytest.fixture(scope="module")
def frame():
    return served.records()


@pytest.fixture(scope="module")
def store(frame, tmp_path_factory):
    return served.publish(tmp_path_factory.mktemp("api"), frame)


@pytest.fixture(scope="module")
def client(store):
    return served.client_of(store)


def get(client, params=None, path=""):
    response = client.get(f"/api/v1/hotspots{path}", query_string=params or {})
    assert response.status_code == 200, response.text
    return response


def table(client, params, of="csv"):
    content = io.BytesIO(get(client, {**params, "format": of}, "/labels").data)
    return pd.read_csv(content) if of == "csv" else pd.read_parquet(content)


def test_the_keys_of_an_answer_are_those_promised(client):
    body = get(client).json
    promised = {"algorithm", "parameters", "records", "unmapped", "scores", "coverage", "largest_share", "evidence"}
    assert promised | {"zones", "build", "elapsed_ms"} <= set(body)
    assert set(body["scores"]) == {"silhouette", "davies_bouldin", "calinski_harabasz", "inertia"}
    assert body["evidence"] is None
    assert body["elapsed_ms"] > 0


@pytest.mark.parametrize("params", EVERY)
def test_an_answer_counts_every_selected_record_once(client, frame, params):
    body = get(client, params).json
    chosen = frame[frame["primary_type"] == "THEFT"] if "types" in params else frame
    if "hours" in params:
        hour = chosen["date"].dt.hour
        chosen = chosen[((hour >= 18) | (hour < 2)) & chosen["time_known"]]
    assert body["records"] == chosen["latitude"].notna().sum()
    assert body["unmapped"] == chosen["latitude"].isna().sum()
    zoned = sum(zone["records"] for zone in body["zones"])
    assert zoned == pytest.approx(body["coverage"] * body["records"])
    assert max(zone["records"] for zone in body["zones"]) == pytest.approx(body["largest_share"] * zoned)


def test_an_area_keeps_the_records_inside_it(client, frame):
    south, west = frame["latitude"].quantile(0.4), frame["longitude"].quantile(0.4)
    area = (
        f"{south:.5f}_{west:.5f}_{south:.5f}_{west + 1:.5f}_{south + 1:.5f}_{west + 1:.5f}_{south + 1:.5f}_{west:.5f}"
    )
    body = get(client, {"area": area, "k": 2}).json
    inside = (frame["latitude"] >= round(south, 5)) & (frame["longitude"] >= round(west, 5))
    assert body["records"] == pytest.approx(int(inside.sum()), rel=0.01), "its edges bend a little in metres"
    assert body["unmapped"] == 0
    assert body["filters"]["area"].startswith(f"{south:.5f}".rstrip("0"))


def test_an_area_that_cannot_be_is_refused(client):
    for area in ("41.9_-87.6_41.9", "41.9_-87.6_41.9_-87.7_41.9_-87.8", "90_0_0_0_0_180"):
        response = client.get("/api/v1/hotspots", query_string={"area": area})
        assert response.status_code == 422
        assert "area" in response.json["message"]


def test_unknown_times_are_kept_when_that_is_asked(client, frame):
    unknown = int((~frame["time_known"]).sum())
    without, kept = (get(client, {"hours": "8-16", **more}).json for more in ({}, {"unknown_times": "true"}))
    assert without["unknown_time"] == kept["unknown_time"] == unknown > 0
    matching = [body["records"] + body["unmapped"] for body in (without, kept)]
    assert matching[1] - matching[0] == unknown
    assert kept["filters"] == {"hours": "8-16", "unknown_times": "true"}


def test_an_answer_is_that_of_core(client, store):
    setting = Setting(Algorithm.DBSCAN, eps_m=150, min_samples=15)
    expected = find_zones(served.fold_of(store), Filters(districts=("2",)), setting)
    body = get(client, {**EVERY[1], "districts": "2"}).json
    assert body["parameters"] == {"eps_m": 150, "min_samples": 15, "concentration": 1}
    assert body["filters"] == {"districts": "2"}
    assert body["scores"]["silhouette"] == expected.scores.silhouette
    assert [zone["name"] for zone in body["zones"]] == [zone.name for zone in expected.zones]


@pytest.mark.parametrize("params", EVERY)
def test_labelled_places_add_up_to_the_zones(client, params):
    places, body = table(client, params), get(client, params).json
    assert list(places.columns) == ["latitude", "longitude", "records", "label"]
    by_label = places.groupby("label")["records"].sum()
    assert by_label[by_label.index >= 0].to_dict() == {zone["label"]: zone["records"] for zone in body["zones"]}
    assert places["records"].sum() == body["records"]
    lowest = -2 if params.get("concentration") else -1 if params.get("algorithm") == "dbscan" else 1
    assert places["label"].min() == lowest


def test_labelled_places_are_those_that_hold_selected_records(client, frame):
    places = table(client, {"k": "3", "arrest": "true", "from": "2020-03-01", "to": "2020-03-31"})
    chosen = frame[frame["arrest"] & (frame["date"].dt.month == 3)].dropna(subset="latitude")
    expected = chosen.groupby(["latitude", "longitude"]).size()
    found = places.set_index(["latitude", "longitude"])["records"].sort_index()
    pd.testing.assert_series_equal(found, expected.sort_index(), check_names=False)


def test_csv_and_parquet_hold_the_same(client):
    pd.testing.assert_frame_equal(table(client, EVERY[1]), table(client, EVERY[1], "parquet"), check_dtype=False)


def test_a_download_is_named_and_carries_its_caution(client, store):
    headers = get(client, {}, "/labels").headers
    assert headers["Content-Disposition"] == f'attachment; filename="hotspots-chicago-{store.current().id}.csv"'
    assert headers["X-Data-Until"] == "2020-08-02"
    assert "not a ground for a stop" in headers["X-Disclaimer"]


@pytest.mark.parametrize("params", EVERY)
def test_a_zone_has_the_same_number_in_every_file(client, params):
    zones = {zone["label"]: zone["records"] for zone in get(client, params).json["zones"]}
    assert min(zones) >= 1
    features = get(client, params, "/zones.geojson").json["features"]
    assert {each["id"]: each["properties"]["records"] for each in features} == zones
    rows = pd.read_csv(io.BytesIO(get(client, params, "/zones.csv").data))
    assert dict(zip(rows["label"], rows["records"], strict=True)) == zones
    for of in ("csv", "parquet"):
        by_label = table(client, params, of).groupby("label")["records"].sum()
        assert by_label[by_label.index > 0].to_dict() == zones
        assert 0 not in by_label.index


def test_zones_as_rows_are_those_of_the_answer(client):
    rows = pd.read_csv(io.BytesIO(get(client, EVERY[3], "/zones.csv").data))
    for row, zone in zip(rows.to_dict("records"), get(client, EVERY[3]).json["zones"], strict=True):
        assert row["name"] == zone["name"]
        assert row["beats"] == "; ".join(zone["beats"])
        assert row["types"] == "; ".join(f"{each['type']} {each['records']}" for each in zone["types"])
        assert (row["risk"], row["risk_records"]) == (zone["risk"]["level"], zone["risk"]["records"])
        assert (row["peak_start"], row["peak_end"]) == (zone["peak_hours"]["start"], zone["peak_hours"]["end"])
        for name in ("share", "inhabited_km2", "rate_per_km2", "arrest_rate", "severity_days", "latitude"):
            assert row[name] == pytest.approx(zone[name])


def test_zones_are_downloaded_as_files(client, store):
    for path, name in (("/zones.geojson", "geojson"), ("/zones.csv", "csv")):
        headers = get(client, {}, path).headers
        assert headers["Content-Disposition"] == f'attachment; filename="zones-chicago-{store.current().id}.{name}"'
        assert "not a ground for a stop" in headers["X-Disclaimer"]


def test_outlines_are_valid_geojson_with_their_caution(client):
    response = get(client, EVERY[0], "/zones.geojson")
    assert response.mimetype == "application/geo+json"
    body = json.loads(response.data)
    assert body["properties"]["build"]
    assert body["properties"]["data_until"] == "2020-08-02"
    assert "not a ground for a stop" in body["properties"]["disclaimer"]
    assert sorted(feature["properties"]["label"] for feature in body["features"]) == [1, 2, 3, 4]
    assert [feature["id"] for feature in body["features"]] == [f["properties"]["label"] for f in body["features"]]
    for feature in body["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        assert all(part.exterior.is_ccw for part in shape.geoms)
        assert shape.bounds[0] < feature["properties"]["longitude"] < shape.bounds[2]


def test_most_places_lie_inside_the_outline_of_their_zone(client):
    zones, places = get(client, EVERY[0]).json["zones"], table(client, EVERY[0])
    inside = 0
    for zone in zones:
        shape = shapely.from_geojson(json.dumps(zone["outline"]))
        own = places[places["label"] == zone["label"]]
        hits = shapely.intersects_xy(shape, own["longitude"].to_numpy(), own["latitude"].to_numpy())
        inside += own["records"].to_numpy()[np.asarray(hits)].sum()
    assert inside > 0.9 * places["records"].sum()  # a border cell wears the colour of its larger part


def test_evidence_is_that_of_core(client, store):
    evidence = get(client, {"k": "3", "evidence": "true"}).json["evidence"]
    expected = gather_evidence(served.fold_of(store), Filters(), Setting(k=3))
    assert expected.null_silhouette is not None, "the test's records have a null to compare"
    assert evidence == orjson.loads(orjson.dumps(asdict(expected)))


def test_nothing_selected_is_an_answer(client):
    body = get(client, {"from": "2031-01-01"}).json
    assert (body["records"], body["zones"]) == (0, [])
    assert body["coverage"] is body["largest_share"] is None
    assert set(body["scores"].values()) <= {None, 0.0}
    assert table(client, {"from": "2031-01-01"}).empty
    assert get(client, {"from": "2031-01-01"}, "/zones.geojson").json["features"] == []
    assert pd.read_csv(io.BytesIO(get(client, {"from": "2031-01-01"}, "/zones.csv").data)).empty


def test_an_undefined_score_is_null(client):
    response = get(client, {"algorithm": "dbscan", "eps_m": "1000", "min_samples": "2", "concentration": "0.02"})
    assert "NaN" not in response.text
    assert "Infinity" not in response.text
    single = get(client, {"algorithm": "dbscan", "eps_m": "1000", "min_samples": "100000"}).json
    assert single["scores"]["silhouette"] is None
    assert single["coverage"] == 0


def test_a_client_that_holds_the_answer_is_told_so(client):
    for path in ("", "/labels", "/zones.geojson", "/zones.csv"):
        first = get(client, EVERY[0], path)
        same = client.get(
            f"/api/v1/hotspots{path}", query_string=EVERY[0], headers={"If-None-Match": first.headers["ETag"]}
        )
        assert (same.status_code, same.data) == (304, b"")
        other = client.get(
            f"/api/v1/hotspots{path}", query_string={"k": "5"}, headers={"If-None-Match": first.headers["ETag"]}
        )
        assert other.status_code == 200


def test_a_new_build_ends_what_a_client_holds(frame, tmp_path):
    store = served.publish(tmp_path, frame)
    client = served.client_of(store)
    tag = get(client).headers["ETag"]
    served.publish(tmp_path, frame.iloc[:2000])
    fresh = client.get("/api/v1/hotspots", headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert fresh.json["build"] == Store(tmp_path, served.CITY).current().id


def test_the_build_tells_what_filters_may_use(client, store):
    body = client.get("/api/v1/build").json
    assert body["id"] == store.current().id
    assert body["files"] == store.current().manifest["files"]
    assert body["accepted"]["types"] == ["ASSAULT", "BURGLARY", "NARCOTICS", "THEFT"]
    assert (body["accepted"]["from"], body["accepted"]["to"]) == ("2020-01-06", "2020-08-02")


def test_health_is_that_of_the_process_and_readiness_that_of_the_build(client, tmp_path):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json["status"] == "ready"
    bare = served.client_of(Store(tmp_path, served.CITY))
    assert bare.get("/healthz").status_code == 200
    for path in ("/readyz", "/api/v1/build", "/api/v1/hotspots", "/api/v1/hotspots/labels"):
        response = bare.get(path)
        assert response.status_code == 503
        assert response.json["message"].startswith("There is no build")
        assert response.headers["Retry-After"] == "30"
    assert bare.get("/api/v1/openapi.json").status_code == 200
