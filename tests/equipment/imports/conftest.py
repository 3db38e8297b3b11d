"""A council with departments, places and people that a sheet may name."""

import pytest

from helpdesk.equipment import imports
from helpdesk.equipment.services import imports as services
from helpdesk.infra import clock
from tests import factories
from tests.equipment import factories as made
from tests.equipment.imports import factories as sheets


@pytest.fixture
def council(council_id, officer):
    """What the sheets of these tests name."""
    made.category(council_id, code="PR")
    made.category(council_id, code="LT", name_sw="Kompyuta mpakato", name_en="Laptop")
    factories.department(council_id, code="AFYA", name_sw="Afya ya Jamii", name_en="Health")
    site = factories.location(council_id, code="MK", name="Makao Makuu")
    factories.location(council_id, code="CH3", name="Chumba 3", parent_id=site.id)
    factories.user(council_id=council_id, name="Neema Mwakyusa")
    return council_id


@pytest.fixture
def plan_of(council, actor):
    """Plan a table: what its rows would do."""
    return lambda *rows: imports.planned(
        imports.sheet_in(sheets.csv(*rows)), actor=actor, today=clock.today()
    )


@pytest.fixture
def bring(council, actor):
    """Bring a table into the register, good rows only."""

    def brought(*rows):
        batch = services.keep(sheets.csv(*rows), name="vifaa.csv", actor=actor, now=clock.now())
        plan = imports.planned(
            imports.sheet_in(sheets.csv(*rows)), actor=actor, today=clock.today()
        )
        services.carry_out(batch, plan, actor=actor, now=clock.now())
        return batch

    return brought
