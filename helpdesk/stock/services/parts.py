"""Adding stores and parts, and changing what is said of them; the caller commits."""

from dataclasses import dataclass
from decimal import Decimal

from helpdesk.audit.services import changes_of, record
from helpdesk.core.text import fold, normalise_code
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock import queries
from helpdesk.stock.models import Part, Store
from helpdesk.stock.rules import CodeTakenError, PartKind
from helpdesk.stock.services.low import watch


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDetails:
    """What is said about a part when it is added or changed."""

    code: str
    name_sw: str
    name_en: str
    unit: str
    kind: PartKind = PartKind.SPARE
    fits: str = ""
    reorder_point: Decimal = Decimal(0)
    lead_days: int = 30


def add_store(
    *, code: str, name_sw: str, name_en: str, actor: Actor, location_id: int | None = None
) -> Store:
    code = normalise_code(code)
    if queries.has_store(code, actor=actor):
        raise CodeTakenError(code)
    store = Store(
        council_id=actor.council_id,
        code=code,
        name_sw=name_sw,
        name_en=name_en,
        location_id=location_id,
    )
    db.session.add(store)
    db.session.flush()
    record(actor, "store.add", store, {"code": [None, code]})
    return store


def add_part(details: PartDetails, *, actor: Actor) -> Part:
    part = Part(council_id=actor.council_id)
    _describe(part, details, actor=actor)
    db.session.add(part)
    db.session.flush()
    record(actor, "part.add", part, {"code": [None, part.code], "name": [None, part.name_sw]})
    return part


def change_part(part: Part, details: PartDetails, *, is_active: bool, actor: Actor) -> None:
    wanted = _columns(details) | {"is_active": is_active}
    changes = changes_of(part, **wanted)
    _describe(part, details, actor=actor)
    part.is_active = is_active
    record(actor, "part.change", part, changes)
    db.session.flush()
    watch(part.id, clock.now())


def _describe(part: Part, details: PartDetails, *, actor: Actor) -> None:
    columns, code = _columns(details), normalise_code(details.code)
    if part.code != code and queries.has_code(code, actor=actor):
        raise CodeTakenError(code)
    for name, value in columns.items():
        setattr(part, name, value)
    words = (part.code, part.name_sw, part.name_en, part.fits)
    part.search_text = fold(" ".join(words))


def _columns(details: PartDetails) -> dict[str, object]:
    return {
        "code": normalise_code(details.code),
        "kind": details.kind,
        "name_sw": details.name_sw,
        "name_en": details.name_en,
        "unit": details.unit,
        "fits": details.fits,
        "reorder_point": details.reorder_point,
        "lead_days": details.lead_days,
    }
