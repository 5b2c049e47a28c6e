"""Progress for whoever waits at a terminal, or reads a log afterwards."""

from __future__ import annotations

import shutil
import sys
from time import monotonic
from typing import TextIO

_LOG_EVERY_S = 5.0


class Bar:
    """A :data:`core.progress.Report` that draws one line at a terminal and a few lines elsewhere."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._last = -_LOG_EVERY_S

    def __call__(self, share: float, message: str) -> None:
        """Show how far the work is."""
        line = f"{share:4.0%} {message}"
        if self._is_terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{line[:width]:<{width}}", end="", file=self._stream, flush=True)
        elif monotonic() - self._last >= _LOG_EVERY_S:
            self._last = monotonic()
            print(line, file=self._stream, flush=True)

    def clear(self) -> None:
        """Leave the line to whatever is printed next."""
        if self._is_terminal:
            print("\r" + " " * (shutil.get_terminal_size().columns - 1), end="\r", file=self._stream, flush=True)
