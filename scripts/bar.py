"""Progress for whoever waits at a terminal, or reads a log afterwards."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Self, TextIO

from tqdm import tqdm

_LOG_EVERY_S = 5.0
_FORMAT = "{percentage:3.0f}% {desc} |{bar:20}| {elapsed}"


class Bar:
    """A :data:`core.progress.Report` that draws one line at a terminal and a few lines elsewhere.

    Used as a context, it leaves the line empty at the end.
    """

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        self._last = -_LOG_EVERY_S
        self._line = tqdm(
            total=1.0, file=stream, disable=not stream.isatty(), leave=False, dynamic_ncols=True, bar_format=_FORMAT
        )

    def __call__(self, share: float, message: str) -> None:
        """Show how far the work is."""
        if self._line.disable:
            self._log(f"{share:4.0%} {message}")
            return
        self._line.n = share
        self._line.set_description_str(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def _log(self, line: str) -> None:
        if monotonic() - self._last >= _LOG_EVERY_S:
            self._last = monotonic()
            print(line, file=self._stream, flush=True)
