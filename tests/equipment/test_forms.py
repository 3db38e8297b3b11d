"""Registering a device: what is asked, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.audit.models import AuditEntry
from helpdesk.audit.services import seal
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words


@pytest.fixture
def register(pages, officer, printer):
    """The empty form of a new device, with a place and a department in it."""
    place, department = made.whereabouts(officer.council_id), made.whereabouts(officer.council_id)
    pages.sign_in(officer)
    return {
        "page": pages.get("/equipment/new"),
        "model_id": str(printer.id),
        "location_id": str(place.location.id),
        "department_id": str(department.department.id),
    }


def only_asset():
    return db.session.scalars(db.select(Asset)).one()


def test_four_answers_register_a_device(pages, register):
    page = register.pop("page")

    shown = pages.submit(page, serial_number="vnc3k 12345", then=None, **register)

    asset = only_asset()
    assert (asset.asset_tag, asset.serial_number) == ("MBR/ICT/PR/0001", "VNC3K12345")
    assert (asset.status, asset.condition) == (Status.IN_SERVICE, Condition.NEW)
    assert "Kifaa MBR/ICT/PR/0001 kimesajiliwa." in words(shown, "[role=status]")
    assert "Printa HP LaserJet M404" in words(shown, "h1")


def test_everything_that_a_paper_says_is_kept(pages, register, requester):
    page = register.pop("page")

    pages.submit(
        page,
        has_no_serial="y",
        holder=f"{requester.name} ({requester.username})",
        status_at_first="in_service",
        condition="B",
        purchase_cost="1,245,000",
        funding_source="donor",
        ownership="donor",
        gamis_number="G 77",
        criticality="1",
        asset_tag="mdc/07",
        **dates("purchased_on", 15, 3, 2022),
        **dates("in_service_on", 1, 4, 2022),
        **dates("warranty_ends_on", 14, 3, 2023),
        **register,
    )

    asset = only_asset()
    assert (asset.asset_tag, asset.label_code) == ("MDC/07", "MBR-0001")
    assert (asset.serial_number, asset.custodian.id) == (None, requester.id)
    assert (asset.status, asset.condition) == (Status.IN_SERVICE, Condition.GOOD)
    assert asset.purchase_cost == Decimal(1_245_000)
    assert (asset.funding_source, asset.ownership) == ("donor", "donor")
    assert (asset.purchased_on, asset.warranty_ends_on) == (date(2022, 3, 15), date(2023, 3, 14))
    assert (asset.gamis_number, asset.criticality) == ("G77", 1)


def dates(name, day, month, year):
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_what_is_missing_is_named(pages, register):
    page = pages.submit(register["page"], status=422)

    assert set(refused(page)) == {"model_id", "serial_number", "location_id", "department_id"}
    assert page.title.get_text(strip=True).startswith("Kosa: ")
    assert db.session.scalars(db.select(Asset)).all() == []


TOMORROW = clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (dates("purchased_on", TOMORROW.day, TOMORROW.month, TOMORROW.year), "purchased_on-day"),
        (dates("purchased_on", 31, 2, 2024), "purchased_on-day"),
        (dates("purchased_on", 1, 2, 24), "purchased_on-day"),
        (
            {**dates("purchased_on", 1, 2, 2024), **dates("warranty_ends_on", 31, 1, 2024)},
            "warranty_ends_on-day",
        ),
        (
            {**dates("purchased_on", 1, 2, 2024), **dates("in_service_on", 31, 1, 2024)},
            "in_service_on-day",
        ),
        ({"purchase_cost": "-1"}, "purchase_cost"),
        ({"purchase_cost": "elfu"}, "purchase_cost"),
        ({"serial_number": "S1", "has_no_serial": "y"}, "serial_number"),
        ({"serial_number": "x" * 10_000}, "serial_number"),
        ({"gamis_number": "a\x00b"}, "gamis_number"),
        ({"holder": "Hakuna Kabisa"}, "holder"),
        ({"model_id": "0", "new_manufacturer": "HP"}, "model_id"),
        ({"new_manufacturer": "HP"}, "model_id"),
        ({"model_id": "999"}, "model_id"),
        ({"condition": "Z"}, "condition"),
        ({"status_at_first": "disposed"}, "status_at_first-0"),
    ],
)
@pytest.mark.sqlite_only(reason="a form refuses the same on every database")
def test_what_cannot_be_is_refused_at_its_field(pages, register, typed, field):
    page = register.pop("page")

    shown = pages.submit(page, status=422, **{"serial_number": "S1", **register, **typed})

    assert list(refused(shown)) == [field]
    assert db.session.scalars(db.select(Asset)).all() == []


def test_namesakes_are_told_apart(pages, register, council_id):
    page = register.pop("page")
    people = [factories.user(council_id=council_id, name="Asha Juma") for _ in range(2)]

    shown = pages.submit(page, status=422, has_no_serial="y", holder="Asha Juma", **register)

    for person in people:
        assert f"Asha Juma ({person.username})" in refused(shown)["holder"]


def test_a_serial_number_and_a_tag_are_used_once(pages, register, asset):
    page = register.pop("page")

    shown = pages.submit(page, status=422, serial_number="vnc3k 12345", **register)
    assert refused(shown)["serial_number"] == (
        "Namba ya mfululizo VNC3K12345 tayari inatumiwa na kifaa MBR/ICT/PR/0001."
    )
    shown = pages.submit(
        shown, status=422, serial_number="B", asset_tag="mbr/ict/pr/0001", **register
    )
    assert refused(shown)["asset_tag"].endswith("Namba ya mali MBR/ICT/PR/0001 tayari imesajiliwa.")
    pages.submit(shown, serial_number="B", asset_tag="", **register)
    assert len(db.session.scalars(db.select(Asset)).all()) == 2


def test_a_new_model_is_described_on_the_way(pages, register, council_id):
    page = register.pop("page")
    laptop = made.category(council_id, code="LT")
    page = pages.get("/equipment/new")
    told = {"model_id": "0", "new_category_id": str(laptop.id), "new_manufacturer": "Dell"}

    pages.submit(page, has_no_serial="y", new_model_name="Latitude 3540", **{**register, **told})

    asset = only_asset()
    assert asset.asset_tag == "MBR/ICT/LT/0001"
    assert asset.model.full_name == "Dell Latitude 3540"
    again = pages.get("/equipment/new")
    pages.submit(again, has_no_serial="y", new_model_name="latitude 3540", **{**register, **told})
    models = [one.full_name for one in db.session.scalars(db.select(AssetModel))]
    assert models.count("Dell Latitude 3540") == 1


def test_the_next_device_begins_with_what_the_last_one_was(pages, register):
    page = register.pop("page")

    again = pages.submit(
        page, serial_number="A1", purchase_cost="980000", then="another", **register
    )

    assert again.h1.get_text(strip=True) == "Sajili kifaa"
    assert again.select_one("#serial_number")["value"] == ""
    pages.submit(again, serial_number="A2")
    first, second = db.session.scalars(db.select(Asset).order_by(Asset.id)).all()
    assert second.model_id == first.model_id
    assert second.location_id == first.location_id
    assert second.purchase_cost == Decimal(980_000)


def test_what_changes_the_books_of_past_years_says_why(pages, officer):
    one = made.asset(
        officer.council_id, in_service_on=date(2024, 7, 1), purchased_on=date(2024, 7, 1)
    )
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{one.id}/edit")
    again = pages.submit(page, status=422, has_no_serial="y", purchase_cost="9,999,999")
    assert "miaka iliyopita vinabadilika kwa hili" in again.get_text()
    pages.submit(again, why="Ankara ilisomwa vibaya")
    db.session.expire_all()
    assert one.purchase_cost == 9_999_999
    seal()
    (entry,) = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "asset.change"))
    assert "Ankara ilisomwa vibaya" in entry.changes


def test_a_number_of_the_government_is_that_of_one_device(pages, officer):
    made.asset(officer.council_id, gamis_number="G 77", asset_tag="MBR/1")
    one = made.asset(officer.council_id)
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{one.id}/edit")
    again = pages.submit(page, status=422, has_no_serial="y", gamis_number="g77")
    assert "tayari ni ya kifaa MBR/1" in again.get_text()
