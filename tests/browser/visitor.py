"""A person at a browser, who refuses what a person would suffer from."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
KEPT_INSIDE = ("data:", "blob:", "about:")


class Visitor:
    """Acts through `page`, and after each step takes a look."""

    def __init__(
        self, context: BrowserContext, *, site: str, scripts: bool, pictures: Path
    ) -> None:
        self.page = context.new_page()
        self._site = site
        self._scripts = scripts
        self._pictures = pictures
        self._complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complaints.append(f"script: {error}"))
        self.page.on("request", self._watch)
        self.page.on("response", self._check)

    def open(self, path: str, *, picture: str = "") -> None:
        self.page.goto(path)
        self.look(picture=picture)

    def look(self, *, picture: str = "") -> None:
        """Refuse the page unless all is well with it; keep a picture under that name."""
        self.page.wait_for_load_state("networkidle")
        if picture:
            self.page.screenshot(path=self._pictures / f"{picture}.png", full_page=True)
        if self.page.evaluate(TOO_WIDE):
            self._complaints.append("it scrolls sideways")
        if self._scripts:  # without them axe cannot run
            self._ask_axe()
        self.leave()

    def leave(self) -> None:
        complaints, self._complaints = self._complaints, []
        assert not complaints, f"{self.page.url}: " + "; ".join(complaints)

    def _ask_axe(self) -> None:
        for rule in Axe().run(self.page).response["violations"]:
            self._complaints.append(f"axe: {rule['id']}: {rule['nodes'][0]['html']}")

    def _hear(self, message: ConsoleMessage) -> None:
        of_response = message.text.startswith("Failed to load resource")  # checked as such
        if message.type in {"error", "warning"} and not of_response:
            self._complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self._site, *KEPT_INSIDE)):
            self._complaints.append(f"it leaves the machine: {request.url}")

    def _check(self, response: Response) -> None:
        """A page may say 404 or 422 to a person; what a page itself asks for must be there."""
        worst = 499 if response.request.is_navigation_request() else 399
        if response.status > worst:
            self._complaints.append(f"{response.status} for {response.url}")
