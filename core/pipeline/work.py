"""What the steps of one build share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core import columns as col
from core.store import parquet_scan

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from core.cities.city import City
    from core.pipeline.sources import Sources
    from core.store import Build, Draft

RECENT_RECORDS = 500_000
"""How many of the latest records are in scope unless the request says otherwise."""
ALL_RECORDS = None
"""Every record is in scope."""

_MEMORY_LIMIT = "1GB"


@dataclass(frozen=True)
class Request:
    """What to build: exports, or none to take the city's own source; boundaries, or none.

    `recent` is how many of the latest records are in scope; None is all.
    """

    city: City
    exports: tuple[Path, ...] = ()
    boundaries: Path | None = None
    recent: int | None = RECENT_RECORDS


@dataclass
class Work:
    """One build on its way. `facts` are what finished steps found, by step; they go into the manifest."""

    request: Request
    sources: Sources
    draft: Draft
    previous: Build | None
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def city(self) -> City:
        """The city that is built."""
        return self.request.city

    @cached_property
    def connection(self) -> DuckDBPyConnection:
        """A database on disk, so that millions of records never sit in memory as text."""
        import duckdb  # noqa: PLC0415 (an unchanged build never needs it)

        folder = self.draft.scratch
        options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY_LIMIT,
            "temp_directory": str(folder / "spill"),
            "preserve_insertion_order": False,
        }
        return duckdb.connect(str(folder / "records.duckdb"), config=options)

    def incidents(self) -> DuckDBPyConnection:
        """Give a connection with the cleaned records, read back if their step was taken over."""
        found = self.connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'incidents'").fetchone()
        if found is None and self.previous is not None:
            records = parquet_scan([self.previous.path / "incidents.parquet"])
            self.connection.execute(f"CREATE TABLE incidents AS SELECT * EXCLUDE ({col.PLACE_ID}) FROM {records}")
        return self.connection

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "connection" in self.__dict__:
            self.connection.close()
