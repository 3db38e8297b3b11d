"""Words out of bytes that may claim anything, and text out of HTML; each in one pass."""

import html
import re
import unicodedata
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header

LONGEST_HEADER = 1000  # signs of a header that is decoded
MOST_HTML = 200_000
MOST_MARKS = 8  # that stand on one letter
CHARSET = re.compile(
    r"utf[-_]?8|utf[-_]?16([-_]?[bl]e)?|(us[-_])?ascii|latin[-_]?1|iso[-_]?8859[-_]\d+"
    r"|windows[-_]?\d+|cp\d+|koi8[-_][ru]|gb(k|2312|18030)|big5|shift[-_]jis|euc[-_](jp|kr)",
    re.IGNORECASE,
)
TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,14})")
LINK = re.compile(r"""href\s{0,3}=\s{0,3}["']?(https?://[^\s"'<>]{1,500})""", re.IGNORECASE)
HIDDEN = ("script", "style", "head", "title", "template")
LINES = frozenset({"p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr"})
LINES |= {f"h{level}" for level in range(1, 7)}


def decoded(content: bytes, charset: str | None) -> str:
    """Read bytes in their charset where they keep to it, else in whichever fits."""
    wanted = [charset] if charset and CHARSET.fullmatch(charset) else []
    for name in [*wanted, "utf-8"]:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def header_text(value: str) -> str:
    """Read a header, encoded or in plain 8-bit letters, as one line."""
    raw = value.encode("utf-8", "surrogateescape")[:LONGEST_HEADER]
    line = decoded(raw, None)
    try:
        parts = decode_header(line)
    except (HeaderParseError, ValueError):
        return one_line(line)
    return one_line("".join(_part(words, charset) for words, charset in parts))


def _part(words: str | bytes, charset: str | None) -> str:
    if isinstance(words, str):
        return words
    return decoded(words, charset) if charset else words.decode("raw-unicode-escape", "replace")


def one_line(text: str) -> str:
    return " ".join(tidied(text).split())


def tidied(text: str) -> str:
    """Leave what can be printed, in one spelling; no letter carries a tower of marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept, marks = [], 0
    for sign in lines:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        is_shown = sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        if marks <= MOST_MARKS and is_shown:
            kept.append(sign)
    composed = unicodedata.normalize("NFC", "".join(kept))
    return _without_gaps(line.rstrip() for line in composed.split("\n"))


def _without_gaps(lines: Iterable[str]) -> str:
    """Join lines, with at most one empty line between them."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def text_of_html(page: str) -> str:
    """Return the words of a page, with its links written out; nothing of it is ever rendered."""
    before, *pieces = _without_comments(page[:MOST_HTML]).split("<")
    found, link, hidden = [before], "", ""
    for piece in pieces:
        inside, closed, words = piece.partition(">")
        tag = TAG.match(inside)
        if not closed or not tag:
            found.append("" if hidden or inside.startswith(("!", "?")) else f"<{piece}")
            continue
        name, is_end = tag[1].lower(), inside.startswith("/")
        was_hidden, hidden = hidden, _hidden(hidden, name, is_end=is_end)
        if hidden:
            continue
        if name == "a":
            found.append(f" ({link})" if is_end and link else "")
            link = "" if is_end else _link(inside)
        is_line = name in LINES and not was_hidden
        found.append(("\n" if is_line else "") + words.replace("\n", " "))
    return html.unescape("".join(found))


def _hidden(hidden: str, name: str, *, is_end: bool) -> str:
    """Return the tag in which nothing is shown, from here on."""
    if hidden:
        return "" if is_end and name == hidden else hidden
    return name if name in HIDDEN and not is_end else ""


def _link(inside: str) -> str:
    found = LINK.search(inside[:2000])
    return found[1] if found else ""


def _without_comments(page: str) -> str:
    """Drop comments; one without an end hides the rest."""
    kept = []
    while page:
        before, opened, rest = page.partition("<!--")
        kept.append(before)
        page = rest.partition("-->")[2] if opened else ""
    return "".join(kept)
