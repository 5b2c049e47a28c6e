"""The steps, in order. Each calls the part of `core` that does the work and counts its rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core import columns as col
from core.pipeline.hotspots import choice, sweeps
from core.pipeline.step import Outcome, Step, step
from core.places import boundaries
from core.places.territories import OUTLINE, TERRITORIES

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def _records_parameters(work: Work) -> Any:  # noqa: ANN401 (whatever JSON can say)
    return [asdict(work.city), work.sources.fingerprints, work.request.recent]


@step(
    "Reading and cleaning the records",
    code=("records", "columns", "cities"),
    writes=("quarantine", "cleaning"),
    parameters=_records_parameters,
)
def records(work: Work, report: Report) -> Outcome:
    """Read the exports, clean them and describe their quality."""
    from core.records import cleaning, quality, reader  # noqa: PLC0415 (a step that is taken over loads nothing)

    reader.open_export(work.connection, work.sources.exports, work.city)
    report(0.4, "Cleaning the records")
    counts = cleaning.clean(work.connection, work.city, work.request.recent)
    report(0.8, "Describing their quality")
    work.draft.write_query("quarantine", work.connection, "SELECT * FROM quarantine")
    work.draft.write_json("cleaning", quality.report(work.connection, work.city, counts))
    rows = {
        "read": counts.read,
        "kept": counts.kept,
        "quarantined": counts.quarantined,
        "out_of_scope": counts.out_of_scope,
    }
    return Outcome(counts.read, counts.kept, {"counts": rows, "period": _period(work)})


def _period(work: Work) -> dict[str, str | None]:
    """Find the data's first and last moment, and when the last record was amended."""
    moments = f"SELECT min({col.DATE}), max({col.DATE}), max({col.UPDATED_ON}) FROM incidents"
    found = work.connection.execute(moments).fetchone() or (None, None, None)
    names = ("first", "last", "updated")
    return {name: moment.isoformat() if moment else None for name, moment in zip(names, found, strict=True)}


@step(
    "Folding the records onto places",
    after=("records",),
    code=("places",),
    writes=("places", "cells", "lattice", "records", "codes", "incidents"),
)
def fold(work: Work, report: Report) -> Outcome:
    """Find places and cells, and store the records with their place."""
    from core.places.folding import fold_records  # noqa: PLC0415 (a step that is taken over loads nothing)

    connection = work.incidents()
    places = fold_records(connection, work.city, work.draft)
    report(0.7, "Storing the records")
    rows = work.draft.write_query("incidents", connection, f"SELECT * FROM incidents ORDER BY {col.DATE}, {col.ID}")
    return Outcome(rows, places)


@step(
    "Reading the territories",
    after=("fold",),
    code=("places",),
    writes=(TERRITORIES,),
    parameters=lambda work: work.sources.outlines,
)
def territories(work: Work, report: Report) -> Outcome:
    """Check the outlines that were given and store them; without any, draw around the inhabited cells."""
    from core.places.fold import load_fold  # noqa: PLC0415 (a step that is taken over loads nothing)

    report(0.1, "Checking the outlines")
    found = boundaries.read(work.sources.boundaries, work.city)
    areas = sum(len(kind["features"]) for kind in found.values())
    if OUTLINE not in found:
        found[OUTLINE] = boundaries.around(load_fold(work.draft.view(), work.city))
    work.draft.write_json(TERRITORIES, found)
    return Outcome(len(work.sources.boundaries), areas)


STEPS: tuple[Step, ...] = (records, fold, territories, sweeps, choice)
