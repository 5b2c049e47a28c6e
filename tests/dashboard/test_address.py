"""Addresses are written in one place, and no other builds one by hand."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import API, address, api, search

ROOT = Path(__file__).parents[2] / "dashboard"
HOME = ROOT / "address.py"
SOURCES = sorted(ROOT.rglob("*.py"))

WRITERS = {"urlencode", "quote", "quote_plus", "urlunsplit", "urlunparse", "urljoin"}
"""What writes addresses; reading them is free."""
LOOKS_LIKE_ONE = re.compile(r"^/|\?\{\}|[?&]\w+=|^\{\}=\{\}$")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(WORDS.filter(bool), WORDS))
def test_parameters_survive_the_address(params: dict[str, str]):
    split = urlsplit(address("/hotspots", params))
    assert split.path == "/hotspots"
    assert dict(parse_qsl(split.query, keep_blank_values=True)) == params
    assert dict(parse_qsl(search(params), keep_blank_values=True)) == params


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (address("/hotspots"), "/hotspots"),
        (address("/hotspots", {}), "/hotspots"),
        (address("/hotspots", {"types": "THEFT,ARSON"}), "/hotspots?types=THEFT%2CARSON"),
        (address("/hotspots", {"k": "5"}, city="san-juan"), "/san-juan/hotspots?k=5"),
        (address("/hotspots", city="san juan"), "/san%20juan/hotspots"),
        (api("/build"), "/api/v1/build"),
        (api("/hotspots/labels", {"format": "csv"}, city="demo"), "/demo/api/v1/hotspots/labels?format=csv"),
    ],
)
def test_an_address_worked_by_hand(written: str, expected: str):
    assert written == expected


def by_hand(code: str) -> list[str]:
    """List what writes an address in some code: functions of the standard library, and texts that look like one."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "urllib.parse":
            found += [alias.name for alias in node.names if alias.name in WRITERS]
        elif isinstance(node, ast.Attribute) and node.attr in WRITERS:
            found.append(node.attr)
        elif isinstance(node, ast.Constant) and str(node.value).startswith(f"{API}/"):
            found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            found += [text for text in ["".join(parts)] if LOOKS_LIKE_ONE.search(text)]
    return found


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path != HOME], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_other_module_writes_an_address(path: Path):
    assert by_hand(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "from urllib.parse import urlencode",
        "import urllib.parse\nurllib.parse.urlencode({})",
        "href = '/api/v1/hotspots'",
        "href = f'/api/v1/{path}'",
        "href = f'/{city}/hotspots'",
        "href = f'{path}?{search}'",
        "href = f'{path}?k={k}'",
        "'&'.join(f'{name}={value}' for name, value in params.items())",
    ],
)
def test_the_rule_catches_what_it_forbids(code: str):
    assert by_hand(code)


def test_the_rule_leaves_paths_for_routes_and_prose_alone():
    assert by_hand("from urllib.parse import parse_qsl, urlsplit\nroute = f'{PATH}/<build_id>/<name>.geojson'") == []
    assert by_hand("said = f'Is {name} / {other} meant? See {where}.'\nx = '`/api/v1/build` lists them.'") == []
