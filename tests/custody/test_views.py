"""The pages of custody, as an officer, a receiver and a holder see them."""

from contextlib import contextmanager
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from helpdesk.accounts.queries import as_actor
from helpdesk.contracts.services import give, take
from helpdesk.custody import services
from helpdesk.custody.models import Handover, HandoverLine
from helpdesk.custody.rules import Answer, Kind, StillHoldsError
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.reminders.models import Notification
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.contracts.factories import licence
from tests.custody.factories import paper, workshop
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING
from tests.inspections.test_views import PICTURE
from tests.pages import PageClient, save
from tests.sheets import text_of
from tests.tickets.test_collisions import at_once, filled
from tests.tickets.test_views import words

MOST_STATEMENTS = 26


@pytest.fixture
def second(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa wa Pili")


def new(kind, *assets):
    return f"/custody/new?kind={kind}" + "".join(f"&asset={one.id}" for one in assets)


def test_devices_are_handed_over_accepted_and_listed(pages, printer, officer, neema):
    save()
    pages.sign_in(officer)
    page = pages.submit(pages.get(new("issue", printer)), holder=f"{neema.name} ({neema.username})")

    assert "MBR/HND/" in words(page, "h1")
    assert printer.custodian_id == neema.id
    pages.sign_in(neema)
    home = pages.get("/")
    handover = db.session.scalars(select(Handover)).one()
    pages.press(home, f"/custody/{handover.id}/accept")
    db.session.refresh(handover)
    assert handover.answer is Answer.ACCEPTED
    pages.sign_in(officer)
    listed = pages.get("/custody/?view=all&q=neema")
    assert "Mpokeaji amekubali" in words(listed, "main")


def test_a_receiver_who_has_it_not_tells_the_officer(pages, printer, officer, neema):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)
    save()
    pages.sign_in(neema)
    pages.submit(pages.get(f"/custody/{handover.id}/differs"), note="Chaja haipo")

    pages.sign_in(officer)
    told = pages.get("/notifications/")
    assert "Neema Mushi hakubaliani na hati: Chaja haipo" in words(told, "main")


def test_two_officers_hand_over_one_device_and_one_is_told_by_whom(
    app, officer, second, printer, neema, juma
):
    save()
    path, desks = new("issue", printer), []
    for officer_, person in ((officer, neema), (second, juma)):
        desk = PageClient(app)
        desk.sign_in(officer_)
        holder = f"{person.name} ({person.username})"
        desks.append((desk, path, filled(desk.get(path), path, holder=holder)))

    answers = at_once(desks)

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    db.session.refresh(printer)
    winner = 0 if answers[0].status_code == 303 else 1
    assert printer.custodian_id == (neema, juma)[winner].id
    (loser,) = [answer for answer in answers if answer.status_code == 409]
    told = words(BeautifulSoup(loser.text, "html.parser"), "main")
    assert (officer, second)[winner].name in told
    assert db.session.scalar(select(func.count(Handover.id))) == 1


def test_many_devices_on_one_paper_are_refused_where_one_has_changed(
    pages, council_id, printer, officer, neema, juma
):
    other = made.asset(council_id, status=Status.IN_STORE)
    save()
    pages.sign_in(officer)
    page = pages.get(new("loan", printer, other))
    paper(Kind.LOAN, other, by=officer, to=juma)
    paper(Kind.RETURN, other, by=officer)
    save()

    due = {"due_on-day": "16", "due_on-month": "3", "due_on-year": "2099"}
    again = pages.submit(page, status=409, holder=neema.name, **due)

    assert other.asset_tag in words(again, ".error-summary")
    assert printer.custodian_id is None


def test_a_paper_of_two_holders_is_refused_in_words(
    pages, council_id, printer, officer, neema, juma
):
    other = made.asset(council_id, status=Status.IN_STORE)
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    paper(Kind.ISSUE, other, by=officer, to=juma)
    save()
    pages.sign_in(officer)

    page = pages.submit(pages.get(new("return", printer, other)), status=422)

    assert "viko kwa watumishi zaidi ya mmoja" in words(page, ".error-summary")


