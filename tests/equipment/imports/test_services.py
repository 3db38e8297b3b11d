"""Writing an import, and taking it back."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from helpdesk.audit.models import AuditEntry
from helpdesk.audit.services import seal
from helpdesk.equipment import services as register
from helpdesk.equipment.models import Asset, AssetModel, Movement
from helpdesk.equipment.queries import find_by_tag
from helpdesk.equipment.queries.imports import left_by_undo, rows_of
from helpdesk.equipment.rules import Condition, Status
from helpdesk.equipment.rules.imports import ImportOverError
from helpdesk.equipment.services.import_undo import undo_import
from helpdesk.equipment.services.imports import carry_out
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests.equipment.imports.factories import LAPTOP, PRINTER
from tests.tickets.factories import ticket


def _count(table) -> int:
    return db.session.scalars(select(func.count()).select_from(table)).one()


def _undo(batch, actor):
    undo_import(batch, actor=actor, now=clock.now())
    db.session.expire_all()


def test_devices_come_with_number_label_place_and_log(bring, actor):
    batch = bring(PRINTER, LAPTOP)
    seal()

    printer, laptop = db.session.scalars(select(Asset).order_by(Asset.id))
    assert (printer.asset_tag, printer.label_code) == ("MBR/ICT/PR/0001", "MBR-0001")
    assert (laptop.asset_tag, laptop.label_code) == ("OLD-7", "MBR-0002")
    assert (printer.status, printer.condition) == (Status.IN_SERVICE, Condition.GOOD)
    assert printer.purchase_cost == Decimal(1250000)
    assert printer.custodian is not None
    assert find_by_tag("old-7", actor=actor) is laptop
    assert _count(Movement) == 2
    assert (batch.new_count, batch.changed_count, batch.wrong_count) == (2, 0, 0)
    told = db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_type == "asset"))
    assert list(told) == ["asset.register", "asset.register"]


def test_changes_are_moved_and_logged_as_by_hand(bring, actor):
    bring(LAPTOP)
    bring(LAPTOP.replace("CH3", "MK").replace("2500000", "2600000"))
    seal()

    laptop = find_by_tag("OLD-7", actor=actor)
    assert laptop is not None
    movements = db.session.scalars(select(Movement).order_by(Movement.id)).all()
    assert (laptop.location.code, laptop.purchase_cost) == ("MK", Decimal(2600000))
    assert [one.location_id == laptop.location_id for one in movements] == [False, True]
    entries = select(AuditEntry.action, AuditEntry.changes).where(
        AuditEntry.subject_id == laptop.id
    )
    assert db.session.execute(entries.order_by(AuditEntry.id)).all()[-2:] == [
        ("asset.move", '{"location":["Chumba 3","Makao Makuu"]}'),
        ("asset.change", '{"purchase_cost":["2,500,000","2,600,000"]}'),
    ]


def test_undo_takes_out_what_was_new_and_gives_back_the_rest(bring, actor):
    bring(LAPTOP)
    batch = bring(PRINTER, LAPTOP.replace("CH3", "MK").replace("2024-07-01", "2024-07-02"))

    _undo(batch, actor)

    (laptop,) = db.session.scalars(select(Asset))
    assert (laptop.location.code, f"{laptop.purchased_on}") == ("CH3", "2024-07-01")
    last = db.session.scalars(select(Movement).order_by(Movement.id.desc()).limit(1)).one()
    assert last.location_id == laptop.location_id
    assert [model.name for model in db.session.scalars(select(AssetModel))] == ["Latitude 5440"]
    assert batch.kept_count == 0


def test_what_changed_or_was_used_since_is_named_and_left(bring, actor, requester):
    batch = bring(PRINTER, LAPTOP, PRINTER.replace("VNC1", "VNC2"))
    printer, laptop, second = db.session.scalars(select(Asset).order_by(Asset.id))
    ticket(requester=requester, asset=printer)
    register.set_condition(laptop, condition=Condition.POOR, actor=actor, now=clock.now())

    left = [row.asset_tag for row in left_by_undo(batch, rows_of(batch)).values()]
    tag = second.asset_tag
    _undo(batch, actor)

    assert left == [printer.asset_tag, "OLD-7"]
    assert find_by_tag(tag, actor=actor) is None
    assert batch.kept_count == 2


def test_an_import_is_done_and_undone_once(bring, plan_of, actor):
    batch = bring(PRINTER)
    with pytest.raises(ImportOverError):
        carry_out(batch, plan_of(LAPTOP), actor=actor, now=clock.now())
    _undo(batch, actor)
    with pytest.raises(ImportOverError):
        undo_import(batch, actor=actor, now=clock.now())
