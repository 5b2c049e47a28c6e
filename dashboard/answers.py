"""The last answers, shared by pages and API: each is computed once for a build and a question.

What is kept is bounded by its bytes, arrays counted; equal questions asked at once wait for one computation. A new
build answers anew, because its id is part of every key, and so does another language, because answers hold sentences.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from cachetools import LRUCache

from core.language import spoken
from dashboard.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from core.store import Store

Found = TypeVar("Found")

BYTES = 40 * 2**20
"""Bytes of answers kept: about a dozen of 500,000 records, or two of 6.7 million, which a comparison needs."""
SMALL = 2_048
"""Bytes that one part of a list counts, such as a zone."""


class Answers:
    """Answers from one store's current build; safe to share between threads."""

    def __init__(self, store: Store, most_bytes: int = BYTES) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: LRUCache[Hashable, Any] = LRUCache(most_bytes, getsizeof=size)
        self._waiting: dict[Hashable, Future[Any]] = {}

    def source(self) -> Source:
        """Take the current build, from which a whole answer is to come.

        Raises:
            MissingBuildError: There is no build that can be trusted.
        """
        return Source.of(self._store)

    def get(
        self,
        source: Source,
        compute: Callable[..., Found],
        *question: Hashable,
        of: Callable[[Source], Any] = attrgetter("fold"),
    ) -> Found:
        """Return `compute(of(source), *question)`, from what is kept if it was just asked.

        Raises:
            Exception: Whatever the computation raises, to everyone who waits for it; nothing is kept then.
        """
        key = (source.build.id, spoken(), compute, question)
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            waiting = self._waiting.get(key)
            if waiting is None:
                own = self._waiting[key] = Future()
        if waiting is not None:
            return waiting.result()
        return self._compute(key, own, lambda: compute(of(source), *question))

    def _compute(self, key: Hashable, own: Future[Found], compute: Callable[[], Found]) -> Found:
        try:
            found = compute()
        except BaseException as error:
            with self._lock:
                del self._waiting[key]
            own.set_exception(error)
            raise
        with self._lock:
            del self._waiting[key]
            if size(found) <= self._kept.maxsize:
                self._kept[key] = found
        own.set_result(found)
        return found


def size(value: Any) -> int:  # noqa: ANN401 (whatever is kept)
    """Count the bytes of an answer's arrays, and a little for each of its other parts, into which it does not look."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if is_dataclass(value):
        return sum(size(getattr(value, each.name)) for each in fields(value))
    if hasattr(value, "_fields"):
        return sum(size(part) for part in value)
    return SMALL * (1 + len(value)) if isinstance(value, tuple | list) else 0
