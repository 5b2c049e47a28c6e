"""Compile the engines once, before each worker of a test run would: python -m tests.kernels."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts import launch
from tests.dashboard import shown


def main() -> None:
    """Compile what this version has not compiled yet, as `scripts/server` does before it serves."""
    with TemporaryDirectory() as folder:
        os.environ["PATROLIQ_DATA"] = folder
        launch.warm_engines(shown.publish(Path(folder)).city)


if __name__ == "__main__":
    main()
