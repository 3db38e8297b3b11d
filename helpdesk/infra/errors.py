"""Pages for what went wrong, in words that say what to do next."""

import logging
from http import HTTPStatus
from math import ceil

from flask import Blueprint, Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from helpdesk.infra import drafts, oversized, request_keys
from helpdesk.infra.access import somebody
from helpdesk.infra.local_urls import page_of_form, with_query
from helpdesk.infra.logs import request_id
from helpdesk.infra.request_keys import SentBefore
from helpdesk.infra.transactions import give_up

logger = logging.getLogger(__name__)

PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(SentBefore, _sent_before)


def explain(
    scaffold: Flask | Blueprint, error: type[Exception], status: int, words: LazyString
) -> None:
    """Show `words` on a page of its own when a view lets a rule's error through."""

    def answer(_error: Exception) -> ResponseReturnValue:
        kept = status in drafts.REFUSED and request.method == "POST"
        return _rendered(status, words=str(words), kept_url=_kept_url() if kept else "")

    scaffold.register_error_handler(error, answer)


def _page(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        oversized.take_texts()
    kept = code in drafts.REFUSED and request.method == "POST"
    body, status = _rendered(
        code, kept_url=_kept_url() if kept else "", wait_minutes=_wait_minutes(error)
    )
    headers = [(n, v) for n, v in error.get_headers() if n not in ("Content-Type", "Location")]
    return body, status, headers


def _wait_minutes(error: HTTPException) -> int:
    """Return after how many whole minutes it is worth to try again, where that is known."""
    seconds = getattr(error, "retry_after", None)
    return ceil(seconds / 60) if isinstance(seconds, int) else 0


def _sent_before(error: SentBefore) -> ResponseReturnValue:
    """Keep the other text under a new key, and show what the first press made."""
    actor = somebody()
    old_key = request.form[request_keys.FIELD]
    user_id = actor.id if actor and actor.id is not None else 0
    key = request_keys.new_key(user_id, request_keys.form_of(old_key) or "")
    drafts.save_later(key, user_id)
    return _rendered(409, made_url=error.location, kept_url=with_query(page_of_form(), draft=key))


def _kept_url() -> str:
    key, actor = request.form.get(request_keys.FIELD, ""), somebody()
    is_own = actor is not None and request_keys.owner_of(key) == actor.id
    kept = is_own and not g.get("is_keeping_lost", False)
    return with_query(page_of_form(), draft=key) if kept else ""


def _rendered(code: int, **words: str | int) -> tuple[str, int]:
    give_up()
    given = {"kept_url": "", "made_url": "", "words": "", "wait_minutes": 0, **words}
    given["reference"] = request_id()
    name = f"errors/{code if code in PAGES else 500}.html"
    try:
        return render_template(name, **given), code
    except DBAPIError:
        logger.exception("no page without the database")
        return current_app.jinja_env.get_template("errors/plain.html").render(given), 503
