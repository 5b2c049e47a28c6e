"""From exports to clean records."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core import columns as col
from core.language import mark, say
from core.pipeline.step import Outcome, Step
from core.records.tables import CLEANING, HISTORY, QUARANTINE

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def clean_records(work: Work, report: Report) -> Outcome:
    """Read the exports, clean them and describe their quality."""
    from core.records import cleaning, quality, reader

    reader.open_export(work.connection, work.sources.exports, work.city)
    report(0.4, say("Cleaning the records"))
    counts = cleaning.clean(work.connection, work.city, work.request.recent)
    report(0.8, say("Describing their quality"))
    work.draft.write_query(QUARANTINE, work.connection, "SELECT * FROM quarantine")
    work.draft.write_query(HISTORY, work.connection, "SELECT * FROM history")
    work.connection.execute("DROP TABLE history")
    work.draft.write_json(CLEANING, quality.report(work.connection, work.city, counts))
    return Outcome(counts.read, counts.kept, {"counts": asdict(counts), "period": _period(work)})


def _period(work: Work) -> dict[str, str | None]:
    """Find the data's first and last moment, and when the last record was amended."""
    moments = f"SELECT min({col.DATE}), max({col.DATE}), max({col.UPDATED_ON}) FROM incidents"
    found = work.connection.execute(moments).fetchone() or (None, None, None)
    names = ("first", "last", "updated")
    return {name: moment.isoformat() if moment else None for name, moment in zip(names, found, strict=True)}


def _parameters(work: Work) -> Any:  # noqa: ANN401 (whatever JSON can say)
    # What is published beside the records changes nothing in them; its own step asks for it.
    city = {name: value for name, value in asdict(work.city).items() if name != "context"}
    return [city, work.sources.fingerprints, work.request.recent]


STEP = Step(
    "records",
    mark("Reading and cleaning the records"),
    clean_records,
    writes=(QUARANTINE, HISTORY, CLEANING),
    parameters=_parameters,
)
