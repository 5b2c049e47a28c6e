from __future__ import annotations

import numpy as np
from dash import html

from core.hotspots.compare import Comparison
from dashboard.pages.hotspots import comparison


def changed(splits: int) -> Comparison:
    parts = tuple((zone, (2 * zone, 2 * zone + 1)) for zone in range(splits))
    return Comparison(10, 4, 0.4, 0.5, (), parts, ())


def sentences(found: Comparison) -> list[str]:
    numbers = np.arange(1, 2 * len(found.splits) + 1)
    _, splits, _, merges = comparison._changes(found, numbers[::-1], numbers).children
    assert merges.children == "No zones merge."
    return [item.children for item in splits.children] if isinstance(splits, html.Ul) else [splits.children]


def test_thousands_of_splits_do_not_fill_the_page():
    said = sentences(changed(4_000))
    assert len(said) == comparison.CHANGES_LISTED + 1
    assert said[0] == "Pinned zone 8000 splits into 1, 2"
    assert said[-1] == f"and {4_000 - comparison.CHANGES_LISTED:,} more, of smaller zones"


def test_a_few_splits_are_all_named():
    assert len(sentences(changed(3))) == 3
    assert sentences(changed(0)) == ["No zone splits."]


def test_a_change_is_the_difference_of_the_two_numbers_beside_it():
    cells = [cell.children for cell in comparison._row("coverage", 0.36449, 0.37851).children]
    assert cells == ["Reports in a zone, %", "36.4", "37.9", "+1.5"]
    cells = [cell.children for cell in comparison._row("silhouette", None, 0.4).children]
    assert cells[1:] == ["\N{EN DASH}", "0.400", "\N{EN DASH}"]
