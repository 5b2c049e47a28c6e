"""Pictures of the ground: palettes, rasters in Web Mercator, outlines and map layers."""
