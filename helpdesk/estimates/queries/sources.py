"""What an estimate can be drawn from; each source gives the same lines whenever it is asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.audit.queries import names_of as called
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import start_of
from helpdesk.core.money import cents
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.queries.replacement import Planned, replacement_plan
from helpdesk.equipment.rules.replacement import USUAL_GROWTH, Cause
from helpdesk.estimates.models import Estimate, EstimateLine
from helpdesk.estimates.queries.past import pasts
from helpdesk.estimates.queries.reading import last_prices
from helpdesk.estimates.rules import HOLDING, Drawn, Origin, PriceSource, plain
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import named
from helpdesk.maintenance.models import PlanPart
from helpdesk.requisitions import queries as requisitions
from helpdesk.requisitions.models import Requisition, RequisitionLine
from helpdesk.requisitions.rules import TO_ISSUE
from helpdesk.stock import queries as stock
from helpdesk.stock.rules import whole_for
from helpdesk.workorders.queries import hourly_rate
from helpdesk.yearplans.models import YearPlan, YearPlanLine
from helpdesk.yearplans.queries import versions

Source = Callable[[Estimate, Actor, date], Iterable[Drawn]]


def drawn_from(
    origins: Iterable[Origin], estimate: Estimate, *, actor: Actor, today: date
) -> list[Drawn]:
    """Return the lines that these sources give for the year of an estimate."""
    wanted = set(origins)
    return [
        line
        for origin, source in SOURCES.items()
        if origin in wanted
        for line in source(estimate, actor, today)
    ]


def _worded(item: LazyString | str, section: LazyString, unit: LazyString | str) -> dict[str, Any]:
    """Say what a line is in Swahili, and beside it in English for who reads that."""
    lazy = {"item": item, "section": section, "unit": unit}
    with force_locale("sw"):
        own = {name: str(words) for name, words in lazy.items()}
    with force_locale("en"):
        return {**own, "english": {name: str(words) for name, words in lazy.items()}}


def _of_stock(_estimate: Estimate, actor: Actor, today: date) -> Iterable[Drawn]:
    """Parts that are down to the point at which they are ordered (K16)."""
    prices = last_prices(actor)
    for need in stock.needs(actor, today=today):
        if not need.to_buy:
            continue
        last = prices.get(need.part.id)
        yield Drawn(
            origin=Origin.STOCK,
            key=f"part:{need.part.id}",
            **_worded(LazyString(named, need.part), _l("Parts for the store"), need.part.unit),
            part_id=need.part.id,
            quantity=Decimal(need.to_buy),
            unit_price=last.price if last else Decimal(0),
            price_source=PriceSource.LAST_PURCHASE if last else PriceSource.OFFICER,
            priced_on=last.bought_on if last else None,
            numbers={
                "held": plain(need.held),
                "reserved": plain(need.reserved),
                "awaited": plain(need.awaited),
                "point": plain(need.point),
                "use": plain(round(need.use, 2)),
                "order": str(need.to_buy),
            },
            sources=[("part", need.part.id)],
        )


def _of_replacement(estimate: Estimate, actor: Actor, _today: date) -> Iterable[Drawn]:
    """Devices whose life ends by the year, or that are worn out (K17), by model and price."""
    year = estimate.year
    plan = replacement_plan(actor, equipment.Filters(), base=year, growth=USUAL_GROWTH)
    groups = defaultdict[tuple[int, Decimal], list[Planned]](list)
    for one in plan.needs:
        if one.need.year == year and one.need.cost is not None:
            groups[one.asset.model_id, one.need.cost].append(one)
    for (model_id, cost), devices in groups.items():
        model = devices[0].asset.model.full_name
        item = _l("New in place of %(model)s", model=model)
        yield Drawn(
            origin=Origin.REPLACEMENT,
            key=f"model:{model_id}:{cost:.2f}",
            **_worded(item, _l("Devices to be replaced"), "pcs"),
            quantity=Decimal(len(devices)),
            unit_price=cost,
            price_source=PriceSource.MARKET_SURVEY,
            priced_on=None,
            numbers={
                "devices": str(len(devices)),
                "overdue": str(sum(one.need.cause is not Cause.OUTLIVED for one in devices)),
                "year": year.label,
            },
            sources=[("asset", one.asset.id) for one in devices],
        )


def _of_failures(estimate: Estimate, actor: Actor, today: date) -> Iterable[Drawn]:
    """Repairs to be expected, by kind of device, as one sum each (K20)."""
    for category, past, orders in pasts(actor, estimate.year, today=today):
        item = _l("Repairs of devices: %(kind)s", kind=LazyString(named, category))
        if past.cost:
            yield Drawn(
                origin=Origin.FAILURES,
                key=f"category:{category.id}",
                **_worded(item, _l("Repairs to be expected"), _l("sum")),
                quantity=Decimal(1),
                unit_price=past.cost,
                price_source=PriceSource.REPAIRS,
                priced_on=FiscalYear.containing(today).first_day - timedelta(days=1),
                taxable=False,  # what repairs cost has its tax within
                numbers={
                    "failures": str(past.failures),
                    "device_years": plain(past.device_years),
                    "fleet": str(past.fleet),
                    "expected": plain(past.expected),
                    "median": plain(past.median),
                    "priced": str(len(past.costs)),
                },
                sources=[("work_order", order_id) for order_id in orders],
                is_few=past.is_few,
            )


def _of_plans(estimate: Estimate, actor: Actor, today: date) -> Iterable[Drawn]:
    """Parts that the visits of the year use up, and the journeys to places outside."""
    known = versions(actor.council_id, estimate.first_year)
    if not known:
        return
    plan = known[0]
    prices = last_prices(actor)
    lines = {line.plan_id: line for line in plan.lines}
    used = select(PlanPart).where(PlanPart.plan_id.in_(lines)).options(joinedload(PlanPart.part))
    for one in db.session.scalars(used.order_by(PlanPart.id)):
        line = lines[one.plan_id]
        quantity = whole_for(line.visits * one.quantity * one.probability / 100, one.part.unit)
        if quantity:
            last = prices.get(one.part_id)
            yield Drawn(
                origin=Origin.PLANS,
                key=f"plan:{one.plan_id}:{one.part_id}",
                **_worded(LazyString(named, one.part), _l("Preventive plan"), one.part.unit),
                part_id=one.part_id,
                quantity=quantity,
                unit_price=last.price if last else Decimal(0),
                price_source=PriceSource.LAST_PURCHASE if last else PriceSource.OFFICER,
                priced_on=last.bought_on if last else None,
                numbers=_of_visits(line, one),
                sources=[("year_plan", plan.id), ("maintenance_plan", one.plan_id)],
            )
    yield from _fees(plan)
    yield from _journeys(plan)
    yield from _labour(plan, estimate, today)


def _fees(plan: YearPlan) -> Iterable[Drawn]:
    """What outside workshops ask for; the fee has its tax in it, so none is added."""
    for line in plan.lines:
        if line.vendor_cost and line.visits:
            yield Drawn(
                origin=Origin.PLANS,
                key=f"fee:{line.plan_id}",
                **_worded(
                    _l("Outside workshop: %(plan)s", plan=LazyString(named, line)),
                    _l("Preventive plan"),
                    _l("visits"),
                ),
                quantity=Decimal(line.visits),
                unit_price=cents(line.vendor_cost / line.visits),
                price_source=PriceSource.OFFICER,
                priced_on=plan.made_at.date(),
                taxable=False,
                numbers={"visits": str(line.visits), "quantity": "1", "chance": "100%"},
                sources=[("year_plan", plan.id), ("maintenance_plan", line.plan_id)],
            )


def _of_visits(line: YearPlanLine, part: PlanPart) -> dict[str, str]:
    return {
        "visits": str(line.visits),
        "quantity": plain(part.quantity),
        "chance": f"{part.probability}%",
    }


def _journeys(plan: YearPlan) -> Iterable[Drawn]:
    trips = sum(trip.trips for trip in plan.trips)
    km = sum(2 * (trip.km or 0) * trip.trips for trip in plan.trips)
    fuel, days = (sum(one.fuel for one in plan.trips), sum(one.per_diem for one in plan.trips))
    for name, item, amount, rate in (
        ("fuel", _l("Fuel for journeys to places outside"), fuel, plan.terms.km_rate),
        ("days", _l("Allowances for days outside"), days, plan.terms.per_diem),
    ):
        if amount:
            yield Drawn(
                origin=Origin.PLANS,
                key=f"journeys:{name}",
                **_worded(item, _l("Preventive plan"), _l("sum")),
                quantity=Decimal(1),
                unit_price=Decimal(amount),
                price_source=PriceSource.OFFICER,
                priced_on=plan.made_at.date(),
                taxable=False,
                numbers={
                    "journey": name,
                    "visits": str(trips),
                    "km": f"{km:,}",
                    "rate": plain(rate),
                },
                sources=[("year_plan", plan.id)],
            )


def _labour(plan: YearPlan, estimate: Estimate, today: date) -> Iterable[Drawn]:
    """Hours of the unit itself at the writer's rate, as a note beside the sum (K21)."""
    rate = hourly_rate(estimate.made_by, at=start_of(today + timedelta(days=1)))
    for line in plan.lines:
        if rate and line.minutes:
            item = _l("Own labour: %(plan)s", plan=LazyString(named, line))
            yield Drawn(
                origin=Origin.PLANS,
                key=f"labour:{line.plan_id}",
                **_worded(item, _l("Preventive plan"), _l("hours")),
                quantity=round(Decimal(line.minutes) / 60, 3),
                unit_price=rate,
                price_source=PriceSource.OFFICER,
                priced_on=today,
                taxable=False,
                is_cash=False,
                numbers={
                    "visits": str(line.visits),
                    "quantity": plain(round(Decimal(line.minutes) / line.visits / 60, 2)),
                    "chance": "100%",
                },
                sources=[("year_plan", plan.id), ("maintenance_plan", line.plan_id)],
            )


