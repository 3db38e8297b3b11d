"""A messy inventory of 5,000 rows: every fault is found, and exactly the rest comes in."""

import pytest
from sqlalchemy import func, select

from helpdesk.equipment import imports
from helpdesk.equipment.models import Asset, Movement
from helpdesk.equipment.services import imports as services
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests.equipment.imports.messy import as_csv, as_xlsx, messy

ROWS = 5000
NAMES = {"department": "Afya ya Jamii", "place": "Makao Makuu", "person": "Neema Mwakyusa"}


def _planned(content, actor):
    return imports.planned(imports.sheet_in(content), actor=actor, today=clock.today())


def _found(plan) -> dict[int, tuple[str, str]]:
    return {one.row: (str(one.column), str(one.reason)) for one in plan.problems}


def _count(column) -> int:
    return db.session.scalars(select(func.count(column))).one()


@pytest.mark.slow
@pytest.mark.sqlite_only(reason="what is in a sheet does not depend on the database")
def test_of_five_thousand_messy_rows_all_come_in_but_those_that_are_named(council, actor):
    made = messy(ROWS, **NAMES)
    content = as_xlsx(made)

    plan = _planned(content, actor)

    assert _found(plan) == made.wrong
    assert (len(plan.new), len(plan.changed), plan.same) == (made.good, 0, 0)
    assert len(plan.models) == 36  # of 40: the others are in bad rows alone
    assert _count(Asset.id) == 0  # so far nothing was written

    batch = services.keep(content, name="orodha.xlsx", actor=actor, now=clock.now())
    services.carry_out(batch, plan, actor=actor, now=clock.now())

    assert (_count(Asset.id), _count(Movement.id)) == (made.good, made.good)
    again = _planned(content, actor)
    assert (len(again.new), len(again.changed), again.same) == (0, 0, made.good)
    assert _found(again).keys() == made.wrong.keys()


@pytest.mark.sqlite_only(reason="what is in a sheet does not depend on the database")
@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";")]
)
def test_any_encoding_and_separator_finds_the_same_faults(council, actor, encoding, separator):
    made = messy(100, **NAMES)

    plan = _planned(as_csv(made, encoding, separator), actor)

    assert _found(plan) == made.wrong
    assert len(plan.new) == made.good
