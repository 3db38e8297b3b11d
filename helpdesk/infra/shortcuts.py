"""The keys that do something by themselves, and the page that tells them."""

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from helpdesk.infra.access import public

bp = Blueprint("shortcuts", __name__)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys that are pressed at once ("Ctrl+Enter") or one after the other ("g h")."""

    keys: str
    label: LazyString


SHORTCUTS = (
    Shortcut("?", _l("Show this page")),
    Shortcut("/", _l("Search everything")),
    Shortcut("g h", _l("Go to the first page")),
    Shortcut("g t", _l("Go to the requests")),
    Shortcut("g e", _l("Go to the equipment")),
    Shortcut("g r", _l("Go to the reports")),
    Shortcut("c", _l("Begin a new one: report a problem, or add to the list on the screen")),
    Shortcut("j", _l("Move to the next row of a list")),
    Shortcut("k", _l("Move to the previous row of a list")),
    Shortcut("Enter", _l("Open the row")),
    Shortcut("x", _l("Tick the row, or take its tick away")),
    Shortcut(
        "]", _l("Go to the next page of a list, or to the next one of the list you came from")
    ),
    Shortcut("[", _l("Go to the previous page or the previous one in the same way")),
    Shortcut("r", _l("Write a reply")),
    Shortcut("i", _l("Write an internal note")),
    Shortcut("a", _l("Take the request yourself")),
    Shortcut("e", _l("Resolve the request")),
    Shortcut("l", _l("Log a repair")),
    Shortcut(".", _l("Copy the number of the request")),
    Shortcut("Ctrl+Enter", _l("Send the form you are writing in")),
)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/help/keys")
@public
def show() -> ResponseReturnValue:
    return render_template("shortcuts/show.html", shortcuts=SHORTCUTS)