@pytest.mark.parametrize("language", ["sw", "en"])
def test_each_paper_is_one_page_with_its_devices_and_signatures(
    pages, council_id, printer, officer, neema, language
):
    workshop(council_id)
    papers = [paper(Kind.ISSUE, printer, by=officer, to=neema)]
    papers += [paper(Kind.REPAIR_BENCH, printer, by=officer, carried_by="Dereva Ali")]
    papers += [paper(Kind.RETURN, printer, by=officer)]
    papers += [paper(Kind.LOAN, printer, by=officer, to=neema)]
    save()
    pages.sign_in(officer)
    for one in papers:
        answer = pages.download(f"/custody/{one.id}?format=pdf&lang={language}")
        said = text_of(answer)
        assert len(PdfReader(BytesIO(answer.data)).pages) == 1
        assert one.number in said
        assert printer.asset_tag in said
        assert ("Mkuu wa Kitengo" if language == "sw" else "Head of the ICT unit") in said


def test_a_holder_confirms_all_in_one_tap_and_denies_one(
    pages, council_id, printer, officer, neema
):
    other = made.asset(council_id, status=Status.IN_STORE)
    paper(Kind.ISSUE, printer, other, by=officer, to=neema)
    save()
    pages.sign_in(neema)
    pages.submit(pages.get(f"/custody/devices/{other.id}/not-mine"), note="Sijawahi kukiona")

    mine = pages.get("/equipment/mine")
    ticket = db.session.scalars(select(Ticket)).one()
    assert ticket.reference in words(mine, "main")
    done = pages.press(mine, "/custody/confirm")
    assert "Umethibitisha kifaa 1" in words(done, "body")
    pages.sign_in(officer)
    assert "Neema Mushi" in words(pages.get("/custody/unconfirmed"), "main")


def test_whoever_owes_gets_a_list_and_whoever_does_not_a_certificate(
    pages, printer, officer, neema
):
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    save()
    pages.sign_in(officer)
    url = f"/custody/people/{neema.id}/clearance"
    assert printer.asset_tag in text_of(pages.download(f"{url}?format=pdf"))
    give = f"/custody/people/{neema.id}/clear"
    assert not pages.get(url).select(f'form[action="{give}"]')

    paper(Kind.RETURN, printer, by=officer)
    save()
    pages.press(pages.get(url), give)

    said = text_of(pages.download(f"{url}?format=pdf&lang=en"))
    assert "Equipment clearance certificate".upper() in said.upper()
    assert "MBR/CLR/" in said


def test_whoever_uses_a_licence_is_cleared_once_it_is_taken_back(pages, officer, neema):
    by = as_actor(officer)
    right = licence(actor=by, name="Ofisi 2024")
    seat = give(right, neema, actor=by, now=MONDAY_MORNING)
    save()
    pages.sign_in(officer)
    url, clear = (f"/custody/people/{neema.id}/{end}" for end in ("clearance", "clear"))
    page = pages.get(url)
    assert page.select_one(f'main a[href="/contracts/licences/{right.id}"]')
    assert not page.select(f'form[action="{clear}"]')
    assert "Ofisi 2024" in text_of(pages.download(f"{url}?format=pdf"))
    with pytest.raises(StillHoldsError):
        services.clear(neema, by=officer, actor=by, now=MONDAY_MORNING)

    take(seat, actor=by, now=MONDAY_MORNING)
    save()
    pages.press(pages.get(url), clear)
    assert "MBR/CLR/" in text_of(pages.download(f"{url}?format=pdf"))


def test_the_list_takes_the_same_statements_however_long_it_is(
    pages, council_id, printer, officer, neema
):
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    save()
    pages.sign_in(officer)
    few = pages.statements("/custody/")
    for _ in range(4):
        asset = made.asset(council_id, status=Status.IN_STORE)
        paper(Kind.ISSUE, asset, by=officer, to=neema)
    save()

    assert pages.statements("/custody/") == few


def test_ticked_devices_of_the_register_go_on_one_paper(pages, printer, officer):
    save()
    pages.sign_in(officer)
    page = pages.get("/equipment/")

    assert page.select(f'input[name="asset"][value="{printer.id}"][form="ticked"]')
    assert page.select('form#ticked button[name="kind"][value="issue"]')
    assert pages.redirected("/custody/new?kind=issue") == "/equipment/"
    assert db.session.scalar(select(func.count(HandoverLine.id))) == 0


