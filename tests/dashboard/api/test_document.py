"""The OpenAPI description is well formed, and tells the truth."""

from __future__ import annotations

import json

import pytest

from dashboard.api.hotspots import ENDPOINTS
from tests import small
from tests.dashboard import served

PATHS = {"/healthz", "/readyz", "/api/v1/build", "/api/v1/briefing", "/api/v1/hotspots", "/api/v1/hotspots/labels"}
PROMISED = (
    *("algorithm", "k", "eps_m", "min_samples", "concentration"),
    *("enforcement", "types", "from", "to", "hours", "weekdays", "districts", "domestic", "arrest"),
)
EXAMPLES = {"type": ("THEFT",), "district": ("7", "11"), **dict.fromkeys(small.GROUPED, small.KINDS)}
"""Names that the examples use."""
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return served.client_of(served.publish(tmp_path_factory.mktemp("document"), served.records()))


@pytest.fixture(scope="module")
def document(client):
    response = client.get("/api/v1/openapi.json")
    assert response.mimetype == "application/json"
    return response.json


def parameters_of(document, path="/api/v1/hotspots"):
    return document["paths"][path]["parameters"]


def resolve(document, schema):
    while "$ref" in schema:
        target = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    return schema


def shape(document, schema):
    """Return what a schema asks for and whether it may be null; several parts say that in turn."""
    parts = [resolve(document, part) for part in schema.get("anyOf", schema.get("allOf", [schema]))]
    nullable = any(part.get("nullable") for part in [schema, *parts])
    return max(parts, key=len), nullable


def complaints(document, schema, value, where="answer"):
    """Compare a value with its schema: types, and that both name the same fields."""
    asked, nullable = shape(document, resolve(document, schema))
    if value is None:
        return [] if nullable else [f"{where} is null"]
    if not isinstance(value, TYPES[asked["type"]]):
        return [f"{where} is {value!r}, not {asked['type']}"]
    if asked["type"] == "array":
        return [one for item in value for one in complaints(document, asked["items"], item, f"{where}[]")]
    fields = asked.get("properties", {}) if isinstance(value, dict) else {}
    odd = [f"{where}.{name} stands in one only" for name in set(fields) ^ set(value)] if fields else []
    both = [name for name in fields if name in value]
    return odd + [one for name in both for one in complaints(document, fields[name], value[name], f"{where}.{name}")]


def test_every_address_is_described(document):
    assert document["openapi"].startswith("3.0")
    assert set(document["paths"]) == PATHS | {"/api/v1/hotspots/zones.geojson", "/api/v1/hotspots/zones.csv"}
    for path in document["paths"].values():
        assert path["get"]["summary"]
        assert "200" in path["get"]["responses"]


def test_every_reference_leads_somewhere(document):
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        assert resolve(document, {"$ref": reference})


def test_every_parameter_is_described_and_no_other(document):
    own = [one["name"] for one in parameters_of(document)]
    assert set(own) >= {*PROMISED, "evidence"}
    assert [one["name"] for one in parameters_of(document, "/api/v1/hotspots/zones.geojson")] == own
    assert [one["name"] for one in parameters_of(document, "/api/v1/hotspots/labels")] == [*own, "format"]
    assert all(one["in"] == "query" and one["description"].endswith(".") for one in parameters_of(document))


def written(value):
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def edges(schema):
    """Return the values at the ends of what a schema allows."""
    ends = [schema[end] for end in ("minimum", "maximum") if end in schema]
    return [*ends, *schema.get("enum", []), *([True, False] if schema["type"] == "boolean" else [])]


def test_what_the_description_allows_is_accepted(client, document):
    names = {"types": "THEFT", "districts": "3"}  # those of this build
    for one in parameters_of(document, "/api/v1/hotspots/labels"):
        for value in [names.get(one["name"], one["example"]), *edges(one["schema"])]:
            text = written(int(value) if isinstance(value, float) and value == int(value) else value)
            params = {"k": "3", one["name"]: text} if one["name"] != "evidence" else {"k": "3", "evidence": "false"}
            response = client.get("/api/v1/hotspots/labels", query_string=params)
            assert response.status_code == 200, (params, response.text)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path or "/")
def test_every_parameter_has_its_range_its_default_and_an_example(document, endpoint):
    described = parameters_of(document, f"/api/v1/hotspots{endpoint.path}")
    assert [one["name"] for one in described] == [each.name for each in endpoint.asks.parameters()]
    for one in described:
        schema, example = one["schema"], one["example"]
        assert isinstance(example, TYPES[schema["type"]]), one["name"]
        if schema["type"] in {"integer", "number"}:
            assert schema["minimum"] <= schema["default"] <= schema["maximum"]
            assert schema["minimum"] <= example <= schema["maximum"]
        if "enum" in schema:
            assert {schema["default"], example} <= set(schema["enum"])
        if schema["type"] == "array":
            assert (one["style"], one["explode"], schema["uniqueItems"]) == ("form", False, True)
        assert endpoint.asks.parse({one["name"]: written(example)}, EXAMPLES)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path or "/")
def test_who_asks_for_the_default_gets_what_comes_without(document, endpoint):
    for one in parameters_of(document, f"/api/v1/hotspots{endpoint.path}"):
        default = one["schema"].get("default")
        if default is not None:
            assert endpoint.asks.parse({one["name"]: written(default)}, EXAMPLES) == endpoint.asks()


def test_what_the_description_forbids_is_refused(client, document):
    for one in parameters_of(document):
        low, high = (one["schema"].get(end) for end in ("minimum", "maximum"))
        for value in [] if low is None else [low - 1, high + 1]:
            response = client.get("/api/v1/hotspots", query_string={one["name"]: written(value)})
            assert response.status_code == 422, (one["name"], value)


@pytest.mark.parametrize(
    "address",
    [
        "/healthz",
        "/readyz",
        "/api/v1/build",
        "/api/v1/hotspots?k=3&evidence=true",
        "/api/v1/hotspots?algorithm=dbscan&min_samples=100000",
        "/api/v1/hotspots/zones.geojson?k=3",
        "/api/v1/hotspots?k=1",
    ],
)
def test_an_answer_has_the_shape_that_is_described(client, document, address):
    response = client.get(address)
    described = document["paths"][address.split("?")[0]]["get"]["responses"][str(response.status_code)]["content"]
    assert complaints(document, described[response.mimetype]["schema"], json.loads(response.data)) == []
