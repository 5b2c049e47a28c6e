"""The record filter, once for all pages: its parameters, its form, its chips and its presets.

To add a filter: its field in `core.places.selection.Filters` (and its line in `LISTS` or `FLAGS` there), and one entry
in `fields.FIELDS` here, which says its parameter, its control and its chips. Pages, API, addresses and documents
follow. A page that filters takes `FILTERS` into its question and shows `form.build_filters`.
"""

from dashboard.filters.fields import FILTERS

__all__ = ["FILTERS"]
