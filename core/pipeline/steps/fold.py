"""From records to places and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import columns as col
from core.language import mark, say
from core.pipeline.step import Outcome, Step
from core.places.tables import CELLS, CODES, LATTICE, PLACES, RECORDS
from core.records.tables import INCIDENTS

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def fold_onto_places(work: Work, report: Report) -> Outcome:
    """Find places and cells, and store the records with their place."""
    from core.places.fold_writer import fold_records

    connection = work.incidents()
    places = fold_records(connection, work.city, work.draft)
    report(0.7, say("Storing the records"))
    rows = work.draft.write_query(INCIDENTS, connection, f"SELECT * FROM incidents ORDER BY {col.DATE}, {col.ID}")
    return Outcome(rows, places)


STEP = Step(
    "fold",
    mark("Folding the records onto places"),
    fold_onto_places,
    writes=(PLACES, CELLS, LATTICE, RECORDS, CODES, INCIDENTS),
    after=("records",),
)
