"""Where does it concentrate? Zones of all records under a setting that the reader turns.

`layout` lays the page out from the address; `controls` turns form values into a
question and back; `answers` keeps the last answers; the other modules each fill one
part of the page, and `wiring` connects them.
"""

from dashboard.pages.hotspots.layout import layout, skeleton
from dashboard.pages.hotspots.wiring import register

PATH = "/hotspots"
TITLE = "Hotspots"

__all__ = ["PATH", "TITLE", "layout", "register", "skeleton"]
