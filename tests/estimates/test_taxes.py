"""An estimate bears the rate of value added tax of its day, and keeps it once submitted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.audit.models import AuditEntry
from helpdesk.estimates import rules, services
from helpdesk.estimates.models import TaxRate
from helpdesk.estimates.queries.taxes import rates_of
from helpdesk.estimates.rules import SaidRate, State, TaxCode, check_apart, rate_on
from helpdesk.infra.db import db
from tests import factories
from tests.estimates.test_writing import paper, words, written
from tests.factories import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
OLD = SaidRate(
    code=TaxCode.STANDARD,
    percent=Decimal(20),
    valid_from=date(1998, 7, 1),
    valid_to=date(2009, 6, 30),
)
NOW = SaidRate(code=TaxCode.STANDARD, percent=Decimal(18), valid_from=date(2009, 7, 1))
DAYS = {"valid_from-day": "1", "valid_from-month": "3", "valid_from-year": "2026"}


@pytest.mark.parametrize(
    ("day", "percent"), [(date(2009, 6, 30), 20), (date(2009, 7, 1), 18), (date(2030, 1, 1), 18)]
)
def test_a_rate_holds_on_its_first_and_on_its_last_day(day, percent):
    assert rate_on([OLD, NOW], TaxCode.STANDARD, day).percent == percent


def test_what_is_not_in_use_or_not_begun_is_no_rate():
    asleep = SaidRate(
        code=TaxCode.REDUCED, percent=Decimal(16), valid_from=date(2025, 9, 1), is_active=False
    )
    for code, day in ((TaxCode.REDUCED, TODAY), (TaxCode.STANDARD, date(1998, 6, 30))):
        with pytest.raises(rules.NoRateError):
            rate_on([OLD, NOW, asleep], code, day)


def test_two_rates_of_a_kind_never_hold_on_one_day():
    check_apart(NOW, [OLD])
    overlapping = SaidRate(
        code=TaxCode.STANDARD, percent=Decimal(16), valid_from=date(2009, 6, 30), is_active=True
    )
    with pytest.raises(rules.OverlapError):
        check_apart(overlapping, [OLD])
    reduced = SaidRate(code=TaxCode.REDUCED, percent=Decimal(16), valid_from=date(2009, 6, 30))
    check_apart(reduced, [OLD, NOW])


def the_rate(offices, code=TaxCode.STANDARD):
    (found,) = (one for one in rates_of(factories.program(offices.council_id)) if one.code is code)
    return found


def test_the_treasurer_changes_a_rate_and_drafts_follow_while_submitted_ones_stay(
    pages, offices, monday
):
    _page, sent = written(pages, offices)
    pages.press(pages.get(f"/estimates/{sent.id}"), f"/estimates/{sent.id}/submit")
    _page, kept = written(pages, offices)

    pages.sign_in(offices.treasurer)
    old = the_rate(offices)
    ends = {"valid_to-day": "2", "valid_to-month": "3", "valid_to-year": "2026"}
    pages.submit(pages.get(f"/estimates/taxes/{old.id}/edit"), **ends)
    begins = {**DAYS, "valid_from-day": "3", "percent": "16", "code": "std"}
    page = pages.submit(pages.get("/estimates/taxes/new"), **begins)
    assert "Kinatumika siku nyingine" in words(page)
    monday.move_to(MONDAY_MORNING + timedelta(days=1))
    pages.sign_in(offices.officer)
    told = pages.press(pages.get(f"/estimates/{kept.id}"), f"/estimates/{kept.id}/submit")

    db.session.expire_all()
    assert "Kiwango cha VAT kimebadilika" in str(told)
    assert (sent.total, sent.vat_percent) == (Decimal(5_203_660), 18)
    assert (kept.total, kept.vat_percent) == (Decimal(5_117_420), 16)  # K18
    assert services.digest_of(sent) == sent.digest
    assert "02/03/2026" in paper(pages, sent, "sw")
    acts = db.session.scalars(db.select(AuditEntry.action)).all()
    assert {"tax_rate.add", "tax_rate.change"} <= {*acts}


def test_overlaps_and_days_the_wrong_way_round_are_refused(pages, offices):
    pages.sign_in(offices.head)
    new = "/estimates/taxes/new"
    page = pages.submit(pages.get(new), status=422, **DAYS, percent="16", code="std")
    assert "kiwango kingine cha aina hii" in words(page)
    ends = {"valid_to-day": "1", "valid_to-month": "1", "valid_to-year": "2020"}
    page = pages.submit(pages.get(new), status=422, **DAYS, **ends, percent="16", code="std")
    assert "Siku ya mwisho" in words(page)
    page = pages.submit(pages.get(new), status=422, **DAYS, percent="101", code="std")
    assert "Andika namba" in words(page)
    assert db.session.query(TaxRate).count() == len(rules.USUAL_RATES)


def test_the_rate_that_was_postponed_is_offered_when_it_is_turned_on(pages, offices):
    pages.sign_in(offices.officer)
    offered = pages.get("/estimates/new").select("[name=tax_code] option")
    assert [one["value"] for one in offered] == ["std", "zero", "notreg"]
    pages.sign_in(offices.treasurer)
    asleep = the_rate(offices, TaxCode.REDUCED)
    pages.submit(pages.get(f"/estimates/taxes/{asleep.id}/edit"), is_active="y")
    _page, estimate = written(pages, offices, tax_code="red")
    assert estimate.total == Decimal(5_117_420)
    _page, estimate = written(pages, offices, tax_code="notreg")
    assert estimate.total == Decimal(4_427_500)


def test_without_a_rate_of_its_kind_nothing_is_submitted(pages, offices):
    _page, estimate = written(pages, offices)
    the_rate(offices).is_active = False
    db.session.commit()
    page = pages.press(pages.get(f"/estimates/{estimate.id}"), f"/estimates/{estimate.id}/submit")
    assert "Hakuna kiwango cha VAT cha aina hii" in str(page)
    db.session.expire_all()
    assert estimate.state is State.DRAFT


def test_rates_are_read_by_all_and_changed_by_head_and_treasurer_alone(pages, offices):
    rate = the_rate(offices)
    for name in ("officer", "buyer", "director"):
        pages.sign_in(getattr(offices, name))
        page = pages.get("/estimates/taxes")
        assert not page.select("a[href*='/taxes/']")
        pages.get(f"/estimates/taxes/{rate.id}/edit", status=403)
        pages.get("/estimates/taxes/new", status=403)
    pages.sign_in(factories.user("head", council_id=factories.council(code="JIR").id))
    pages.get(f"/estimates/taxes/{rate.id}/edit", status=404)


def test_the_database_keeps_days_in_order(offices):
    rate = the_rate(offices)
    rate.valid_to = rate.valid_from - timedelta(days=1)
    with pytest.raises(IntegrityError, match="days"):
        db.session.flush()
    db.session.rollback()
