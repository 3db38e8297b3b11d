"""Keeping views of the queue under a name; the caller commits."""

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries
from helpdesk.tickets.models import SavedView


class ViewNameTakenError(Exception):
    """This person has another view of this name."""


def save_view(name: str, query: str, *, is_shared: bool, actor: Actor) -> SavedView:
    """Save it; a removed view of this name makes room."""
    view = queries.own_view_named(name, actor=actor)
    if view is None:
        view = SavedView(council_id=actor.council_id, owner_id=actor.id, name=name)
    elif view.is_active:
        raise ViewNameTakenError
    view.query, view.is_shared, view.is_active = query, is_shared, True
    db.session.add(view)
    db.session.flush()
    record(actor, "saved_view.add", view, {"name": [None, name], "is_shared": [None, is_shared]})
    return view


def change_view(view: SavedView, *, name: str, is_shared: bool, actor: Actor) -> None:
    other = queries.own_view_named(name, actor=actor)
    if other is not None and other.id != view.id:
        raise ViewNameTakenError
    changed = changes_of(view, name=name, is_shared=is_shared)
    if changed:
        view.name, view.is_shared = name, is_shared
        record(actor, "saved_view.change", view, changed)


def remove_view(view: SavedView, *, actor: Actor) -> None:
    _set_active(view, False, actor=actor)


def restore_view(view: SavedView, *, actor: Actor) -> None:
    _set_active(view, True, actor=actor)


def _set_active(view: SavedView, is_active: bool, *, actor: Actor) -> None:
    record(actor, "saved_view.change", view, {"is_active": [view.is_active, is_active]})
    view.is_active = is_active
    db.session.flush()
