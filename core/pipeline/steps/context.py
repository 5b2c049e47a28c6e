"""What the city publishes beside the records, joined with its areas."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core.context.tables import AREAS, CONTEXT, POINTS
from core.language import mark
from core.pipeline.step import Outcome, Step

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def join_context(work: Work, _report: Report) -> Outcome:
    """Check and join the files that were given; without any, store empty tables."""
    from core.context import joining

    found = joining.join(work.sources.context, work.city, work.draft.view())
    work.draft.write_table(AREAS, found.areas)
    work.draft.write_table(POINTS, found.points)
    work.draft.write_json(CONTEXT, found.declared)
    files = (*found.declared["areas"], *found.declared["points"])
    return Outcome(sum(facts["rows"] for facts in files), sum(facts["matched"] for facts in files))


STEP = Step(
    "context",
    mark("Joining the context"),
    join_context,
    writes=(AREAS, POINTS, CONTEXT),
    after=("fold", "territories"),
    parameters=lambda work: [asdict(work.city.context), work.sources.context_files],
)
