"""A Python of its own for what a test cannot do in its own process: to die, to fork, to start from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_S = 300


def run(code: str, *arguments: object, ends: int = 0, **environment: str) -> str:
    """Run some code with these arguments; return what it printed.

    Raises:
        AssertionError: It ended with another exit code than `ends`; the message is what it wrote to stderr.
    """
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=os.environ | environment,
    )
    assert done.returncode == ends, f"It ended with code {done.returncode}, not {ends}: {done.stderr}"
    return done.stdout
