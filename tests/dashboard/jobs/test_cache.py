"""A child that is forked while other threads use the cache can use it too."""

from __future__ import annotations

from multiprocessing import get_context
from threading import Event, Thread
from typing import TYPE_CHECKING

from dashboard.jobs.cache import ForkableCache

if TYPE_CHECKING:
    from pathlib import Path

FORKS = 25
PATIENCE_S = 30


def read(cache: ForkableCache) -> None:
    cache.forget_parent()
    assert cache.get("number") is not None


def test_a_fork_never_inherits_a_lock_that_nobody_will_release(tmp_path: Path):
    cache, ended = ForkableCache(str(tmp_path)), Event()
    cache.set("number", 0)

    def use() -> None:
        number = 0
        while not ended.is_set():
            cache.set("number", number := number + 1)

    threads = [Thread(target=use) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(FORKS):
            process = get_context("fork").Process(target=read, args=(cache,), daemon=True)
            with cache.lock:
                process.start()
            process.join(PATIENCE_S)
            assert process.exitcode == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    cache.close()
