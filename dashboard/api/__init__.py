"""The dashboard's answers as JSON, CSV, Parquet and GeoJSON, with an OpenAPI description.

A request becomes the page's own `HotspotQuery` and is answered by the same functions
of `core`, so the two cannot disagree. What is wrong is refused, never corrected.
"""

from dashboard.api.door import register

__all__ = ["register"]