def _of_requisitions(estimate: Estimate, actor: Actor, _today: date) -> Iterable[Drawn]:
    """What was approved, and the store lacks; what another estimate asks for is left to it."""
    elsewhere, held = _asked_elsewhere(estimate), _held_or_awaited(actor)
    seen = requisitions.visible_to(actor).where(Requisition.state.in_(TO_ISSUE))
    wanted = seen.with_only_columns(Requisition.id)
    found = select(RequisitionLine).where(
        RequisitionLine.requisition_id.in_(wanted),
        RequisitionLine.issued < RequisitionLine.quantity,
        RequisitionLine.requisition_id.not_in(elsewhere),
    )
    numbers = {row.id: row.number for row in db.session.scalars(seen)}
    groups = defaultdict[tuple[int | None, str], list[RequisitionLine]](list)
    whole = joinedload(RequisitionLine.part)
    for line in db.session.scalars(found.options(whole).order_by(RequisitionLine.id)):
        groups[line.part_id, "" if line.part_id else line.words].append(line)
    prices = last_prices(actor)
    for (part_id, words), lines in groups.items():
        part, last = lines[0].part, prices.get(part_id or 0)
        asked = sum((line.outstanding for line in lines), Decimal(0))
        quantity = asked - held.get(part_id or 0, Decimal(0))
        if quantity <= 0:
            continue
        ids = sorted({line.requisition_id for line in lines})
        item = LazyString(named, part) if part else words
        yield Drawn(
            origin=Origin.REQUISITIONS,
            key=f"part:{part_id}" if part_id else f"line:{lines[0].id}",
            **_worded(item, _l("Approved requests"), part.unit if part else "pcs"),
            part_id=part_id,
            quantity=quantity,
            unit_price=last.price if last else Decimal(0),
            price_source=PriceSource.LAST_PURCHASE if last else PriceSource.OFFICER,
            priced_on=last.bought_on if last else None,
            numbers={
                "numbers": ", ".join(numbers[one] for one in ids),
                "asked": plain(asked),
                "held": plain(asked - quantity),
            },
            sources=[("requisition", one) for one in ids],
        )


