"""A step of the pipeline: what it needs, one line in the log, and a key that tells whether to repeat it."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson

from core.errors import PatrolError
from core.language import say
from core.pipeline import code
from core.store import CONTENT, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.pipeline.work import Work
    from core.progress import Report
    from core.store import Build
    from core.tracking import Run

logger = logging.getLogger(__name__)


class UndeclaredWriteError(PatrolError, RuntimeError):
    """A step wrote something else than it declares."""


@dataclass(frozen=True)
class Outcome:
    """Rows that a step read and wrote, what else it wants the manifest to say, and its runs for MLflow."""

    rows_in: int
    rows_out: int
    facts: dict[str, Any] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step, declared at the end of its module.

    `title` says what is done and is marked for translation, `run` does the work, `after`
    names the steps it builds on, `writes` what it leaves in the build. `parameters` are
    whatever decides over the result besides earlier steps and code, as JSON can say it.
    `weight` is its share of the time, for the progress bar.
    """

    name: str
    title: str
    run: Callable[[Work, Report], Outcome]
    writes: tuple[str, ...]
    after: tuple[str, ...] = ()
    parameters: Callable[[Work], Any] = lambda _: None
    weight: float = 1.0

    def key(self, work: Work, keys: Mapping[str, str]) -> str:
        """Hash everything that decides over the result; `keys` are those of earlier steps."""
        inputs = [keys[name] for name in self.after]
        parts = [self.name, CONTENT, inputs, self.parameters(work), code.hash_of(self.run.__module__)]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()

    def can_keep(self, key: str, previous: Build | None) -> bool:
        """Tell whether the last build holds exactly what this step would write."""
        if previous is None:
            return False
        same = previous.manifest.get("steps", {}).get(self.name, {}).get("key") == key
        return same and all(previous.has(name) for name in self.writes)

    def __call__(self, work: Work, key: str, report: Report) -> None:
        """Run, or take over from the last build; log one line and leave numbers and runs with the work.

        Raises:
            UndeclaredWriteError: The step wrote more or less than it declares.
        """
        began = perf_counter()
        report(0.0, say(self.title))
        if work.previous is not None and self.can_keep(key, work.previous):
            work.take_over(work.previous, self.name, self.writes)
            return
        before = work.draft.files
        outcome = self.run(work, report)
        self._refuse_undeclared(work.draft.files - before)
        seconds = round(perf_counter() - began, 3)
        numbers = {"rows_in": outcome.rows_in, "rows_out": outcome.rows_out, "seconds": seconds}
        work.facts[self.name] = {"key": key, "writes": self.writes, **numbers, **outcome.facts}
        work.runs += outcome.runs
        logger.info("%s: %s -> %s rows in %.1f s", self.name, f"{outcome.rows_in:,}", f"{outcome.rows_out:,}", seconds)

    def _refuse_undeclared(self, files: frozenset[str]) -> None:
        extra = sorted(file for file in files if name_of(file) not in self.writes)
        lacking = sorted(set(self.writes) - {name_of(file) for file in files})
        if extra or lacking:
            raise UndeclaredWriteError(self._undeclared(", ".join(extra), ", ".join(lacking)))

    def _undeclared(self, extra: str, lacking: str) -> str:
        name, module = self.name, self.run.__module__
        if not lacking:
            return say(
                "Step {step} wrote {extra} without declaring it; correct `writes` in {module}. Nothing was published.",
                step=name,
                extra=extra,
                module=module,
            )
        if not extra:
            return say(
                "Step {step} declares {lacking} without writing it; correct `writes` in {module}. Nothing was "
                "published.",
                step=name,
                lacking=lacking,
                module=module,
            )
        return say(
            "Step {step} wrote {extra} without declaring it and declares {lacking} without writing it; correct "
            "`writes` in {module}. Nothing was published.",
            step=name,
            extra=extra,
            lacking=lacking,
            module=module,
        )
