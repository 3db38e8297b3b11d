"""The form of a request on paper, filled in as far as it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.kinds.labels.access import UNREGISTERED
from helpdesk.kinds.labels.approvals import form_said
from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step, said
from helpdesk.kinds.models import Approval
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.models.steps import KindStep
from helpdesk.kinds.queries.access import is_unregistered
from helpdesk.kinds.queries.approvals import taken_back
from helpdesk.kinds.reports.paper import approvals_table, how_it_ended, signatures
from helpdesk.org.reports import letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form with all that was said on it, and who decided."""

    record: KindRecord
    declared: Declared
    taken: Mapping[str, KindStep]
    approvals: Sequence[Approval]
    lines: Sequence[Access] = ()


def form_paper(filled: Filled, *, link: str, actor: Actor, now: datetime) -> Report:
    """Print the form as it stands, with places to sign for everybody who had a part in it."""
    ticket, declared = filled.record.ticket, filled.declared
    needed = [Section(_("Approval"), [approvals_table(filled.approvals)])]
    places = signatures(ticket, filled.approvals, filled.record)
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Form: %(kind)s", kind=declared.title),
        reference=ticket.reference,
        period=_("Asked on %(day)s", day=day(clock.local_date(ticket.opened_at))),
        made_at=now,
        made_by=actor.name,
        sections=[
            _asked(filled),
            *_lines(filled),
            *(needed if filled.approvals else []),
            *_steps(filled),
        ],
        signatures=places[:-1],  # nobody verifies these
        language=str(get_locale() or "sw"),
        link=link,
    )


def _asked(filled: Filled) -> Section:
    """Return what was asked: first what identifies it, then the longer texts."""
    ticket = filled.record.ticket
    who: list[tuple[str, Cell]] = [
        (_("Requester"), ticket.requester_name),
        (_("Department or unit"), named(ticket.at_department) if ticket.at_department else None),
        (_("Opened"), ticket.opened_at),
        (_("Status"), form_said(ticket, filled.record.stage, taken_back([ticket]))),
        *how_it_ended(filled.record),
    ]
    return Section(_("What is asked"), _blocks(filled.record, filled.declared.asked, who))


def _steps(filled: Filled) -> list[Section]:
    """Return what has been filled in since, step by step."""
    return [
        Section(str(step.heading), _blocks(filled.record, step.parts, _signed(step, filled.taken)))
        for step in filled.declared.steps
        if step.name in filled.taken
    ]


def _lines(filled: Filled) -> list[Section]:
    """Return the accesses that a request is about, or that the register has none."""
    accesses, title = filled.lines, _("Accesses of this request")
    if is_unregistered(filled.record, accesses):
        return [Section(title, [Paragraph(str(UNREGISTERED))])]
    if not accesses:
        return []
    columns = [
        Column(_("Name"), share=3),
        Column(_("System"), share=2),
        Column(_("Role or right"), share=3),
        Column(_("Since"), share=2),
        Column(_("Taken away on"), share=2),
    ]
    rows = [
        (one.holder_name, one.system.acronym, one.access_right, one.starts_on, one.ended_on)
        for one in accesses
    ]
    return [Section(title, [Table(columns, rows)])]


def _signed(step: Step, taken: Mapping[str, KindStep]) -> list[tuple[str, Cell]]:
    signed = taken[step.name]
    return [(_("Filled in by"), signed.by.name), (_("Filled in on"), signed.at)]


def _blocks(
    record: KindRecord, parts: Sequence[Part], first: list[tuple[str, Cell]]
) -> list[Block]:
    short = [(str(part.label), said(record, part)) for part in parts if part.sort is not Sort.TEXT]
    blocks: list[Block] = [Facts([*first, *(pair for pair in short if pair[1] is not None)])]
    for part in parts:
        text = said(record, part) if part.sort is Sort.TEXT else None
        if text:
            blocks.append(Paragraph(f"{part.label}: {text}"))
    return blocks


def list_of(
    declared: Declared,
    records: Sequence[KindRecord],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List the requests of a kind as the page lists them."""
    parts = [declared.parts[name] for name in declared.columns]
    columns = [Column(_("Number"), share=3), Column(_("Requester"), share=2)]
    columns += [Column(str(part.label), share=2) for part in parts]
    columns += [Column(_("Opened"), share=2), Column(_("Status"), share=2)]
    withdrawn = taken_back(one.ticket for one in records)
    rows = [
        (
            one.ticket.reference,
            one.ticket.requester_name,
            *(said(one, part) for part in parts),
            one.ticket.opened_at,
            form_said(one.ticket, one.stage, withdrawn),
        )
        for one in records
    ]
    title = str(declared.title)
    return list_report(Table(columns, rows), title=title, narrowed=narrowed, actor=actor, now=now)
