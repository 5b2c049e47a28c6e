"""The dashboard's answers as JSON, CSV, Parquet and GeoJSON, with an OpenAPI description.

A request becomes a question as the page asks it and is answered by the same functions of `core`, through the same
`Answers`, so the two cannot disagree and nothing is computed twice. What is wrong is refused, never corrected.

To add an address: an `Endpoint` in the `ENDPOINTS` of its subject's module; a new subject is a module with a
`build_blueprint` in the list of `service`. The question declares its parameters, from which the description follows.
"""

from dashboard.api.service import register

__all__ = ["register"]
