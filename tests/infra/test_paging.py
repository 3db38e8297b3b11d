"""Long lists a page at a time, by key."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import SignInFailure
from helpdesk.infra.db import db
from helpdesk.infra.paging import COUNTED, Order, counted, paged
from helpdesk.org.models import Holiday
from helpdesk.stock.models import Part
from helpdesk.stock.rules import PartKind
from helpdesk.tickets.models import Category
from helpdesk.tickets.rules import Kind
from tests import factories

FIRST = date(2026, 1, 1)
BY_DAY = Order(Holiday.day, Holiday.id)
BY_NAME = Order(Holiday.name_sw, Holiday.id)


@pytest.fixture
def holidays(app):
    """Seven days, of which the third to fifth have one name."""
    council = factories.council()
    names = ["a", "b", "same", "same", "same", "y", "z"]
    for number, name in enumerate(names):
        db.session.add(
            Holiday(
                council_id=council.id,
                day=FIRST + timedelta(days=number),
                name_sw=name,
                name_en=name,
            )
        )
    db.session.commit()
    return select(Holiday)


def page_at(app, statement, order, size=3, **cursor):
    with app.test_request_context(query_string=cursor):
        return paged(statement, order, size=size)


def days(page):
    return [(row.day - FIRST).days for row in page.items]


@pytest.mark.parametrize("order", [BY_DAY, BY_NAME], ids=["by day", "by a name that repeats"])
def test_every_row_comes_once_forwards_and_again_backwards(app, holidays, order):
    first = page_at(app, holidays, order)
    second = page_at(app, holidays, order, after=first.after)
    third = page_at(app, holidays, order, after=second.after)
    assert [days(page) for page in (first, second, third)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert (first.before, third.after) == (None, None)

    back = page_at(app, holidays, order, before=third.before)
    top = page_at(app, holidays, order, before=back.before)
    assert [days(page) for page in (back, top)] == [[3, 4, 5], [0, 1, 2]]
    assert top.before is None


def test_the_newest_may_come_first(app, holidays):
    order = Order(Holiday.day, Holiday.id, descending=True)
    first = page_at(app, holidays, order)
    second = page_at(app, holidays, order, after=first.after)

    assert (days(first), days(second)) == ([6, 5, 4], [3, 2, 1])
    assert days(page_at(app, holidays, order, before=second.before)) == [6, 5, 4]


def test_equal_keys_are_told_apart_by_id(app, holidays):
    first = page_at(app, holidays, BY_NAME, size=4)

    assert days(page_at(app, holidays, BY_NAME, size=4, after=first.after)) == [4, 5, 6]


MADE_UP = [
    "",
    "~",
    "x",
    "1",
    "1~",
    "~a",
    "x~2026-01-01",
    f"{10**30}~2026-01-01",
    "1~not a day",
    "1~99999999999-01-01",
    "9" * 5000,
    "1~\x00",
    "'; DROP TABLE holiday",
]


@pytest.mark.parametrize("said", MADE_UP)
@pytest.mark.parametrize("direction", ["after", "before"])
def test_a_made_up_cursor_begins_at_the_first_page(app, holidays, direction, said):
    page = page_at(app, holidays, BY_DAY, **{direction: said})

    assert days(page) == [0, 1, 2]
    assert page.before is None


@pytest.mark.parametrize("said", ["1~\x00", f"{10**30}~b"])
def test_a_made_up_name_begins_at_the_first_page(app, holidays, said):
    assert days(page_at(app, holidays, BY_NAME, after=said)) == [0, 1, 2]


def test_a_page_whose_rows_are_gone_is_the_first(app, holidays):
    second = page_at(app, holidays, BY_DAY, after=page_at(app, holidays, BY_DAY).after)
    later = holidays.where(Holiday.day >= FIRST + timedelta(days=3))

    assert days(page_at(app, later, BY_DAY, before=second.before)) == [3, 4, 5]


def test_money_dates_and_kinds_are_cursors_too(app):
    council_id = factories.council().id
    for number in range(9):
        db.session.add(
            Part(
                council_id=council_id,
                code=str(number),
                kind=list(PartKind)[number % 2],
                name_sw="",
                name_en="",
                unit="",
                reorder_point=Decimal(number) / 4,
                search_text="",
            )
        )
        at = datetime(2026, 3, 2, 6, 0, number, number, tzinfo=UTC)
        db.session.add(SignInFailure(username="x", address="", at=at))
    db.session.commit()

    for column, key in [
        (Part.reorder_point, Part.id),
        (Part.kind, Part.id),
        (SignInFailure.at, SignInFailure.id),
    ]:
        order = Order(column, key, descending=True)
        model = key.class_
        seen: list[int] = []
        after: dict[str, str | None] = {}
        for _page in range(3):
            page = page_at(app, select(model), order, **after)
            seen += [row.id for row in page.items]
            after = {"after": page.after}
        wanted = select(key).order_by(column.desc(), key.desc())
        assert seen == db.session.scalars(wanted).all()


@pytest.mark.parametrize("said", ["1~NaN", "1~-Infinity", "1~1E+999", f"1~{10**40}", "1~x"])
def test_a_made_up_amount_begins_at_the_first_page(app, said):
    assert page_at(app, select(Part), Order(Part.reorder_point, Part.id), after=said).items == []


@pytest.mark.parametrize(
    "said", ["1~0001-01-01T00:00:00+14:00", "1~9999-12-31T23:59:59-14:00", "1~2026-13-01"]
)
def test_a_made_up_moment_begins_at_the_first_page(app, said):
    order = Order(SignInFailure.at, SignInFailure.id)
    assert page_at(app, select(SignInFailure), order, after=said).items == []


def test_a_list_is_counted_no_further_than_one_beyond_a_thousand(app):
    council = factories.council()
    db.session.add_all(
        Category(
            council_id=council.id, code=f"{number:05}", kind=Kind.ADVICE, name_sw="", name_en=""
        )
        for number in range(COUNTED + 5)
    )
    db.session.commit()

    page = page_at(app, select(Category), Order(Category.code, Category.id))
    assert page.total == COUNTED + 1
    assert page.is_more_than_counted
    assert counted(select(Category).where(Category.code < "00007")) == 7


def test_a_page_costs_two_statements(app, holidays, statements):
    page_at(app, holidays, BY_DAY)

    assert len([said for said in statements if said.startswith("SELECT")]) == 2
