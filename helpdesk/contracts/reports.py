"""The lists of contracts and licences as files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.contracts import labels, rules
from helpdesk.contracts.models import Contract, Licence
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Column, Report, Table

Listing = Callable[..., Report]


def contracts_report(
    contracts: Sequence[Contract],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Number of the contract"), share=3),
        Column(_("Supplier or workshop"), share=4),
        Column(_("First day"), share=2),
        Column(_("Last day"), share=2),
        Column(_("What it pays for"), share=4),
        Column(_("Response within hours"), share=2, numeric=True),
        Column(_("Cost of a year"), share=3, numeric=True),
        Column(_("Status"), share=2),
    ]
    rows = [
        (
            one.number,
            one.vendor.name,
            one.begins_on,
            one.ends_on,
            covers(one) or None,
            one.response_hours,
            one.annual_cost,
            str(labels.CONTRACT_TERM[term_of(one)]),
        )
        for one in contracts
    ]
    table = Table(columns, rows)
    title = _("Support contracts")
    return list_report(table, title=title, narrowed=narrowed, actor=actor, now=now)


def licences_report(
    licences: Sequence[Licence],
    used: Mapping[int, int],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """Leave out the keys, which are not for paper."""
    columns = [
        Column(_("Program"), share=4),
        Column(_("Type of licence"), share=4),
        Column(_("Supplier or workshop"), share=4),
        Column(pgettext("licence", "Paid for"), share=2, numeric=True),
        Column(pgettext("licence", "In use"), share=2, numeric=True),
        Column(_("Cost"), share=3, numeric=True),
        Column(_("Last day"), share=2),
        Column(_("Status"), share=2),
    ]
    rows = [
        (
            one.name,
            str(labels.LICENCE_KIND[one.kind]),
            one.vendor.name if one.vendor else None,
            one.seats,
            used.get(one.id, 0),
            one.cost,
            one.ends_on,
            str(labels.LICENCE_TERM[term_of(one)]),
        )
        for one in licences
    ]
    table = Table(columns, rows)
    return list_report(table, title=_("Licences"), narrowed=narrowed, actor=actor, now=now)


def covers(contract: Contract) -> str:
    """Say what a contract pays for."""
    parts = [
        (contract.covers_parts, _("Spare parts")),
        (contract.covers_labour, _("Labour")),
        (contract.covers_onsite, _("Work at the place")),
    ]
    return ", ".join(words for is_covered, words in parts if is_covered)


def term_of(one: Contract | Licence, today: date | None = None) -> rules.Term:
    return rules.term(one.begins_on, one.ends_on, today=today or clock.today())
