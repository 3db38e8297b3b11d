"""Whether the program lives, and whether it can work: for whoever watches over servers."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from helpdesk.infra import clock
from helpdesk.infra.access import public
from helpdesk.setup import queries

bp = Blueprint("setup", __name__)


@bp.get("/healthz")
@public
def say_alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def say_ready() -> ResponseReturnValue:
    """Answer 503 while the database, its tables or the background jobs are not in order."""
    found = queries.readiness(clock.now())
    said = {
        "status": _word(found.is_ready),
        "database": _word(found.database),
        "migrations": _word(found.migrations),
        "jobs": _word(found.jobs),
    }
    return jsonify(said), 200 if found.is_ready else 503


def _word(in_order: bool) -> str:
    return "ok" if in_order else "failing"
