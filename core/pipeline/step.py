"""A step of the pipeline: what it needs, one line in the log, and a key that tells whether to repeat it."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.pipeline.work import Work
    from core.progress import Report
    from core.store import Build

logger = logging.getLogger(__name__)

_CORE = Path(__file__).parents[1]
_SOURCES = {".py", ".toml", ".csv"}


@dataclass(frozen=True)
class Outcome:
    """Rows that a step read and wrote, and what else it wants the manifest to say."""

    rows_in: int
    rows_out: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step.

    `after` names the steps it builds on, `code` the parts of `core` that decide over
    its result, `writes` what it leaves in the build; `parameters` are the rest.
    `weight` is its share of the time, for the progress bar.
    """

    name: str
    title: str
    after: tuple[str, ...]
    code: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: Callable[[Work], Any]
    weight: float
    run: Callable[[Work, Report], Outcome]

    def key(self, work: Work, keys: dict[str, str]) -> str:
        """Hash everything that decides over the result; `keys` are those of earlier steps."""
        inputs = [keys[name] for name in self.after]
        parts = [self.name, inputs, self.parameters(work), [code_hash(part) for part in self.code]]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()

    def can_keep(self, key: str, previous: Build | None) -> bool:
        """Tell whether the last build holds exactly what this step would write."""
        if previous is None:
            return False
        same = previous.manifest.get("steps", {}).get(self.name, {}).get("key") == key
        return same and all(previous.has(name) for name in self.writes)

    def __call__(self, work: Work, key: str, report: Report) -> None:
        """Run, or take over from the last build; log one line and leave the numbers in `work.facts`."""
        began = perf_counter()
        report(0.0, self.title)
        if work.previous is not None and self.can_keep(key, work.previous):
            for name in self.writes:
                work.draft.keep(work.previous, name)
            work.facts[self.name] = work.previous.manifest["steps"][self.name] | {"kept_from": work.previous.id}
            logger.info("%s: unchanged, taken over from build %s", self.name, work.previous.id)
            return
        outcome = self.run(work, report)
        seconds = round(perf_counter() - began, 3)
        numbers = {"rows_in": outcome.rows_in, "rows_out": outcome.rows_out, "seconds": seconds}
        work.facts[self.name] = {"key": key, **numbers, **outcome.facts}
        logger.info("%s: %s -> %s rows in %.1f s", self.name, f"{outcome.rows_in:,}", f"{outcome.rows_out:,}", seconds)


def step(
    title: str,
    *,
    after: tuple[str, ...] = (),
    code: tuple[str, ...],
    writes: tuple[str, ...],
    parameters: Callable[[Work], Any] = lambda _: None,
    weight: float = 1.0,
) -> Callable[[Callable[[Work, Report], Outcome]], Step]:
    """Turn a function into the step of its name."""

    def decorate(run: Callable[[Work, Report], Outcome]) -> Step:
        return Step(run.__name__, title, after, code, writes, parameters, weight, run)

    return decorate


@cache
def code_hash(part: str) -> str:
    """Hash the source, tables included, of a module or package of `core`, such as `places` or `columns`."""
    folder = _CORE / part
    files = sorted(folder.rglob("*.*")) if folder.is_dir() else [folder.with_suffix(".py")]
    digest = hashlib.sha256()
    for file in files:
        if file.suffix in _SOURCES:
            digest.update(str(file.relative_to(_CORE)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
