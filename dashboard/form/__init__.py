"""A page's state: the values of its form, its address, undo, the pinned question, the copied link.

Only one page is shown at a time, so the names in `ids.Form` serve every page, and `register` wires them once. A page
with a form declares its question (`Page.asks`), lays out `build_state` and `build_panel`, gives its controls the names
of `ids.control`, and answers `ids.asked_of` its own path by filling `Form.QUERY`. One question is under way at a time:
the next is asked when its answer has come (`Form.QUERY` was filled); what need not follow every picture of a drag takes
`ids.rested_of` its path, or `Form.SETTLED` if it takes long.

What else is shown of an answer is a control named by `ids.view` or a store named by `ids.kept`. `assets/history.js`
writes all of it into the address: each change is an entry of the browser's history, through which Back, Forward, Undo
and Redo go. Nothing in `assets/form.js` and `assets/history.js` names a page: what is special to one comes in as an
input or stands in a `data-` attribute.
"""

from dashboard.form.repairs import build_repairs
from dashboard.form.state import build_panel, build_state
from dashboard.form.toolbar import build_opener, build_undo
from dashboard.form.wiring import asked, register

__all__ = ["asked", "build_opener", "build_panel", "build_repairs", "build_state", "build_undo", "register"]
