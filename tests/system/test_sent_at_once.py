"""Whoever presses a button many times makes one thing, also where all presses come at once."""

import pytest
from sqlalchemy import func, select

from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.controls import successful
from tests.tickets.test_collisions import at_once, signed_in

PRESSES = 8


@pytest.fixture
def requester(app):
    return factories.user(name="Mhasibu")


def test_eight_presses_in_one_moment_make_one_ticket(app, requester):
    pages = signed_in(app, requester)
    page = pages.get("/tickets/new")
    (form,) = page.select("form#main-form")
    sent = successful(page, form)
    (worst, *_milder) = form.select("[type=radio]")
    sent["subject"], sent[str(worst["name"])] = "Printa haichapishi", str(worst["value"])

    answers = at_once([(pages, "/tickets/new", sent)] * PRESSES)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 1
