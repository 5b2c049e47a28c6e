"""The main streets, as lines for the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import mark
from core.pipeline.step import Outcome, Step
from core.places.tables import STREETS

if TYPE_CHECKING:
    from core.pipeline.work import Work
    from core.progress import Report


def draw_streets(work: Work, _report: Report) -> Outcome:
    """Draw the main streets through the places of their blocks."""
    from statistics import median

    from core.places.fold import load_fold
    from core.places.streets import fit_streets, write_streets

    fold = load_fold(work.draft.view(), work.city)
    streets = fit_streets(fold)
    work.draft.write_json(STREETS, write_streets(streets, work.city.epsg))
    residuals = [street.residual_m for street in streets]
    return Outcome(len(fold.place), len(streets), {"residual_m": round(median(residuals), 1) if residuals else None})


STEP = Step("streets", mark("Drawing the main streets"), draw_streets, writes=(STREETS,), after=("fold",))
