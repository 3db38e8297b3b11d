"""Reading which devices get labels, and which got them."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from helpdesk.equipment.models import Asset
from helpdesk.equipment.models.labels import LabelPrint, PrintedLabel
from helpdesk.equipment.queries.register import visible_to
from helpdesk.equipment.rules.labels import MOST_LABELS
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404

PRINTS = (
    select(LabelPrint)
    .join(PrintedLabel, PrintedLabel.print_id == LabelPrint.id)
    .where(PrintedLabel.asset_id == bindparam("asset_id"))
    .order_by(LabelPrint.at)
)


def chosen(ids: Sequence[int], *, actor: Actor) -> Select[Asset]:
    return visible_to(actor).where(Asset.id.in_(ids))


def for_labels(assets: Select[Asset]) -> Sequence[Asset]:
    """Return the devices of a list by their numbers, as many as are printed at once."""
    ordered = assets.options(joinedload(Asset.model)).order_by(None).order_by(Asset.asset_tag)
    return db.session.scalars(ordered.limit(MOST_LABELS)).all()


def number_of(assets: Select[Asset]) -> int:
    found = assets.order_by(None).with_only_columns(Asset.id).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def last_print(actor: Actor) -> LabelPrint | None:
    """Return what this person printed last."""
    own = select(LabelPrint).where(
        LabelPrint.council_id == actor.council_id, LabelPrint.by_id == actor.id
    )
    return db.session.scalars(own.order_by(LabelPrint.id.desc()).limit(1)).first()


def print_or_404(print_id: int, *, actor: Actor) -> LabelPrint:
    of_council = select(LabelPrint).where(LabelPrint.council_id == actor.council_id)
    return found_or_404(of_council.where(LabelPrint.id == print_id))


def assets_of(labels: LabelPrint, *, actor: Actor) -> Sequence[Asset]:
    printed = select(PrintedLabel.asset_id).where(PrintedLabel.print_id == labels.id)
    return for_labels(visible_to(actor).where(Asset.id.in_(printed)))


def prints_of(asset: Asset) -> Sequence[LabelPrint]:
    """Return when labels of a device were printed, oldest first."""
    return db.session.scalars(PRINTS, {"asset_id": asset.id}).all()
