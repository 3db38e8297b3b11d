"""What the council promises; the caller commits."""

from collections.abc import Mapping

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Council
from helpdesk.tickets import queries
from helpdesk.tickets.models import Category, SlaTarget
from helpdesk.tickets.rules import TARGETS, Priority, Targets, said

Promises = Mapping[Priority, Targets | None]


def set_targets(
    council: Council, wanted: Promises, *, category: Category | None = None, actor: Actor
) -> None:
    """Promise this from now on, in general or for a category; open tickets keep their promise.

    For a category None means: as for everyone.
    """
    category_id = category.id if category else None
    found = queries.own_targets(council.id)
    rows = {one.priority: one for one in found if one.category_id == category_id}
    usual: Promises = TARGETS if category is None else {}
    before = {one: rows[one].targets if one in rows else usual.get(one) for one in wanted}
    changed = {one: target for one, target in wanted.items() if target != before[one]}
    if not changed:
        return
    for priority, target in changed.items():
        _put(rows.get(priority) or _row(council, priority, category_id), target)
    told = {str(one): [_said(before[one]), _said(target)] for one, target in changed.items()}
    about = {"ticket_category": [None, category.name_sw]} if category else {}
    council.version += 1  # the form is about the council, whose own row says nothing of this
    record(actor, "council.targets", council, {**about, **told})
    db.session.flush()


def _row(council: Council, priority: Priority, category_id: int | None) -> SlaTarget:
    return SlaTarget(council_id=council.id, priority=priority, category_id=category_id)


def _put(row: SlaTarget, target: Targets | None) -> None:
    """Write what is promised; where it is as for everyone, no row says anything else."""
    if target is None:
        db.session.delete(row)
        return
    row.respond_minutes = int(target.respond.total_seconds() // 60)
    row.resolve_minutes = int(target.resolve.total_seconds() // 60)
    db.session.add(row)


def _said(target: Targets | None) -> str | None:
    return f"{said(target.respond)} / {said(target.resolve)}" if target else None
