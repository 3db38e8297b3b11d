"""Counting devices, and what follows."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra.db import db
from helpdesk.stocktakes import queries, rules, services
from helpdesk.stocktakes.models import Stocktake
from helpdesk.stocktakes.rules import Result, State
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.factories import MONDAY_MORNING as NOW


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def room(council_id):
    return factories.location(council_id)


@pytest.fixture
def printer(council_id):
    return made.model(council_id)


@pytest.fixture
def here(printer, room):
    at = made.whereabouts(printer.council_id, location=room)
    return [made.asset(of=printer, at=at) for _number in range(3)]


@pytest.fixture
def elsewhere(printer):
    return made.asset(of=printer)


@pytest.fixture
def stocktake(here, room, officer):
    return services.start(room, is_blind=False, actor=as_actor(officer), now=NOW)


def counted(stocktake, asset, person, condition=None):
    return services.count(stocktake, asset, condition=condition, actor=as_actor(person), now=NOW)


def found(stocktake):
    db.session.expire_all()
    lines = queries.lines_of(stocktake)
    return {result: [one.asset_id for one in some] for result, some in lines.items()}


def test_a_percentage_is_never_rounded_up_to_all():
    assert rules.found_percent(3000, 2999) == "99.9"
    assert rules.found_percent(3, 3) == "100.0"
    assert rules.found_percent(0, 0) == ""


def test_a_count_tells_found_missing_misplaced_and_extra(stocktake, here, elsewhere, officer):
    counted(stocktake, here[0], officer)
    counted(stocktake, elsewhere, officer)
    services.add_extra(stocktake, "Projekta nyeusi", actor=as_actor(officer), now=NOW)

    assert found(stocktake) == {
        Result.FOUND: [here[0].id],
        Result.MISSING: [here[1].id, here[2].id],
        Result.MISPLACED: [elsewhere.id],
        Result.EXTRA: [None],
    }


def test_what_was_expected_stays_though_a_device_moves_meanwhile(stocktake, here, room, officer):
    to = made.whereabouts(room.council_id)
    equipment.move(here[0], to=to, reason="-", actor=as_actor(officer), now=NOW)
    assert here[0].id in found(stocktake)[Result.MISSING]


def test_two_people_count_a_device_once_and_the_first_stays(
    stocktake, here, elsewhere, officer, head
):
    assert counted(stocktake, here[0], officer)
    assert not counted(stocktake, here[0], head)
    assert counted(stocktake, elsewhere, head)
    assert not counted(stocktake, elsewhere, officer)

    (line,) = queries.lines_of(stocktake)[Result.FOUND]
    assert line.found_by == "Afisa TEHAMA"


def test_a_mistake_is_taken_back(stocktake, here, elsewhere, officer):
    counted(stocktake, here[0], officer)
    counted(stocktake, elsewhere, officer)
    lines = queries.lines_of(stocktake)
    ids = [line.id for line in (*lines[Result.FOUND], *lines[Result.MISPLACED])]

    services.take_back(stocktake, ids, actor=as_actor(officer), now=NOW)

    assert found(stocktake) == {Result.MISSING: [one.id for one in here]}


def test_the_register_follows_only_once_somebody_else_approves(
    stocktake, here, elsewhere, room, officer, head
):
    counted(stocktake, here[0], officer, Condition.POOR)
    counted(stocktake, elsewhere, officer)
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    assert elsewhere.location_id != room.id
    with pytest.raises(rules.OwnCountError):
        services.approve(stocktake, lost=(), actor=as_actor(officer), now=NOW)

    missing = queries.lines_of(stocktake)[Result.MISSING]
    services.approve(stocktake, lost={missing[0].id}, actor=as_actor(head), now=NOW)

    states = [db.session.get_one(Asset, one.id).status for one in here]
    assert elsewhere.location_id == room.id
    assert here[0].condition is Condition.POOR
    assert states == [Status.IN_SERVICE, Status.LOST_STOLEN, Status.IN_SERVICE]
    with pytest.raises(rules.OverError):
        services.approve(stocktake, lost=(), actor=as_actor(head), now=NOW)


def test_nothing_is_counted_after_the_end(stocktake, here, officer):
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    with pytest.raises(rules.OverError):
        counted(stocktake, here[0], officer)


def test_a_count_on_the_pages_from_its_beginning_to_its_report(
    pages, officer, head, here, elsewhere, room
):
    pages.sign_in(officer)
    page = pages.submit(pages.get("/stocktakes/new"), location_id=str(room.id))
    page = pages.submit(page, code=f"https://x.tz/e/{here[0].label_code}", condition="C")
    assert "Vifaa vilivyopatikana (1)" in words(page)
    box = page.select_one("input[name=line]")["value"]
    page = pages.submit(page, line=[box])
    assert "Vifaa vilivyopatikana (2)" in words(page)
    assert "code" in refused(pages.submit(page, status=422))
    page = pages.submit(page, code=elsewhere.asset_tag)
    stocktake = db.session.query(Stocktake).one()
    url = f"/stocktakes/{stocktake.id}"
    pages.submit(pages.get(f"{url}/extra"), words="Projekta nyeusi")
    pages.submit(pages.get(f"{url}/finish"))
    pages.sign_in(head)
    page = pages.get(f"{url}/approve")
    lost = page.select_one("input[name=lost]")["value"]
    pages.submit(page, lost=[lost])

    paper = pages.download(f"{url}/report.pdf?lang=en").data
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)

    assert "66.6" in text
    assert "Projekta nyeusi" in text
    assert here[2].asset_tag in text
    assert "Mkuu wa TEHAMA" in text
    db.session.expire_all()
    assert stocktake.state is State.APPLIED
    assert elsewhere.location_id == room.id


def test_a_blind_count_hides_what_is_expected(pages, officer, here, room):
    made_blind = services.start(room, is_blind=True, actor=as_actor(officer), now=NOW)
    pages.sign_in(officer)

    assert here[0].asset_tag not in words(pages.get(f"/stocktakes/{made_blind.id}"))
    page = pages.submit(pages.get(f"/stocktakes/{made_blind.id}"), code=here[0].asset_tag)
    assert here[0].asset_tag in words(page)
    assert room.name not in words(page, "table")


def test_a_count_takes_as_many_statements_for_three_devices_as_for_six(
    pages, officer, printer, here, room, stocktake
):
    pages.sign_in(officer)
    few = pages.statements(f"/stocktakes/{stocktake.id}")
    at = made.whereabouts(printer.council_id, location=room)
    for _number in range(3):
        made.asset(of=printer, at=at)
    more = services.start(room, is_blind=False, actor=as_actor(officer), now=NOW)
    assert pages.statements(f"/stocktakes/{more.id}") == few
