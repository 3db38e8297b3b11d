"""The one place where work is committed: after a request, or at the end of `transaction()`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, make_response, request, session
from sqlalchemy import Select, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, ServiceUnavailable

from helpdesk.infra import sqlite
from helpdesk.infra.db import Base, Row, db

logger = logging.getLogger(__name__)

READING = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_CODES = frozenset({"40001", "40P01", "55P03"})  # serialisation, deadlock, lock time-out

_last_acts: list[Callable[[], None]] = []
_after_refusals: list[Callable[[Response], None]] = []


def init_app(app: Flask) -> None:
    """Register first of all: what is registered first runs last, after every other hook."""
    db.init_app(app)
    with app.app_context():
        sqlite.tame(db.engine)
        db.engine.hide_parameters = True  # what people typed is nobody's to read in the log
    app.after_request(_finish)
    app.register_error_handler(DBAPIError, _answer)
    app.register_error_handler(StaleDataError, _answer)


def before_commit(work: Callable[[], None]) -> Callable[[], None]:
    """Declare a last act of every transaction, such as sealing its audit entries."""
    _last_acts.append(work)
    return work


def after_refusal(work: Callable[[Response], None]) -> Callable[[Response], None]:
    """Declare what happens when a request is refused, also by a commit that failed."""
    _after_refusals.append(work)
    return work


def enter_view() -> None:
    """Begin the request's own transaction, when all that may refuse the request is over.

    Until here nobody has held the write lock, however long a password or an upload took. Whoever
    only reads goes on in the transaction in which it was read who asks.
    """
    g.writing = request.method not in READING
    if g.writing:
        db.session.rollback()


def keep(work: Callable[[], None]) -> None:
    """Do `work` in a transaction of its own at the end, even of a request that is refused."""
    g.setdefault("kept", []).append(work)


def give_up() -> None:
    """Undo what a refused request did, let go of the lock, and forget what it meant to say."""
    db.session.rollback()
    g.writing = False
    if request.method not in READING:
        session.pop("_flashes", None)


def held(statement: Select[Row], model: type[Base]) -> Select[Row]:
    """Hold the rows of `model` for whoever means to write, so that two at once come in turn."""
    if not g.get("writing", False):
        return statement
    locking = statement.with_for_update(of=model, key_share=True)
    return locking.execution_options(populate_existing=True)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what jobs and commands did, or undo all of it."""
    if g.get("writing", False):
        raise RuntimeError("a transaction inside another would commit half of the outer one")
    if _has_changes(db.session()):
        raise RuntimeError("these changes were made outside a transaction")
    db.session.rollback()  # whatever was read before belongs to an older view of the data
    g.writing = True
    try:
        yield
        _commit()
    finally:
        db.session.rollback()
        g.writing = False


def _commit() -> None:
    for work in _last_acts:
        work()
    db.session.commit()


def _finish(response: Response) -> Response:
    if request.method not in READING and response.status_code < 400:
        response = _committed(response)
    if response.status_code >= 400:
        give_up()
        for react in _after_refusals:
            react(response)
    db.session.rollback()
    g.writing = False
    return _kept(response)


def _kept(response: Response) -> Response:
    """Do what was to be kept; where that fails, do not pretend that it was."""
    try:
        for work in g.pop("kept", ()):
            with transaction():
                work()
    except DBAPIError as error:
        g.is_keeping_lost = True
        return _answer(error)
    return response


def _committed(response: Response) -> Response:
    try:
        _commit()
    except (DBAPIError, StaleDataError) as error:
        db.session.rollback()
        return _answer(error)
    return response


def _answer(error: Exception) -> Response:
    """Ask to come back soon where others held the lock, or say that they were first.

    Anything else is a fault of ours.
    """
    logger.warning("could not save: %s", error)
    if isinstance(error, DBAPIError) and _is_busy(error):
        return _page(ServiceUnavailable(retry_after=5))
    if isinstance(error, IntegrityError | StaleDataError):
        return _page(Conflict())
    raise error


def _page(refusal: HTTPException) -> Response:
    return make_response(current_app.handle_user_exception(refusal))


def _is_busy(error: DBAPIError) -> bool:
    return "is locked" in str(error.orig) or getattr(error.orig, "sqlstate", None) in BUSY_CODES


def _has_changes(current: Session) -> bool:
    return bool(current.new or current.dirty or current.deleted or current.info.get("changed"))


@event.listens_for(Session, "after_flush")
def _remember_flush(current: Session, _context: object) -> None:
    current.info["changed"] = True


@event.listens_for(Session, "do_orm_execute")
def _remember_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["changed"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget_flush(current: Session) -> None:
    current.info.pop("changed", None)
