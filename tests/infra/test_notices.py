"""What was done is said once, with a way back."""

import pytest
from flask import flash, get_flashed_messages
from sqlalchemy import select

from helpdesk.infra.db import db
from helpdesk.infra.notices import Notice, done, notices, warn
from helpdesk.infra.request_keys import form_of, owner_of
from helpdesk.org.models import Location
from tests import factories


@pytest.fixture
def changed(at_desk, asha):
    """The page that follows a change."""
    place = factories.location(asha.council_id, name="Chumba 4")
    form = at_desk.get(f"/samples/{place.id}/edit")
    return at_desk.submit(form, name="Chumba 5")


def test_what_was_done_is_said_once(at_desk, changed):
    assert changed.select_one("[role=status] p").get_text() == "Changed."
    assert at_desk.get("/samples/new").select("[role=status]") == []


def test_the_way_back_carries_a_key_of_its_own_and_the_version_it_undoes(ground, asha, changed):
    undo = changed.select_one("[role=status] form")
    key = undo.select_one("[name=request_key]")["value"]
    with ground.test_request_context():
        assert (owner_of(key), form_of(key)) == (asha.id, "Undo")
    place = db.session.scalars(select(Location).where(Location.name == "Chumba 5")).one()
    assert undo.select_one("[name=version]")["value"] == str(place.version)


def test_a_stranger_is_offered_no_way_back(ground):
    with ground.test_request_context():
        done("Signed out.", undo_url="/undo", version=3)
        warn("Careful.")

        assert notices() == [Notice("Signed out.", "done"), Notice("Careful.", "warning")]


def test_words_of_a_notice_are_only_words(at_desk):
    form = at_desk.get("/samples/new")
    shown = at_desk.submit(form, name="<b>Chumba</b>")

    assert shown.h1.get_text() == "<b>Chumba</b>"
    assert shown.select("b") == []


def test_plain_flashes_are_not_ours(ground):
    with ground.test_request_context():
        flash("plain")
        assert get_flashed_messages() == ["plain"]
