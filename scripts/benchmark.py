"""Measure everything that README claims, and write `scripts/benchmarks.json`.

python -m scripts.benchmark --source crimes_*.parquet --boundaries boundaries/
python -m scripts.benchmark --source crimes_*.parquet --only small --out /tmp/benchmarks.json

Each measure runs in a process of its own, on a build made for it in a temporary folder.
Both sides of a comparison run in turn within one process, so that the ratio holds
where the machine's speed does not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core import settings
from scripts.measures import process, records, web
from scripts.measures.table import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = ("small", "large")
FIGURES = Path(__file__).with_name("benchmarks.json")
"""The figures behind README."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table and write the figures."""
    options = _parser().parse_args(arguments)
    found: dict[str, Any] = _measured_before(options.out)
    found["machine"] = {"cores": os.cpu_count(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory(prefix="patroliq-benchmark-") as folder:
        for size in options.only:
            found[size] = found.get(size, {}) | measure(size, options, Path(folder) / size)
    options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(markdown(found))
    return 0


def measure(size: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Build one size of city and take every measure on it."""
    folder.mkdir()
    sources, recent = options.source, "500000"
    if size == "large":
        sources, recent = [folder / "large.parquet"], "all"
        _say(f"{records.tile(options.source, sources[0])} records and places in the large export")
    environment = settings.for_child(
        PATROLIQ_DATA=str(folder),
        PATROLIQ_CITY=options.city,
        NUMBA_CACHE_DIR=str(folder / "kernels"),
        OMP_NUM_THREADS="1",
        MALLOC_ARENA_MAX="2",
    )
    _say(f"{size}: the pipeline")
    boundaries = ["--boundaries", str(options.boundaries)] if options.boundaries else []
    command = ["scripts.pipeline", "build", "--core", "--city", options.city, "--recent", recent, *boundaries]
    built = process.run([*command, "--source", *map(str, sources)], environment)
    found: dict[str, Any] = {"pipeline": {"seconds": built.seconds, "peak_mb": built.peak_mb}}
    _say(f"{size}: retunes")
    retunes = json.loads(process.run(["scripts.measures.retunes"], environment).output)
    found |= {name: retunes[name] for name in ("records", "mapped", "places")}
    found["retunes"] = {name: _percentiles(rows) for name, rows in retunes["retunes"].items()}
    found["briefing"] = _percentiles(retunes["briefing"])
    _say(f"{size}: the web process")
    found["web"] = web.measure(environment)
    if size == "small" and options.rivals:
        _say(f"{size}: beside scikit-learn")
        both_cores = {**environment, "OMP_NUM_THREADS": str(os.cpu_count())}
        found["rivals"] = json.loads(process.run(["scripts.measures.rivals"], both_cores).output)
    return found


def _measured_before(out: Path) -> dict[str, Any]:
    """Return the figures of sizes that may not be measured again this time."""
    return json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}


def _percentiles(rows: list[dict[str, Any]]) -> dict[str, Any]:
    taken = np.array([row["ms"] for row in rows])
    slowest = rows[int(taken.argmax())]
    return {
        "questions": len(rows),
        "median_ms": float(np.median(taken)),
        "p95_ms": float(np.percentile(taken, 95)),
        "largest_kb": max(row["bytes"] for row in rows) / 1024,
        "slowest": slowest,
    }


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--source", type=Path, nargs="+", required=True, metavar="FILE", help="Parquet exports of the city"
    )
    parser.add_argument("--boundaries", type=Path, metavar="DIR", help="folder of GeoJSON outlines")
    parser.add_argument("--city", default="chicago", help="name of the city (default %(default)s)")
    parser.add_argument("--only", nargs="+", choices=SIZES, default=SIZES, help="sizes to measure (default both)")
    parser.add_argument(
        "--no-rivals", dest="rivals", action="store_false", help="keep the last figures beside scikit-learn (4 minutes)"
    )
    parser.add_argument("--out", type=Path, default=FIGURES, help="file of figures (default %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
