"""The pages, in the order of the menu. Each exports `PATH, TITLE, layout(store, **params), register(app, store)`.

Pages do not import each other; what two of them need moves to components, figures or maps.
"""

from dashboard.pages import hotspots

PAGES = (hotspots,)
