"""The test of a shift and a selection on later weeks, as the page starts it in the background."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core import settings
from core.briefing.brief import reported
from core.cities.city import load_city
from core.errors import BadParameterError
from core.forecast.backtest import FEWEST_WEEKS, hold_contest, summary
from core.language import say
from core.places.history import load_history
from core.places.selection import passing
from core.store import Store
from dashboard.queries.briefing import BriefingQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.progress import Report


def hold(city: str, parameters: Mapping[str, str], report: Report) -> dict[str, Any]:
    """Test every model on the last weeks of the records of a shift.

    Returns:
        The `contest` with its `shift`, as `core.forecast.backtest.summary` says it.

    Raises:
        BadParameterError: The question cannot be read, or the history is too short for a test.
        MissingBuildError: The city has no build, or one without a history.
    """
    build = Store(settings.data_dir(), city).current()
    history = load_history(build, load_city(city))
    query = BriefingQuery.parse(parameters, history.names)
    contest = hold_contest(history, passing(history, reported(query.filters)), query.shift, report)
    if contest is None:
        msg = say("The history is too short for a test: it takes {weeks} weeks, twice.", weeks=FEWEST_WEEKS)
        raise BadParameterError(msg)
    return {"build": build.id, "contest": {"shift": asdict(query.shift), **summary(contest)}}
