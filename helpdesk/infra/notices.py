"""What was just done, said once at the top of the next page, with a way back where there is one."""

from dataclasses import dataclass
from typing import Any

from flask import flash, get_flashed_messages

from helpdesk.infra import request_keys
from helpdesk.infra.access import somebody


@dataclass(frozen=True, slots=True)
class Undo:
    url: str
    version: int
    request_key: str


@dataclass(frozen=True, slots=True)
class Notice:
    text: str
    kind: str
    undo: Undo | None = None


def done(text: str, *, undo_url: str = "", version: int = 0) -> None:
    """Say that something was saved; `undo_url` takes a POST that does the inverse."""
    flash({"text": text, "undo": undo_url, "version": version}, "done")  # type: ignore[arg-type]


def warn(text: str) -> None:
    flash({"text": text, "undo": "", "version": 0}, "warning")  # type: ignore[arg-type]


def notices() -> list[Notice]:
    flashed: Any = get_flashed_messages(with_categories=True)  # its types know only plain texts
    return [_notice(kind, said) for kind, said in flashed]


def offered_undos() -> list[str]:
    """Return where what this page says to have been done is taken back."""
    flashed: Any = get_flashed_messages()
    return [str(said["undo"]) for said in flashed if said["undo"]]


def _notice(kind: str, said: dict[str, str | int]) -> Notice:
    actor = somebody()
    if not said["undo"] or actor is None or actor.id is None:
        return Notice(str(said["text"]), kind)
    key = request_keys.new_key(actor.id, "Undo")
    return Notice(str(said["text"]), kind, Undo(str(said["undo"]), int(said["version"]), key))
