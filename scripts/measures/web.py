"""The web process as it is deployed: how soon it answers, and how large it is after a tour of the page."""

from __future__ import annotations

import shlex
import socket
import subprocess
import sys
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

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
_PATIENCE_S = 60.0


def measure(environment: Mapping[str, str]) -> dict[str, Any]:
    """Start the Procfile's command, wait until it is ready, walk the tour and look at its memory."""
    port = _free_port()
    command = Path("Procfile").read_text(encoding="utf-8").split("web:", 1)[1].strip().replace("$PORT", str(port))
    began = perf_counter()
    server = subprocess.Popen(  # noqa: S603 (the Procfile's own command)
        [sys.executable, "-m", *shlex.split(command)], env={**environment, "PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    try:
        ready_s = _wait(f"http://127.0.0.1:{port}/readyz", began)
        first_s = _wait(f"http://127.0.0.1:{port}/api/v1/hotspots", began)
        idle_mb = _worker_mb(server.pid)
        for query in TOUR:
            _get(f"http://127.0.0.1:{port}/api/v1/hotspots?{query}")
            _get(f"http://127.0.0.1:{port}/hotspots?{query}")
        for query in BRIEFINGS:
            _get(f"http://127.0.0.1:{port}/api/v1/briefing?{query}")
            _get(f"http://127.0.0.1:{port}/briefing?{query}")
        _get(f"http://127.0.0.1:{port}/api/v1/hotspots/labels?format=csv")
        _get(f"http://127.0.0.1:{port}/api/v1/hotspots/labels?format=parquet")
        return {
            "ready_s": ready_s,
            "first_answer_s": first_s,
            "idle_mb": idle_mb,
            "after_tour_mb": _worker_mb(server.pid),
        }
    finally:
        server.terminate()
        server.wait()


def _worker_mb(pid: int) -> float:
    """Return the resident memory of the web process: gunicorn's worker, without its arbiter."""
    workers = psutil.Process(pid).children()
    return max(worker.memory_info().rss for worker in workers) / 2**20


def _wait(url: str, began: float) -> float:
    while True:
        try:
            _get(url)
        except (URLError, ConnectionError):
            if perf_counter() - began > _PATIENCE_S:
                sys.exit(f"The server did not answer within {_PATIENCE_S:g} s; see its log.")
            sleep(0.05)
        else:
            return perf_counter() - began


def _get(url: str) -> bytes:
    with urlopen(Request(url)) as reply:  # noqa: S310 (our own server)
        return reply.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
