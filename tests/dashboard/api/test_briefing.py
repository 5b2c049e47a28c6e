"""The API answers the briefing as `core` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.briefing.brief import write_brief
from core.forecast.shift import Shift
from core.places.selection import Filters
from dashboard.source import Source
from tests.dashboard import served

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from core.store import Store

PATH = "/api/v1/briefing"


@pytest.fixture(scope="module")
def client(shared_store: Store) -> FlaskClient:
    return served.client_of(shared_store)


def test_the_keys_are_those_promised(client: FlaskClient):
    body = client.get(PATH).json
    assert {"shift", "places", "contest", "chosen", "area_share"} <= set(body)
    assert set(body["shift"]) == {"weekday", "hours"}
    place = {"rank", "name", "latitude", "longitude", "cells", "area_km2", "expected", "low", "high", "types", "hours"}
    assert place <= set(body["places"][0])
    assert {"model", "pai", "hit_rate", "low", "high"} <= set(body["contest"][0])
    assert body["disclaimer"]


def test_the_places_are_those_of_core(client: FlaskClient, shared_store: Store):
    history = Source.of(shared_store).history
    query = {"shift_weekday": "4", "shift_hours": "22-6", "types": "THEFT"}
    body = client.get(PATH, query_string=query).json
    expected = write_brief(history, Filters(types=("THEFT",)), Shift((22, 6), 4), body["chosen"])
    assert [place["name"] for place in body["places"]] == [place.name for place in expected.places]
    assert [place["expected"] for place in body["places"]] == [place.expected for place in expected.places]
    for place, own in zip(body["places"], expected.places, strict=True):
        assert place["cells"] * history.patch_km2 == pytest.approx(own.area_km2)
        assert place["outline"]["type"] == "MultiPolygon"
    assert body["tested_here"] is False
    assert body["shaded_hit_rate"] is None, "a test of other records is not this ground's"
    assert body["tested_shift"] == {"hours": [18, 2], "weekday": None}
    assert 0 < client.get(PATH).json["shaded_hit_rate"] < 1


def test_chance_stands_beside_the_models(client: FlaskClient):
    contest = client.get(PATH).json["contest"]
    chance = contest[-1]
    assert (chance["model"], chance["pai"], chance["hit_rate"]) == ("random", 1.0, 0.01)
    rates = [row["hit_rate"] for row in contest[:-1]]
    assert rates == sorted(rates, reverse=True)
    assert all(row["low"] <= row["hit_rate"] <= row["high"] for row in contest)


def test_enforcement_is_not_in_it_unless_it_is_asked_for(client: FlaskClient):
    assert client.get(PATH).json["filters"] == {"enforcement": "false"}
    asked = client.get(PATH, query_string={"enforcement": "true"}).json
    assert asked["filters"] == {"enforcement": "true"}
    assert asked["places"] != client.get(PATH).json["places"]


@pytest.mark.parametrize("params", [{"shift_hours": "18"}, {"shift_weekday": "9"}, {"area_share": "1"}, {"eps_m": "5"}])
def test_what_is_wrong_is_refused(client: FlaskClient, params: dict[str, str]):
    response = client.get(PATH, query_string=params)
    assert response.status_code == 422
    assert next(iter(params)) in response.json["message"]