def test_who_confirmed_in_the_program_stands_where_he_would_sign(pages, printer, officer, neema):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)
    save()
    pages.sign_in(neema)
    paper_of = f"/custody/{handover.id}?format=pdf&lang="
    assert "mfumo na Neema Mushi" not in text_of(pages.download(f"{paper_of}sw"))
    pages.press(pages.get("/"), f"/custody/{handover.id}/accept")

    said = text_of(pages.download(f"{paper_of}sw"))
    assert "Imethibitishwa kwenye mfumo na Afisa TEHAMA tarehe 02/03/2026" in said
    assert "Imethibitishwa kwenye mfumo na Neema Mushi" in said
    assert "Confirmed in the program by Neema Mushi" in text_of(pages.download(f"{paper_of}en"))


def test_what_was_answered_is_no_news_any_more(pages, printer, officer, neema):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema, now=clock.now())
    save()
    unread = select(func.count(Notification.id)).where(
        Notification.user_id == neema.id, Notification.read_at.is_(None)
    )
    assert db.session.scalar(unread) == 1
    pages.sign_in(neema)
    pages.submit(pages.get(f"/custody/{handover.id}/differs"), note="Chaja haipo")

    assert db.session.scalar(unread) == 0


def test_a_signed_copy_is_seen_by_who_sees_the_paper_and_nobody_else(
    pages, printer, officer, neema, juma
):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/custody/{handover.id}/signed-copy")
    refused = pages.submit(page, status=422)
    assert "Piga picha ya hati iliyosainiwa" in words(refused, ".error-summary")
    shown = pages.submit(refused, files=(BytesIO(PICTURE), "hati.png"))
    (link,) = [one["href"] for one in shown.select(".files a")]

    pages.sign_in(neema)
    assert "hati.png" in words(pages.get(f"/custody/{handover.id}"), "main")
    assert pages.download(link).mimetype == "image/png"
    pages.get(f"/custody/{handover.id}/signed-copy", status=403)
    pages.sign_in(juma)
    pages.download(link, status=404)


def test_all_that_changed_meanwhile_is_told_at_once_and_one_press_confirms(
    pages, council_id, printer, officer, neema, juma
):
    devices = [printer, *(made.asset(council_id, status=Status.IN_STORE) for _ in range(3))]
    save()
    pages.sign_in(officer)
    page = pages.get(new("issue", *devices))
    for one in devices[:3]:
        paper(Kind.LOAN, one, by=officer, to=juma)
        paper(Kind.RETURN, one, by=officer)
    save()
    holder = f"{neema.name} ({neema.username})"
    told = pages.submit(page, status=409, holder=holder)

    assert all(one.asset_tag in words(told, ".error-summary") for one in devices[:3])
    assert devices[3].asset_tag not in words(told, ".error-summary")
    pages.submit(told)
    assert {one.custodian_id for one in devices} == {neema.id}


def test_what_is_told_of_many_changed_devices_costs_no_more_than_of_one(
    pages, council_id, printer, officer, juma
):
    devices = [printer, *(made.asset(council_id, status=Status.IN_STORE) for _ in range(3))]
    save()
    costs = []
    for some in (devices[:1], devices):
        pages.sign_in(officer)
        page = pages.get(new("issue", *devices))
        for one in some:
            paper(Kind.LOAN, one, by=officer, to=juma)
            paper(Kind.RETURN, one, by=officer)
        save()
        with noted() as statements:
            pages.submit(page, status=409, holder=juma.name)
        costs.append(sum("FROM audit_entry" in one for one in statements))

    assert costs[0] == costs[1]


@contextmanager
def noted():
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def test_the_page_of_a_device_reads_what_its_panels_share_once(pages, printer, officer, neema):
    paper(Kind.LOAN, printer, by=officer, to=neema)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{printer.id}")

    assert "MBR/HND/" in words(page, "main")
    assert pages.statements(f"/equipment/{printer.id}") <= MOST_STATEMENTS
