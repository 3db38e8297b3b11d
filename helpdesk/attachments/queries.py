"""Files of one thing; whoever may see the thing may see its files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404

OF_OWNERS = (
    select(Attachment)
    .where(
        Attachment.owner_kind == bindparam("kind"),
        Attachment.owner_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(Attachment.id)
)
VisibleTo = Callable[[Actor], Select[Any]]

_owners: dict[str, VisibleTo] = {}


def owner(kind: str) -> Callable[[VisibleTo], VisibleTo]:
    """Declare who owns files of a kind: a query for the ids of what an actor may see."""

    def declare(visible_ids: VisibleTo) -> VisibleTo:
        _owners[kind] = visible_ids
        return visible_ids

    return declare


def get_or_404(attachment_id: int, *, actor: Actor) -> Attachment:
    """Ask the owner's feature; a file of a draft is nobody's to see but its writer's."""
    file = found_or_404(select(Attachment).where(Attachment.id == attachment_id))
    if file.owner_id is None:
        return found_or_404(
            select(Attachment).where(Attachment.id == file.id, Attachment.user_id == actor.id)
        )
    visible = _owners[file.owner_kind](actor)
    return found_or_404(
        select(Attachment).where(Attachment.id == file.id, Attachment.owner_id.in_(visible))
    )


def files_of(kind: str, ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """Return the files of many things of one kind, in one statement."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for file in db.session.scalars(OF_OWNERS, {"kind": kind, "ids": list(ids)}):
        found[file.owner_id or 0].append(file)
    return found


def files_of_draft(key: str) -> Sequence[Attachment]:
    rows = select(Attachment).where(Attachment.draft_key == key).order_by(Attachment.id)
    return db.session.scalars(rows).all()
