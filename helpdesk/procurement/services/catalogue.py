"""Keeping the minimum specifications."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from helpdesk.audit.services import changes_of, record
from helpdesk.equipment.queries import categories
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.procurement import queries
from helpdesk.procurement.models import Specification


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Requirements and steps of installation, one a line, in both languages."""

    requirements_sw: str = ""
    requirements_en: str = ""
    steps_sw: str = ""
    steps_en: str = ""


def begin_year(fiscal_year: str, *, actor: Actor) -> Sequence[Specification]:
    """Give each category its specification of a year, copied from its newest one before."""
    known = queries.latest_of(actor, until=fiscal_year)
    made = []
    for category in categories(actor):
        before = known.get(category.id)
        if before is None or before.fiscal_year < fiscal_year:
            made.append(_added(category.id, fiscal_year, _texts(before), actor=actor))
    return made


def _added(category_id: int, fiscal_year: str, texts: Texts, *, actor: Actor) -> Specification:
    added = Specification(
        council_id=actor.council_id,
        category_id=category_id,
        fiscal_year=fiscal_year,
        **asdict(texts),
    )
    db.session.add(added)
    db.session.flush()
    record(actor, "specification.add", added, {"fiscal_year": [None, fiscal_year]})
    return added


def _texts(before: Specification | None) -> Texts:
    if before is None:
        return Texts()
    return Texts(
        requirements_sw=before.requirements_sw,
        requirements_en=before.requirements_en,
        steps_sw=before.steps_sw,
        steps_en=before.steps_en,
    )


def change_specification(specification: Specification, texts: Texts, *, actor: Actor) -> None:
    changes = changes_of(specification, **asdict(texts))
    for name, value in asdict(texts).items():
        setattr(specification, name, value)
    record(actor, "specification.change", specification, changes)
    db.session.flush()
