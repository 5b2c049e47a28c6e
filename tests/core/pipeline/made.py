"""Small builds of the demo city for the tests of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from core import pipeline
from core.cities.city import load_city
from core.hotspots.setting import Algorithm, Setting
from core.records import demo

if TYPE_CHECKING:
    from pathlib import Path

    from core.store import Build, Store


class Exports(NamedTuple):
    """Two exports of the demo city, its outlines and its context."""

    full: Path
    half: Path
    boundaries: Path
    context: Path


def write_exports(folder: Path) -> Exports:
    made = demo.write(folder, records=2_000)
    rows = pd.read_csv(made.export, dtype=str)
    rows.iloc[::2].to_csv(folder / "half.csv", index=False)
    return Exports(made.export, folder / "half.csv", made.boundaries, made.context)


def two_settings(_records: int, algorithm: Algorithm, concentration: float = 1.0) -> list[Setting]:
    return [
        Setting(algorithm, k, eps_m=100.0 * k, min_samples=10, min_cluster_size=10 * k, concentration=concentration)
        for k in (5, 6)
    ]


def build(store: Store, *files: Path, recent: int | None = 1_500, **folders: Path) -> Build:
    """Build from exports and, by name, folders of boundaries and context."""
    return pipeline.build(store, pipeline.Request(load_city("demo"), files, recent=recent, **folders))


def repeated(built: Build) -> list[str]:
    """Names of the steps that were not taken over."""
    return [name for name, facts in built.manifest["steps"].items() if "kept_from" not in facts]
