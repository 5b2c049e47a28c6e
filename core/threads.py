"""Two threads for kernels that release the interpreter, and what must be loaded before threads run them.

The pool lives as long as one call: a pool kept between calls would be dead after
a fork, and numba's own parallel loops abort when two requests enter at once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 2
_CHUNKS = 8
_WORTH_SPLITTING = 4096


def prepare() -> None:
    """Let numba load what it loads at the first kernel of a process: 225 modules, SciPy's linear algebra among them.

    A process that answers on several threads calls this before they start, because another thread may look at a
    module that is only half loaded.
    """
    _nothing()


@njit(cache=True)
def _nothing() -> None:
    pass


def run_chunks(task: Callable[[int, int], object], size: int, work: int) -> None:
    """Run `task(start, stop)` over chunks of 0..size on the threads.

    The chunks outnumber the threads, so that a crowded one does not leave a thread idle.

    Args:
        work: Items behind the whole range; below a few thousand one call is cheaper.

    Raises:
        Exception: Whatever the task raises.
    """
    if work < _WORTH_SPLITTING or size < _CHUNKS:
        task(0, size)
        return
    bounds = np.linspace(0, size, _CHUNKS + 1).astype(int).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(task, bounds[:-1], bounds[1:]))
