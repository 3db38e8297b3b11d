"""Devices that are parts of others, fast registration, and devices that look alike."""

from typing import Any

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment import services
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import ForeignWholeError, Status
from helpdesk.infra.db import db
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.factories import MONDAY_MORNING


@pytest.fixture
def switch(council_id):
    return made.asset(of=made.model(council_id, of=made.category(council_id, code="SW")))


@pytest.fixture
def register(pages, officer, printer):
    where = made.whereabouts(officer.council_id)
    pages.sign_in(officer)
    return {
        "model_id": str(printer.id),
        "location_id": str(where.location.id),
        "department_id": str(where.department.id),
    }


def count():
    return len(db.session.scalars(db.select(Asset.id)).all())


# Parts


def test_a_device_is_registered_as_a_part_and_both_pages_say_so(pages, register, switch):
    page = pages.get("/equipment/new")

    shown = pages.submit(page, serial_number="A1", part_of=switch.asset_tag.lower(), **register)

    assert f"Ni sehemu ya: {switch.asset_tag}" in words(shown)
    part = db.session.scalars(db.select(Asset).filter_by(serial_number="A1")).one()
    whole = pages.get(f"/equipment/{switch.id}")
    assert whole.select_one(f"main li a[href='/equipment/{part.id}']")


def test_a_part_is_taken_out_again(pages, officer, switch, printer):
    part = made.asset(of=printer, serial_number="A1", parent=switch)
    pages.sign_in(officer)

    pages.submit(pages.get(f"/equipment/{part.id}/edit"), part_of="")

    assert db.session.get_one(Asset, part.id).parent_id is None


def test_parts_go_with_their_whole_unless_they_are_elsewhere(pages, officer, switch, printer):
    here = {"location": switch.location, "department": switch.department}
    beside, elsewhere = (
        made.asset(of=printer, serial_number=one, parent=switch) for one in ("A1", "B2")
    )
    said: dict[str, Any] = {"actor": as_actor(officer), "now": MONDAY_MORNING, "reason": "-"}
    services.move(beside, to=services.Whereabouts(**here), **said)
    before = elsewhere.location_id
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{switch.id}/move")
    assert beside.asset_tag in words(page)
    assert elsewhere.asset_tag not in words(page)

    there = made.whereabouts(officer.council_id).location
    pages.submit(page, location_id=str(there.id), reason="Chumba kipya")

    places = {one.id: one.location_id for one in db.session.scalars(db.select(Asset))}
    assert places[beside.id] == places[switch.id] == there.id
    assert places[elsewhere.id] == before


def test_what_no_device_can_be_a_part_of_is_refused(pages, register, switch, printer):
    inner = made.asset(of=printer, serial_number="A1", parent=switch)
    gone = made.asset(of=printer, serial_number="LONG-1", status=Status.DISPOSED)
    foreign = made.asset(asset_tag="XX/9")
    switch.serial_number = "SW1"
    db.session.commit()

    for tag in (switch.asset_tag, inner.asset_tag, gone.asset_tag, foreign.asset_tag, "HAKUNA"):
        page = pages.get(f"/equipment/{switch.id}/edit")
        assert "part_of" in refused(pages.submit(page, status=422, part_of=tag)), tag


def test_the_service_refuses_a_whole_of_another_council(printer, actor):
    foreign = made.asset()
    facts = services.Facts(model=printer, parent=foreign)
    with pytest.raises(ForeignWholeError):
        services.register(facts, made.whereabouts(1), actor=actor, now=MONDAY_MORNING)


def test_a_page_runs_as_many_statements_for_many_parts(pages, officer, switch, printer):
    made.asset(of=printer, parent=switch)
    pages.sign_in(officer)
    few = pages.statements(f"/equipment/{switch.id}")

    for _ in range(4):
        made.asset(of=printer, parent=switch)
    assert pages.statements(f"/equipment/{switch.id}") == few


# Many fast


def test_the_next_one_begins_at_the_serial_number(pages, register, switch):
    again = pages.submit(
        pages.get("/equipment/new"),
        serial_number="A1",
        part_of=switch.asset_tag,
        then="another",
        **register,
    )

    assert again.select_one("#serial_number").has_attr("autofocus")
    assert again.select_one("#serial_number").get("value", "") == ""
    assert again.select_one("#model_id option[selected]")["value"] == register["model_id"]
    assert again.select_one("#part_of")["value"] == switch.asset_tag


def test_enter_goes_on_with_the_next_device(pages, register):
    """A scanner types the number and Enter, which presses the first button of the form."""
    first = pages.get("/equipment/new").select_one("#main-form button[type=submit]")
    assert first.get("name") is None
    again = pages.submit(
        pages.get("/equipment/new"), serial_number="A1", then="another", **register
    )

    button = again.select_one("#main-form button[type=submit]")
    pages.submit(again, serial_number="B77", **{button["name"]: button["value"]})

    assert count() == 2


def test_a_scan_before_all_is_filled_in_loses_nothing(pages, register):
    shown = pages.submit(pages.get("/equipment/new"), status=422, serial_number="VNC1")

    assert shown.select_one("#serial_number")["value"] == "VNC1"


def test_a_device_is_cloned_from_its_page(pages, officer, asset):
    pages.sign_in(officer)

    link = pages.get(f"/equipment/{asset.id}").select_one(f"a[href$='like={asset.id}']")
    form = pages.get(link["href"])
    pages.submit(form, serial_number="QX9")

    copy = db.session.scalars(db.select(Asset).filter_by(serial_number="QX9")).one()
    assert (copy.model_id, copy.location_id, copy.purchase_cost) == (
        asset.model_id,
        asset.location_id,
        asset.purchase_cost,
    )


# What looks alike


@pytest.mark.parametrize("serial", ["VNC3KI2345", "VNC-3K12345", "VNC3K1234", "VNC3K12346"])
def test_a_device_like_another_is_shown_first(pages, register, asset, serial):
    shown = pages.submit(pages.get("/equipment/new"), status=422, serial_number=serial, **register)

    assert "is_another" in refused(shown)
    assert shown.select_one(f"main a[href='/equipment/{asset.id}']")
    assert shown.select_one("#serial_number")["value"] == serial
    assert count() == 1
    pages.submit(shown, status=422)
    pages.submit(shown, is_another="y")
    assert count() == 2


def test_the_tick_holds_only_for_what_was_shown(pages, register, asset, printer):
    shown = pages.submit(
        pages.get("/equipment/new"), status=422, serial_number="VNC3KI2345", **register
    )
    made.asset(of=printer, serial_number="PHB7")

    again = pages.submit(shown, status=422, serial_number="PHB-7", is_another="y")

    assert "is_another" in refused(again)


def test_a_tag_like_another_is_shown_first(pages, register, asset):
    shown = pages.submit(
        pages.get("/equipment/new"),
        status=422,
        serial_number="B7",
        asset_tag="mbr-ict-pr-1",
        **register,
    )

    assert "is_another" in refused(shown)


def test_another_model_or_council_is_no_likeness(pages, register, council_id):
    made.asset(of=made.model(council_id), serial_number="VNC3K12345")
    made.asset(serial_number="VNC3K12345")

    pages.submit(pages.get("/equipment/new"), serial_number="VNC3K12346", **register)


def test_numbers_that_run_on_are_no_slip_in_a_row(pages, register):
    again = pages.submit(
        pages.get("/equipment/new"), serial_number="VNC10", then="another", **register
    )

    pages.submit(again, serial_number="VNC11", then="another")
    assert count() == 2
