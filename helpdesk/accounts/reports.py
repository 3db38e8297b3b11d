"""People on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.accounts import labels
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import roles_today
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
