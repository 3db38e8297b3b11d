"""Reading the minimum specifications."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from helpdesk.audit.queries import subject_names
from helpdesk.equipment.models import AssetCategory
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.procurement.models import Specification


def specifications_visible_to(actor: Actor) -> Select[Specification]:
    return (
        select(Specification)
        .join(Specification.category)
        .where(Specification.council_id == actor.council_id)
        .options(contains_eager(Specification.category))
    )


def in_year(actor: Actor, fiscal_year: str) -> Sequence[Specification]:
    """Return the catalogue of a year, in the order of the categories' codes."""
    found = specifications_visible_to(actor).where(Specification.fiscal_year == fiscal_year)
    return db.session.scalars(found.order_by(AssetCategory.code)).all()


def begun_years(actor: Actor) -> Sequence[str]:
    """Return the years that have a catalogue, the newest first."""
    years = select(Specification.fiscal_year).where(Specification.council_id == actor.council_id)
    return db.session.scalars(years.distinct().order_by(Specification.fiscal_year.desc())).all()


def latest_of(actor: Actor, *, until: str) -> Mapping[int, Specification]:
    """Return by category the newest specification of a year or before it."""
    found = specifications_visible_to(actor).where(Specification.fiscal_year <= until)
    rows = db.session.scalars(found.order_by(Specification.fiscal_year))
    return {row.category_id: row for row in rows}


def specification_or_404(specification_id: int, *, actor: Actor) -> Specification:
    wanted = Specification.id == specification_id
    return found_or_404(specifications_visible_to(actor).where(wanted))


@subject_names("specification")
def specification_names(ids: Sequence[int]) -> Mapping[int, str]:
    wanted = select(Specification).join(Specification.category).where(Specification.id.in_(ids))
    rows = db.session.scalars(wanted.options(contains_eager(Specification.category)))
    return {row.id: f"{named(row.category)} {row.fiscal_year}" for row in rows}
