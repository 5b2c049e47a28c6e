"""Nothing is imported for the first time while other threads answer: all is loaded before the first request."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.store import Store

ROOT = Path(__file__).parents[2]
WATCHED = ("pandas", "pyarrow", "scipy", "sklearn", "mlflow", "shapely", "pyproj", "numba", "plotly")

WALK = """
import json, sys
from pathlib import Path
from core.store import Store
from dashboard.app import create_app

store = Store(Path(sys.argv[1]), "chicago")
client = create_app(store).server.test_client()
values = {"build_id": store.current().id, "name": "outline", "path": "hotspots", "_rest": "nothing"}
rules = [rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods]
searches = ("", "?algorithm=dbscan&min_samples=20", "?algorithm=hierarchical&evidence=true", "?format=parquet")
before, loaded, answered = set(sys.modules), {}, 0
for rule in rules:
    if not rule.arguments <= set(values):
        continue
    with client.application.test_request_context():
        path = client.application.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
    for search in searches:
        answered += client.get(path + search).status_code == 200
        loaded[path + search] = sorted(set(sys.modules) - before)
        before = set(sys.modules)
print(json.dumps({"loaded": loaded, "answered": answered}))
"""


@pytest.fixture(scope="module")
def walked(shared_store: Store) -> dict[str, list[str]]:
    """Modules that each address loaded, in a process that had answered nothing before."""
    ran = subprocess.run(
        [sys.executable, "-c", WALK, str(shared_store.root)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said = json.loads(ran.stdout)
    assert said["answered"] > 20, "most addresses answered"
    return said["loaded"]


def test_no_address_loads_a_library(walked: dict[str, list[str]]):
    late = {path: [name for name in names if name.split(".")[0] in WATCHED] for path, names in walked.items()}
    assert {path: names for path, names in late.items() if names} == {}


def test_the_walk_downloads_every_format(walked: dict[str, list[str]]):
    assert {"/api/v1/hotspots/labels", "/api/v1/hotspots/labels?format=parquet", "/hotspots"} <= set(walked)
