"""The door to the builds of one city."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from core.errors import MissingBuildError
from core.language import say
from core.store.build import Build, open_build
from core.store.draft import Draft, open_draft
from core.store.paths import Paths

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

logger = logging.getLogger(__name__)


class Store:
    """Builds of `city` under the data folder `root`; safe to share between threads."""

    def __init__(self, root: Path, city: str) -> None:
        self.root = root
        self.city = city
        self._paths = Paths(root, city)
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._build: Build | None = None

    def current(self) -> Build:
        """Return the newest build that can be trusted.

        A new build is noticed by a stat of the pointer; its checksums are compared
        once. If they fail it is refused with a log line and the previous one serves.

        Raises:
            MissingBuildError: There is no build, or none whose checksums agree.
        """
        pointer = self._pointer()
        with self._lock:
            if pointer != self._seen:
                self._build, self._seen = self._newest_good(), pointer
            if self._build is None:
                msg = say(
                    "No build of {city} can be trusted; run `python -m scripts.pipeline build --city {city}`.",
                    city=self.city,
                )
                raise MissingBuildError(msg)
            return self._build

    def draft(self) -> AbstractContextManager[Draft]:
        """Begin a new build; what is not published is removed.

        Raises:
            BuildInProgressError: Another process is writing a build of this city.
        """
        return open_draft(self._paths)

    def builds(self) -> list[Build]:
        """Return the published builds that can be opened, newest first, unchecked."""
        found = []
        for build_id in self._paths.listed():
            try:
                found.append(open_build(self._paths.build(build_id)))
            except MissingBuildError as error:
                logger.warning("%s", error)
        return found

    def _pointer(self) -> tuple[int, int]:
        try:
            status = self._paths.pointer.stat()
        except FileNotFoundError:
            msg = say("There is no build of {city} yet; run scripts/server, which makes one.", city=self.city)
            raise MissingBuildError(msg) from None
        return status.st_ino, status.st_mtime_ns

    def _newest_good(self) -> Build | None:
        for build in self.builds():
            if build == self._build:
                return self._build
            faults = build.faults()
            if not faults:
                return build
            logger.error("Build %s of %s is refused: %s.", build.id, self.city, "; ".join(faults))
        return None
