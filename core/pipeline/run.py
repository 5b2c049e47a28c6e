"""One build from beginning to end, in two speeds: the core, and later what enriches it.

The core is published as soon as it is whole. What enriches it is computed afterwards and
published as a further build, which takes the core's files over; until then the manifest
names it as `pending`. Whatever fails, the build that served before goes on serving.
"""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core import progress, tracking
from core.errors import MissingBuildError
from core.language import say
from core.pipeline import code
from core.pipeline.sources import Sources, find_sources
from core.pipeline.steps import CORE, ENRICH
from core.pipeline.work import Request, Work
from core.records.tables import CLEANING, QUALITY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.cities.city import City
    from core.pipeline.step import Step
    from core.progress import Report
    from core.store import Build, Store

logger = logging.getLogger(__name__)

_PUBLISHING = 0.95
"""Share of the time after which only publishing is left."""


def build(store: Store, request: Request, report: Report = progress.silent) -> Build:
    """Make the core of a build and publish it; return the one that serves if nothing has changed.

    What enriched the last build is taken over as far as it still holds.

    Raises:
        BuildInProgressError: Another process is building this city.
        BadExportError: An export, a boundary file or a file of context cannot be read.
        PortalError: The city's portal did not answer as it should.
    """
    with store.draft() as draft:
        downloads = store.root / store.city / "downloads"
        sources = find_sources(request, draft.scratch, downloads, progress.portion(report, 0.0, 0.1))
        with closing(Work(request, sources, draft, _previous(store))) as work:
            keys = _keys(work, (*CORE, *ENRICH), {})
            if work.previous is not None and not _lacking(CORE, keys, work.previous):
                logger.info("Nothing has changed since build %s", work.previous.id)
                return work.previous
            later = _lacking(ENRICH, keys, work.previous)
            now = [step for step in (*CORE, *ENRICH) if step not in later]
            _run(work, now, keys, progress.portion(report, 0.1, _PUBLISHING))
            report(_PUBLISHING, say("Publishing"))
            return _publish(work, _facts(work))


def enrich(store: Store, city: City, report: Report = progress.silent) -> Build:
    """Compute what the current build still lacks and publish it as a further build.

    Returns:
        The further build, or the current one if it lacks nothing.

    Raises:
        BuildInProgressError: Another process is building this city.
        MissingBuildError: There is no build to enrich.
    """
    with store.draft() as draft:
        current = store.current()
        with closing(Work(Request(city), Sources(), draft, current)) as work:
            done = {name: facts["key"] for name, facts in current.manifest["steps"].items()}
            keys = _keys(work, ENRICH, done)
            missing = _lacking(ENRICH, keys, current)
            if not missing:
                logger.info("Build %s lacks nothing", current.id)
                return current
            _take_over(work, current, missing)
            _run(work, missing, keys, progress.portion(report, 0.0, _PUBLISHING))
            report(_PUBLISHING, say("Publishing"))
            return _publish(work, current.manifest)


def _previous(store: Store) -> Build | None:
    try:
        return store.current()
    except MissingBuildError:
        return None


def _keys(work: Work, steps: Sequence[Step], done: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of the steps and of those that are done."""
    keys = dict(done)
    for step in steps:
        keys[step.name] = step.key(work, keys)
    return keys


def _lacking(steps: Sequence[Step], keys: Mapping[str, str], built: Build | None) -> list[Step]:
    """List the steps whose results a build does not hold as they would be now."""
    return [step for step in steps if not step.can_keep(keys[step.name], built)]


def _take_over(work: Work, current: Build, missing: Sequence[Step]) -> None:
    """Keep what every step left that is not to be repeated."""
    repeated = {step.name for step in missing}
    for name, facts in current.manifest["steps"].items():
        if name not in repeated:
            work.take_over(current, name, facts["writes"])


def _run(work: Work, steps: Sequence[Step], keys: Mapping[str, str], report: Report) -> None:
    total = sum(step.weight for step in steps)
    done = 0.0
    for step in steps:
        step(work, keys[step.name], progress.portion(report, done / total, (done + step.weight) / total))
        done += step.weight


def _publish(work: Work, facts: Mapping[str, Any]) -> Build:
    """Write the quality report with the numbers of every step, note the runs, replace the pointer."""
    pending = {step.name: step.writes for step in ENRICH if step.name not in work.facts}
    facts = {**facts, "steps": work.facts, "pending": pending}
    _track(work, facts)
    work.draft.write_json(QUALITY, {**work.draft.view().json(CLEANING), "steps": work.facts})
    built = work.draft.publish(facts)
    names = ", ".join(pending)
    logger.info("Build %s of %s is published%s", built.id, work.city.name, f"; {names} will follow" if names else "")
    return built


def _track(work: Work, facts: Mapping[str, Any]) -> None:
    """Note the build in MLflow, and what its steps tried below it."""
    name, steps = work.city.name, facts["steps"]
    parent = tracking.Run(
        f"build {work.draft.id}",
        {"city": name, "recent": facts["parameters"]["recent"] or "all", "code": facts["code"][:12]},
        {f"{step}_{part}": steps[step][part] for step in steps for part in ("rows_in", "rows_out", "seconds")},
        {"build": work.draft.id, "cutoff": str(facts["cutoff"])},
    )
    tracking.record(f"hotspots of {name}", work.runs, parent)


def _facts(work: Work) -> dict[str, Any]:
    """Say what a build was made from and what came in."""
    records = work.facts["records"]
    return {
        "title": work.city.title,
        "is_demo": work.city.is_demo,
        "sources": work.sources.fingerprints,
        "boundaries": work.sources.outlines,
        "context": work.sources.context_files,
        "cutoff": records["period"]["last"],
        "period": records["period"],
        "rows": records["counts"],
        "parameters": {"recent": work.request.recent, "cell_size_m": work.city.cell_size_m},
        "code": code.version(),
    }
