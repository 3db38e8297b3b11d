"""Finding checklists of one's council."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from helpdesk.audit.queries import subject_names
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import Purpose, State
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404

WHOLE = selectinload(ChecklistTemplate.items)


def visible_to(actor: Actor) -> Select[ChecklistTemplate]:
    return select(ChecklistTemplate).where(ChecklistTemplate.council_id == actor.council_id)


@subject_names("checklist_template")
def titles(ids: Sequence[int]) -> Mapping[int, str]:
    """Return what the log calls checklists."""
    columns = (ChecklistTemplate.id, ChecklistTemplate.title_sw, ChecklistTemplate.number)
    rows = db.session.execute(select(*columns).where(ChecklistTemplate.id.in_(ids)))
    return {row.id: f"{row.title_sw} {row.number}" for row in rows}


def listed(actor: Actor) -> Sequence[ChecklistTemplate]:
    """Return every version, the newest of each first."""
    newest = ChecklistTemplate.title_sw, ChecklistTemplate.number.desc()
    return db.session.scalars(visible_to(actor).options(WHOLE).order_by(*newest)).all()


def get_or_404(template_id: int, *, actor: Actor) -> ChecklistTemplate:
    return found_or_404(visible_to(actor).where(ChecklistTemplate.id == template_id).options(WHOLE))


def active_for(
    kind: str, *, actor: Actor, purpose: Purpose = Purpose.INSPECTION
) -> ChecklistTemplate | None:
    """Return the checklist in use for a kind of equipment, by its code."""
    in_use = ChecklistTemplate.state == State.ACTIVE, ChecklistTemplate.purpose == purpose
    found = visible_to(actor).where(*in_use).options(WHOLE).order_by(ChecklistTemplate.id)
    return next((one for one in db.session.scalars(found) if kind in one.kinds), None)


def versions(template: ChecklistTemplate, *, state: State) -> Sequence[ChecklistTemplate]:
    """Return the versions of the same checklist in a state."""
    same = (
        ChecklistTemplate.council_id == template.council_id,
        ChecklistTemplate.code == template.code,
    )
    return db.session.scalars(
        select(ChecklistTemplate).where(*same, ChecklistTemplate.state == state)
    ).all()


def last_number(template: ChecklistTemplate) -> int:
    same = (
        ChecklistTemplate.council_id == template.council_id,
        ChecklistTemplate.code == template.code,
    )
    return db.session.scalar(select(func.max(ChecklistTemplate.number)).where(*same)) or 0
