"""Take the pictures of the README from the sample council: `python -m tests.browser.take_pictures`.

Each page is looked at as in the tests, so that no picture shows what they would refuse.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from helpdesk.app import create_app
from helpdesk.start import prepare
from tests.browser.visitor import Visitor

PICTURES = Path(__file__).with_name("pictures")
PASSWORD = "jua kali la asubuhi"  # noqa: S105
LARGEST = 120 * 1024
COLOURS = 64
PHONE, DESK = (360, 900), (1280, 1000)
HEADLINE = "tbody th a"


@dataclass(frozen=True)
class Scene:
    """A page that somebody sees; `steps` are the links that lead there from `path`."""

    name: str
    person: str
    path: str
    size: tuple[int, int] = DESK
    steps: tuple[str, ...] = ()


SCENES = (
    Scene("staff-home", "mtumishi", "/", PHONE),
    Scene("new-ticket", "mtumishi", "/tickets/new", PHONE),
    Scene("queue", "afisa", "/tickets/?view=overdue"),
    Scene("ticket", "afisa", "/tickets/?view=parts", steps=(HEADLINE,)),
    Scene(
        "repair",
        "afisa",
        "/tickets/?view=parts",
        steps=(HEADLINE, "main a[href^='/repairs/new']"),
    ),
    Scene(
        "equipment",
        "afisa",
        "/repairs/?view=repeats",
        steps=(HEADLINE, "main aside a[href^='/equipment/']"),
    ),
    Scene("dashboard", "mkurugenzi", "/dashboard"),
)
REPORT = "/reports/maintenance-quarter?format=pdf&lang=sw"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, opened(folder) as site, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scene in SCENES:
            keep(scene.name, seen(browser, site, scene))
        keep("report", first_page(browser, site))
        browser.close()


@contextmanager
def opened(folder: str) -> Iterator[str]:
    """Serve a sample council that is gone afterwards."""
    app = create_app({"INSTANCE": folder})
    with app.app_context():
        prepare()
    made = app.test_cli_runner().invoke(args=["demo", "--password", PASSWORD])
    assert made.exit_code == 0, made.output
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def entered(browser: Browser, site: str, scene: Scene) -> Visitor:
    width, height = scene.size
    context = browser.new_context(
        base_url=site,
        locale="sw-TZ",
        timezone_id="Africa/Dar_es_Salaam",
        viewport={"width": width, "height": height},
        device_scale_factor=2 if scene.size == PHONE else 1,
    )
    visitor = Visitor(context, site=site, scripts=True, pictures=PICTURES)
    visitor.page.goto("/sign-in")
    visitor.page.locator("[name=username]").fill(scene.person)
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.follow(visitor.page.locator("#main-form .buttons .button"))
    return visitor


def seen(browser: Browser, site: str, scene: Scene) -> bytes:
    visitor = entered(browser, site, scene)
    visitor.open(scene.path)
    for step in scene.steps:
        visitor.follow(visitor.page.locator(step).first)
        visitor.look()
    height = min(scene.size[1], visitor.page.evaluate("document.body.scrollHeight"))
    visitor.page.set_viewport_size({"width": scene.size[0], "height": height})
    picture = visitor.page.screenshot()
    visitor.page.context.close()
    return picture


def first_page(browser: Browser, site: str) -> bytes:
    """Download the report as the director does, and draw its first page."""
    visitor = entered(browser, site, Scene("", "mkurugenzi", ""))
    paper = visitor.page.request.get(REPORT).body()
    visitor.page.context.close()
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-r", "80", "-l", "1", "-"],  # noqa: S607
        input=paper,
        capture_output=True,
        check=True,
    )
    return drawn.stdout


def keep(name: str, picture: bytes) -> None:
    """Keep it in few colours, which pages of text do not miss."""
    path = PICTURES / f"{name}.png"
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    assert size <= LARGEST, f"{path} has {size} bytes"
    sys.stdout.write(f"{path} {size // 1024} kB\n")


if __name__ == "__main__":
    main()
