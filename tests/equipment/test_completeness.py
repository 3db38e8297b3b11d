"""What the register lacks, and how a person comes to mend it."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.equipment.queries import Filters
from helpdesk.equipment.queries.completeness import gaps, gaps_of, incomplete
from helpdesk.equipment.rules import Gap, Ownership, Status
from helpdesk.infra.db import db
from helpdesk.vendors.services import Details, add
from tests import factories
from tests.equipment import factories as made
from tests.sheets import column

ALL = [Gap.COST, Gap.PURCHASE_DATE, Gap.DEPRECIATION, Gap.BOOK_VALUE, Gap.SUPPLIER, Gap.CODE]


@pytest.fixture
def whole(printer, actor):
    seller = add(Details(name="Rujewa Computers Ltd"), actor=actor)
    return made.asset(
        of=printer,
        purchase_cost=Decimal(900_000),
        purchased_on=date(2025, 1, 1),
        supplier=seller,
        gamis_number="MBR-1",
    )


@pytest.fixture
def bare(printer):
    return made.asset(of=printer, purchase_cost=None, purchased_on=None)


def test_each_gap_is_counted_and_named_alike(whole, bare, actor):
    devices, some, missing = gaps(actor)

    assert (devices, some) == (2, 1)
    assert missing == {**dict.fromkeys(ALL, 1), Gap.LOCATION: 0}
    assert gaps_of(bare) == ALL
    assert gaps_of(whole) == []


def test_a_gap_finds_the_devices_that_have_it(whole, bare, printer, actor):
    unsold = made.asset(of=printer, gamis_number="MBR-2")
    filters = Filters()

    def found(gap):
        return {one.id for one in db.session.scalars(incomplete(actor, filters, gap))}

    assert found(None) == {bare.id, unsold.id}
    assert found(Gap.SUPPLIER) == {bare.id, unsold.id}
    assert found(Gap.COST) == {bare.id}


def test_what_is_gone_or_leased_is_not_asked_about(printer, actor):
    made.asset(of=printer, ownership=Ownership.LEASED)
    gone = made.asset(of=printer)
    gone.status = Status.DISPOSED

    assert gaps(actor)[0] == 0


def test_the_list_leads_to_what_mends_each_gap(pages, whole, bare, officer):
    pages.sign_in(officer)

    page = pages.get("/equipment/gaps")

    assert "Rejista imekamilika 57%:" in page.get_text()
    assert [row.th.get_text(strip=True) for row in page.select("tr[data-row]")] == [bare.asset_tag]
    assert page.select_one(f"a[href='/equipment/{bare.id}/edit']")
    assert "Mzabuni" in page.select_one("tr[data-row]").get_text()
    assert not pages.get("/equipment/gaps?view=location").select("tr[data-row]")
    assert column(pages.download("/equipment/gaps?view=cost&format=csv"), "Namba ya mali") == [
        bare.asset_tag
    ]


def test_the_register_says_how_complete_it_is(pages, whole, bare, officer):
    pages.sign_in(officer)

    link = pages.get("/equipment/").select_one("a[href='/equipment/gaps']")

    assert link.get_text(strip=True) == "Mapengo ya rejista (57% imekamilika)"


def test_who_may_only_look_is_offered_nothing_to_mend(pages, council_id, bare):
    pages.sign_in(factories.user("auditor", council_id=council_id))

    assert not pages.get("/equipment/gaps").select("a[href$='/edit']")


def test_an_empty_register_has_no_score_and_no_gap(pages, officer):
    pages.sign_in(officer)

    assert pages.get("/equipment/gaps").select_one(".empty")


def test_gaps_take_the_same_statements_however_many(pages, bare, printer, officer):
    pages.sign_in(officer)
    few = pages.statements("/equipment/gaps")
    for _ in range(10):
        made.asset(of=printer, purchase_cost=None)

    assert pages.statements("/equipment/gaps") == few
