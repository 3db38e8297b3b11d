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
    found = _in_use(actor, purpose).options(WHOLE).order_by(ChecklistTemplate.id)
    return next((one for one in db.session.scalars(found) if kind in one.kinds), None)


def is_active_for(kind: str, *, actor: Actor) -> bool:
    """Tell whether a kind of equipment can be inspected, without reading what is asked."""
    kinds = _in_use(actor, Purpose.INSPECTION).with_only_columns(ChecklistTemplate.kinds)
    return any(kind in some for some in db.session.scalars(kinds))


def in_the_way_of(draft: ChecklistTemplate, *, actor: Actor) -> ChecklistTemplate | None:
    """Return another checklist in use that asks one of the same kinds for the same purpose."""
    others = _in_use(actor, draft.purpose).where(ChecklistTemplate.code != draft.code)
    same = (one for one in db.session.scalars(others) if set(one.kinds) & set(draft.kinds))
    return next(same, None)


def has_code(code: str, *, actor: Actor) -> bool:
    same = visible_to(actor).where(ChecklistTemplate.code == code).limit(1)
    return db.session.scalars(same).first() is not None


def _in_use(actor: Actor, purpose: Purpose) -> Select[ChecklistTemplate]:
    in_use = ChecklistTemplate.state == State.ACTIVE, ChecklistTemplate.purpose == purpose
    return visible_to(actor).where(*in_use)


def versions(template: ChecklistTemplate, *, state: State) -> Sequence[ChecklistTemplate]:
    """Return the versions of the same checklist in a state."""
    same = (
        ChecklistTemplate.council_id == template.council_id,
        ChecklistTemplate.code == template.code,
    )
    return db.session.scalars(
        select(ChecklistTemplate).where(*same, ChecklistTemplate.state == state)
    ).all()


def newest_of(template: ChecklistTemplate) -> ChecklistTemplate:
    """Return the version in use of the same checklist; of a retired one the version itself."""
    in_use = versions(template, state=State.ACTIVE)
    return in_use[0] if in_use else template


def last_number(template: ChecklistTemplate) -> int:
    same = (
        ChecklistTemplate.council_id == template.council_id,
        ChecklistTemplate.code == template.code,
    )
    return db.session.scalar(select(func.max(ChecklistTemplate.number)).where(*same)) or 0
