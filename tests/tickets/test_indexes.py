"""The newest requests of one thing are found without reading all those of the council."""

import pytest
from sqlalchemy import text

from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket


@pytest.mark.sqlite_only(reason="only SQLite plans without knowing what is in a table")
@pytest.mark.parametrize("column", ["requester_id", "asset_id", "system_id"])
def test_what_concerns_one_thing_has_an_index_in_the_order_of_the_page(app, column):
    newest = db.select(Ticket.id).where(Ticket.council_id == 1, getattr(Ticket, column) == 1)
    wanted = newest.order_by(Ticket.opened_at.desc()).limit(10)
    words = wanted.compile(db.engine, compile_kwargs={"literal_binds": True})

    (step,) = db.session.execute(text(f"EXPLAIN QUERY PLAN {words}")).all()

    assert column in step.detail
