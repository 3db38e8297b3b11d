"""Estimates of the sample council: one that was approved, one under review and a draft.

The caller commits.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import local_date
from helpdesk.estimates import queries, services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import NEEDED, Origin, PriceSource, State
from helpdesk.estimates.services import Asked, Head, Payment, Typed
from helpdesk.infra.access import Actor, Role

DAY = timedelta(days=1)
LINES = (
    ("Nyaya za mtandao (LAN)", "Cat 6, mita 305", "boksi", 4, 320_000),
    ("Swichi", "bandari 24", "pcs", 2, 650_000),
    ("UPS", "1,500 VA", "pcs", 6, 480_000),
)
LABOUR = Typed(
    item="Kufunga nyaya na swichi",
    unit="saa",
    quantity=Decimal(24),
    unit_price=Decimal(6_500),
    taxable=False,
    is_cash=False,
)
DRAWN = {Origin.STOCK, Origin.REQUISITIONS, Origin.FAILURES}
PAID = ((0, 1_510_400, "LPO 0041"), (1, 767_000, "LPO 0042"))
QUOTED = (("Duka la Kompyuta", 640_000), ("Mbeya Teknolojia", 655_000), ("Kusini IT", 668_000))
USUAL_PRICE = Decimal(85_000)  # of what nobody has bought yet
CODES = ("22024101", "31122000")


def estimate_needs(program: Actor, *, now: datetime) -> None:
    """Let officers write estimates, and the offices decide as far as they have come."""
    officers = people_with(program, Role.TECHNICIAN)
    if not officers or not people_with(program, Role.MANAGER):
        return
    services.add_usual_codes(actor=program)
    year, writer = FiscalYear.containing(local_date(now)), officers[0]
    _quoted(LINES[1][0], writer, now - 22 * DAY)
    lan = _typed("Mtandao wa ofisi za Makao Makuu", year, writer, now - 20 * DAY)
    _decided(lan, writer, now - 18 * DAY, steps=len(queries.holders(program)))
    _paid(lan, writer, now)
    parts = _drawn("Vipuri na matengenezo ya mwaka ujao", year, writer, now - 5 * DAY)
    _decided(parts, writer, now - 4 * DAY, steps=1)
    _drawn("Mahitaji ya robo ijayo", year, writer, now - DAY)


def _typed(title: str, year: FiscalYear, writer: User, now: datetime) -> Estimate:
    lines = [
        Typed(
            item=item,
            specification=specification,
            unit=unit,
            quantity=Decimal(quantity),
            unit_price=Decimal(price),
            priced_on=local_date(now),
        )
        for item, specification, unit, quantity, price in LINES
    ]
    lines.append(LABOUR)
    head = _head(title, year, writer, code=CODES[1], ceiling=Decimal(12_000_000))
    return services.draft(head, lines, maker=writer, actor=as_actor(writer), now=now)


def _drawn(title: str, year: FiscalYear, writer: User, now: datetime) -> Estimate:
    head = _head(title, FiscalYear(year.first + 1), writer, code=CODES[0])
    made = services.draft(head, [], maker=writer, actor=as_actor(writer), now=now)
    services.draw(made, DRAWN, by=writer, actor=as_actor(writer), now=now)
    return made


def _head(
    title: str, year: FiscalYear, writer: User, *, code: str, ceiling: Decimal | None = None
) -> Head:
    known = {one.code: one.id for one in queries.codes(as_actor(writer))}
    return Head(
        title=title,
        first_year=year.first,
        fund_id=next((one.id for one in queries.funds(as_actor(writer))), None),
        budget_code_id=known.get(code),
        ceiling=ceiling,
        contingency_percent=Decimal(5),
    )


def _decided(estimate: Estimate, writer: User, now: datetime, *, steps: int) -> None:
    """Submit an estimate, and let so many offices agree, each a day after the other."""
    offices = queries.holders(as_actor(writer))
    if not estimate.total or not all(offices[office] for office in NEEDED):
        return
    for line in estimate.lines:
        line.unit_price = line.unit_price or USUAL_PRICE
    services.submit(estimate, by=writer, actor=as_actor(writer), now=now)
    leaders = people_with(as_actor(writer), Role.HEAD, Role.MANAGER)
    for number in range(steps):
        step = estimate.pending
        if step is None or estimate.state is not State.SUBMITTED:
            return
        holders = queries.holders(as_actor(writer))[step.office]
        by = next(one for one in leaders if one.id in holders - {*estimate.hands})
        at = now + number * DAY
        services.agree(estimate, "", by=by, actor=as_actor(by), now=at)


def _paid(estimate: Estimate, writer: User, now: datetime) -> None:
    """Write down the first payments, where the estimate came to be approved."""
    if estimate.state is not State.APPROVED:
        return
    for place, amount, paper in PAID:
        payment = Payment(
            lineage=estimate.lines[place].lineage,
            spent_on=max(local_date(now - DAY), estimate.year.first_day),
            amount=Decimal(amount),
            paper=paper,
        )
        services.spend(estimate, payment, by=writer, actor=as_actor(writer), now=now)


def _quoted(item: str, writer: User, now: datetime) -> None:
    """Write three quotations and the price cap of the framework contract into the price book."""
    said: dict[str, Any] = {"item": item, "unit": "pcs", "priced_on": local_date(now)}
    asked = [
        Asked(**said, supplier=supplier, unit_price=Decimal(price), source=PriceSource.QUOTATION)
        for supplier, price in QUOTED
    ]
    cap = Asked(
        **said,
        supplier="GPSA",
        unit_price=Decimal(700_000),
        source=PriceSource.FRAMEWORK,
        is_cap=True,
    )
    for one in (*asked, cap):
        services.add_price(one, by=writer, actor=as_actor(writer), now=now)
