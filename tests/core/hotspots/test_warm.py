"""What is compiled once is everything that a visitor's questions need."""

from __future__ import annotations

import pytest

from tests import child, small

VISIT = """
import sys
from dataclasses import replace
from pathlib import Path
from numba.core.dispatcher import Dispatcher
from core.hotspots.answer import find_zones
from core.hotspots.clustering import concentrated
from core.hotspots.compare import compare
from core.hotspots.dbscan import k_distance
from core.hotspots.elbow import elbow
from core.hotspots.evidence import gather_evidence
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.warm import warm
from core.places.fold import load_fold
from core.places.selection import Filters, points_of
from core.store import Store
from tests import small

def compiled():
    named = [value for module in list(sys.modules.values()) for value in vars(module).values()]
    kernels = [value for value in named if isinstance(value, Dispatcher) and value.__module__.startswith("core.")]
    return {f"{kernel.__module__}.{kernel.__name__}{types}" for kernel in kernels for types in kernel.signatures}

fold = load_fold(Store(Path(sys.argv[1]), "small").current(), small.city())
if sys.argv[2] == "warm":
    warm(fold)
before = compiled()
filters = Filters(types=("THEFT",), districts=("2",), weekdays=(4, 5), hours=(18, 2), arrest=False)
for algorithm in Algorithm:
    setting = Setting(algorithm, k=3, eps_m=300, min_samples=10)
    every, dense = find_zones(fold, Filters(), setting), find_zones(fold, filters, replace(setting, concentration=0.5))
    compare(every, dense)
    gather_evidence(fold, filters, setting, replicates=1)
    points = concentrated(points_of(fold, every.selection.weight)[0], 0.5)
    k_distance(points, 10)
    elbow(points, 0.5)
print(*sorted(compiled() - before), sep="\\n", end="")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("warm")
    small.publish(made, small.incidents(1_000))
    return made


@pytest.mark.slow
def test_a_visitor_of_a_warm_server_waits_for_no_compiler(folder):
    assert child.run(VISIT, folder, "warm") == ""


@pytest.mark.slow
def test_a_visitor_of_a_cold_server_would_wait(folder):
    waited_for = child.run(VISIT, folder, "cold")
    for part in ("kmeans", "dbscan", "ward", "scores", "zones", "evidence"):
        assert f"core.hotspots.{part}." in waited_for
