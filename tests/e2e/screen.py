"""A window on the page, and what a person does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from dashboard.ids import control, in_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE_MS = 30_000


class Screen:
    """One browser window, with storage, cookies and a cache of its own.

    Requests are watched, not routed: routing would switch the cache off.
    """

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser = browser
        self.site = site
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page: Page = self._window(1280, 800, "light")

    def _window(self, width: int, height: int, theme: str) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._watch(request.url))
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(url)

    def resize(self, width: int, height: int, color_scheme: str = "light") -> None:
        """Go on in another window, of another size."""
        self._leave()
        self.page = self._window(width, height, color_scheme)

    def _leave(self) -> None:
        # A page that is closed while it waits for an answer says that fetching failed.
        said = len(self.complaints)
        self.page.context.close()
        del self.complaints[said:]

    def open(self, search: str = "") -> None:
        """Open the page and wait until it has answered."""
        self.page.goto(f"{self.site}/hotspots{search}")
        self.page.wait_for_selector("#hotspots-headline p")
        self.page.wait_for_selector("#hotspots-table > *")

    def show_curve(self) -> None:
        """Go down to the chart, which is loaded only once it is in view."""
        self.page.locator(".curve-card").scroll_into_view_if_needed()
        self.page.wait_for_selector(".curve-card .main-svg")

    def find(self, selector: str, has_text: str | None = None) -> Locator:
        return self.page.locator(selector, has_text=has_text)

    def named(self, name: dict[str, Any]) -> Locator:
        """Find what has an id of several parts, such as `{"field": "k", "role": "value"}`."""
        return self.page.locator(f"[id='{in_page(name)}']")

    def control(self, parameter: str, role: str = "value") -> Locator:
        """Find the control of a parameter; `role` is `slider` for the one beside a number."""
        return self.named(control(parameter, role))

    def params(self) -> dict[str, str]:
        """Parameters of the address."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def wait_for_params(self, **expected: str) -> None:
        """Wait until the address is exactly this question."""
        self.page.wait_for_function(
            "wanted => JSON.stringify([...new URLSearchParams(location.search)].sort()) === wanted",
            arg=_json(sorted(expected.items())),
        )

    def wait_for_evidence(self) -> None:
        """Wait until the evidence no longer says that it is pending."""
        self.page.wait_for_function(
            "() => { const panel = document.getElementById('hotspots-evidence-panel');"
            " return panel.querySelector('.evidence-row') && !panel.classList.contains('is-pending'); }"
        )

    def close(self) -> None:
        """Close the window and hold it to its silence."""
        self._leave()
        assert self.complaints == [], self.complaints
        assert self.foreign == [], self.foreign


def _json(value: Any) -> str:
    import json  # noqa: PLC0415 (used once)

    return json.dumps(value, separators=(",", ":"))
