"""What can be switched on around the cells: streets, borders, names, the busiest cells, a street map from elsewhere.

`assets/layers.js` fetches a layer when it is first shown, builds the switches, and remembers in the browser
what was chosen. Nothing foreign is asked for before the street map is switched on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from core import settings
from core.language import say
from core.places.busiest import LAST_YEAR_DAYS
from core.places.tables import STREETS
from core.places.territories import load_territories
from dashboard.filters import FILTERS
from dashboard.maps.ground import BUSIEST, ground_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.source import Source


class Overlay(NamedTuple):
    """One layer, as the browser is told of it."""

    key: str
    """Under which the browser remembers whether it is on."""
    kind: str
    """`streets`, `areas`, `names`, `busiest` or `tiles`: how it is drawn."""
    title: str
    shown: bool = False
    """Whether it is on until somebody chooses."""
    url: str = ""
    hint: str = ""
    follows: tuple[str, ...] = ()
    """Parameters of the page's question that are a part of the layer's address."""
    attribution: str = ""
    failed: str = ""
    """What to say where it cannot be fetched."""


def list_overlays(source: Source) -> tuple[Overlay, ...]:
    """List the layers of a build, in the order of their switches."""
    return (*_streets(source), *_areas(source), _names(), _busiest(source), *_tiles())


def _streets(source: Source) -> Iterator[Overlay]:
    if source.build.has(STREETS):
        yield Overlay(STREETS, "streets", say("Main streets"), shown=True, url=ground_url(source.build, STREETS))


def _areas(source: Source) -> Iterator[Overlay]:
    """List the territories that the build has outlines of; those that name zones are shown at first."""
    held = load_territories(source.build)
    for territory in source.city.territories:
        if territory.column in held:
            title = say("{territory} borders", territory=territory.title)
            shown = territory.column == source.city.named_territory
            yield Overlay(territory.column, "areas", title, shown, ground_url(source.build, territory.column))


def _names() -> Overlay:
    return Overlay("names", "names", say("Names of streets and areas"), shown=True)


def _busiest(source: Source) -> Overlay:
    return Overlay(
        BUSIEST,
        "busiest",
        say("Busiest cells of the last {days} days", days=LAST_YEAR_DAYS),
        url=ground_url(source.build, BUSIEST),
        hint=say("By the filters, up to the last day: the first 1, 5 and 10 of 100 cells, the first ones darkest."),
        follows=tuple(parameter.name for parameter in FILTERS.parameters),
    )


def _tiles() -> Iterator[Overlay]:
    """Offer the street map of the tile server, if there is one."""
    url = settings.tile_url()
    if url is not None:
        host = urlsplit(url).netloc.replace("{s}.", "")
        yield Overlay(
            "tiles",
            "tiles",
            say("Street map"),
            url=url,
            hint=say("Pictures from {host}, which learns which part of the map is looked at.", host=host),
            attribution=settings.tile_attribution(),
            failed=say("{host} cannot be reached.", host=host),
        )
