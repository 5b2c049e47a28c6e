"""One build from beginning to end."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core import progress, tracking
from core.errors import MissingBuildError
from core.pipeline import code
from core.pipeline.sources import find_sources
from core.pipeline.steps import STEPS
from core.pipeline.work import Work
from core.records.tables import CLEANING, QUALITY

if TYPE_CHECKING:
    from core.pipeline.work import Request
    from core.progress import Report
    from core.store import Build, Draft, Store

logger = logging.getLogger(__name__)


def build(store: Store, request: Request, report: Report = progress.silent) -> Build:
    """Make a build and publish it; return the one that serves if nothing has changed.

    Whatever fails, the build that served before goes on serving.

    Raises:
        BuildInProgressError: Another process is building this city.
        BadExportError: An export or a boundary file cannot be read.
        PortalError: The city's portal did not answer as it should.
    """
    with store.draft() as draft:
        downloads = store.root / store.city / "downloads"
        sources = find_sources(request, draft.scratch, downloads, progress.portion(report, 0.0, 0.1))
        with closing(Work(request, sources, draft, _previous(store))) as work:
            keys = _keys(work)
            if work.previous is not None and all(step.can_keep(keys[step.name], work.previous) for step in STEPS):
                logger.info("Nothing has changed since build %s", work.previous.id)
                return work.previous
            _run(work, keys, progress.portion(report, 0.1, 0.95))
            report(0.95, "Publishing")
            return _publish(work, draft)


def _previous(store: Store) -> Build | None:
    try:
        return store.current()
    except MissingBuildError:
        return None


def _keys(work: Work) -> dict[str, str]:
    keys: dict[str, str] = {}
    for step in STEPS:
        keys[step.name] = step.key(work, keys)
    return keys


def _run(work: Work, keys: dict[str, str], report: Report) -> None:
    total = sum(step.weight for step in STEPS)
    done = 0.0
    for step in STEPS:
        step(work, keys[step.name], progress.portion(report, done / total, (done + step.weight) / total))
        done += step.weight


def _publish(work: Work, draft: Draft) -> Build:
    """Write the quality report with the numbers of every step, note the runs, replace the pointer."""
    facts = _manifest(work)
    _track(work, draft)
    draft.write_json(QUALITY, {**draft.view().json(CLEANING), "steps": facts["steps"]})
    built = draft.publish(facts)
    logger.info("Build %s of %s is published", built.id, work.city.name)
    return built


def _track(work: Work, draft: Draft) -> None:
    """Note the build in MLflow, and what its steps tried below it."""
    name, facts = work.city.name, work.facts
    parent = tracking.Run(
        f"build {draft.id}",
        {"city": name, "recent": work.request.recent or "all", "code": code.version()[:12]},
        {f"{step}_{part}": facts[step][part] for step in facts for part in ("rows_in", "rows_out", "seconds")},
        {"build": draft.id, "cutoff": str(facts["records"]["period"]["last"])},
    )
    tracking.record(f"hotspots of {name}", work.runs, parent)


def _manifest(work: Work) -> dict[str, Any]:
    records = work.facts["records"]
    return {
        "title": work.city.title,
        "is_demo": work.city.is_demo,
        "sources": work.sources.fingerprints,
        "boundaries": work.sources.outlines,
        "cutoff": records["period"]["last"],
        "period": records["period"],
        "rows": records["counts"],
        "parameters": {"recent": work.request.recent, "cell_size_m": work.city.cell_size_m},
        "code": code.version(),
        "steps": work.facts,
    }
