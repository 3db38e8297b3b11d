"""A store is counted without a look at its books, and somebody else approves."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.stock import services as stock
from helpdesk.stock.models import StockMovement
from helpdesk.stock.rules import BrokenPieceError, MovementKind
from helpdesk.storecounts import queries, services
from helpdesk.storecounts.models import StoreCount
from helpdesk.storecounts.rules import (
    CorrectedError,
    GoesOnError,
    OverError,
    OwnCountError,
    State,
)
from tests import factories
from tests.equipment.reading import words
from tests.factories import MONDAY_MORNING as NOW
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store

HOUR = timedelta(hours=1)


@pytest.fixture
def keeper(app):
    return factories.user("storekeeper", name="Mtunza ghala")


@pytest.fixture
def head(keeper):
    return factories.user("head", council_id=keeper.council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def store(keeper):
    return some_store(keeper.council_id, name_sw="Ghala Kuu")


@pytest.fixture
def toner(store):
    made = some_part(store.council_id, code="TN-1", name_sw="Wino")
    receive(store, made, 10, 45_000, now=NOW - HOUR)
    return made


@pytest.fixture
def roller(store):
    made = some_part(store.council_id, code="RL-1", name_sw="Roli")
    receive(store, made, 4, 30_000, now=NOW - HOUR)
    return made


@pytest.fixture
def count(store, toner, roller, keeper):
    return services.start(store, actor=as_actor(keeper), now=NOW)


def line_of(count, part):
    return next(one for one in queries.lines_of(count) if one.level.part_id == part.id)


def found(count, part, quantity, keeper, *, at=NOW):
    numbers = {line_of(count, part).id: Decimal(quantity)}
    return services.note(count, numbers, at=at, actor=as_actor(keeper), now=NOW + 5 * HOUR)


def take(store, part, quantity, *, at):
    actor = factories.program(store.council_id)
    stock.issue(store, part, quantity=Decimal(quantity), reference="WO 1", actor=actor, now=at)


def adjustments():
    chosen = db.select(StockMovement).where(StockMovement.kind == MovementKind.ADJUSTMENT)
    return db.session.scalars(chosen).all()


def test_the_books_follow_only_when_somebody_else_approves(count, toner, roller, keeper, head):
    found(count, toner, 8, keeper)
    found(count, roller, 4, keeper)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)
    assert adjustments() == []

    services.approve(count, actor=as_actor(head), now=NOW + 2 * HOUR)

    (written,) = adjustments()
    assert (written.quantity, written.value) == (Decimal(-2), Decimal(-90_000))
    assert written.reference == count.number
    assert line_of(count, toner).level.quantity == 8
    assert count.state is State.APPLIED


def test_what_moved_before_and_after_the_count_is_netted(count, store, toner, keeper, head):
    take(store, toner, 3, at=NOW + HOUR)
    found(count, toner, 6, keeper, at=NOW + 2 * HOUR)  # one less than the books said then
    take(store, toner, 2, at=NOW + 3 * HOUR)
    services.finish(count, actor=as_actor(keeper), now=NOW + 5 * HOUR)

    services.approve(count, actor=as_actor(head), now=NOW + 6 * HOUR)

    assert line_of(count, toner).expected == 7
    assert line_of(count, toner).level.quantity == 4


def test_a_sheet_of_paper_is_compared_with_the_books_of_its_hour(count, store, toner, keeper):
    take(store, toner, 3, at=NOW + 2 * HOUR)
    found(count, toner, 10, keeper, at=NOW + HOUR)
    assert line_of(count, toner).variance.quantity == 0


def test_who_counted_never_approves_even_where_another_counted_again(count, toner, keeper, head):
    second = factories.user("head", council_id=keeper.council_id)
    found(count, toner, 8, second)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)
    services.count_again(line_of(count, toner), actor=as_actor(head), now=NOW + HOUR)
    found(count, toner, 9, keeper)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)

    for person in (second, keeper):
        with pytest.raises(OwnCountError):
            services.approve(count, actor=as_actor(person), now=NOW + 2 * HOUR)
    services.approve(count, actor=as_actor(head), now=NOW + 2 * HOUR)

    assert line_of(count, toner).level.quantity == 9


def test_books_that_were_corrected_after_the_count_are_not_corrected_twice(
    count, toner, keeper, head
):
    found(count, toner, 8, keeper)
    level = line_of(count, toner).level
    stock.adjust(level, counted=Decimal(8), reason="Tena", actor=as_actor(keeper), now=NOW + HOUR)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)
    with pytest.raises(CorrectedError):
        services.approve(count, actor=as_actor(head), now=NOW + 2 * HOUR)


def test_more_is_not_taken_out_than_is_left(count, store, toner, keeper, head):
    found(count, toner, 2, keeper)
    take(store, toner, 5, at=NOW + HOUR)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)
    with pytest.raises(CorrectedError):
        services.approve(count, actor=as_actor(head), now=NOW + 2 * HOUR)


def test_a_store_is_counted_once_at_a_time(count, store, keeper):
    with pytest.raises(GoesOnError):
        services.start(store, actor=as_actor(keeper), now=NOW)


def test_nothing_is_entered_before_it_began_after_it_ended_or_in_halves(count, toner, keeper):
    with pytest.raises(OverError):
        found(count, toner, 8, keeper, at=NOW - HOUR)
    with pytest.raises(BrokenPieceError):
        found(count, toner, "8.5", keeper)
    services.finish(count, actor=as_actor(keeper), now=NOW + HOUR)
    with pytest.raises(OverError):
        found(count, toner, 8, keeper)


def test_it_is_counted_approved_and_printed_on_the_pages(pages, store, toner, roller, keeper, head):
    with time_machine.travel(NOW, tick=False) as clock:
        pages.sign_in(keeper)
        shown = pages.submit(pages.get("/store-counts/new"), store_id=str(store.id))
        count = db.session.scalars(db.select(StoreCount)).one()
        url = f"/store-counts/{count.id}"
        assert "10" not in words(shown, "table")
        sheet = pages.get(f"{url}/type-in")
        box = f"line_{line_of(count, toner).id}"
        pages.submit(sheet, status=422, **{box: "8.5"})
        shown = pages.submit(sheet, **{box: "8"})
        assert "90,000" not in words(shown)
        pages.submit(pages.get(f"{url}/finish"))
        assert "90,000" not in words(pages.get(url))
        pages.get(f"{url}/report.pdf", status=409)

        clock.shift(HOUR)
        pages.sign_in(head)
        assert "TZS -90,000" in words(pages.get(url))
        pages.submit(pages.get(f"{url}/approve"))

        paper = pages.download(f"{url}/report.pdf?lang=en").data
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)
    assert "(90,000" in text
    assert "Mtunza ghala" in text
    assert "Mkuu wa TEHAMA" in text
    (written,) = adjustments()
    assert written.quantity == -2


def test_the_sheet_tells_no_quantities(pages, count, store, toner, keeper):
    pages.sign_in(keeper)
    paper = pages.download(f"/store-counts/{count.id}/sheet.pdf?lang=en").data
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)
    assert "TN-1" in text
    assert "45,000" not in text


def test_who_counted_is_refused_on_the_page(pages, count, toner, head):
    found(count, toner, 8, head)
    services.finish(count, actor=as_actor(head), now=NOW + HOUR)
    pages.sign_in(head)
    pages.get(f"/store-counts/{count.id}/approve", status=409)
    again = f"/store-counts/{count.id}/lines/{line_of(count, toner).id}/again"
    pages.submit(pages.get(again))
    assert line_of(count, toner).counted is None


def test_a_sheet_that_another_saved_meanwhile_is_stale(pages, count, toner, roller, keeper):
    with time_machine.travel(NOW + HOUR, tick=False):
        pages.sign_in(keeper)
        sheet = pages.get(f"/store-counts/{count.id}/type-in")
        found(count, roller, 3, keeper)
        pages.submit(sheet, status=409, **{f"line_{line_of(count, toner).id}": "8"})
    assert line_of(count, toner).counted is None


def test_a_count_takes_as_many_statements_for_two_parts_as_for_four(pages, count, store, keeper):
    pages.sign_in(keeper)
    few = [pages.statements(f"/store-counts/{count.id}{page}") for page in ("", "/type-in")]
    for _number in range(2):
        receive(store, some_part(store.council_id))
    for level in queries.levels_to_count(store):
        if level.id not in {one.level_id for one in queries.lines_of(count)}:
            factories.saved(type(queries.lines_of(count)[0])(count_id=count.id, level_id=level.id))
    many = [pages.statements(f"/store-counts/{count.id}{page}") for page in ("", "/type-in")]
    assert many == few


def test_another_council_sees_no_count(pages, count):
    pages.sign_in(factories.user("head"))
    pages.get(f"/store-counts/{count.id}", status=404)


@pytest.mark.parametrize("path", ["", "parts/{part}", "report", "to-order", "levels/{level}/card"])
def test_whoever_counts_does_not_see_the_books_meanwhile(pages, count, toner, keeper, head, path):
    level = count.lines[0].level_id if hasattr(count, "lines") else 1
    url = "/stock/" + path.format(part=toner.id, level=level)
    db.session.commit()
    pages.sign_in(keeper)
    status = 200 if path in ("", "parts/{part}") else 409
    shown = pages.get(url, status=status)
    assert "Unahesabu ghala" in words(shown)
    pages.sign_in(head)
    pages.get(url)
    pages.sign_in(keeper)
    pages.get("/stock/receive")
