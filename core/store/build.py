"""A build, as its readers see it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from core.errors import MissingBuildError
from core.store import parquet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

MANIFEST = "manifest.json"
SCHEMA = 1
"""Version of the folder's layout; a build of another version is refused."""


@dataclass(frozen=True)
class Build:
    """A folder of tables, columns and values that never changes again.

    `manifest["files"]` maps each file name to its `bytes` and `sha256`. Builds are
    equal, and hash alike, if they are the same folder.
    """

    id: str
    path: Path
    manifest: dict[str, Any] = field(compare=False)

    def has(self, name: str) -> bool:
        """Tell whether the build holds a table, columns or a value of this name."""
        return any(file.split(".", 1)[0] == name for file in self.manifest["files"])

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a table, or some of its columns.

        Raises:
            MissingBuildError: The build has no such table.
        """
        return parquet.read(self._file(f"{name}.parquet"), columns)

    def columns(self, name: str) -> dict[str, NDArray[Any]]:
        """Map the columns of a name into memory, read-only, in the order they were written.

        Raises:
            MissingBuildError: The build has no such columns.
        """
        prefix, suffix = f"{name}.", ".npy"
        files = [file for file in self.manifest["files"] if file.startswith(prefix) and file.endswith(suffix)]
        if not files:
            raise self._missing(name + ".*.npy")
        return {file[len(prefix) : -len(suffix)]: np.load(self.path / file, mmap_mode="r") for file in files}

    def json(self, name: str) -> Any:  # noqa: ANN401 (whatever was written)
        """Read a value.

        Raises:
            MissingBuildError: The build has no such value.
        """
        return orjson.loads(self._file(f"{name}.json").read_bytes())

    def faults(self) -> list[str]:
        """Compare every file with the manifest; say what is wrong, nothing if all is well."""
        found = []
        for file, expected in self.manifest["files"].items():
            path = self.path / file
            if not path.is_file():
                found.append(f"{file} is missing")
            elif path.stat().st_size != expected["bytes"] or checksum(path) != expected["sha256"]:
                found.append(f"the checksum of {file} is wrong")
        return found

    def _file(self, file: str) -> Path:
        if file not in self.manifest["files"]:
            raise self._missing(file)
        return self.path / file

    def _missing(self, file: str) -> MissingBuildError:
        return MissingBuildError(f"Build {self.id} has no {file}; run `python -m scripts.pipeline build` again.")


def open_build(path: Path) -> Build:
    """Open a published folder without looking at its files.

    Raises:
        MissingBuildError: The manifest is missing, unreadable or of another version.
    """
    try:
        manifest = orjson.loads((path / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        msg = f"Build {path.name} has no readable manifest; run `python -m scripts.pipeline build` again."
        raise MissingBuildError(msg) from error
    if manifest.get("schema") != SCHEMA:
        msg = f"Build {path.name} was written by another version; run `python -m scripts.pipeline build` again."
        raise MissingBuildError(msg)
    return Build(path.name, path, manifest)


def checksum(path: Path) -> str:
    """SHA-256 of a file as `sha256sum` prints it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
