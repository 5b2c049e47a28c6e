"""What a zone is: its name, counts, rates, hours, risk and outline, all from its records."""

from core.hotspots.zones.zone import LISTED, Peak, Zone, colour_cells, describe, inhabited_km2, peaks

__all__ = ["LISTED", "Peak", "Zone", "colour_cells", "describe", "inhabited_km2", "peaks"]
