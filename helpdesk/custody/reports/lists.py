"""Lists of papers, and of holders who have not confirmed, as files."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.custody.labels import ANSWER, KIND
from helpdesk.custody.models import Handover
from helpdesk.custody.queries import Unconfirmed
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named


def papers_report(
    papers: Sequence[Handover],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Number"), share=3),
        Column(_("Paper"), share=2),
        Column(_("Date"), share=2),
        Column(_("Equipment"), share=4),
        Column(_("Handed over by"), share=3),
        Column(_("Receiver"), share=3),
        Column(_("To be back by"), share=2),
        Column(_("Answer of the receiver"), share=3),
    ]
    table = Table(columns, [_row(one) for one in papers])
    title = _("Hand-over of equipment")
    return list_report(table, title=title, view=view, narrowed=narrowed, actor=actor, now=now)


def _row(one: Handover) -> Sequence[Cell]:
    return (
        one.number,
        str(KIND[one.kind]),
        one.at,
        ", ".join(line.asset.asset_tag for line in one.lines),
        one.given_by,
        one.taken_by,
        one.due_on,
        str(ANSWER[one.answer]),
    )


def unconfirmed_report(found: Sequence[Unconfirmed], *, actor: Actor, now: datetime) -> Report:
    columns = [
        Column(_("Name"), share=3),
        Column(_("Department or unit"), share=4),
        Column(_("Devices not confirmed"), share=2, numeric=True),
    ]
    rows = [(one.person.name, _office(one), one.devices) for one in found]
    title = _("Holders who have not confirmed their equipment")
    return list_report(Table(columns, rows), title=title, narrowed=(), actor=actor, now=now)


def _office(one: Unconfirmed) -> str | None:
    return named(one.person.department) if one.person.department else None
