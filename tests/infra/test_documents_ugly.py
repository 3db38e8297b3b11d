"""Any text prints, soon, and no printer opens a file or a connection for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.infra.documents.model import (
    Column,
    Facts,
    Figure,
    FigureKind,
    Letterhead,
    Paragraph,
    Report,
    Section,
    Series,
    Signature,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.documents.svg import svg
from tests.infra.documents_sample import APP, REPORT, printed

UGLY = [
    "x" * 10_000,
    "neno " * 2000,
    "<b>x <i>y</b> <font color='nope'> <img src='/etc/passwd'/> <img src='http://127.0.0.1:1/'>",
    "</para></para> &amp; &#0; &nope; <!-- ]]> <?xml ?> <a href='file:///etc/passwd'>",
    "\x00\x01\x08\x0b\x1b[31m\x7f\ufeff\u202egnp.exe",
    "\ud800 nusu \udfff",
    "".join(map(chr, range(0x1F300, 0x1F700))),
    "".join(map(chr, [*range(1, 0x250), *range(0x600, 0x700), *range(0xE000, 0xE100)])),
    "\U0010ffff\U000f0000\U0002f800\U00020000",
    "汉字" * 2000,
    "\n" * 500,
    "a\n" * 1000,
    "\u0301" * 400,
    "\N{FAMILY}\u200d" * 300,
    "-" * 9999,
    "%s %(name)s {} {0} $x",
    "=cmd|' /C calc'!A0",
    "",
    "   ",
    "\u2028\u2029" * 50,
]
SOURCES = st.one_of(
    st.text(max_size=400), st.text(max_size=40).map(lambda t: (t * 10_000)[:10_000])
)
watched: list[str] | None = None


def filled(text: str) -> Report:
    """Put a text wherever a report may hold one."""
    table = Table(
        [Column(text), Column("Na.", numeric=True), Column("K", 9)],
        [(text, 1, text)] * 2,
        (text, 2, None),
    )
    figures = [Figure(text, kind, [text, "b"], [Series(text, [1, 2])], text) for kind in FigureKind]
    return Report(
        letterhead=Letterhead((text, text), (text,)),
        title=text,
        period=text,
        reference=text,
        made_at=REPORT.made_at,
        made_by=text,
        signatures=[Signature(text, text)],
        sections=[
            Section(
                text,
                [Paragraph(text), Tiles([Tile(text, text, text)]), Facts([(text, text)]), table],
            ),
            Section(text, [Table([Column(text)], [], empty=text, caption=text), *figures]),
        ],
    )


def print_everywhere(text: str) -> None:
    report = filled(text)
    for form in ("pdf", "xlsx", "csv"):
        printed(report, form)
    with APP.app_context():
        svg(Figure(text, FigureKind.BARS, [text], [Series(text, [1])], text), "f")


@pytest.mark.slow
@pytest.mark.no_cover  # counting lines takes longer than printing
@pytest.mark.parametrize("text", UGLY, ids=range(len(UGLY)))
def test_any_text_prints_within_five_seconds(text):
    started = process_time()
    print_everywhere(text)

    assert process_time() - started < 5


@pytest.mark.slow
@pytest.mark.no_cover
@settings(
    max_examples=30, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(SOURCES)
def test_texts_that_nobody_thought_of_print_too(text):
    print_everywhere(text)


def test_printers_open_no_file_and_no_connection():
    printed(REPORT)  # catalogues and fonts are read once

    with seen() as events:
        for text in UGLY:
            if len(text) < 1000:
                print_everywhere(text)

    assert events == []


@contextmanager
def seen() -> Iterator[list[str]]:
    global watched  # noqa: PLW0603  # an audit hook cannot be taken off again
    events: list[str] = []
    watched = events
    sys.addaudithook(watch)
    try:
        yield events
    finally:
        watched = None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if watched is not None and (event == "open" or event.startswith("socket.")):
        watched.append(f"{event} {arguments}")
