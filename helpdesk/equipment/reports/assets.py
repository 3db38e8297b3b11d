"""The register of assets as an auditor reads it (R2)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.equipment import labels, permissions
from helpdesk.equipment.queries import Filters
from helpdesk.equipment.queries.books import Line, Scope, books, lines
from helpdesk.equipment.queries.completeness import gaps
from helpdesk.equipment.reports.reconciliation import (
    ZERO,
    Narrowed,
    added,
    chosen,
    framed,
    last_day,
    reconciliation_blocks,
)
from helpdesk.equipment.rules import depreciation, score
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Band,
    Block,
    Cell,
    Column,
    Facts,
    Report,
    Section,
    Table,
)
from helpdesk.infra.i18n import named
from helpdesk.infra.reporting import Wanted, report


@report("asset-register", _l("Register of ICT assets"), permissions.VIEW, order=10)
def whole_register(actor: Actor, wanted: Wanted) -> Report:
    return asset_register(actor, wanted, Scope())


def asset_register(
    actor: Actor, wanted: Wanted, scope: Scope, narrowed: Narrowed = (), *, rows: bool = True
) -> Report:
    """Say what there is, device by device or in figures alone, and how that came to be."""
    opened = books(actor, scope, day=last_day(wanted))
    held = _sorted(lines(opened, actor=actor))
    listed = (
        [Section(_("The register"), [_register(held, opened.day)], starts_page=True)]
        if rows
        else []
    )
    sections = [
        Section(_("Summary"), [*chosen(narrowed), *_summary(held, actor, scope, opened.day)]),
        *listed,
        Section(
            _("Reconciliation"),
            reconciliation_blocks(opened, wanted.period, actor),
            starts_page=bool(rows),
        ),
    ]
    return framed(actor, wanted, _("Register of ICT assets"), sections)


def _sorted(held: Iterable[Line]) -> list[Line]:
    return sorted(held, key=lambda one: (*_group(one), one.record.asset.asset_tag))


def _group(one: Line) -> tuple[str, str]:
    return named(one.department), labels.place(one.location)


def _summary(held: Sequence[Line], actor: Actor, scope: Scope, on: date) -> list[Block]:
    filters = Filters(
        category_id=scope.category_id,
        department_id=scope.department_id,
        location_id=scope.location_id,
    )
    devices, lacking, missing = gaps(actor, filters)
    done = score(missing, devices)
    facts: list[tuple[str, Cell]] = [
        (_("Completeness of the register today"), None if done is None else f"{done}%"),
        (_("Devices that lack something today"), lacking),
    ]
    return [Facts(facts), _matrix(held, on)]


def _cost(one: Line) -> Decimal:
    return one.record.entry.price.cost or ZERO


def _worth(one: Line, on: date) -> Decimal:
    return one.record.entry.worth(on).book_value


def _matrix(held: Sequence[Line], on: date) -> Table:
    """Set kinds of devices against their statuses, as far as there are any."""
    counts = Counter((_kind(one), one.record.status) for one in held)
    kinds = sorted({kind for kind, _status in counts})
    statuses = [one for one in labels.STATUS if any((kind, one) in counts for kind in kinds)]
    costs = _by(held, lambda one: one.record.status, _cost)
    of_kind = _by(held, _kind, _cost), _by(held, _kind, lambda one: _worth(one, on))
    rows = [
        [
            kind,
            *(counts[kind, status] or None for status in statuses),
            sum(counts[kind, status] for status in statuses),
            *(sums[kind] for sums in of_kind),
        ]
        for kind in kinds
    ]
    number = [sum(counts[kind, status] for kind in kinds) for status in statuses]
    totals = [
        _("Total"),
        *number,
        sum(number),
        *(sum(sums.values(), start=ZERO) for sums in of_kind),
    ]
    return Table(
        columns=[
            Column(_("Equipment type"), 2),
            *(Column(str(labels.STATUS_PLURAL[status]), numeric=True) for status in statuses),
            Column(_("Total"), numeric=True),
            Column(_("Cost (TZS)"), numeric=True),
            Column(_("Net book value (TZS)"), numeric=True),
        ],
        rows=[*rows, totals] if rows else [],
        totals=[_("Cost (TZS)"), *(costs[status] for status in statuses), *[None] * 3],
        caption=_("Devices by type and status"),
    )


def _kind(one: Line) -> str:
    return named(one.record.asset.category)


def _by(
    held: Sequence[Line], name: Callable[[Line], str], worth: Callable[[Line], Decimal]
) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in held:
        sums[name(one)] += worth(one)
    return sums


def _register(held: Sequence[Line], on: date) -> Table:
    headings: list[tuple[str, int, bool] | tuple[str, int, bool, bool]] = [
        (_("No."), 1, True),
        (_("Asset number"), 3, False),
        (_("GAMIS number"), 2, False),
        (_("Model"), 3, False),
        (_("Serial number"), 2, False),
        (_("Equipment type"), 2, False),
        (_("Department"), 2, False, True),
        (_("Place"), 2, False, True),
        (_("Custodian"), 2, False),
        (_("Source of funds"), 2, False),
        (_("Supplier"), 2, False),
        (_("LPO"), 2, False),
        (_("Purchase date"), 2, False),
        (_("In use since"), 2, False),
        (_("Cost (TZS)"), 2, True),
        (_("Months of life"), 1, True),
        (_("Accumulated depreciation"), 2, True),
        (_("Net book value"), 2, True),
        (_("Condition"), 1, False),
        (_("Status"), 2, False),
        (_("Warranty until"), 2, False),
    ]
    rows = [_row(place, one, on) for place, one in enumerate(held, start=1)]
    return Table(
        columns=[Column(*heading) for heading in headings],
        rows=rows,
        totals=_sums(rows, None) if rows else None,
        bands=_bands(held, rows),
    )


def _row(place: int, one: Line, on: date) -> Sequence[Cell]:
    asset, price = one.record.asset, one.record.entry.price
    lost = depreciation(price, on)
    return (
        place,
        asset.asset_tag,
        asset.gamis_number or None,
        asset.model.full_name,
        asset.serial_number,
        named(asset.category),
        named(one.department),
        labels.place(one.location),
        one.custodian,
        str(labels.FUNDING_SOURCE[asset.funding_source]),
        asset.supplier.name if asset.supplier else None,
        asset.order_number or None,
        asset.purchased_on,
        asset.in_service_on,
        price.cost,
        price.life_months,
        lost.accumulated if lost else None,
        lost.book_value if lost else None,
        asset.condition.value,
        str(labels.STATUS[one.record.status]),
        asset.warranty_ends_on,
    )


COST, LOST, WORTH = 14, 16, 17  # columns of money in the register


def _sums(rows: Sequence[Sequence[Cell]], said: str | None) -> list[Cell]:
    """Add up the money; what is not reckoned is worth what it cost, as in the reconciliation."""
    sums: list[Cell] = [said, *[None] * (len(rows[0]) - 1)]
    cost, lost = (added(row[column] for row in rows) for column in (COST, LOST))
    sums[COST], sums[LOST], sums[WORTH] = cost, lost, cost - lost
    return sums


def _bands(held: Sequence[Line], rows: Sequence[Sequence[Cell]]) -> list[Band]:
    """Gather the devices of each place; its sums stand below them."""
    bands, start = [], 0
    for (department, place), some in groupby(held, _group):
        count = len(list(some))
        sums = _sums(rows[start : start + count], "")
        sums[1] = _("Subtotal")
        bands.append(Band(f"{department}: {place} ({count})", count, sums))
        start += count
    return bands
