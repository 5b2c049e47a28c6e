"""What a person at a terminal is told of a city's builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.language import say, say_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.store import Build, Store

_INDENT = "  "
"""Before what is said of a step."""


def lines(store: Store) -> Iterator[str]:
    """Describe each build, then the steps of the one that serves.

    Raises:
        MissingBuildError: There is no build.
    """
    serving = store.current()
    for each in store.builds():
        yield _outlook(each, is_serving=each == serving)
    for name, facts in serving.manifest["steps"].items():
        yield _INDENT + _work(name, facts)
    for name in serving.pending:
        yield _INDENT + say("{step}: still to be computed", step=name)


def counts(built: Build) -> str:
    """Say where the rows of a build's exports went."""
    rows = built.manifest["rows"]
    return say_many(
        "{count} record of {read:,} read, {quarantined:,} in quarantine, {out_of_scope:,} out of scope",
        "{count} records of {read:,} read, {quarantined:,} in quarantine, {out_of_scope:,} out of scope",
        rows["kept"],
        read=rows["read"],
        quarantined=rows["quarantined"],
        out_of_scope=rows["out_of_scope"],
    )


def _outlook(built: Build, *, is_serving: bool) -> str:
    """Say what a build holds and how large it is."""
    records, cutoff = counts(built), built.manifest["cutoff"]
    size_mb = sum(file["bytes"] for file in built.manifest["files"].values()) / 1e6
    if is_serving:
        return say(
            "{build} serves: {records}, until {cutoff}, {size_mb:,.0f} MB",
            build=built.id,
            records=records,
            cutoff=cutoff,
            size_mb=size_mb,
        )
    return say(
        "{build} stands by: {records}, until {cutoff}, {size_mb:,.0f} MB",
        build=built.id,
        records=records,
        cutoff=cutoff,
        size_mb=size_mb,
    )


def _work(step: str, facts: Mapping[str, Any]) -> str:
    """Say what a step did, and whether that was for an earlier build."""
    numbers = say_many(
        "{rows_in:,} -> {count} row in {elapsed_s:.1f} s",
        "{rows_in:,} -> {count} rows in {elapsed_s:.1f} s",
        facts["rows_out"],
        rows_in=facts["rows_in"],
        elapsed_s=facts["seconds"],
    )
    if "kept_from" not in facts:
        return say("{step}: {numbers}", step=step, numbers=numbers)
    return say("{step}: {numbers} (taken over from {build})", step=step, numbers=numbers, build=facts["kept_from"])
