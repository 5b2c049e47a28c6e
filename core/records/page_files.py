"""The files of a download, one a page, and the list that says which of them are complete.

A file counts once the list names it. Both are replaced in one step, so a download
that is killed at any moment loses at most the page it was writing.
"""

from __future__ import annotations

import fcntl
import gzip
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from core.errors import PortalError
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMPRESSION = 6


@dataclass(frozen=True)
class Key:
    """Where a record stands in the order of the download."""

    date: str
    id: int


@dataclass(frozen=True)
class PageFile:
    """A complete page on disk: `bytes` is the file's size, `first` and `last` the keys at its ends."""

    file: str
    rows: int
    bytes: int
    first: Key
    last: Key


class PageFiles:
    """The files of one question to one data set, in a folder of their own; `listed` are those that count."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._list = folder / f"{name}.json"
        self.listed: list[PageFile] = []
        self._head: dict[str, Any] = {}

    @contextmanager
    def opened(self) -> Iterator[PageFiles]:
        """Keep other downloads out of the folder meanwhile.

        Raises:
            PortalError: Another download is writing there.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{self._name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                msg = say(
                    "Another download is writing to {folder}. Wait for it, or choose another folder.",
                    folder=self._folder,
                )
                raise PortalError(msg) from None
            yield self

    def begin(self, head: dict[str, Any]) -> bool:
        """Go on where a download of the same `head` stopped, else start afresh; tell which."""
        self._head = head
        self.listed = self._complete()
        if not self.listed:
            self.forget()
        for path in self._folder.glob(f"{self._name}-*"):
            if path not in self.paths():
                path.unlink()
        return bool(self.listed)

    def add(self, content: bytes, rows: int, first: Key, last: Key) -> None:
        """Keep a page; from then on it counts."""
        path = self._folder / f"{self._name}-{len(self.listed) + 1:05d}.csv.gz"
        size = replace_file(path, gzip.compress(content, _COMPRESSION, mtime=0))
        self.listed.append(PageFile(path.name, rows, size, first, last))
        everything = {"head": self._head, "pages": [asdict(page) for page in self.listed]}
        replace_file(self._list, json.dumps(everything, indent=1).encode())

    def forget(self) -> None:
        """Remove the list, so that the next download starts afresh."""
        self._list.unlink(missing_ok=True)
        self.listed = []

    def paths(self) -> list[Path]:
        """Return the files that count, in order."""
        return [self._folder / page.file for page in self.listed]

    @property
    def rows(self) -> int:
        """Records in the files that count."""
        return sum(page.rows for page in self.listed)

    def _complete(self) -> list[PageFile]:
        """Read the list; nothing where it is of another question or a page is not as it was."""
        try:
            listed = json.loads(self._list.read_text(encoding="utf-8"))
            if listed["head"] != self._head:
                return []
            pages = [
                PageFile(**{**page, "first": Key(**page["first"]), "last": Key(**page["last"])})
                for page in listed["pages"]
            ]
            sizes = [(self._folder / page.file).stat().st_size for page in pages]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return pages if sizes == [page.bytes for page in pages] else []


def replace_file(path: Path, content: bytes) -> int:
    """Write a file aside and put it in place in one step; return its size."""
    fresh = path.with_name(f"{path.name}.part")
    with fresh.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    return len(content)
