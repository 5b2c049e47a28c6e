"""What is around the records: tables of areas and files of points that a city publishes beside them.

`core.cities.context` declares the files in a city's TOML; `files` reads them, `areas` and `points`
check them and join them with the city, `joining` does it for all of them. A build holds the result
under the names of `tables`; `load` reads it back.
"""

from core.context.context import Context, load

__all__ = ["Context", "load"]
