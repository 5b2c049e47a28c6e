"""The search for a selection's best setting, as the page starts it in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import settings
from core.cities.city import load_city
from core.hotspots import choice, sweep
from core.hotspots.setting import Algorithm
from core.places.fold import load_fold
from core.places.selection import select
from core.store import Store
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.progress import Report


def search(city: str, parameters: Mapping[str, str], report: Report) -> dict[str, Any]:
    """Try the settings of every algorithm on a selection and choose by the printed rule.

    The concentration stays as it is asked for: scores are not compared across coverages.

    Returns:
        The choice (`name`, `rule`, `reason`, `finalists`), `query` to show it on the page
        (null if nothing is eligible), and a row for every setting tried.

    Raises:
        BadParameterError: The selection cannot be read.
        MissingBuildError: The city has no build.
    """
    build = Store(settings.data_dir(), city).current()
    fold = load_fold(build, load_city(city))
    query = HotspotQuery.parse(parameters, fold.names)
    records = select(fold, query.filters).records
    concentration = query.setting.concentration
    tried = [setting for each in Algorithm for setting in sweep.settings_for(records, each, concentration)]
    table = sweep.sweep(fold, query.filters, tried, report).table
    chosen = choice.choose(table)
    best = HotspotQuery(query.filters, chosen.setting) if chosen.setting else None
    return {
        "build": build.id,
        "query": best.to_params() if best else None,
        "name": chosen.name,
        "rule": chosen.rule,
        "reason": chosen.reason,
        "finalists": chosen.finalists,
        "settings": table.to_dict("records"),
    }
