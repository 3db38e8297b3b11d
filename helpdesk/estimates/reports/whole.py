"""An estimate as a paper that is signed (R5): lines, sums, why each number, and what changed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.core.words import amount_in_words
from helpdesk.estimates import labels, rules
from helpdesk.estimates.models import Estimate, EstimateLine, EstimateStep
from helpdesk.estimates.queries.offers import comparison
from helpdesk.estimates.rules import Change, Compared, Offer, Priced, State, StepState
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import (
    Band,
    Block,
    Cell,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named, spoken, tzs
from helpdesk.org.reports import letterhead


def estimate_report(
    estimate: Estimate, before: Estimate | None, *, link: str, actor: Actor, now: datetime
) -> Report:
    """Print an edition; `before` is the one that it replaces, for what changed."""
    is_approved = estimate.state in (State.APPROVED, State.SUPERSEDED)
    return Report(
        letterhead=letterhead(estimate.council_id, clock.local_date(now)),
        title=_("Cost estimate: %(title)s", title=estimate.title),
        period=_("Financial year %(year)s", year=estimate.year.label),
        reference=f"{estimate.number} ({estimate.edition})",
        made_at=now,
        made_by=actor.name,
        sections=list(_sections(estimate, before, actor, now)),
        signatures=list(_signatures(estimate)),
        language=spoken(),
        landscape=True,
        watermark="" if is_approved else _("DRAFT"),
        link=link,
    )


def estimates_report(estimates: Sequence[Estimate], *, actor: Actor, now: datetime) -> Report:
    """List estimates as the page lists them."""
    columns = [
        Column(_("Estimate"), 5),
        Column(_("Number"), 4),
        Column(_("Financial year"), 2),
        Column(_("Grand total"), 3, numeric=True),
        Column(_("Status"), 3),
        Column(pgettext("estimate", "Prepared by"), 3),
    ]
    rows: list[Sequence[Cell]] = [
        (
            one.title,
            f"{one.number} ({one.edition})",
            one.year.label,
            one.total,
            str(labels.STATE[one.state]),
            one.made_by.name,
        )
        for one in estimates
    ]
    table = Table(columns, rows, empty=_("None."))
    return list_report(table, title=_("Cost estimates"), narrowed=(), actor=actor, now=now)


def _sections(
    estimate: Estimate, before: Estimate | None, actor: Actor, now: datetime
) -> Iterator[Section]:
    yield Section("", [Facts(_facts(estimate))])
    yield Section(_("What is needed and what it costs"), [_lines(estimate), *_sums(estimate)])
    yield Section(_("Why each number, and where each price is from"), [_basis(estimate, now)])
    if estimate.labour_lines:
        yield Section(_("Own labour (note only, not in the sum)"), [_labour(estimate)])
    offered = [one for one in comparison(estimate, actor=actor, now=now) if one.offers]
    if offered:
        yield Section(_("Quotations compared"), [_offers(offered, estimate, now)])
    if before is not None:
        yield Section(_("What this edition changed"), _changes(before, estimate))


def _facts(estimate: Estimate) -> list[tuple[str, Cell]]:
    fund, department = estimate.fund, estimate.department
    left = estimate.ceiling - estimate.total if estimate.ceiling is not None else None
    return [
        (_("Status"), str(labels.STATE[estimate.state])),
        (_("Department or unit"), named(department) if department else None),
        (_("Budget line (GFS)"), labels.code_said(estimate) or None),
        (_("Source of funds"), f"{fund.code} {named(fund)}" if fund else None),
        (_("Rate of VAT"), _rate_said(estimate)),
        (_("What the budget line has left"), estimate.ceiling),
        (_("Left after this estimate"), left),
        (_("Reason"), estimate.purpose or None),
        (_("Why a new edition is needed"), estimate.reason or None),
        (_("Digest of what was submitted"), estimate.digest[:16] or None),
        (_("Offices that did not decide"), _left_out(estimate) or None),
    ]


def _left_out(estimate: Estimate) -> str:
    """Name the offices that nobody holds but who wrote it."""
    out = (step.office for step in estimate.steps if step.state is StepState.LEFT_OUT)
    return ", ".join(str(labels.OFFICE[office]) for office in out)


def _rate_said(estimate: Estimate) -> str:
    kind, on = labels.TAX[estimate.tax_code], day(estimate.taxed_on)
    return str(_("%(kind)s, as it was on %(day)s", kind=kind, day=on))


def _lines(estimate: Estimate) -> Table:
    columns = [
        Column(_("No."), 1),
        Column(_("Item"), 6),
        Column(_("Specification"), 5),
        Column(_("Unit of measure"), 2),
        Column(_("Quantity"), 2, numeric=True),
        Column(_("Unit price"), 3, numeric=True),
        Column(_("VAT"), 1),
        Column(_("Amount"), 3, numeric=True),
    ]
    lines = _by_section(estimate.cash_lines)
    rows = [_row(number, line) for number, line in enumerate(lines, start=1)]
    sums = estimate.totals
    total: list[Cell] = ["", _("Subtotal"), "", "", "", "", "", sums.subtotal]
    bands = _bands(lines)
    return Table(columns, rows, totals=total, bands=bands, empty=_("None."))


def _by_section(lines: Sequence[EstimateLine]) -> list[EstimateLine]:
    """Keep the order in which sections first come, and that of lines inside them."""
    order = {line.section: place for place, line in reversed(list(enumerate(lines)))}
    return sorted(lines, key=lambda line: order[line.section])


def _bands(lines: Sequence[EstimateLine]) -> list[Band]:
    """Head the lines of each section, with their sum; without sections there are no heads."""
    if not any(line.section for line in lines):
        return []
    found = []
    for _section, group in groupby(lines, key=lambda line: line.section):
        every = list(group)
        amount = sum(line.amount for line in every)
        sums: list[Cell] = ["", _("Total"), "", "", "", "", "", amount]
        found.append(Band(labels.said(every[0], "section") or _("Other lines"), len(every), sums))
    return found


def _row(number: int, line: EstimateLine) -> Sequence[Cell]:
    return (
        str(number),
        labels.said(line, "item"),
        line.specification or None,
        labels.said(line, "unit"),
        _quantity(line),
        line.unit_price,
        _("Yes") if line.taxable else _("No"),
        line.amount,
    )


def _quantity(line: EstimateLine) -> Decimal | int:
    return line.quantity.normalize() if line.quantity % 1 else int(line.quantity)


def _sums(estimate: Estimate) -> list[Block]:
    sums = estimate.totals
    columns = [Column("", 8), Column(_("Amount"), 3, numeric=True)]
    percent, vat = estimate.contingency_percent, estimate.vat_percent
    rows: list[Sequence[Cell]] = [
        (_("Subtotal"), sums.subtotal),
        (_("Contingency, %(percent)s%%", percent=f"{percent.normalize():f}"), sums.contingency),
        (_("VAT, %(percent)s%%", percent=f"{vat.normalize():f}"), sums.vat),
    ]
    words = amount_in_words(sums.total, spoken())
    return [
        Table(columns, rows, totals=(_("Grand total"), sums.total)),
        Paragraph(_("Amount in words: %(words)s.", words=words)),
    ]


def _why(line: EstimateLine, estimate: Estimate) -> str | None:
    said = labels.basis_said(line), labels.also_said(line, estimate.lines)
    return " ".join(filter(None, said)) or None


def _basis(estimate: Estimate, now: datetime) -> Table:
    today = clock.local_date(estimate.submitted_at or now)
    columns = [
        Column(_("Item"), 5),
        Column(_("Why this number"), 7),
        Column(_("Source of the price"), 4),
        Column(_("Date of the price"), 2),
    ]
    rows = [
        (
            labels.said(line, "item"),
            _why(line, estimate),
            price_said(line, today),
            line.priced_on,
        )
        for line in _by_section(estimate.cash_lines)
    ]
    return Table(columns, rows, empty=_("None."))


def price_said(line: EstimateLine, today: date) -> str:
    source = str(labels.PRICE_SOURCE[line.price_source])
    said = [f"{source}: {line.price_note}" if line.price_note else source]
    if line.price_cap is not None:
        said.append(str(_("Price cap: %(price)s", price=tzs(line.price_cap))))
    if line.is_above_cap:
        said.append(str(_("Above the price cap")))
    if rules.is_old(line.priced_on, today=today):
        said.append(str(_("Check this price")))
    return ". ".join(said)


def _offers(offered: Sequence[Compared], estimate: Estimate, now: datetime) -> Table:
    """Print each offer under its line; what is marked is the lowest that held then."""
    today = clock.local_date(estimate.submitted_at or now)
    columns = [
        Column(_("Item"), 5),
        Column(_("Price in the estimate"), 3, numeric=True),
        Column(_("Source of the price"), 5),
        Column(_("Date of the price"), 2),
        Column(_("Offer"), 3, numeric=True),
        Column(_("Remark"), 4),
    ]
    rows: list[Sequence[Cell]] = [
        (
            labels.said(one.line, "item"),
            one.line.unit_price,
            labels.offered_by(offer),
            offer.priced_on,
            offer.unit_price,
            _marked(one, offer, today),
        )
        for one in offered
        for offer in one.offers
    ]
    return Table(columns, rows)


def _marked(one: Compared, offer: Offer, today: date) -> str | None:
    if offer is one.lowest:
        return str(_("Lowest"))
    return None if rules.holds(offer, today=today) else str(_("Does not hold any more"))


def _labour(estimate: Estimate) -> Table:
    columns = [
        Column(_("Item"), 6),
        Column(_("Hours"), 2, numeric=True),
        Column(_("Price of an hour"), 3, numeric=True),
        Column(_("Amount"), 3, numeric=True),
    ]
    rows = [
        (labels.said(line, "item"), _quantity(line), line.unit_price, line.amount)
        for line in estimate.labour_lines
    ]
    return Table(columns, rows, totals=(_("Total"), "", "", estimate.labour))


def _changes(before: Estimate, after: Estimate) -> list[Block]:
    columns = [
        Column(_("Item"), 6),
        Column(_("Before"), 4),
        Column(_("Now"), 4),
        Column(_("Difference"), 3, numeric=True),
    ]
    rows = [_changed(one) for one in rules.differences(before.cash_lines, after.cash_lines)]
    total: list[Cell] = [_("Grand total"), before.total, after.total, after.total - before.total]
    return [Table(columns, rows, totals=total, empty=_("No line was changed."))]


def _changed(change: Change) -> Sequence[Cell]:
    return (
        change.item,
        _times(change.before),
        _times(change.after),
        change.difference,
    )


def _times(line: Priced | None) -> str | None:
    if line is None:
        return None
    return f"{line.quantity.normalize():f} × {line.unit_price:,.2f}"


def _signatures(estimate: Estimate) -> Iterator[Signature]:
    writer = estimate.submitted_by or estimate.made_by
    at = estimate.submitted_at
    yield Signature(
        pgettext("estimate", "Prepared by"),
        "",
        name=writer.name if at else "",
        job_title=writer.job_title if at else "",
        day=day(clock.local_date(at)) if at else "",
    )
    for step in estimate.steps:
        if step.state is not StepState.LEFT_OUT:
            yield _signed(step)


def _signed(step: EstimateStep) -> Signature:
    heading, office = str(labels.SAYS[step.office]), str(labels.OFFICE[step.office])
    person, at = step.decided_by, step.decided_at
    if step.state is not StepState.AGREED or person is None or at is None:
        return Signature(heading, office)
    name = _for(person.name, step)
    on = day(clock.local_date(at))
    return Signature(heading, office, name=name, job_title=person.job_title, day=on)


def _for(name: str, step: EstimateStep) -> str:
    if step.acting_for is None:
        return name
    said = _("%(deputy)s, for %(principal)s", deputy=name, principal=step.acting_for.name)
    return str(said)
