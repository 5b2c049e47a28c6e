"""What the API answers, refuses and says of itself is said, whichever address it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from core.store import Store
from dashboard import api
from dashboard.answers import Answers
from dashboard.api import files
from dashboard.source import Source
from tests.language.pseudo import any_of, unsaid
from tests.language.seen import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dash import Dash
    from flask.testing import FlaskClient


DESCRIPTIONS = {"description", "summary"}
UNKNOWN = ("/api", "/api/v1/zones")
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
WRONG = ("", "?", "-1", "x,x", "99999999")
"""Values that no parameter takes, or few do: blank, odd, too small, twice, too large."""

QUOTED = re.compile(r"'[^'«»¤¬]*'")
"""A value that was given, as a refusal repeats it."""

pytestmark = pytest.mark.usefixtures("spoken")


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json


def parameters(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every address with each of its parameters."""
    return [(path, one) for path, told in document["paths"].items() for one in told.get("parameters", ())]


@pytest.fixture
def names(document: dict[str, Any]) -> re.Pattern[str]:
    """What a refusal may hold as it is: names and values of parameters, addresses, methods."""
    own = [one["name"] for _, one in parameters(document)]
    values = [value for _, one in parameters(document) for value in one["schema"].get("enum", ())]
    return any_of([*own, *values, *document["paths"], "/api/v1/openapi.json", *UNKNOWN, *METHODS])


def descriptions(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from (text for name, text in told.items() if name in DESCRIPTIONS and isinstance(text, str))
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from descriptions(each)


def test_everything_in_the_description_is_said(document: dict[str, Any], names: re.Pattern[str]):
    found = list(descriptions(document))
    assert len(found) > 50, "the test looks at descriptions"
    assert [text for text in found if unsaid(text, names)] == []


def written(example: object) -> str:
    if isinstance(example, list):
        return ",".join(str(each) for each in example)
    return str(example).lower() if isinstance(example, bool) else str(example)


def test_every_answer_is_said(client: FlaskClient, document: dict[str, Any], data: re.Pattern[str]):
    for path, told in document["paths"].items():
        flags = {one["name"]: "true" for one in told.get("parameters", ()) if one["name"] == "evidence"}
        response = client.get(path, query_string=flags)
        assert response.status_code == 200
        found = [text for _, text in texts(response.json)] if response.is_json else []
        assert [text for text in found if unsaid(text, data)] == []


def test_notes_and_cautions_of_an_answer_are_said(client: FlaskClient):
    answer = client.get("/api/v1/hotspots?algorithm=dbscan&evidence=true&from=2020-01-06&to=2020-01-12").json
    assert len(answer["evidence"]["notes"]) > 2
    for text in (answer["risk_note"], answer["evidence"]["null_name"], *answer["evidence"]["notes"]):
        assert text.startswith("«")


def refusals(client: FlaskClient, document: dict[str, Any]) -> Iterator[str]:
    """What is said of values that a parameter does not take, of unknown parameters and of those given twice."""
    for path, one in parameters(document):
        for value in WRONG:
            response = client.get(path, query_string={one["name"]: value})
            if response.status_code != 200:
                yield response.json["message"]
        yield client.get(f"{path}?{one['name']}=1&{one['name']}=2").json["message"]
        yield client.get(path, query_string={f"{one['name']}s": "1"}).json["message"]


def test_every_refusal_is_said(
    client: FlaskClient, document: dict[str, Any], names: re.Pattern[str], data: re.Pattern[str]
):
    found = set(refusals(client, document))
    for query in ("from=2020-02-02&to=2020-02-01", "hours=3-3", "districts=01", "k=30&types=NARCOTICS&to=2020-01-06"):
        found.add(client.get(f"/api/v1/hotspots?{query}").json["message"])
    assert len(found) > 30
    assert [text for text in found if unsaid(QUOTED.sub(" ", data.sub(" ", text)), names)] == []


def test_faults_of_addresses_are_said(client: FlaskClient, names: re.Pattern[str]):
    for response in (*map(client.get, UNKNOWN), client.post("/api/v1/hotspots")):
        assert response.status_code in {404, 405}
        assert not unsaid(response.json["message"], names)


def test_a_fault_that_nobody_foresaw_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    def broken(_store: Store) -> Source:
        raise ZeroDivisionError

    monkeypatch.setattr(Source, "of", broken)
    message = client.get("/api/v1/hotspots").json["message"]
    assert message.startswith("«Something broke.")


def test_that_there_is_no_build_is_said(tmp_path: Path, store: Store, data: re.Pattern[str]):
    server, empty = Flask(__name__), Store(tmp_path, store.city)
    api.register(server, empty, Answers(empty))
    response = server.test_client().get("/api/v1/hotspots")
    assert response.status_code == 503
    assert not unsaid(response.json["message"], data)


def test_downloads_of_invented_records_say_so(store: Store):
    source = Source.of(store)
    demo = replace(source, city=replace(source.city, is_demo=True))
    assert files.caution(demo)["X-Disclaimer"] == f"«DEMO DATA. ¤{source.city.disclaimer}¬»"
