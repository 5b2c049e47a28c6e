"""What may be read on a page without having been said: what records, city and build are called."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from core.places.blocks import parse_block, written
from core.places.fold import BLOCK
from dashboard.pages.hotspots.best import CHOICES
from tests.dashboard import served
from tests.language.pseudo import any_of

if TYPE_CHECKING:
    import re

    from core.store import Store

PRODUCT = ("PatrolIQ", "Patrol", "IQ")
UNITS = ("km", "mi", "ft")
"""Of the map's scale."""
TILES = ("tile.openstreetmap.org",)
"""Where the street map comes from."""


def data_of(store: Store) -> re.Pattern[str]:
    """Match the names in a build, and what the pipeline wrote into it, which is said in the language of that time."""
    build, fold = store.current(), served.fold_of(store)
    city = fold.city
    territories = [name for one in city.territories for name in (one.title, *one.names.values())]
    said_before = [choice[part] for choice in build.json(CHOICES) for part in ("reason", "rule")]
    credited = [city.name, city.title, city.disclaimer, city.attribution, city.severity_note, build.id]
    names = [name for column in fold.names.values() for name in column]
    names += {written(block.street) for name in fold.names[BLOCK] if (block := parse_block(name)) is not None}
    return any_of([*names, *territories, *said_before, *credited, *calendar.month_abbr, *PRODUCT, *UNITS, *TILES])
