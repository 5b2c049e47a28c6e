"""Independent pieces of work on two processes, where Python's one interpreter would leave a core idle.

The processes are started afresh and share nothing with this one, because a fork would copy
the locks of libraries that have threads of their own (DuckDB, SQLite).
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

PROCESSES = 2
WORTH_SPLITTING = 20
"""Pieces below which the start of the processes, a second or two, takes longer than they save."""

_ENDED = 1
_given: list[Any] = []
"""What all pieces of work share, in a process that was started for them."""


def run_each(task: Callable[[Any, Item], Result], given: Any, items: Sequence[Item]) -> Iterator[Result]:  # noqa: ANN401 (what the task takes)
    """Yield `task(given, item)` for each item, in their order.

    Args:
        task: A function of a module, because other processes must find it by its name.
        given: Sent to each process once.

    Raises:
        Exception: Whatever the task raises.
    """
    if len(items) < WORTH_SPLITTING:
        yield from (task(given, item) for item in items)
        return
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), _begin, (given,)) as pool:
        yield from pool.map(partial(_run, task), items)


def _begin(given: Any) -> None:  # noqa: ANN401
    _given.append(given)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process with the one that started it, however that ended; it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(_ENDED)


def _run(task: Callable[[Any, Item], Result], item: Item) -> Result:
    return task(_given[-1], item)
