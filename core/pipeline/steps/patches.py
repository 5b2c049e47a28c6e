"""All years of records onto small patches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import mark
from core.pipeline.step import Outcome, Step
from core.places.tables import PAST, PATCHES
from core.records.tables import HISTORY
from core.store import parquet_scan

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def fold_history(work: Work, report: Report) -> Outcome:  # noqa: ARG001 (every step is told how to report)
    """Fold every record that was read onto patches, for counts of all years."""
    from core.places.history_writer import write_history

    table = parquet_scan([work.draft.path / f"{HISTORY}.parquet"])
    records, patches = write_history(work.connection, table, work.city, work.draft)
    return Outcome(records, patches)


STEP = Step(
    "patches",
    mark("Folding all years onto small patches"),
    fold_history,
    writes=(PAST, PATCHES),
    after=("records",),
)
"""Uses the connection for its memory limit alone: what it reads is in the build."""
