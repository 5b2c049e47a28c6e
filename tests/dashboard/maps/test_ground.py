"""What lies around the cells: fetched once a build, compressed, and of that build alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.places.busiest import SHARES
from dashboard.app import create_app
from dashboard.maps import ground
from dashboard.maps.overlays import list_overlays
from dashboard.source import Source

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from core.store import Store


@pytest.fixture(scope="module")
def client(shared_store: Store) -> FlaskClient:
    return create_app(shared_store).server.test_client()


@pytest.fixture(scope="module")
def source(shared_store: Store) -> Source:
    return Source.of(shared_store)


@pytest.mark.parametrize("name", ["outline", "community_area", "streets", "busiest"])
def test_it_is_kept_for_good_and_compressed(client: FlaskClient, source: Source, name: str):
    answer = client.get(ground.ground_url(source.build, name), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "path", ["/ground/another/outline.json", "/ground/{build}/ward.json", "/ground/{build}/x.json"]
)
def test_what_the_build_does_not_hold_is_not_found(client: FlaskClient, source: Source, path: str):
    assert client.get(path.format(build=source.build.id)).status_code == 404


def test_areas_know_where_their_names_stand(client: FlaskClient, source: Source):
    (area,) = client.get(ground.ground_url(source.build, "community_area")).json["features"]
    assert area["properties"]["label"] == area["properties"]["name"]
    longitude, latitude = area["properties"]["at"]
    south, west, north, east = source.city.bounds
    assert south < latitude < north
    assert west < longitude < east


def test_the_busiest_cells_are_those_of_the_filters(client: FlaskClient, source: Source):
    address = ground.ground_url(source.build, "busiest")
    plain, thefts = client.get(address).json, client.get(f"{address}?types=THEFT&k=5").json
    assert [feature["properties"]["share"] for feature in plain["features"]] == list(SHARES)
    assert plain != thefts
    assert client.get(f"{address}?types=NOTHING&hours=x").json == plain, "what makes no sense is left out"


def test_every_layer_has_a_switch_and_can_be_fetched(client: FlaskClient, source: Source):
    listed = {each.key: each for each in list_overlays(source)}
    assert list(listed) == ["streets", "community_area", "names", "busiest", "tiles"]
    assert {key for key, each in listed.items() if each.shown} == {"streets", "community_area", "names"}
    for each in listed.values():
        if each.url.startswith("/"):
            assert client.get(each.url).status_code == 200
    assert "tile.openstreetmap.org" in listed["tiles"].hint
    assert "types" in listed["busiest"].follows


def test_without_tiles_or_a_build_there_is_less_to_switch_on(shared_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATROLIQ_TILE_URL", "none")
    assert [each.key for each in list_overlays(Source.empty(shared_store))] == ["names", "busiest"]
