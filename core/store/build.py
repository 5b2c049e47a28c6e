"""A build, as its readers see it.

The code may be younger than the build that it reads: until the next build it then asks for
tables, columns or keys that are not there. Whatever a build lacks, also a key inside a value
or the manifest, is one sentence that says how to make a new build, never a `KeyError`: the
maps that a build gives out are of :class:`Held`. Readers need not ask first.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import orjson

from core.errors import MissingBuildError
from core.language import say
from core.store import parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

MANIFEST = "manifest.json"
SCHEMA = 1
"""Version of the folder's layout; a build of another version is refused."""
CONTENT = 2
"""Version of what the files hold, to be raised when a table, a column or a key comes, goes or changes its meaning. A
build of an earlier content serves as far as it goes; every step is repeated in the next build."""


@dataclass(frozen=True)
class Build:
    """A folder of tables, columns and values that never changes again.

    `manifest["files"]` maps each file name to its `bytes` and `sha256`. Builds are
    equal, and hash alike, if they are the same folder.
    """

    id: str
    path: Path
    manifest: dict[str, Any] = field(compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "manifest", self._hold(self.manifest, MANIFEST))

    @property
    def city(self) -> str:
        """Name of the city that the build is of."""
        return self.path.parent.parent.name

    @property
    def pending(self) -> tuple[str, ...]:
        """Names of the steps that are still to be computed for this build's records."""
        return tuple(self.manifest.get("pending", ()))

    def has(self, name: str) -> bool:
        """Tell whether the build holds a table, columns or a value of this name."""
        return any(name_of(file) == name for file in self.manifest["files"])

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a table, or some of its columns.

        Raises:
            MissingBuildError: The build has no such table, or the table no such column.
        """
        path = self._file(f"{name}.parquet")
        missing = sorted(set(columns or ()) - set(parquet.column_names(path)))
        if missing:
            raise self.lacking(_within(name, ", ".join(missing)))
        return parquet.read(path, columns)

    def columns(self, name: str) -> dict[str, NDArray[Any]]:
        """Map the columns of a name into memory, read-only, in the order they were written.

        Raises:
            MissingBuildError: The build has no such columns.
        """
        prefix, suffix = f"{name}.", ".npy"
        files = [file for file in self.manifest["files"] if file.startswith(prefix) and file.endswith(suffix)]
        if not files:
            what = f"{name}.*.npy"
            raise self.lacking(what)
        found = {file[len(prefix) : -len(suffix)]: np.load(self.path / file, mmap_mode="r") for file in files}
        return self._hold(found, name)

    def json(self, name: str) -> Any:  # noqa: ANN401 (whatever was written)
        """Read a value.

        Raises:
            MissingBuildError: The build has no such value.
        """
        return self._hold(orjson.loads(self._file(f"{name}.json").read_bytes()), name)

    def faults(self) -> list[str]:
        """Compare every file with the manifest; say what is wrong, nothing if all is well."""
        found = []
        for file, expected in self.manifest["files"].items():
            path = self.path / file
            if not path.is_file():
                found.append(say("{file} is missing", file=file))
            elif path.stat().st_size != expected["bytes"] or checksum(path) != expected["sha256"]:
                found.append(say("the checksum of {file} is wrong", file=file))
        return found

    def lacking(self, what: str) -> MissingBuildError:
        """Say that the build lacks something, and what to do; for the caller to raise."""
        if any(name_of(what) in names for names in self.manifest.get("pending", {}).values()):
            msg = say(
                "Build {build} lacks {what}, which is still to be computed; wait a minute, or run `python -m "
                "scripts.pipeline enrich --city {city}`.",
                build=self.id,
                what=what,
                city=self.city,
            )
        elif self.manifest.get("content", 0) < CONTENT:
            msg = say(
                "Build {build} was made by an earlier version of PatrolIQ and lacks {what}; run `python -m "
                "scripts.pipeline build --city {city}` to make a new one.",
                build=self.id,
                what=what,
                city=self.city,
            )
        else:
            msg = say(
                "Build {build} lacks {what}; run `python -m scripts.pipeline build --city {city}` to make a new one.",
                build=self.id,
                what=what,
                city=self.city,
            )
        return MissingBuildError(msg)

    def _file(self, file: str) -> Path:
        if file not in self.manifest["files"]:
            raise self.lacking(file)
        return self.path / file

    def _hold(self, value: Any, name: str) -> Any:  # noqa: ANN401 (whatever was written)
        """Turn the maps of a value into those whose missing keys are sentences."""
        if isinstance(value, dict):
            held = {key: self._hold(part, name) for key, part in value.items()}
            return Held(held, lambda key: self.lacking(_within(name, key)))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [self._hold(part, name) for part in value]
        return value


class Held(dict[str, Any]):
    """A map out of a build: to ask for a key that it lacks is the error that `lacking` makes of the key."""

    def __init__(self, values: Mapping[str, Any], lacking: Callable[[str], MissingBuildError]) -> None:
        super().__init__(values)
        self._lacking = lacking

    def __missing__(self, key: str) -> NoReturn:
        raise self._lacking(key)


def _within(name: str, keys: str) -> str:
    """Say where keys or columns belong: to a value or a table of a build, or to its manifest."""
    if name == MANIFEST:
        return say("{keys} in the manifest", keys=keys)
    return say("{keys} in {name}", keys=keys, name=name)


def name_of(file: str) -> str:
    """Return the name that a file of a build belongs to: `places` of `places.x_m.npy`."""
    return file.partition(".")[0]


def open_build(path: Path) -> Build:
    """Open a published folder without looking at its files.

    Raises:
        MissingBuildError: The manifest is missing, unreadable or of another version.
    """
    try:
        manifest = orjson.loads((path / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        msg = say(
            "Build {build} has no readable manifest; run `python -m scripts.pipeline build` again.", build=path.name
        )
        raise MissingBuildError(msg) from error
    if manifest.get("schema") != SCHEMA:
        msg = say(
            "Build {build} was written by another version; run `python -m scripts.pipeline build` again.",
            build=path.name,
        )
        raise MissingBuildError(msg)
    return Build(path.name, path, manifest)


def checksum(path: Path) -> str:
    """SHA-256 of a file as `sha256sum` prints it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
