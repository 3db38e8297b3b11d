"""People on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _

from helpdesk.accounts import labels
from helpdesk.accounts.models import Delegation, User
from helpdesk.accounts.queries import roles_today
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named


def people_report(
    people: Sequence[User],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List people as the page lists them, with the roles that they have today."""
    columns = [
        Column(_("Name"), share=3),
        Column(_("User name"), share=2),
        Column(_("Department or unit"), share=3),
        Column(_("Telephone"), share=2),
        Column(_("Roles"), share=3),
        Column(_("Account"), share=2),
    ]
    table = Table(columns=columns, rows=[_row(person, actor) for person in people])
    return list_report(table, title=_("People"), narrowed=narrowed, actor=actor, now=now)


def _row(person: User, actor: Actor) -> Sequence[Cell]:
    return (
        person.name,
        person.username,
        named(person.department) if person.department else None,
        person.phone or None,
        ", ".join(labels.role_names(roles_today(person, actor=actor))) or None,
        str(labels.STATES["active" if person.is_active else "inactive"]),
    )


def delegations_report(given: Sequence[Delegation], *, actor: Actor, now: datetime) -> Report:
    """List who decides in whose place as the page lists them."""
    columns = [
        Column(_("Absent"), share=3),
        Column(_("Deputy"), share=3),
        Column(_("First day"), share=2),
        Column(_("Last day"), share=2),
        Column(_("Reason"), share=3),
        Column(_("Status"), share=2),
    ]
    today = clock.local_date(now)
    rows = [
        (
            one.principal.name,
            one.deputy.name,
            one.starts_on,
            one.ends_on,
            one.reason or None,
            standing_of(one, today),
        )
        for one in given
    ]
    title = _("Who decides in whose place")
    return list_report(Table(columns, rows), title=title, narrowed=[], actor=actor, now=now)


def standing_of(given: Delegation, today: date) -> str:
    standing = given.standing(today)
    return labels.standing_name(standing, first=given.starts_on, last=given.last_day)
