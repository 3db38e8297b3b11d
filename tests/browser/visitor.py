"""A person at a browser, who refuses what a person would suffer from."""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request, Response

LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BRING_AXE = f"window.bringAxe = () => {{ {AXE_SCRIPT}\n }};"  # read by whoever calls it
ASK_AXE = """async (tags) => {
  if (!window.axe) bringAxe();
  const runOnly = { type: 'tag', values: tags };
  const said = await axe.run({ resultTypes: ['violations'], preload: false, runOnly });
  return said.violations.map((rule) => `axe: ${rule.id}: ${rule.nodes[0].html}`);
}"""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; "
    "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
STRETCHES = (
    ("at 320 px", 320, ""),
    ("when its text is spaced", 320, SPACED),
    ("when its text is twice as large", 360, "html { font-size: 200% }"),
)
STRETCH = """(rules) => {
  const sheet = new CSSStyleSheet();  // which the policy does not forbid us
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
  return document.documentElement.scrollWidth > document.documentElement.clientWidth;
}"""
KEPT_INSIDE = ("data:", "blob:", "about:")
POLICY = "content-security-policy"


class Visitor:
    """Acts through `page`, and after each step takes a look."""

    def __init__(
        self, context: BrowserContext, *, site: str, scripts: bool, pictures: Path
    ) -> None:
        if scripts:
            context.add_init_script(BRING_AXE)
        self.page = context.new_page()
        self._site = site
        self._scripts = scripts
        self._pictures = pictures
        self._complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        self.page.on("request", self._watch)
        self.page.on("response", self._check)

    def open(self, path: str, *, picture: str = "") -> None:
        self.page.goto(path)
        self.look(picture=picture)

    def follow(self, what: Locator) -> None:
        """Press it, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            what.click()

    def look(self, *, picture: str = "") -> None:
        """Refuse the page unless all is well with it; keep a picture under that name."""
        self._complaints += self.page.evaluate(LOOK)
        if picture:  # after that look, since the photographer leaves marks in the page
            self.page.screenshot(path=self._pictures / f"{picture}.png", full_page=True)
        if self._scripts:  # without them axe cannot run
            self._ask_axe()
        self.leave()

    def stretch(self) -> None:
        """Refuse a page whose text cannot grow, or which needs more room than the least phone."""
        before = self.page.viewport_size or {"width": 360, "height": 800}
        for what, width, rules in STRETCHES:
            self._resize(width)
            if self.page.evaluate(STRETCH, rules):
                self._complain(f"it scrolls sideways {what}")
        self.page.evaluate(STRETCH, "")
        self._resize(before["width"])
        self.leave()

    def _resize(self, width: int) -> None:
        if self.page.viewport_size != {"width": width, "height": 800}:
            self.page.set_viewport_size({"width": width, "height": 800})

    def leave(self) -> None:
        complaints, self._complaints = self._complaints, []
        assert not complaints, f"{self.page.url}: " + "; ".join(complaints)

    def _ask_axe(self) -> None:
        self._complaints += self.page.evaluate(ASK_AXE, TAGS)

    def _complain(self, words: str) -> None:
        self._complaints.append(words)

    def _hear(self, message: ConsoleMessage) -> None:
        of_response = message.text.startswith("Failed to load resource")  # checked as such
        if message.type in {"error", "warning"} and not of_response:
            self._complain(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self._site, *KEPT_INSIDE)):
            self._complain(f"it leaves the machine: {request.url}")

    def _check(self, response: Response) -> None:
        """A page may say 404 or 422 to a person; what a page itself asks for must be there."""
        is_page = response.request.is_navigation_request()
        if response.status > (499 if is_page else 399):
            self._complain(f"{response.status} for {response.url}")
        if is_page and POLICY not in response.headers:
            self._complain(f"{response.url} comes without a Content Security Policy")
