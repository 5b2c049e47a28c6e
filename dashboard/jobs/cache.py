"""The cache of progress and results, used by one thread at a time, so that the process can be forked.

SQLite has mutexes of its own. One that another thread holds at the moment of a fork stays locked in the child for ever,
and the child waits at its next use of the cache. So whoever forks holds `lock`, and so does every use of the cache.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any

import diskcache

if TYPE_CHECKING:
    from collections.abc import Callable

USED = ("add", "delete", "get", "set", "touch", "transact")
"""What Dash's manager and ours call."""


class ForkableCache(diskcache.Cache):
    """A cache that holds `lock` while it is used; a child forked under the lock begins with one of its own."""

    def __init__(self, directory: str, **settings: Any) -> None:  # noqa: ANN401 (passed on)
        self.lock = RLock()
        super().__init__(directory, **settings)

    def forget_parent(self) -> None:
        """Make the lock anew in a forked child; the parent's belongs to threads that are not here."""
        self.lock = RLock()


def _held(name: str) -> Callable[..., Any]:
    use = getattr(diskcache.Cache, name)

    def call(self: ForkableCache, *args: Any, **options: Any) -> Any:  # noqa: ANN401 (passed on)
        with self.lock:
            return use(self, *args, **options)

    return call


for _name in USED:
    setattr(ForkableCache, _name, _held(_name))
