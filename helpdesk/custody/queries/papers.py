"""Finding papers, and what is out; every statement starts at `visible_to`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from helpdesk.accounts.models import User
from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.core.text import fold
from helpdesk.custody import permissions
from helpdesk.custody.models import Handover, HandoverLine
from helpdesk.custody.rules import LENT, Answer, Kind, State
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.reading import once_a_page
from helpdesk.infra.transactions import held
from helpdesk.org.models import Location
from helpdesk.vendors import queries as vendors
from helpdesk.vendors.models import Vendor

VIEWS = ("all", "waiting", "differs", "out", "overdue")
WHOLE = (
    joinedload(Handover.giver),
    joinedload(Handover.receiver),
    joinedload(Handover.handed_by),
    joinedload(Handover.workshop),
    selectinload(Handover.lines).joinedload(HandoverLine.asset).joinedload(Asset.model),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    view: str = "all"
    text: str = ""
    kind: Kind | None = None


def visible_to(actor: Actor) -> Select[Handover]:
    """Every one, those of a manager's departments, or those in which one has a part oneself."""
    found = select(Handover).where(Handover.council_id == actor.council_id)
    if can(actor, permissions.LIST_ALL):
        return found
    parts = (Handover.giver_id, Handover.receiver_id, Handover.handed_by_id)
    own = or_(*(part == actor.id for part in parts))
    if not can(actor, permissions.LIST):
        return found.where(own)
    if not actor.department_ids:
        return found
    return found.where(or_(own, Handover.department_id.in_(actor.department_ids)))


@owner("handover")
def papers_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(Handover.id)


@subject_names("handover")
def numbers(ids: Sequence[int]) -> Mapping[int, str]:
    """Return what the log calls papers."""
    rows = db.session.execute(select(Handover.id, Handover.number).where(Handover.id.in_(ids)))
    return {row.id: row.number for row in rows}


def get_or_404(handover_id: int, *, actor: Actor) -> Handover:
    wanted = visible_to(actor).where(Handover.id == handover_id)
    place = joinedload(Handover.location).joinedload(Location.parent).joinedload(Location.parent)
    kind_of_device = selectinload(Handover.lines).joinedload(HandoverLine.asset)
    return found_or_404(
        wanted.options(
            *WHOLE,
            place,
            joinedload(Handover.department),
            kind_of_device.joinedload(Asset.category),
        )
    )


def listed(actor: Actor, filters: Filters, *, today: date) -> Select[Handover]:
    """Return the papers of one view, narrowed; the caller sorts and pages them."""
    conditions = [*_view(filters.view, today), *_words(filters.text)]
    if filters.kind is not None:
        conditions.append(Handover.kind == filters.kind)
    return visible_to(actor).where(*conditions).options(*WHOLE)


def counts(actor: Actor, *, today: date) -> dict[str, int]:
    """Count every view in one statement."""
    columns = [func.count().filter(*_view(name, today)).label(name) for name in VIEWS]
    seen = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(db.session.execute(seen).one()._mapping)  # noqa: SLF001  # its public spelling


def _view(name: str, today: date) -> tuple[ColumnElement[bool], ...]:
    return {
        "waiting": (Handover.answer == Answer.WAITING,),
        "differs": (Handover.answer == Answer.DIFFERS,),
        "out": (is_out(),),
        "overdue": (is_out(), Handover.due_on < today),
    }.get(name, ())


def is_out() -> ColumnElement[bool]:
    """Tell of which papers something has still to come back."""
    line = HandoverLine.handover_id == Handover.id, HandoverLine.asset_id == Asset.id
    awaited = HandoverLine.returned_at.is_(None), Asset.status.not_in(GONE)
    return and_(Handover.kind.in_(LENT), exists().where(*line, *awaited))


def _words(text: str) -> list[ColumnElement[bool]]:
    """Look for each word in the number, the devices and the names of both sides."""
    printable = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return [_is_said(word) for word in fold(printable).split()[: equipment.MOST_WORDS]]


def _is_said(word: str) -> ColumnElement[bool]:
    on_it = HandoverLine.handover_id == Handover.id, HandoverLine.asset_id == Asset.id
    named = User.id.in_([Handover.giver_id, Handover.receiver_id])
    return or_(
        Handover.number.icontains(word, autoescape=True),
        exists().where(*on_it, Asset.search_text.contains(word, autoescape=True)),
        exists().where(named, User.name.icontains(word, autoescape=True)),
    )


def waiting_for(actor: Actor) -> Sequence[Handover]:
    """Return what the actor was handed and has not answered, oldest first."""
    wanted = visible_to(actor).where(
        Handover.receiver_id == actor.id, Handover.answer == Answer.WAITING
    )
    return db.session.scalars(wanted.options(*WHOLE).order_by(Handover.at)).unique().all()


def out_until(council_id: int, last: date) -> Sequence[Handover]:
    """Return what is out and to come back by a day."""
    due = Handover.council_id == council_id, Handover.due_on <= last, is_out()
    wanted = select(Handover).where(*due).options(*WHOLE)
    return db.session.scalars(wanted.order_by(Handover.id)).unique().all()


@once_a_page
def lines_of(asset: Asset, *, actor: Actor) -> Sequence[HandoverLine]:
    """Return where a device stands on papers that the actor may see, with these, oldest first."""
    seen = visible_to(actor).with_only_columns(Handover.id)
    paper = contains_eager(HandoverLine.handover)
    return db.session.scalars(
        select(HandoverLine)
        .join(HandoverLine.handover)
        .where(HandoverLine.asset_id == asset.id, Handover.id.in_(seen))
        .options(paper.joinedload(Handover.receiver), paper.joinedload(Handover.workshop))
        .order_by(Handover.at, Handover.id)
    ).all()


def out_on(asset: Asset, *, actor: Actor) -> Handover | None:
    """Return the paper on which a device is lent or in a workshop now."""
    lines = lines_of(asset, actor=actor)
    return next((one.handover for one in lines if one.is_out), None)


def open_lines(assets: Iterable[Asset]) -> dict[int, HandoverLine]:
    """Return by device what is lent or in a workshop."""
    ids = [asset.id for asset in assets]
    out = HandoverLine.returned_at.is_(None), Handover.kind.in_(LENT)
    lines = db.session.scalars(
        select(HandoverLine)
        .join(HandoverLine.handover)
        .where(HandoverLine.asset_id.in_(ids), *out)
        .options(joinedload(HandoverLine.handover))
    )
    return {line.asset_id: line for line in lines}


def states_of(assets: Sequence[Asset]) -> list[State]:
    """Return what decides about each device, in their order."""
    out = open_lines(assets)
    return [state_of(one, is_out=one.id in out) for one in assets]


def state_of(asset: Asset, *, is_out: bool) -> State:
    return State(asset.status, asset.custodian_id is not None, is_out, asset.must_be_installed)


def devices_or_404(ids: Sequence[int], *, actor: Actor) -> list[Asset]:
    """Return these devices by their numbers; whoever asks for one that he may not see finds none.

    Where something is written, they are held, so that two papers for one device come in turn.
    """
    wanted = equipment.visible_to(actor).where(Asset.id.in_(ids)).order_by(Asset.asset_tag)
    found = db.session.scalars(held(wanted, Asset).options(*equipment.WHOLE)).unique().all()
    if not found or len(found) != len(set(ids)):
        found_or_404(wanted.where(Asset.id.is_(None)))
    return list(found)


def workshops(actor: Actor) -> Sequence[Vendor]:
    """Return whom devices are sent to: workshops first, then other suppliers."""
    return sorted(vendors.in_use(actor), key=lambda one: not one.is_workshop)
