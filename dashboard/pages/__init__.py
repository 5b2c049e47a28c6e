"""The pages, in the order of the menu.

Each exports `PATH, TITLE, layout(store, **params), skeleton(store), register(app, store)`;
the skeleton is the page without records. Pages do not import each other; what two of
them need moves to components, figures or maps.
"""

from dashboard.pages import hotspots

PAGES = (hotspots,)
