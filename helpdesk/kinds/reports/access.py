"""The register of accesses, those who left, and a quarter's review, on paper."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.kinds.labels.access import STATE
from helpdesk.kinds.labels.reviews import VERDICT, quarter_named
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.models.reviews import AccessReview, AccessReviewLine
from helpdesk.kinds.queries.leavers import Leaver
from helpdesk.kinds.rules.access import access_state
from helpdesk.kinds.rules.reviews import Verdict
from helpdesk.org.reports import letterhead
from helpdesk.tickets.models import Ticket


def accesses_report(
    accesses: Sequence[Access],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List who has access to what."""
    columns = [
        Column(_("Name"), share=3),
        Column(_("Department or unit"), share=3),
        Column(_("System"), share=2),
        Column(_("Role or right"), share=3),
        Column(_("Since"), share=2),
        Column(_("Until"), share=2),
        Column(_("Given by request"), share=3),
        Column(_("Taken away on"), share=2),
        Column(_("Status"), share=2),
    ]
    today = clock.local_date(now)
    rows = [_access(one, today) for one in accesses]
    table = Table(columns, rows, empty=_("Nobody has access."))
    title = _("Register of accesses to systems")
    return list_report(table, title=title, narrowed=narrowed, actor=actor, now=now)


def _access(access: Access, today: date) -> Sequence[Cell]:
    department = access.person.department if access.person else None
    return (
        access.holder_name,
        named(department) if department else None,
        access.system.acronym,
        access.access_right,
        access.starts_on,
        access.ends_on,
        access.given_by.reference if access.given_by else None,
        access.ended_on,
        str(STATE[access_state(access.ends_on, access.ended_on, today=today)]),
    )


def leavers_report(leavers: Sequence[Leaver], *, actor: Actor, now: datetime) -> Report:
    """List who left with something still in hands."""
    columns = [
        Column(_("Name"), share=3),
        Column(_("Department or unit"), share=3),
        Column(_("Open accesses"), numeric=True),
        Column(_("On the way to be taken away"), numeric=True),
        Column(_("Devices still held"), numeric=True),
    ]
    rows = [
        (
            one.person.name,
            named(one.person.department) if one.person.department else None,
            one.accesses,
            one.being_removed,
            one.devices,
        )
        for one in leavers
    ]
    table = Table(columns, rows, empty=_("Nobody left with anything in hands."))
    title = _("People who left, with open accesses or devices")
    return list_report(table, title=title, narrowed=[], actor=actor, now=now)


def came_of(line: AccessReviewLine, removals: Mapping[int, Ticket]) -> str:
    """Say what has become of a verdict; of one to keep there is nothing to say."""
    if line.verdict is Verdict.KEEP:
        return ""
    if line.access.ended_on is not None:
        return str(_("Taken away on %(day)s", day=day(line.access.ended_on)))
    if line.access_id in removals:
        no = removals[line.access_id].reference
        return str(_("Being taken away, request %(no)s", no=no))
    return str(_("Not taken away"))


def review_report(
    review: AccessReview,
    *,
    removals: Mapping[int, Ticket],
    link: str,
    actor: Actor,
    now: datetime,
) -> Report:
    """Print what was said of each access and what came of it, to be signed."""
    facts: list[tuple[str, Cell]] = [
        (_("System"), f"{review.system.acronym} – {review.system.full_name}"),
        (_("Reviewed by"), review.by.name),
        (_("Reviewed on"), review.at),
        (_("Request to take away"), review.removal.reference if review.removal else None),
    ]
    columns = [
        Column(_("Name"), share=3),
        Column(_("Role or right"), share=3),
        Column(_("Since"), share=2),
        Column(_("Verdict"), share=2),
        Column(_("What came of it"), share=3),
        Column(_("Remark"), share=3),
    ]
    rows = [
        (
            line.access.holder_name,
            line.access.access_right,
            line.access.starts_on,
            str(VERDICT[line.verdict]),
            came_of(line, removals) or None,
            line.remark or None,
        )
        for line in sorted(review.lines, key=lambda one: one.access.holder_name)
    ]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Access review of %(system)s", system=review.system.acronym),
        period=quarter_named(Period.parse(review.quarter)),
        made_at=now,
        made_by=actor.name,
        sections=[Section("", [Facts(facts), Table(columns, rows)])],
        signatures=[
            Signature(_("Reviewed by"), _("Head of the ICT unit")),
            Signature(_("Seen by"), _("Council Director")),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )
