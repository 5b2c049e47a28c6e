"""The last few answers, so that evidence, details and comparisons reuse what the map shows."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING

from core.cities.city import load_city
from core.hotspots.answer import find_zones
from core.places.fold import load_fold

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.places.fold import Fold
    from core.store import Store
    from dashboard.query import HotspotQuery

KEPT = 8
"""Answers kept; one of 500,000 records takes about 4 MB."""


class Answers:
    """Answers by build and question; equal questions asked at once are computed once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, HotspotQuery], Future[Answer]] = OrderedDict()

    def fold(self) -> Fold:
        """Return the records of the current build.

        Raises:
            MissingBuildError: There is no build that can be trusted.
        """
        return load_fold(self._store.current(), load_city(self._store.city))

    def get(self, query: HotspotQuery) -> Answer:
        """Answer a question, from what is kept if it was just asked."""
        fold = self.fold()
        key = (fold.build_id, query)
        with self._lock:
            known = self._kept.get(key)
            waiting = known or Future()
            if known is None:
                self._kept[key] = waiting
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        if known is None:
            self._compute(fold, query, key, waiting)
        return waiting.result()

    def _compute(self, fold: Fold, query: HotspotQuery, key: tuple[str, HotspotQuery], waiting: Future[Answer]) -> None:
        try:
            waiting.set_result(find_zones(fold, query.filters, query.setting))
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            waiting.set_exception(error)
            raise
