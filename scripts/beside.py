"""Work of a process that stands beside the one that started it, and ends with it."""

from __future__ import annotations

import os
from threading import Thread
from time import sleep

NICENESS = 19
"""The system gives such a process what others leave."""
_LOOK_EVERY_S = 0.5
_ENDED = 1


def stay_beside(parent: int) -> None:
    """Give way to other processes from now on, and end this one once `parent` has ended, however it did.

    Nothing is cleaned up then: what is written aside is removed by the next draft.
    """
    os.nice(NICENESS)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(_LOOK_EVERY_S)
    os._exit(_ENDED)
