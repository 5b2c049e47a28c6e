"""The search for a selection's best setting, as the page starts it in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import settings
from core.cities.city import load_city
from core.hotspots import choice, sweep
from core.hotspots.methods import SMALL_GROUND
from core.places.fold import load_fold
from core.places.selection import select
from core.store import Store
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.hotspots.choice import Choice
    from core.places.selection import Filters
    from core.progress import Report


def search(city: str, parameters: Mapping[str, str], report: Report) -> dict[str, Any]:
    """Try the settings of every algorithm on a selection and answer each question by its printed rule.

    The concentration stays as it is asked for, beside the ground of small zones.

    Returns:
        `answers`, for each question its choice (`question`, `name`, `standing`, `rule`, `reason`, `finalists`) and
        `query` to show it on the page (null if nothing is eligible), and a row for every setting tried.

    Raises:
        BadParameterError: The selection cannot be read.
        MissingBuildError: The city has no build.
    """
    build = Store(settings.data_dir(), city).current()
    fold = load_fold(build, load_city(city))
    query = HotspotQuery.parse(parameters, fold.names)
    records = select(fold, query.filters).records
    tried = sweep.every_setting(records, (query.setting.concentration, SMALL_GROUND))
    table = sweep.sweep(fold, query.filters, tried, report).table
    answers = [_answer(query.filters, chosen) for chosen in choice.choose_each(table)]
    return {"build": build.id, "answers": answers, "settings": table.to_dict("records")}


def _answer(filters: Filters, chosen: Choice) -> dict[str, Any]:
    """Write a choice with the question that shows it on the page."""
    best = HotspotQuery(filters, chosen.setting) if chosen.setting else None
    told = {name: value for name, value in chosen._asdict().items() if name != "setting"}
    return {**told, "query": best.to_params() if best else None}
