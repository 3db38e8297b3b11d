"""A list as a paper or a sheet: whole, and narrowed and sorted as the page shows it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import Select

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import Row, db
from helpdesk.infra.documents.model import Cell, Facts, Letterhead, Report, Section, Table
from helpdesk.infra.i18n import day
from helpdesk.infra.paging import Order

MOST_UPRIGHT = 5  # columns; more of them lie across the paper

Head = Callable[[int, date], Letterhead]

_heads: list[Head] = []


def head_papers_with(head: Head) -> None:
    """Say who writes the head of a council's papers; lists of lower features need it too."""
    _heads[:] = [head]


def whole(statement: Select[Row], order: Order) -> Sequence[Row]:
    """Return every row in the order of the pages."""
    columns = (order.column.expression, order.key.expression)
    sorted_by = [column.desc() if order.descending else column.asc() for column in columns]
    return db.session.scalars(statement.order_by(*sorted_by)).unique().all()


def list_report(
    table: Table,
    *,
    title: str,
    narrowed: Sequence[tuple[str, Cell]],
    actor: Actor,
    now: datetime,
    view: str = "",
) -> Report:
    """Put a list on paper in the reader's language; `narrowed` are filters by name and value."""
    today = clock.local_date(now)
    chosen = [Facts(narrowed)] if narrowed else []
    return Report(
        letterhead=_heads[0](actor.council_id, today),
        title=title,
        period=_period(view, today),
        made_at=now,
        made_by=actor.name,
        sections=[Section("", [*chosen, table])],
        language=str(get_locale() or "sw"),
        is_list=True,
        landscape=len(table.columns) > MOST_UPRIGHT,
    )


def _period(view: str, today: date) -> str:
    if view:
        return str(_("%(view)s, on %(day)s", view=view, day=day(today)))
    return str(_("On %(day)s", day=day(today)))
