"""What a zone is: its name, counts, rates, hours, risk and outline, all from its records.

To add a figure: a field of `zone.Zone`, filled in `zone._zones` from what `tally` counts of each zone's records. Every
export of zones then holds it. `dashboard.api.zone_schemas` says what it means, and `COLUMNS` of
`dashboard.pages.hotspots.table` or the panel of `detail` shows it.
"""

from core.hotspots.zones.zone import LISTED, Peak, Zone, colour_cells, describe, inhabited_km2, peaks

__all__ = ["LISTED", "Peak", "Zone", "colour_cells", "describe", "inhabited_km2", "peaks"]
