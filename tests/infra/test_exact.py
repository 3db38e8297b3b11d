"""Money and quantities lose nothing on either database."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, StatementError

from helpdesk.infra.db import UtcDateTime, db
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.tickets.models import Category
from helpdesk.tickets.rules import Kind
from tests import factories

TENTH = Decimal("0.1")
shelf = Table(
    "test_shelf",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("price", MONEY),
    Column("quantity", QUANTITY),
    Column("at", UtcDateTime),
    CheckConstraint("quantity >= 0", name="quantity"),
)


@pytest.fixture
def store(app):
    shelf.create(db.engine)
    yield
    db.session.rollback()
    shelf.drop(db.engine)


def put(**values):
    db.session.execute(insert(shelf).values(**values))


def test_three_tenths_less_three_times_one_are_nothing(store):
    put(quantity=Decimal("0.3"))

    for _time in range(3):
        db.session.execute(update(shelf).values(quantity=shelf.c.quantity - TENTH))

    assert db.session.scalar(select(shelf.c.quantity)) == 0


def test_the_database_itself_keeps_the_stock_above_nothing(store):
    put(quantity=Decimal("0.3"))

    with pytest.raises(IntegrityError):
        db.session.execute(update(shelf).values(quantity=shelf.c.quantity - Decimal("0.301")))


def test_a_thousand_prices_add_up_to_the_cent(store):
    for _time in range(1000):
        put(price=Decimal("1234567.89"))

    assert db.session.scalar(select(func.sum(shelf.c.price))) == Decimal("1234567890.00")


def test_the_largest_amounts_come_back_as_they_were(store):
    put(id=1, price=Decimal("9999999999999999.99"), quantity=Decimal("999999999.999"))
    put(id=2, price=Decimal("-0.01"))

    assert db.session.execute(select(shelf.c.price, shelf.c.quantity)).all() == [
        (Decimal("9999999999999999.99"), Decimal("999999999.999")),
        (Decimal("-0.01"), None),
    ]


def test_whole_numbers_are_welcome_and_come_back_exact(store):
    put(price=5)

    (price,) = db.session.scalars(select(shelf.c.price))
    assert (price, type(price)) == (Decimal(5), Decimal)


@pytest.mark.parametrize("value", [0.1, "0.1", Decimal("NaN"), Decimal("Infinity")], ids=repr)
def test_what_is_not_exact_is_refused(store, value):
    with pytest.raises(StatementError):
        put(price=value)


def test_half_a_cent_is_rounded_up_on_both(store):
    put(id=1, price=Decimal("0.125"))
    put(id=2, price=Decimal("-0.125"))

    prices = db.session.scalars(select(shelf.c.price).order_by(shelf.c.id)).all()
    assert prices == [Decimal("0.13"), Decimal("-0.13")]


def test_exact_columns_are_compared_and_sorted_as_numbers(store):
    for number, price in enumerate(["10.00", "9.50", "100.00"]):
        put(id=number, price=Decimal(price))

    cheap = select(shelf.c.id).where(shelf.c.price < Decimal("10.5")).order_by(shelf.c.price)
    assert db.session.scalars(cheap).all() == [1, 0]
    assert db.session.scalar(select(func.max(shelf.c.price))) == 100


def test_a_time_comes_back_in_utc_whatever_zone_it_was_said_in(store):
    in_rujewa = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=3)))
    put(at=in_rujewa)

    at = db.session.scalar(select(shelf.c.at))

    assert at == in_rujewa
    assert at.tzinfo is UTC
    assert db.session.scalar(select(shelf.c.id).where(shelf.c.at == in_rujewa))


def test_a_status_is_kept_by_its_value(app):
    council_id = factories.council().id
    factories.saved(
        Category(council_id=council_id, code="A", kind=Kind.DATA_CORRECTION, name_sw="", name_en="")
    )

    assert db.session.scalar(text("SELECT kind FROM ticket_category")) == "data_correction"
