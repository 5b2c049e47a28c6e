"""The pages, in the order of the menu.

To add a page: a module or package here that exports a `Page` as `PAGE`, its entry in `PAGES`, its names in `ids`, and
what it asks in `dashboard.queries`. A page asks a `Query`, so what another page's address holds is dropped; it takes
its records from a `Source` and its answers from `Answers`, which the API shares. Pages do not import each other; what
two of them need moves to filters, form, components, figures or maps.
"""

from dashboard.pages import briefing, hotspots

PAGES = (briefing.PAGE, hotspots.PAGE)
