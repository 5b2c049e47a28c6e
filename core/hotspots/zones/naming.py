"""Names of zones, computed from the territories in which their records lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.language import say, say_many
from core.places.fold import AREA, BEAT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from core.cities.city import City
    from core.hotspots.zones.tally import Tally
    from core.places.fold import Names

MOSTLY = 0.5
"""Share of a zone's records from which on it lies "mostly" in one area."""

Named = tuple[str, str | None, tuple[str, ...]]


def name_zones(city: City, names: Names, counted: Tally) -> list[Named]:
    """Name each zone after its areas and its two busiest beats ("mostly Austin, beats 1522, 1533").

    Returns:
        For each zone its name, its main area (none where no record carries one) and its beats.
    """
    title = {t.column: t.title.lower() for t in city.territories}
    known = next((t.names for t in city.territories if t.column == city.named_territory), {})
    areas = _busiest([known.get(code, code) for code in names[AREA]], counted.areas)
    beats = _busiest(names[BEAT], counted.beats)
    records = counted.types.sum(axis=1).tolist()
    unit = title.get(city.patrol_territory, city.patrol_territory)
    return [_name(unit, *described) for described in zip(areas, beats, records, strict=True)]


def _busiest(titles: Sequence[str], counts: NDArray[np.int64]) -> list[list[tuple[str, int]]]:
    """Return the two busiest territories of each zone with their records; those with none are left out."""
    order = np.argsort(-counts[:, :-1], axis=1, kind="stable")[:, :2].tolist()
    return [[(titles[i], int(row[i])) for i in pair if row[i]] for pair, row in zip(order, counts, strict=True)]


def _name(unit: str, areas: list[tuple[str, int]], beats: list[tuple[str, int]], records: int) -> Named:
    codes = tuple(code for code, _ in beats)
    listed = say_many("{unit} {codes}", "{unit}s {codes}", len(codes), unit=unit, codes=", ".join(codes))
    parts = [_within(areas, records)] * bool(areas) + [listed] * bool(codes)
    return ", ".join(parts) or say("no recorded area"), areas[0][0] if areas else None, codes


def _within(areas: list[tuple[str, int]], records: int) -> str:
    """Name the area that holds most of the records, or the two that share them."""
    (first, most), (second, _) = areas[0], areas[-1]
    if most >= MOSTLY * records or len(areas) == 1:
        return say("mostly {area}", area=first)
    return say("{first} and {second}", first=first, second=second)
