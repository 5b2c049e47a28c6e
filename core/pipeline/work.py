"""What the steps of one build share."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core import columns as col
from core.records.tables import INCIDENTS
from core.store import parquet_scan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from core.cities.city import City
    from core.pipeline.sources import Sources
    from core.store import Build, Draft
    from core.tracking import Run

logger = logging.getLogger(__name__)

RECENT_RECORDS = 500_000
"""How many of the latest records are in scope unless the request says otherwise."""
ALL_RECORDS = None
"""Every record is in scope."""

_MEMORY_LIMIT = "1GB"


@dataclass(frozen=True)
class Request:
    """What to build: exports, or none to take the city's own source; folders of boundaries and context, or none.

    `recent` is how many of the latest records are in scope; None is all.
    """

    city: City
    exports: tuple[Path, ...] = ()
    boundaries: Path | None = None
    recent: int | None = RECENT_RECORDS
    context: Path | None = None


@dataclass
class Work:
    """One build on its way.

    `facts` are what finished steps found, by step, for the manifest; `runs` are what they tried, for MLflow.
    """

    request: Request
    sources: Sources
    draft: Draft
    previous: Build | None
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()

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
            records = parquet_scan([self.previous.path / f"{INCIDENTS}.parquet"])
            self.connection.execute(f"CREATE TABLE incidents AS SELECT * EXCLUDE ({col.PLACE_ID}) FROM {records}")
        return self.connection

    def take_over(self, previous: Build, step: str, names: Iterable[str]) -> None:
        """Keep what a step left in an earlier build, with its numbers."""
        for name in names:
            self.draft.keep(previous, name)
        self.facts[step] = previous.manifest["steps"][step] | {"kept_from": previous.id}
        logger.info("%s: unchanged, taken over from build %s", step, previous.id)

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "connection" in self.__dict__:
            self.connection.close()
