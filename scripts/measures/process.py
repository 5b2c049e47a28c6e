"""Seconds and memory of whole processes, their children included."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter, sleep
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOOK_EVERY_S = 0.05


class Cost(NamedTuple):
    """What a command took; `output` is what it printed."""

    seconds: float
    peak_mb: float
    output: str


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run `python -m ...` to its end; its peak memory is that of all its processes together."""
    began = perf_counter()
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (our own)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, memory_mb(process.pid))
            sleep(_LOOK_EVERY_S)
        seconds = perf_counter() - began
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}; nothing was measured.")
    return Cost(seconds, peak, output)


def memory_mb(pid: int) -> float:
    """Add up the resident memory of a process and its children, in MB of 2**20 bytes."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0.0
    return total / 2**20
