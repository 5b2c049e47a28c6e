"""The application around the pages: where it leads, what it says without data, what it lets browsers load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import BadParameterError
from core.store import Store
from dashboard import auth, errors
from dashboard.app import create_app
from dashboard.pages import PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(shared_store: Store) -> FlaskClient:
    return create_app(shared_store).server.test_client()


def page(client: FlaskClient, search: str, path: str = "/hotspots") -> str:
    """What Dash's router makes of an address, as text."""
    wanted = next(d for d in client.get("/_dash-dependencies").json if "_pages_content.children" in d["output"])
    values = {"pathname_": path, "search_": search, "pathname": path, "search": search}
    inputs = [{**i, "value": values.get(i["property"])} for i in wanted["inputs"]]
    outputs = [
        dict(zip(("id", "property"), output.rsplit(".", 1), strict=True))
        for output in wanted["output"].strip(".").split("...")
    ]
    body = {"output": wanted["output"], "outputs": outputs, "inputs": inputs, "state": []}
    body["changedPropIds"] = ["_pages_location.search"]
    return json.dumps(client.post("/_dash-update-component", json=body).json)


def test_the_bare_address_leads_to_the_first_page(client: FlaskClient):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.location == PAGES[0].path == "/briefing"


def test_an_address_without_a_page_leads_to_the_menu(client: FlaskClient):
    shown = page(client, "", "/nowhere")
    assert "There is no page here" in shown
    assert '"title": "PatrolIQ"' in shown


def test_the_tab_names_the_page(client: FlaskClient):
    assert '"title": "Hotspots | PatrolIQ"' in page(client, "")


def test_scripts_come_from_here_only(client: FlaskClient):
    policy = client.get("/hotspots").headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'self'" in scripts
    assert "unsafe" not in scripts


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        (None, ["https://tile.openstreetmap.org"]),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png", ["https://*.tiles.example:8443"]),
        ("none", []),
    ],
)
def test_pictures_may_come_from_the_tile_server_and_nothing_from_elsewhere(
    shared_store: Store, monkeypatch: pytest.MonkeyPatch, url: str | None, hosts: list[str]
):
    if url:
        monkeypatch.setenv("PATROLIQ_TILE_URL", url)
    else:
        monkeypatch.delenv("PATROLIQ_TILE_URL", raising=False)
    policy = create_app(shared_store).server.test_client().get("/hotspots").headers["Content-Security-Policy"]
    foreign = {part.split()[0]: [word for word in part.split() if "://" in word] for part in policy.split("; ")}
    assert {kind: found for kind, found in foreign.items() if found} == ({"img-src": hosts} if hosts else {})


def test_no_page_asks_for_anything_elsewhere(client: FlaskClient):
    html = client.get("/hotspots").text
    assert "https://" not in html
    assert '<html lang="en">' in html
    assert '<div class="_dash-loading">Loading...</div>' in html


def test_assets_are_kept_until_they_change(client: FlaskClient):
    for search, lasts in (("?m=1", True), ("", False)):
        with client.get(f"/assets/map.js{search}") as answer:
            assert ("immutable" in answer.headers["Cache-Control"]) is lasts


def test_the_page_opens_with_the_addresss_question(client: FlaskClient):
    shown = page(client, "?algorithm=dbscan&eps_m=150&types=THEFT")
    assert '"value": "dbscan"' in shown
    assert '"value": 150.0' in shown
    assert '"value": ["THEFT"]' in shown


@pytest.mark.parametrize(
    "search",
    ["?k=a&eps_m=-1&from=yesterday&hours=1&nonsense=%00", "?k=5&k=6", "?store=x", "?pin=%26%26%3D", "?colour=mauve"],
)
def test_an_address_that_makes_no_sense_opens_the_page(client: FlaskClient, search: str):
    assert "hotspots-map" in page(client, search)


def test_without_a_build_the_page_says_what_to_do(tmp_path: Path):
    shown = page(create_app(Store(tmp_path, "chicago")).server.test_client(), "")
    assert "scripts" in shown
    assert "Traceback" not in shown


def test_an_unexpected_error_is_a_reference_not_a_traceback(caplog: pytest.LogCaptureFixture):
    said = errors.sentence(ZeroDivisionError("1/0"))
    reference = said.split("quote ")[1].split()[0]
    assert "1/0" not in said
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_our_own_errors_are_shown_in_full():
    assert errors.sentence(BadParameterError("k is 99.")) == "k is 99."


def test_a_page_that_cannot_be_laid_out_says_why():
    def broken(**_params: Any) -> None:
        raise BadParameterError("There is no data.")

    assert "There is no data." in str(errors.guarded(broken)(k="8"))


def test_a_machine_of_ones_own_needs_no_declaration(monkeypatch: pytest.MonkeyPatch):
    for name in ("DYNO", "RENDER", "PATROLIQ_PUBLIC"):
        monkeypatch.delenv(name, raising=False)
    auth.refuse_public()


@pytest.mark.parametrize("platform", ["DYNO", "RENDER"])
def test_a_public_platform_is_refused_until_it_is_declared(platform: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(platform, "1")
    monkeypatch.delenv("PATROLIQ_PUBLIC", raising=False)
    with pytest.raises(BadParameterError, match="PATROLIQ_PUBLIC=1"):
        auth.refuse_public()
    monkeypatch.setenv("PATROLIQ_PUBLIC", "1")
    auth.refuse_public()
