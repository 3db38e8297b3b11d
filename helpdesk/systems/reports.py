"""The register of systems, on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named
from helpdesk.systems import labels
from helpdesk.systems.models import System
from helpdesk.systems.rules import State


def systems_report(
    systems: Sequence[System],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List systems as the page lists them."""
    columns = [
        Column(_("Short name"), share=2),
        Column(_("Full name"), share=4),
        Column(_("What it is for"), share=4),
        Column(_("Owner institution"), share=2),
        Column(_("Their help desk"), share=2),
        Column(_("Used by"), share=3),
        Column(_("Champions"), share=3),
        Column(_("Work stops when it stops")),
        Column(_("Status")),
    ]
    table = Table(columns=columns, rows=[_row(one) for one in systems])
    return list_report(
        table, title=_("Register of systems"), narrowed=narrowed, actor=actor, now=now
    )


def _row(system: System) -> Sequence[Cell]:
    state = State.IN_USE if system.is_active else State.RETIRED
    return (
        system.acronym,
        system.full_name,
        labels.purpose(system),
        system.owner or None,
        system.help_contact or None,
        _users(system) or None,
        _champions(system) or None,
        _("Yes") if system.is_critical else _("No"),
        str(labels.STATE[state]),
    )


def _users(system: System) -> str:
    if system.is_for_all:
        return str(_("Every department"))
    return "; ".join(named(use.department) for use in system.open_uses)


def _champions(system: System) -> str:
    known = [use for use in system.open_uses if use.champion]
    return "; ".join(
        f"{named(use.department)}: {use.champion.name}" for use in known if use.champion
    )
