"""Reading surveys and what became of their devices; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.audit.queries import subject_names
from helpdesk.disposals import permissions
from helpdesk.disposals.models import DataWipe, Disposal, Survey, SurveyLine
from helpdesk.disposals.rules import OUTLIVED, UNWANTED, Decision, State
from helpdesk.equipment import permissions as equipment
from helpdesk.equipment import queries as devices
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.reading import once_a_page

MOST_OFFERED = 50


class View(StrEnum):
    """The lists of surveys that people ask for."""

    ALL = "all"
    OPEN = "open"
    SUBMITTED = "submitted"
    LEAVING = "leaving"


def visible_to(actor: Actor) -> Select[Survey]:
    """All of the council; a survey goes across departments, so managers of some see none."""
    surveys = select(Survey).where(Survey.council_id == actor.council_id)
    if not can(actor, permissions.VIEW):
        return surveys.where(false())
    sees_all = can(actor, equipment.VIEW_ALL) or not actor.department_ids
    return surveys if sees_all else surveys.where(false())


def listed(actor: Actor, view: View) -> Select[Survey]:
    lines = selectinload(Survey.lines)
    return (
        visible_to(actor)
        .where(_views()[view])
        .options(lines.joinedload(SurveyLine.disposal), joinedload(Survey.made_by))
    )


def counts(actor: Actor) -> dict[View, int]:
    """Count every view in one statement."""
    columns = [func.count().filter(said).label(view) for view, said in _views().items()]
    found = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    row = db.session.execute(found).one()
    return {view: row[place] for place, view in enumerate(_views())}


def _views() -> dict[View, ColumnElement[bool]]:
    leaving = (
        select(SurveyLine.id)
        .join(SurveyLine.asset)
        .where(
            SurveyLine.survey_id == Survey.id,
            SurveyLine.decision == Decision.APPROVED,
            Asset.status == Status.DISPOSAL_APPROVED,
        )
    )
    return {
        View.ALL: true(),
        View.OPEN: Survey.state == State.OPEN,
        View.SUBMITTED: Survey.state == State.SUBMITTED,
        View.LEAVING: leaving.exists(),
    }


def survey_or_404(survey_id: int, *, actor: Actor) -> Survey:
    lines = selectinload(Survey.lines)
    asset = lines.joinedload(SurveyLine.asset)
    return found_or_404(
        visible_to(actor)
        .where(Survey.id == survey_id)
        .options(
            selectinload(Survey.members),
            joinedload(Survey.made_by),
            joinedload(Survey.decided_by),
            lines.joinedload(SurveyLine.wipe),
            lines.joinedload(SurveyLine.disposal),
            asset.joinedload(Asset.model),
            asset.joinedload(Asset.category),
        )
    )


def line_or_404(line_id: int, *, actor: Actor) -> SurveyLine:
    seen = visible_to(actor).with_only_columns(Survey.id)
    return found_or_404(
        select(SurveyLine)
        .where(SurveyLine.id == line_id, SurveyLine.survey_id.in_(seen))
        .options(
            joinedload(SurveyLine.asset).joinedload(Asset.model),
            joinedload(SurveyLine.asset).joinedload(Asset.category),
            joinedload(SurveyLine.survey),
            joinedload(SurveyLine.wipe).joinedload(DataWipe.entered_by),
            joinedload(SurveyLine.disposal).joinedload(Disposal.entered_by),
        )
    )


@once_a_page
def lines_of(asset: Asset, *, actor: Actor) -> Sequence[SurveyLine]:
    """Return what boards said of a device, the last first."""
    seen = visible_to(actor).with_only_columns(Survey.id)
    found = select(SurveyLine).where(
        SurveyLine.asset_id == asset.id, SurveyLine.survey_id.in_(seen)
    )
    whole = (
        joinedload(SurveyLine.survey),
        joinedload(SurveyLine.wipe),
        joinedload(SurveyLine.disposal),
    )
    return db.session.scalars(found.options(*whole).order_by(SurveyLine.id.desc())).all()


def is_on_a_board(asset: Asset) -> bool:
    """Tell whether a board has a device on a list that nobody has decided about yet."""
    found = select(SurveyLine.id).where(
        SurveyLine.asset_id == asset.id, SurveyLine.decision.is_(None)
    )
    return db.session.scalar(found.limit(1)) is not None


def offered(actor: Actor, *, today: date) -> Sequence[Asset]:
    """Return devices that a board could survey, those past their life last."""
    old = devices.outlived(devices.categories(actor), today)
    outlived = and_(Asset.status.in_(OUTLIVED), old)
    unwanted = Asset.status.in_(UNWANTED)
    found = devices.visible_to(actor).where(or_(unwanted, outlived))
    whole = (joinedload(Asset.model), joinedload(Asset.category))
    ordered = found.options(*whole).order_by(unwanted.desc(), Asset.asset_tag)
    return db.session.scalars(ordered.limit(MOST_OFFERED)).all()


@subject_names("survey")
def references(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Survey.id, Survey.reference).where(Survey.id.in_(ids)))
    return {row.id: row.reference for row in rows}


@subject_names("survey_line")
def line_tags(ids: Sequence[int]) -> Mapping[int, str]:
    tags = select(SurveyLine.id, Asset.asset_tag).join(SurveyLine.asset)
    return {row.id: row.asset_tag for row in db.session.execute(tags.where(SurveyLine.id.in_(ids)))}
