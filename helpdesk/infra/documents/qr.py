"""QR codes as vectors, on pages and on paper."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import segno
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from helpdesk.infra.documents.shapes import box, canvas_of

ERROR_LEVEL = "m"  # a label that lost a corner is still read
QUIET = 4  # modules of white that a reader needs around it


@lru_cache(maxsize=1000)  # a device's address is its own for good
def qr_svg(text: str) -> str:
    """Return a safe inline SVG that says its text to those who cannot scan it."""
    code = segno.make_qr(text, error=ERROR_LEVEL)
    target = BytesIO()
    code.save(
        target,
        kind="svg",
        border=QUIET,
        title=text,
        xmldecl=False,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        nl=False,
    )
    return target.getvalue().decode()


def qr_drawing(text: str, size: float) -> Drawing:
    """Draw a code in a square of `size` points, its quiet zone included."""
    rows = list(segno.make_qr(text, error=ERROR_LEVEL).matrix_iter(border=QUIET))
    bars = []
    module = size / len(rows)
    for number, row in enumerate(rows, start=1):
        y = size - number * module
        for start, length in _dark_runs(row):
            bars.append(box((start * module, y), length * module, module, black))
    return canvas_of(size, size, bars)


def _dark_runs(row: Iterable[int]) -> list[tuple[int, int]]:
    runs, start = [], 0
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            runs.append((start, length))
        start += length
    return runs
