"""The repair history card of one device."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.core.measures import percent
from helpdesk.core.working_time import WorkingCalendar, working_time_between
from helpdesk.equipment.labels import CONDITION, FUNDING_SOURCE, STATUS
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import find_by_tag, movements
from helpdesk.equipment.rules import Criticality
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
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
from helpdesk.infra.reporting import UnknownSubjectError, Wanted, report
from helpdesk.org.queries import calendar_of
from helpdesk.org.reports import letterhead
from helpdesk.repairs.labels import VERDICT
from helpdesk.repairs.queries import Ending, endings
from helpdesk.reports import permissions, queries, rules
from helpdesk.reports.queries.downtime import Stood
from helpdesk.reports.reports import parts
from helpdesk.reports.reports.downtime import hours_of, measured
from helpdesk.workorders import labels
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.queries import Known, known
from helpdesk.workorders.rules import CostKind, total


@report("repair-history", _l("Repair history card"), permissions.VIEW, order=3, subject="asset")
def history_card(actor: Actor, wanted: Wanted) -> Report:
    """Say what a device is, who has held it, what was done to it, and whether it still pays."""
    asset = find_by_tag(wanted.asset_tag, actor=actor)
    if asset is None:
        raise UnknownSubjectError
    today = clock.local_date(wanted.made_at)
    orders = queries.finished_orders(asset, actor=actor)
    visit = queries.next_visit(asset, actor=actor)
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=_("Repair history card"),
        reference=asset.asset_tag,
        period=_("%(device)s, up to %(day)s", device=asset.model.full_name, day=day(today)),
        made_at=wanted.made_at,
        made_by=actor.name,
        sections=[
            Section(_("The device"), [_identity(asset)]),
            Section(_("Places and holders"), [_custody(asset)]),
            Section(_("Maintenance"), [_jobs(orders, asset), *_by_year(asset, orders, wanted)]),
            Section(
                _("Advice"),
                _advice(orders, known(asset, today=today), visit),
            ),
        ],
        signatures=parts.of_the_unit(),
        language=str(get_locale()),
        landscape=True,
    )


def _identity(asset: Asset) -> Facts:
    facts: list[tuple[str, Cell]] = [
        (_("Asset number"), asset.asset_tag),
        (_("GAMIS number"), asset.gamis_number or None),
        (_("Category"), named(asset.category)),
        (_("Model"), asset.model.full_name),
        (_("Serial number"), asset.serial_number),
        (_("Status"), str(STATUS[asset.status])),
        (_("Condition"), str(CONDITION[asset.condition])),
        (_("Bought on"), asset.purchased_on),
        (_("Purchase cost (TZS)"), asset.purchase_cost),
        (_("Source of funds"), str(FUNDING_SOURCE[asset.funding_source])),
        (_("In use since"), asset.in_service_on),
        (_("Warranty until"), asset.warranty_ends_on),
    ]
    return Facts(facts)


def _custody(asset: Asset) -> Table:
    return Table(
        columns=[
            Column(_("From"), 2),
            Column(_("Place"), 3),
            Column(_("Department or unit"), 3),
            Column(_("Holder"), 3),
            Column(_("Reason"), 3),
        ],
        rows=[
            (
                clock.local_date(move.at),
                move.location.name,
                named(move.department),
                move.custodian.name if move.custodian else None,
                move.reason,
            )
            for move in movements(asset)
        ],
    )


def _jobs(orders: Sequence[WorkOrder], asset: Asset) -> Table:
    counted = hours_of(asset, calendar_of(asset.council_id))
    ended = endings(order.id for order in orders)
    costs = total(queries.costs_of(order) for order in orders)
    return Table(
        columns=[
            Column(_("Date"), 2),
            Column(_("Work order"), 3),
            Column(_("Kind"), 2),
            Column(_("Problem, cause, remedy"), 5),
            Column(_("Parts"), 3),
            Column(_("ICT officer, workshop"), 3),
            Column(_("Test, word of the user"), 3),
            Column(_("Downtime (hours)"), 2, numeric=True),
            Column(_("Paid in money (TZS)"), 2, numeric=True),
            Column(_("Full cost (TZS)"), 2, numeric=True),
        ],
        rows=[_job(order, _ended(ended[order.id]), counted) for order in orders],
        totals=(*[None] * 8, costs.cash, costs.full),
        empty=_("No repair has been recorded for this equipment."),
        caption=_("All finished work, oldest first"),
    )


def _job(order: WorkOrder, ended: str, counted: WorkingCalendar | None) -> tuple[Cell, ...]:
    said = (labels.PROBLEM[order.problem], labels.CAUSE[order.cause], labels.REMEDY[order.remedy])
    return (
        clock.local_date(order.done_at) if order.done_at else None,
        order.reference,
        str(labels.KIND[order.kind]),
        " – ".join(str(word) for word in said),
        ", ".join(f"{named(used)} × {used.quantity.normalize():f}" for used in order.parts),
        ", ".join([order.technician.name, *_workshops(order)]),
        ended or None,
        _downtime(order, counted),
        order.cash_cost,
        order.full_cost,
    )


def _ended(ending: Ending) -> str:
    """Say whether the device passed its test, and what its user said."""
    test, said, words = ending.test, ending.sign_off, list[str]()
    if test is not None:
        words.append(str(_("Test passed") if test.has_passed else _("Test failed")))
    if said is not None:
        words.append(f"{VERDICT[said.verdict]} ({said.signer or said.by.name})")
    return "; ".join(words)


def _workshops(order: WorkOrder) -> list[str]:
    """Name each workshop once that was paid and not taken back."""
    back = {line.reverses_id for line in order.cost_lines}
    paid = (line for line in order.cost_lines if not line.reverses_id and line.id not in back)
    return list(dict.fromkeys(one.paid_to for one in paid if one.kind is CostKind.VENDOR))


def _downtime(order: WorkOrder, counted: WorkingCalendar | None) -> Decimal | None:
    if order.down_from is None or order.up_at is None:
        return None
    if counted is None:
        return rules.hours(order.up_at - order.down_from)
    return rules.hours(working_time_between(order.down_from, order.up_at, counted))


def _by_year(asset: Asset, orders: Sequence[WorkOrder], wanted: Wanted) -> list[Block]:
    """Sum up each year by the same hours as the report on standstill."""
    calendar, stood = calendar_of(asset.council_id), queries.stood_of(asset, orders)
    days = [clock.local_date(order.done_at) for order in orders if order.done_at]
    years = sorted({FiscalYear.containing(done) for done in days})
    table = Table(
        columns=[
            Column(_("Financial year"), 2),
            Column(_("Failures"), numeric=True),
            Column(_("Downtime (hours)"), numeric=True),
            Column(_("Mean time between failures (hours)"), numeric=True),
            Column(_("Mean time to restore (hours)"), numeric=True),
            Column(_("Paid in money (TZS)"), numeric=True),
            Column(_("Full cost (TZS)"), numeric=True),
        ],
        rows=[
            _year(orders, stood, Period.year_of(year.first_day), wanted.made_at, calendar)
            for year in years
        ],
        empty=_("No repair has been recorded for this equipment."),
        caption=_("By financial year"),
    )
    return [table, Paragraph(_hours_said(asset))]


def _hours_said(asset: Asset) -> str:
    if asset.criticality == Criticality.SERVICE:
        return str(_("Many depend on this device, so its hours are those of day and night."))
    return str(_("Hours are working hours: what stands still at night keeps nobody from work."))


def _year(
    orders: Sequence[WorkOrder],
    stood: Stood,
    year: Period,
    now: datetime,
    calendar: WorkingCalendar,
) -> tuple[Cell, ...]:
    found = measured(stood, (year.starts_at, min(year.ends_at, now)), calendar)
    done = [one for one in orders if rules.is_within(one.done_at, year)]
    costs = total(queries.costs_of(order) for order in done)
    return (
        year.year.label,
        found.failures,
        _tenth(found.stood_hours),
        _tenth(found.mtbf),
        _tenth(found.mttr),
        costs.cash,
        costs.full,
    )


def _tenth(hours: float | None) -> Decimal | None:
    return None if hours is None else round(Decimal(hours), 1)


def _advice(orders: Sequence[WorkOrder], device: Known, next_visit: date | None) -> list[Block]:
    """Weigh what repairs have cost against the price of a new one, where that is known."""
    worth = device.worth
    if worth is None:
        return [Paragraph(_("The price of a new device or the age of this one is not known."))]
    share = percent(device.costs.cash, worth.replacement_cost)
    facts: list[tuple[str, Cell]] = [
        (_("Repairs"), len(orders)),
        (_("Paid in money (TZS)"), device.costs.cash),
        (_("Price of a new one (TZS)"), worth.replacement_cost),
        (_("Share of a new one"), parts.percent_sign(share)),
        (_("One repair may cost at most (TZS)"), worth.limit),
        (_("Advice"), str(labels.VERDICT[worth.advice.verdict])),
        (_("Next preventive visit"), next_visit),
    ]
    ground = worth.advice.rule
    because = [Paragraph(str(labels.GROUND[ground]))] if ground else []
    return [Facts(facts), *because]
