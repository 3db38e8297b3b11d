"""Data corrections on paper: the form of one, and the list of many."""

from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Facts, Report, Section, Table
from helpdesk.infra.i18n import named
from helpdesk.kinds.labels.corrections import ACTS, CAUSES, stage_said
from helpdesk.kinds.models import Approval, DataCorrection
from helpdesk.kinds.queries.approvals import taken_back
from helpdesk.kinds.queries.corrections import CorrectionAct
from helpdesk.kinds.reports.paper import approvals_table, how_it_ended, signatures
from helpdesk.kinds.rules import Act
from helpdesk.org.reports import letterhead


def correction_form(
    correction: DataCorrection,
    approvals: Sequence[Approval],
    acts: Sequence[CorrectionAct],
    *,
    link: str,
    actor: Actor,
    now: datetime,
) -> Report:
    """Print the form as it stands, with places to sign for everybody who had a part in it."""
    ticket = correction.ticket
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Form for the correction of data"),
        reference=ticket.reference,
        period=_("%(system)s, asked on %(day)s", **_asked(correction)),
        made_at=now,
        made_by=actor.name,
        sections=[
            Section(_("What is to be corrected"), [_facts(correction)]),
            Section(_("Approval"), [approvals_table(approvals)]),
            Section(_("Correction and verification"), [_done(correction), *_rounds(acts)]),
        ],
        signatures=signatures(ticket, approvals, correction),
        language=str(get_locale() or "sw"),
        link=link,
    )


def _asked(correction: DataCorrection) -> dict[str, str]:
    opened_on = clock.local_date(correction.ticket.opened_at)
    return {"system": correction.system.acronym, "day": f"{opened_on:%d/%m/%Y}"}


def _facts(correction: DataCorrection) -> Facts:
    ticket, system = correction.ticket, correction.system
    return Facts(
        [
            (_("Requester"), ticket.requester_name),
            (
                _("Department or unit"),
                named(ticket.at_department) if ticket.at_department else None,
            ),
            (_("System"), f"{system.acronym} – {system.full_name}"),
            (_("Record"), correction.record_reference),
            (_("What in the record is wrong"), correction.field_name),
            (_("Before"), correction.value_before or _("Nothing")),
            (_("After"), correction.value_after),
            (_("Reason"), correction.reason),
            (_("Cause of the error"), str(CAUSES[correction.cause])),
            (_("How far it has come"), stage_said(correction, taken_back([ticket]))),
            *how_it_ended(correction),
        ]
    )


def _done(correction: DataCorrection) -> Facts:
    done, verified = correction.done_by, correction.verified_by
    return Facts(
        [
            (_("Made by"), done.name if done else None),
            (_("Made on"), correction.done_at),
            (_("What was done"), correction.done_note or None),
            (_("Verified by"), verified.name if verified else None),
            (_("Verified on"), correction.verified_at),
            (_("Remark"), correction.verified_note or None),
        ]
    )


def _rounds(acts: Sequence[CorrectionAct]) -> list[Table]:
    """Return every round, where it was made more than once."""
    if all(one.act is not Act.SEND_BACK for one in acts):
        return []
    columns = [
        Column(_("Act"), share=2),
        Column(_("Name"), share=3),
        Column(_("Date"), share=2),
        Column(_("What was written"), share=5),
    ]
    rows = [(str(ACTS[one.act]), one.by, one.at, one.note or None) for one in acts]
    return [Table(columns, rows, caption=_("What was done, first to last"))]


def corrections_report(
    corrections: Sequence[DataCorrection],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List them as the page lists them."""
    columns = [
        Column(_("Request"), share=3),
        Column(_("System"), share=2),
        Column(_("Record"), share=3),
        Column(_("What is wrong"), share=3),
        Column(_("Before"), share=3),
        Column(_("After"), share=3),
        Column(_("Cause"), share=3),
        Column(_("Requester"), share=3),
        Column(_("Made by"), share=3),
        Column(_("Verified by"), share=3),
        Column(_("Status"), share=2),
    ]
    withdrawn = taken_back(one.ticket for one in corrections)
    table = Table(columns, [_row(one, withdrawn) for one in corrections])
    title = _("Corrections of data")
    return list_report(table, title=title, view=view, narrowed=narrowed, actor=actor, now=now)


def _row(one: DataCorrection, withdrawn: Collection[int]) -> Sequence[Cell]:
    return (
        one.ticket.reference,
        one.system.acronym,
        one.record_reference,
        one.field_name,
        one.value_before or _("Nothing"),
        one.value_after,
        str(CAUSES[one.cause]),
        one.ticket.requester_name,
        one.done_by.name if one.done_by else None,
        one.verified_by.name if one.verified_by else None,
        stage_said(one, withdrawn),
    )
