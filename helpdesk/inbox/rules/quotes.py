"""What somebody wrote anew, above the history that their program put below it."""

import re

WROTE = re.compile(
    r"(On|Mnamo|Tarehe|Le|Am) .{4,200}(wrote|aliandika|ameandika|a écrit|schrieb):?\s*"
)
DIVIDER = re.compile(
    r"-{2,}\s*(Original Message|Ujumbe wa awali|Ujumbe Halisi|Forwarded message)\s*-{2,}|_{20,}",
    re.IGNORECASE,
)
HEAD = re.compile(r"\*?(From|Kutoka|Mtumaji):\*?\s.{1,200}")
HEAD_BELOW = re.compile(r"\*?(Sent|Date|To|Subject|Tarehe|Kwa|Mada|Imetumwa):", re.IGNORECASE)


def without_quote(text: str) -> str:
    """Cut off the history below an answer; where answers stand between its lines, nothing."""
    lines = text.split("\n")
    tail = _quoted_tail(lines)
    end = next((at for at in range(len(lines)) if _history_begins(lines, at, tail)), len(lines))
    own = "\n".join(lines[:end]).strip()
    return own or text


def _quoted_tail(lines: list[str]) -> int:
    """Return the line from which on there are only quoted ones."""
    tail = len(lines)
    while tail and (not lines[tail - 1].strip() or lines[tail - 1].lstrip().startswith(">")):
        tail -= 1
    return tail


def _history_begins(lines: list[str], at: int, tail: int) -> bool:
    line = lines[at].strip()[:250]
    if DIVIDER.fullmatch(line) or _is_head(line, lines[at + 1 : at + 3]):
        return True
    if at >= tail:
        return bool(line)
    is_one, is_two = WROTE.fullmatch(line), WROTE.fullmatch(_joined(lines, at))
    return bool(is_one and at + 1 >= tail) or bool(is_two and at + 2 >= tail)


def _is_head(line: str, below: list[str]) -> bool:
    return bool(HEAD.fullmatch(line)) and any(HEAD_BELOW.match(one.strip()) for one in below)


def _joined(lines: list[str], at: int) -> str:
    """Return a line and the next as one: programs break a long "On … wrote:" in two."""
    if not lines[at].strip():
        return ""
    return " ".join(one.strip() for one in lines[at : at + 2])[:250]
