"""A build being written aside.

Nothing that a reader looks at changes before the last step of :meth:`Draft.publish`,
the `os.replace` of the pointer. Killed at any moment, the pipeline leaves the old
build serving and a folder that the next draft removes: holding the city's lock is
proof that every other draft is dead.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from core.errors import MissingBuildError, PatrolError
from core.language import say
from core.store import parquet
from core.store.build import CONTENT, MANIFEST, SCHEMA, Build, checksum, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import duckdb
    import pandas as pd
    from numpy.typing import NDArray

    from core.store.paths import Paths

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_JSON = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS


class BuildInProgressError(PatrolError, BlockingIOError):
    """Another process is writing a build of the same city."""


class Draft:
    """Write tables, columns and values, then :meth:`publish` once."""

    def __init__(self, paths: Paths, build_id: str) -> None:
        self.id = build_id
        self.path = paths.draft(build_id)
        self._paths = paths
        self._files: dict[str, dict[str, Any]] = {}
        self.path.mkdir(parents=True)

    def write_table(self, name: str, frame: pd.DataFrame) -> int:
        """Write a frame without its index; return its rows."""
        parquet.write(self._new(name, "parquet"), frame)
        return len(frame)

    def write_query(self, name: str, connection: duckdb.DuckDBPyConnection, sql: str) -> int:
        """Stream a query into a table; return its rows."""
        return parquet.write_query(self._new(name, "parquet"), connection, sql)

    def write_columns(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Write arrays, each to a file of its own that readers map into memory."""
        for column, values in columns.items():
            np.save(self._new(name, f"{column}.npy"), np.ascontiguousarray(values), allow_pickle=False)

    def write_json(self, name: str, value: Any) -> None:  # noqa: ANN401 (whatever JSON can say)
        """Write a value: text, numbers, dates, lists, maps, dataclasses, named tuples; NaN becomes null."""
        self._new(name, "json").write_bytes(orjson.dumps(value, default=_plain, option=_JSON))

    def keep(self, previous: Build, name: str) -> None:
        """Take over everything that an earlier build holds under this name.

        The files are copied, not linked: a damaged disk block must not spoil the
        build that would serve instead.

        Raises:
            MissingBuildError: The earlier build lacks it, or was damaged since it was checked.
        """
        files = [file for file in previous.manifest["files"] if name_of(file) == name]
        if not files:
            raise previous.lacking(name)
        for file in files:
            path = self._new(*file.split(".", 1))
            shutil.copyfile(previous.path / file, path)
            if checksum(path) != previous.manifest["files"][file]["sha256"]:
                msg = say(
                    "{file} of build {build} is damaged; run `python -m scripts.pipeline build` again.",
                    file=file,
                    build=previous.id,
                )
                raise MissingBuildError(msg)

    @property
    def files(self) -> frozenset[str]:
        """Names of the files that were written so far."""
        return frozenset(self._files)

    @property
    def scratch(self) -> Path:
        """Folder for what is needed on the way and removed afterwards, whatever happens."""
        path = self._paths.scratch(self.id)
        path.mkdir(exist_ok=True)
        return path

    def view(self) -> Build:
        """Return what has been written so far as a build, for the steps that follow."""
        return Build(self.id, self.path, {"files": self._files})

    def publish(self, facts: Mapping[str, Any]) -> Build:
        """Make this the build that readers see.

        `facts` go into the manifest; those of an earlier build may be given whole, and then its content stays.
        """
        for file in self._files:
            path = self.path / file
            _sync(path)
            self._files[file] = {"bytes": path.stat().st_size, "sha256": checksum(path)}
        created = datetime.now(UTC).isoformat(timespec="seconds")
        own = {"schema": SCHEMA, "id": self.id, "city": self._paths.city, "created": created, "files": self._files}
        manifest = {"content": CONTENT, **facts, **own}
        path = self.path / MANIFEST
        path.write_bytes(orjson.dumps(manifest, option=_JSON | orjson.OPT_INDENT_2))
        _sync(path)
        _sync(self.path)
        final = self._paths.build(self.id)
        self.path.rename(final)
        _sync(final.parent)
        self._paths.point_to(self.id)
        # Read back what was written, so that the caller sees what any reader sees.
        return Build(self.id, final, orjson.loads((final / MANIFEST).read_bytes()))

    def _new(self, name: str, suffix: str) -> Path:
        file = f"{name}.{suffix}"
        if not _NAME.fullmatch(name) or file == MANIFEST or file in self._files:
            msg = say("{file} cannot be written: names are snake case and written once.", file=file)
            raise ValueError(msg)
        self._files[file] = {}
        return self.path / file


@contextmanager
def open_draft(paths: Paths) -> Iterator[Draft]:
    """Lock the city, remove what dead drafts left, give a draft; remove it unless published.

    Raises:
        BuildInProgressError: Another process holds the lock.
    """
    paths.folder.mkdir(parents=True, exist_ok=True)
    with _locked(paths):
        paths.remove_leftovers()
        draft = Draft(paths, paths.new_id())
        try:
            yield draft
        finally:
            paths.remove_leftovers()


@contextmanager
def _locked(paths: Paths) -> Iterator[None]:
    with paths.lock.open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            msg = say(
                "Process {process} is building {city}; wait for it or stop it.",
                process=stream.read().strip() or "?",
                city=paths.city,
            )
            raise BuildInProgressError(msg) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        # Closing the file releases the lock; so does the end of the process, however it comes.
        yield


def _plain(value: Any) -> Any:  # noqa: ANN401 (what orjson does not know by itself)
    """Write a named tuple as a map."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    msg = say("{kind} cannot be written as JSON.", kind=type(value).__name__)
    raise TypeError(msg)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
