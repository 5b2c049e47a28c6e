"""Parameters of HDBSCAN that are worth trying on so many records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MIN_SAMPLES_SHARES = (2e-4, 6e-4, 1e-3, 2e-3)
"""Records within the core distance, as a share of those selected: 100 to 1,000 of half a million."""
SIZE_SHARES = (5e-3, 1e-2, 2e-2)
"""Fewest records of a zone: below 2,500 of half a million there are over fifty zones, above 15,000 two or three."""
FEWEST_SAMPLES, FEWEST_RECORDS = 5, 10


def candidates(records: int) -> Iterator[Mapping[str, float]]:
    """Yield pairs of `min_cluster_size` and `min_samples`, each once."""
    samples = sorted({min(max(FEWEST_SAMPLES, round(records * share)), 100_000) for share in MIN_SAMPLES_SHARES})
    sizes = sorted({min(max(FEWEST_RECORDS, round(records * share)), 100_000) for share in SIZE_SHARES})
    yield from ({"min_cluster_size": size, "min_samples": least} for least in samples for size in sizes)