def _held_or_awaited(actor: Actor) -> dict[int, Decimal]:
    """Return what all stores together have of each part, and what was ordered for them."""
    awaited = stock.awaited_of(actor)
    return {one.part.id: one.quantity + awaited[one.part.id] for one in stock.catalogue(actor)}


def _asked_elsewhere(estimate: Estimate) -> set[int]:
    """Return the requisitions that stand in other estimates that still hold."""
    lines = (
        select(EstimateLine.basis)
        .join(Estimate, Estimate.id == EstimateLine.estimate_id)
        .where(
            Estimate.council_id == estimate.council_id,
            Estimate.number != estimate.number,
            Estimate.state.in_(HOLDING),
            EstimateLine.origin == Origin.REQUISITIONS,
        )
    )
    return {
        int(key)
        for basis in db.session.scalars(lines)
        for kind, key in basis.get("sources", ())
        if kind == "requisition"
    }


SOURCES: dict[Origin, Source] = {
    Origin.STOCK: _of_stock,
    Origin.REQUISITIONS: _of_requisitions,
    Origin.PLANS: _of_plans,
    Origin.FAILURES: _of_failures,
    Origin.REPLACEMENT: _of_replacement,
}


def names_of(sources: Iterable[Sequence[Any]], *, actor: Actor) -> list[tuple[str, int, str]]:
    """Return what a line was drawn from, as (kind, id, name), the kinds in their order."""
    ids = defaultdict[str, list[int]](list)
    for kind, key in sources:
        ids[str(kind)].append(int(key))
    return [
        (kind, key, name)
        for kind, keys in ids.items()
        for key, name in called(kind, keys, actor=actor).items()
    ]
