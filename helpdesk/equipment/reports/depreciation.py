"""What each device lost in value in a year."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.equipment import permissions
from helpdesk.equipment.queries.books import Books, Record, Scope, books
from helpdesk.equipment.reports.reconciliation import (
    Narrowed,
    added,
    chosen,
    framed,
    last_day,
    reconciliation_blocks,
)
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Band, Block, Cell, Column, Report, Section, Table
from helpdesk.infra.i18n import named
from helpdesk.infra.reporting import Wanted, report


@report("depreciation", _l("Depreciation of ICT assets"), permissions.VIEW, order=11)
def whole_depreciation(actor: Actor, wanted: Wanted) -> Report:
    return depreciation_report(actor, wanted, Scope())


def depreciation_report(
    actor: Actor, wanted: Wanted, scope: Scope, narrowed: Narrowed = ()
) -> Report:
    opened = books(actor, scope, day=last_day(wanted))
    losses = _losses(opened, wanted.period.first_day)
    sections = [
        Section(_("Depreciation"), [*chosen(narrowed), *losses]),
        Section(_("Reconciliation"), reconciliation_blocks(opened, wanted.period, actor)),
    ]
    return framed(actor, wanted, _("Depreciation of ICT assets"), sections)


def _losses(opened: Books, first: date) -> list[Block]:
    """List what is there by kind, with a year's loss of value, and apart from that what left."""
    held = sorted(opened.held(), key=lambda one: (_kind(one), one.asset.asset_tag))
    kept, gone = _kept(held, first, opened.day), _gone(opened.left_since(first), first)
    return [kept, gone] if gone.rows else [kept]


def _kind(one: Record) -> str:
    return named(one.asset.category)


def _kept(held: Sequence[Record], first: date, last: date) -> Table:
    rows = [_loss(one, first, last) for one in held]
    bands, start = [], 0
    for kind, some in groupby(held, _kind):
        count = len(list(some))
        bands.append(Band(f"{kind} ({count})", count, _money(rows[start : start + count], "")))
        start += count
    totals = _money(rows, None) if rows else None
    return Table(_loss_columns(_("In use since")), rows, totals=totals, bands=bands)


def _gone(left: Sequence[Record], first: date) -> Table:
    rows = [_loss(one, first, one.entry.left_on or first) for one in left]
    rows = [
        (row[0], row[1], one.entry.left_on, *row[3:]) for row, one in zip(rows, left, strict=True)
    ]
    return Table(
        _loss_columns(_("Left on")),
        rows,
        totals=_money(rows, None) if rows else None,
        caption=_("Devices that left meanwhile, with their worth of that day"),
    )


def _loss_columns(when: str) -> list[Column]:
    money = [
        _("Cost (TZS)"),
        _("Depreciation before"),
        _("Depreciation of the period"),
        _("Accumulated depreciation"),
        _("Net book value"),
    ]
    return [
        Column(_("Asset number"), 3),
        Column(_("Model"), 4),
        Column(when, 2),
        Column(_("Life (months)"), numeric=True),
        *(Column(heading, 2, numeric=True) for heading in money),
    ]


def _loss(one: Record, first: date, last: date) -> Sequence[Cell]:
    price, after = one.entry.price, one.entry.worth(last)
    before = one.entry.worth_before(first)
    return (
        one.asset.asset_tag,
        one.asset.model.full_name,
        price.began_on,
        price.life_months,
        price.cost,
        before.accumulated,
        after.accumulated - before.accumulated,
        after.accumulated,
        after.book_value,
    )


MONEY = 4  # the first column of it in the list of losses


def _money(rows: Sequence[Sequence[Cell]], said: str | None) -> list[Cell]:
    columns = list(zip(*rows, strict=True))[MONEY:]
    return [said, *[None] * (MONEY - 1), *map(added, columns)]
