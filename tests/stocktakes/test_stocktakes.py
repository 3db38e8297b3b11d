"""Counting devices, and what follows."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra.db import db
from helpdesk.losses.queries import losses_of
from helpdesk.stocktakes import queries, rules, services
from helpdesk.stocktakes.models import Stocktake
from helpdesk.stocktakes.rules import Result, State
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.factories import MONDAY_MORNING as NOW
from tests.infra.files import png


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


def test_a_missing_device_that_is_given_up_has_a_report(stocktake, here, officer, head):
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    (first, *_others) = queries.lines_of(stocktake)[Result.MISSING]
    services.approve(stocktake, lost={first.id}, actor=as_actor(head), now=NOW)
    (loss,) = losses_of(here[0], actor=as_actor(head))
    assert stocktake.number in loss.circumstances


def test_a_picture_of_what_nobody_registered_is_kept_and_shown_to_who_approves(
    pages, officer, head, stocktake
):
    url = f"/stocktakes/{stocktake.id}"
    pages.sign_in(officer)
    taken = [(BytesIO(png()), "picha.png")]
    again = pages.submit(pages.get(f"{url}/extra"), files=taken, status=422)
    assert "picha.png" in words(again)
    page = pages.submit(again, words="Projekta nyeusi")
    assert "picha.png" in words(page)
    pages.submit(pages.get(f"{url}/finish"))
    pages.sign_in(head)
    seen = pages.get(f"{url}/approve").select_one("main img")
    assert "Projekta nyeusi" in seen["alt"]
    assert pages.download(seen["src"]).mimetype == "image/png"


def test_one_scan_follows_the_other_and_misplaced_ones_are_said_at_once(
    pages, officer, here, elsewhere, stocktake
):
    pages.sign_in(officer)
    page = pages.get(pages.get("/equipment/scan").find("a", string=stocktake.number)["href"])
    assert "autofocus" in page.select_one("#code").attrs
    page = pages.submit(page, code=f"https://x.tz/e/{here[0].label_code}", condition="B")
    assert f"{here[0].asset_tag} kimehesabiwa" in words(page, "body")
    assert page.select_one("#condition option[selected]")["value"] == "B"
    page = pages.submit(page, code=elsewhere.asset_tag)
    assert "rejista inasema kipo" in words(page, "body")
    page = pages.submit(page, code=elsewhere.asset_tag)
    assert "kilishahesabiwa" in words(page, "body")
    assert "Hakuna kifaa" in words(pages.submit(page, code="HAKUNA"), "body")
    assert found(stocktake)[Result.MISPLACED] == [elsewhere.id]


def test_nothing_is_scanned_into_a_count_that_has_ended(pages, officer, stocktake):
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    pages.sign_in(officer)
    for step in ("scan", "type-in"):
        pages.get(f"/stocktakes/{stocktake.id}/{step}", status=409)
    assert stocktake.number not in words(pages.get("/equipment/scan"))


def test_a_sheet_is_typed_back_in_one_go(pages, officer, here, stocktake):
    counted(stocktake, here[2], officer)
    lines = {
        line.asset_id: line.id for some in queries.lines_of(stocktake).values() for line in some
    }
    first, second, third = (lines[one.id] for one in here)
    pages.sign_in(officer)
    page = pages.get(f"/stocktakes/{stocktake.id}/type-in")
    typed = {f"condition_{first}": "D", f"result_{second}": "found", f"result_{third}": "missing"}
    pages.submit(page, **typed)
    assert found(stocktake) == {
        Result.FOUND: [here[0].id, here[1].id],
        Result.MISSING: [here[2].id],
    }
    conditions = [line.condition for line in queries.lines_of(stocktake)[Result.FOUND]]
    assert conditions == [Condition.POOR, None]


def test_who_types_while_another_counts_is_told_and_loses_nothing(
    pages, officer, head, here, stocktake
):
    lines = {line.asset_id: line.id for line in queries.lines_of(stocktake)[Result.MISSING]}
    first, second = lines[here[0].id], lines[here[1].id]
    pages.sign_in(officer)
    page = pages.get(f"/stocktakes/{stocktake.id}/type-in")
    counted(stocktake, here[1], head, Condition.GOOD)
    page = pages.submit(page, **{f"condition_{first}": "D", f"condition_{second}": "E"}, status=409)
    chosen = {
        box["name"]: box.select_one("option[selected]")["value"]
        for box in page.select("main select")
        if box.select_one("option[selected]")
    }
    assert (chosen[f"condition_{first}"], chosen[f"condition_{second}"]) == ("D", "E")
    assert found(stocktake)[Result.FOUND] == [here[1].id]
    pages.submit(page)
    assert found(stocktake)[Result.FOUND] == [here[0].id, here[1].id]


@pytest.mark.parametrize("is_blind", [False, True])
def test_a_sheet_lists_what_is_expected_and_a_blind_one_does_not(
    pages, officer, here, room, is_blind
):
    one = services.start(room, is_blind=is_blind, actor=as_actor(officer), now=NOW)
    pages.sign_in(officer)
    for language in ("sw", "en"):
        paper = pages.download(f"/stocktakes/{one.id}/sheet?lang={language}").data
        (sheet,) = PdfReader(BytesIO(paper)).pages
        assert (here[0].asset_tag in sheet.extract_text()) is not is_blind
    pages.get(f"/stocktakes/{one.id}/type-in", status=404 if is_blind else 200)


def test_the_list_says_what_goes_on_and_leads_to_what_nobody_verified(pages, officer, stocktake):
    pages.sign_in(officer)
    page = pages.get("/stocktakes/")
    assert stocktake.number in words(page)
    assert page.select("a[href='/stocktakes/unverified']")


def test_what_was_moved_after_it_was_counted_stays_there(
    pages, stocktake, elsewhere, room, officer, head
):
    counted(stocktake, elsewhere, officer)
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    to = made.whereabouts(room.council_id)
    later = NOW + timedelta(hours=1)
    equipment.move(elsewhere, to=to, reason="-", actor=as_actor(officer), now=later)
    db.session.commit()

    pages.sign_in(head)
    page = pages.get(f"/stocktakes/{stocktake.id}/approve")
    assert "Kilihamishwa baada ya kuhesabiwa" in words(page)
    pages.submit(page)
    db.session.expire_all()
    assert elsewhere.location_id == to.location.id


def test_what_left_the_register_or_is_looked_for_is_told_of(
    pages, stocktake, elsewhere, room, officer, head
):
    elsewhere.status = Status.LOST_STOLEN
    db.session.commit()
    pages.sign_in(officer)
    page = pages.submit(pages.get(f"/stocktakes/{stocktake.id}/scan"), code=elsewhere.asset_tag)
    assert "lakini rejista inasema" in words(page, "body")
    services.finish(stocktake, actor=as_actor(officer), now=NOW)
    db.session.commit()
    pages.sign_in(head)
    page = pages.get(f"/stocktakes/{stocktake.id}/approve")
    assert "ambavyo havipaswi kuwepo tena" in words(page)
    pages.submit(page)
    db.session.expire_all()
    assert elsewhere.status is Status.LOST_STOLEN
    assert elsewhere.location_id != room.id


def test_two_counts_of_the_same_devices_are_warned_of(pages, stocktake, room, officer):
    pages.sign_in(officer)
    page = pages.submit(pages.get("/stocktakes/new"), location_id=str(room.id))
    assert f"vinahesabiwa tayari: {stocktake.number}" in words(page, "body")


def test_a_blind_count_does_not_tell_where_a_device_belongs(pages, officer, elsewhere, room, here):
    blind = services.start(room, is_blind=True, actor=as_actor(officer), now=NOW)
    db.session.commit()
    pages.sign_in(officer)
    page = pages.submit(pages.get(f"/stocktakes/{blind.id}/scan"), code=elsewhere.asset_tag)
    assert f"{elsewhere.asset_tag} kimehesabiwa." in words(page, "body")
    assert "rejista" not in words(page, ".notice")
