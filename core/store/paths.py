"""Where the builds of a city lie, and the pointer file that says which one counts.

The pointer `current` lists build ids, newest first: the first line is served, the
others stand in if it is damaged. A folder that the pointer does not list is what a
killed pipeline left.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 3
"""Builds that are kept: the one that serves and those that may stand in."""


@dataclass(frozen=True)
class Paths:
    """Paths of one city under the data folder `root`."""

    root: Path
    city: str

    @property
    def folder(self) -> Path:
        """Folder of the city."""
        return self.root / self.city

    @property
    def pointer(self) -> Path:
        """File that lists the builds, newest first."""
        return self.folder / "current"

    @property
    def lock(self) -> Path:
        """File that the writing process locks; it holds its process id."""
        return self.folder / "lock"

    def build(self, build_id: str) -> Path:
        """Folder of a published build."""
        return self.folder / "builds" / build_id

    def draft(self, build_id: str) -> Path:
        """Folder of a build that is being written, on the same file system."""
        return self.folder / "builds" / f".draft-{build_id}"

    def scratch(self, build_id: str) -> Path:
        """Folder of what a draft needs on the way."""
        return self.folder / "builds" / f".scratch-{build_id}"

    def listed(self) -> list[str]:
        """Ids in the pointer, newest first; none where there is no pointer."""
        try:
            return self.pointer.read_text(encoding="utf-8").split()
        except FileNotFoundError:
            return []

    def new_id(self) -> str:
        """Return an id that says when the build was begun, in UTC and to the millisecond."""
        moment = datetime.now(UTC)
        return f"{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03d}"

    def point_to(self, build_id: str) -> None:
        """Publish: replace the pointer in one step."""
        ids = [build_id, *(other for other in self.listed() if other != build_id)][:KEPT]
        fresh = self.pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write("\n".join(ids) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.pointer)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove_leftovers(self) -> None:
        """Remove every folder that the pointer does not list. Only the holder of the lock may."""
        listed = set(self.listed())
        for path in (self.folder / "builds").glob("*"):
            if path.name not in listed:
                shutil.rmtree(path, ignore_errors=True)
