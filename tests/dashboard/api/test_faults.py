"""A fault is a status and a sentence; a traceback goes to the log."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.api.hotspots import LabelsQuestion
from tests.dashboard import served

PATHS = ("", "/labels", "/zones.geojson")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return served.client_of(served.publish(tmp_path_factory.mktemp("faults"), served.records()))


def refusal(client, query, path=""):
    response = client.get(f"/api/v1/hotspots{path}?{query}")
    assert response.status_code == 422, response.text
    assert set(response.json) == {"code", "status", "message"}
    assert response.json["code"] == 422
    assert response.headers["Cache-Control"] == "no-store"
    return response.json["message"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("k=31", "k is '31'; it must be a whole number from 2 to 30, in plain digits."),
        ("eps_m=nan", "eps_m is 'nan'; it must be metres from 50 to 1000, in plain digits."),
        ("eps=100", "'eps' is not a parameter. Did you mean eps_m? Accepted: algorithm,"),
        ("k=8&k=9", "k is given 2 times; give it once"),
        ("k=", "k is blank"),
        ("k=%D9%A8", "k is '٨'"),
        ("types=THEFTS", "'THEFTS' is not a type of these records. Did you mean THEFT? Accepted: ASSAULT,"),
        ("districts=02", "'02' is not a district of these records. Write it without leading zeros: 2."),
        ("from=2020-02-01&to=2020-01-01", "from is 2020-02-01, after to"),
        ("evidence=1", "evidence is '1'; accepted are true and false."),
        ("algorithm=dbscan&k=1", "k is '1'"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_accepted(client, path, query, sentence):
    assert refusal(client, query, path).startswith(sentence)


NAMES = [*(parameter.name for parameter in LabelsQuestion.parameters()), "x"]
VALUES = st.sampled_from(
    ["", "3", "kmeans", "dbscan", "true", "0.3", "THEFT", "1,2", "18-2", "2020-02-02", "\x00", "%00"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(params=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4))
def test_whatever_is_asked_is_answered_or_refused(client, params):
    response = client.get("/api/v1/hotspots/labels", query_string=params)
    assert response.status_code in {200, 422}, (params, response.text)
    assert response.status_code == 200 or response.json["message"].endswith((".", "?"))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["colour=risk", "pin=k%3D6", "selected=1"])
def test_what_only_the_page_shows_is_refused(client, path, query):
    name = query.partition("=")[0]
    assert refusal(client, query, path).startswith(f"'{name}' is not a parameter.")


def test_a_format_belongs_to_the_labelled_places(client):
    assert refusal(client, "format=xlsx", "/labels") == "'xlsx' is not a format. Accepted: csv, parquet."
    assert refusal(client, "format=csv").startswith("'format' is not a parameter.")


def test_more_zones_than_places_are_refused(client):
    query = "k=30&types=NARCOTICS&districts=1&from=2020-01-06&to=2020-01-12"
    assert "30" in refusal(client, query)


def test_an_unknown_address_below_the_api_is_not_a_page(client):
    for path in ("/api", "/api/", "/api/v1/hotspot", "/api/v1/hotspots/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "/api/v1/openapi.json" in response.json["message"]


def test_another_method_is_refused_in_json(client):
    response = client.post("/api/v1/hotspots")
    assert response.status_code == 405
    assert response.json["status"] == "Method Not Allowed"
    assert "GET" in response.headers["Allow"]


def test_faults_of_pages_stay_as_they_were(client):
    assert client.get("/somewhere").mimetype == "text/html"
    assert client.post("/somewhere").mimetype == "text/html"


def test_an_unexpected_error_is_a_reference_whose_traceback_is_logged(tmp_path, caplog):
    store = served.publish(tmp_path, served.records())
    store.current()  # checked once: what breaks now is found by the request
    (store.current().path / "records.minute.npy").unlink()
    response = served.client_of(store).get("/api/v1/hotspots?k=9")
    assert response.status_code == 500
    reference = re.search(r"\b[0-9a-f]{8}\b", response.json["message"]).group()
    assert "minute" not in response.text
    logged = next(record for record in caplog.records if reference in record.getMessage())
    assert logged.exc_info[0] is FileNotFoundError
    assert any("k=9" in record.getMessage() for record in caplog.records)
