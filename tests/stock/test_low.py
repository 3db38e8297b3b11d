"""A part that comes down to its reorder point is told of once, until it was filled up."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.outbox.models import Message
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import Channel, Kind
from helpdesk.stock import services
from helpdesk.stock.services import PartDetails
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.reminders.factories import wishes
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_MORNING):
        yield


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper")


@pytest.fixture
def head(keeper):
    return factories.user("head", council_id=keeper.council_id)


@pytest.fixture
def store(keeper):
    return some_store(keeper.council_id)


@pytest.fixture
def toner(store):
    made = some_part(store.council_id, code="TN-1", name_sw="Wino", reorder_point=Decimal(5))
    receive(store, made, 10)
    return made


def take(store, part, quantity, actor, *, at=MONDAY_MORNING):
    services.issue(
        store,
        part,
        quantity=Decimal(quantity),
        reference="WO 1",
        actor=as_actor(actor),
        now=at,
    )


def told(person):
    found = db.select(Notification).filter_by(user_id=person.id, kind=Kind.RAN_LOW)
    return db.session.scalars(found.order_by(Notification.id)).all()


def test_keeper_and_head_hear_once_on_the_way_down(store, toner, keeper, head):
    technician = factories.user("technician", council_id=keeper.council_id)

    take(store, toner, 4, technician)
    assert not told(keeper)
    for _issue in range(3):
        take(store, toner, 1, technician)

    assert len(told(keeper)) == len(told(head)) == 1
    assert not told(technician)


def test_it_is_told_again_after_it_was_filled_up(store, toner, keeper):
    take(store, toner, 5, keeper)
    receive(store, toner, 1)
    assert told(keeper)[0].read_at is not None
    take(store, toner, 1, keeper, at=MONDAY_MORNING + timedelta(hours=1))

    _first, second = told(keeper)
    assert second.read_at is None


def test_what_is_read_says_how_many_are_left(pages, store, toner, keeper):
    take(store, toner, 6, keeper)
    pages.sign_in(keeper)

    main = pages.get("/notifications/").main.get_text(" ", strip=True)
    shown = pages.get(f"/stock/parts/{toner.id}").main.get_text(" ", strip=True)

    assert "Kipuri TN-1: Wino" in main
    assert "Zimebaki 4 kipande" in main
    assert "Imepungua tangu" in shown


def test_carrying_to_another_store_takes_nothing_away(store, toner, keeper):
    level = receive(store, toner, 1).level
    other = some_store(keeper.council_id)
    services.transfer(
        level,
        other,
        quantity=Decimal(9),
        reason="Kata",
        actor=as_actor(keeper),
        now=MONDAY_MORNING,
    )
    assert not told(keeper)


def test_a_point_that_is_raised_above_what_is_held_is_told(toner, keeper):
    details = PartDetails(
        code=toner.code,
        name_sw=toner.name_sw,
        name_en=toner.name_en,
        unit=toner.unit,
        reorder_point=Decimal(12),
    )
    services.change_part(toner, details, is_active=True, actor=as_actor(keeper))
    assert len(told(keeper)) == 1


def test_whoever_wants_it_by_mail_has_a_letter_of_it(app, store, toner, keeper, head, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    keeper.email = "mtunza@halmashauri.example"
    wishes(keeper, channels={Kind.RAN_LOW: Channel.E_MAIL})

    take(store, toner, 5, head)

    (letter,) = db.session.scalars(db.select(Message))
    assert letter.recipient == keeper.email
    assert "TN-1" in letter.subject
    assert "/stock/parts/" in letter.body
