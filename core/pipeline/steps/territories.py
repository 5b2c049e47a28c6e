"""The outlines of the city and its territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import mark, say
from core.pipeline.step import Outcome, Step
from core.places.tables import TERRITORIES
from core.places.territories import OUTLINE

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def outline_territories(work: Work, report: Report) -> Outcome:
    """Check the outlines that were given and store them; without any, draw around the inhabited cells."""
    from core.places import boundaries
    from core.places.fold import load_fold

    report(0.1, say("Checking the outlines"))
    found = boundaries.read(work.sources.boundaries, work.city)
    areas = sum(len(kind["features"]) for kind in found.values())
    if OUTLINE not in found:
        found[OUTLINE] = boundaries.around(load_fold(work.draft.view(), work.city))
    work.draft.write_json(TERRITORIES, found)
    return Outcome(len(work.sources.boundaries), areas)


STEP = Step(
    "territories",
    mark("Reading the territories"),
    outline_territories,
    writes=(TERRITORIES,),
    after=("fold",),
    parameters=lambda work: work.sources.outlines,
)
