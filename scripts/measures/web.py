"""The web process as it is deployed: how soon it answers, and how large it is after a tour of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psutil

from scripts.measures.server import serve

if TYPE_CHECKING:
    from collections.abc import Mapping

TOUR = (
    "",
    "k=5",
    "k=20&types=THEFT",
    "k=30",
    "k=6&concentration=0.2",
    "algorithm=dbscan&eps_m=75&min_samples=20",
    "algorithm=dbscan&eps_m=200&min_samples=100&hours=18-2",
    "algorithm=dbscan&eps_m=400&min_samples=20",
    "algorithm=hierarchical&k=12",
    "algorithm=hierarchical&k=9&enforcement=false",
    "k=8&evidence=true",
    "algorithm=dbscan&eps_m=150&min_samples=100&evidence=true",
    "algorithm=hierarchical&k=7&evidence=true",
)
BRIEFINGS = ("", "shift_hours=6-14", "shift_weekday=4&shift_hours=22-6&types=ROBBERY")


def measure(environment: Mapping[str, str]) -> dict[str, Any]:
    """Start the Procfile's command, wait until it is ready, walk the tour and look at its memory."""
    with serve(environment) as server:
        ready_s = server.wait("/readyz")
        first_s = server.wait("/api/v1/hotspots")
        idle_mb = _worker_mb(server.pid)
        for query in TOUR:
            server.get(f"/api/v1/hotspots?{query}")
            server.get(f"/hotspots?{query}")
        for query in BRIEFINGS:
            server.get(f"/api/v1/briefing?{query}")
            server.get(f"/briefing?{query}")
        server.get("/api/v1/hotspots/labels?format=csv")
        server.get("/api/v1/hotspots/labels?format=parquet")
        return {
            "ready_s": ready_s,
            "first_answer_s": first_s,
            "idle_mb": idle_mb,
            "after_tour_mb": _worker_mb(server.pid),
        }


def _worker_mb(pid: int) -> float:
    """Return the resident memory of the web process: gunicorn's worker, without its arbiter."""
    workers = psutil.Process(pid).children()
    return max(worker.memory_info().rss for worker in workers) / 2**20
