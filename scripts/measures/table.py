"""The figures of a benchmark as the Markdown tables of README."""

from __future__ import annotations

from typing import Any

from core.hotspots.methods import METHODS
from core.hotspots.setting import NUMBERS, Algorithm
from core.pipeline import RECENT_RECORDS

TARGETS_MS = {"small": {"kmeans": 150, "dbscan": 250, "hdbscan": 250}, "large": {"kmeans": 500, "dbscan": 1000}}
TARGETS_BRIEFING_MS = {"small": 300, "large": 1000}
TARGETS_PIPELINE = {"small": (120, 2048), "large": (600, 5120)}
WEB_MB, WEB_S = 450, 10


def markdown(found: dict[str, Any]) -> str:
    """Lay every figure out beside its target."""
    lines = ["| records | places | what | figure | target |", "|---|---|---|---|---|"]
    for size in ("small", "large"):
        if size in found:
            lines += _sized(size, found[size])
    if "rivals" in found.get("small", {}):
        lines += ["", *_rivals(found["small"]["rivals"])]
    return "\n".join(lines)


def _sized(size: str, part: dict[str, Any]) -> list[str]:
    scale = f"| {part['records']:,} | {part['places']:,} |"
    rows = []
    for name, taken in part["retunes"].items():
        target = TARGETS_MS[size].get(name)
        rows.append(
            f"{scale} retune, {_asked(name)}: median, 95th percentile of {taken['questions']} "
            f"| {taken['median_ms']:.0f} ms, {taken['p95_ms']:.0f} ms | {f'{target} ms' if target else '-'} |",
        )
    if "briefing" in part:
        taken = part["briefing"]
        rows.append(
            f"{scale} briefing, filters and shifts changing: median, 95th percentile of {taken['questions']} "
            f"| {taken['median_ms']:.0f} ms, {taken['p95_ms']:.0f} ms | {TARGETS_BRIEFING_MS[size]} ms |",
        )
    seconds, peak = TARGETS_PIPELINE[size]
    built, served = part["pipeline"], part["web"]
    web_mb = f"{WEB_MB} MB" if size == "small" else "-"
    return [
        *rows,
        f"{scale} pipeline, file to published build | {built['seconds']:.0f} s | {seconds} s |",
        f"{scale} pipeline, peak memory | {built['peak_mb']:.0f} MB | {peak} MB |",
        f"{scale} web process, start to first answer | {served['first_answer_s']:.1f} s | {WEB_S} s |",
        f"{scale} web process, memory after a tour | {served['after_tour_mb']:.0f} MB | {web_mb} |",
    ]


def _asked(name: str) -> str:
    """Name an algorithm with the range of what decides most: "DBSCAN, eps 75 to 400 m"."""
    method = METHODS[Algorithm(name)]
    first = method.numbers[0]
    values = [own[first] for own in method.candidates(RECENT_RECORDS)]
    return f"{method.short}, {NUMBERS[first].phrase.format(value=f'{min(values):g} to {max(values):g}')}"


def _rivals(part: dict[str, Any]) -> list[str]:
    kmeans = [
        f"| K-Means, K {row['k']}: all our starts, one of theirs {_times(row)} "
        f"| inertia {row['inertia_ratio']:.5f} of their best of ten |"
        for row in part["kmeans"]
    ]
    dbscan = [
        f"| DBSCAN, eps {row['eps_m']:g} m, min_samples 100 {_times(row)} "
        f"| {row['noise_differs']} records differ, {row['clusters'][0]} and {row['clusters'][1]} clusters |"
        for row in part["dbscan"]
    ]
    row = part["silhouette"]
    silhouette = (
        f"| silhouette: all records, a sample of 10,000 {_times(row)} | error {row['our_error']:.5f}, "
        f"theirs {row['their_median_error']:.5f} (median), {row['their_largest_error']:.5f} (worst) |"
    )
    head = "| against scikit-learn on the raw records | ours | theirs | faster by | agreement |"
    return [head, "|---|---|---|---|---|", *kmeans, *dbscan, silhouette]


def _times(row: dict[str, Any]) -> str:
    return f"| {row['ours_ms']:.0f} ms | {row['theirs_ms']:.0f} ms | {row['ratio']:.1f} x"
