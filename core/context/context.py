"""The context of a build, as its readers find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from core.context.tables import AREAS, CONTEXT, POINTS
from core.errors import MissingBuildError
from core.language import say

if TYPE_CHECKING:
    import pandas as pd

    from core.store import Build


class Context(NamedTuple):
    """Everything that a build knows beside the records."""

    areas: pd.DataFrame
    """`territory` (record column), `code` (as records write it), `year`, `name` of the number, `value`; unique but for
    the last. Numbers that the file leaves empty have no row."""
    points: pd.DataFrame
    """`kind`, `name` (missing where the file has none), `latitude`, `longitude`, `x_m`, `y_m`."""
    declared: dict[str, Any]
    """`areas` and `points`: for each file what the city's TOML says of it, the `rows` that were read and how many of
    them `matched` and were left out as `unmatched`. `absent`: files that the folder did not hold."""


def load(build: Build) -> Context:
    """Read the context of a build.

    Raises:
        MissingBuildError: The build holds none.
    """
    declared = build.json(CONTEXT) if build.has(CONTEXT) else {}
    if not declared.get("areas") and not declared.get("points"):
        msg = say(
            "Build {build} holds no context tables; add --context DIR, the folder that holds them, to "
            "`python -m scripts.pipeline build --city {city}`.",
            build=build.id,
            city=build.city,
        )
        raise MissingBuildError(msg)
    return Context(build.table(AREAS), build.table(POINTS), declared)
