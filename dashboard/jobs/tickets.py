"""How many jobs run at once on this machine, and whose turn is next.

Every job, waiting or running, holds a numbered file and a lock on it. A job whose number is among
the first N of those held may run, so at most N do, and they come in the order of their numbers.
The system releases the lock of a process that dies, however it dies; a file without a lock means
nothing, and whoever looks next removes it.
"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import PatrolError
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_WAITING = 8
SUFFIX = ".ticket"


@dataclass(frozen=True)
class Queue:
    """The jobs of all processes that share `folder`; `at_once` of them may run."""

    folder: Path
    at_once: int

    @contextmanager
    def stand(self) -> Iterator[Callable[[], int]]:
        """Take a place in the queue and leave it at the end.

        Yields:
            A function that tells how many jobs have yet to end before this one may run; 0 means now.

        Raises:
            PatrolError: Too many wait already.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._door():
            others = self._held()
            if len(others) >= self.at_once + MOST_WAITING:
                msg = say(
                    "{count} jobs are running or waiting already. Try again when some of them have ended.",
                    count=len(others),
                )
                raise PatrolError(msg)
            number = max(others, default=0) + 1
            ticket = self._path(number).open("w")
            fcntl.flock(ticket, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with ticket:
            yield lambda: self._before(number)

    def _before(self, number: int) -> int:
        with self._door():
            ahead = sum(other < number for other in self._held())
        return max(0, ahead - self.at_once + 1)

    def _held(self) -> list[int]:
        """Numbers of the jobs that live; files of those that ended are removed."""
        numbers = [int(path.stem) for path in self.folder.glob(f"*{SUFFIX}")]
        return [number for number in numbers if self._is_held(self._path(number))]

    def _is_held(self, path: Path) -> bool:
        with path.open() as ticket:
            try:
                fcntl.flock(ticket, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            path.unlink()
        return False

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}{SUFFIX}"

    @contextmanager
    def _door(self) -> Iterator[None]:
        """Let one process at a time look at the tickets, so that none is seen half made."""
        with (self.folder / "door").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield
