"""The kinds of job there are; each has its row in the job bar and its stores in the shell."""

from __future__ import annotations

import sys
from typing import Any

from core.language import mark
from dashboard.address import search
from dashboard.jobs.kind import Kind


def search_best(city: str, request: dict[str, Any]) -> list[str]:
    """Write the command line that searches the best setting of a selection."""
    query = search({**request["params"], "concentration": request["concentration"]})
    return [sys.executable, "-m", "scripts.pipeline", "sweep", "--city", city, "--query", query]


def hold_contest(city: str, request: dict[str, Any]) -> list[str]:
    """Write the command line that tests every model on a shift and a selection."""
    return [sys.executable, "-m", "scripts.pipeline", "contest", "--city", city, "--query", search(request["params"])]


BEST = Kind("best", mark("Searching the best settings"), search_best, shown=("answers",))

CONTEST = Kind("contest", mark("Testing this shift on later weeks"), hold_contest, shown=("contest",))

KINDS = (BEST, CONTEST)
