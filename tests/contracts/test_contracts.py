"""Support contracts and licences: who is covered, who uses what, and what is refused."""

from datetime import date, timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.contracts import queries, rules, services
from helpdesk.contracts.models import Contract, LicenceSeat
from helpdesk.contracts.rules import Term
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests import factories
from tests.contracts.factories import contract, licence, vendor
from tests.equipment import factories as made
from tests.pages import save
from tests.tickets.test_collisions import at_once, filled, signed_in
from tests.tickets.test_views import words


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def actor(officer):
    return as_actor(officer)


@pytest.fixture
def server(officer):
    return made.asset(officer.council_id)


@pytest.fixture
def today():
    return clock.today()


def typed(name, day):
    """Fill the three boxes of a date."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (1, 100, Term.COMING),
        (0, 91, Term.IN_FORCE),
        (0, 90, Term.ENDING),
        (-10, 0, Term.ENDING),
        (-10, -1, Term.ENDED),
        (-10, None, Term.IN_FORCE),
    ],
)
def test_the_last_day_still_counts(begins, ends, expected):
    day = date(2026, 3, 2)
    last = None if ends is None else day + timedelta(days=ends)

    assert rules.term(day + timedelta(days=begins), last, today=day) is expected


@pytest.mark.parametrize("term", [None, *Term])
def test_the_list_is_narrowed_as_the_rule_says(actor, today, term):
    for begins, ends in [(5, 400), (-9, 200), (-9, 90), (-9, 0), (-9, -1)]:
        first = today + timedelta(days=begins)
        contract(actor=actor, begins_on=first, ends_on=today + timedelta(days=ends))

    found = db.session.scalars(queries.contracts(actor, "", term, today=today)).all()

    terms = [rules.term(one.begins_on, one.ends_on, today=today) for one in found]
    assert len(terms) == {None: 5, Term.ENDING: 2}.get(term, 1)
    assert term is None or set(terms) == {term}


def test_an_officer_enters_a_contract_and_the_device_says_who_supports_it(
    pages, officer, actor, server, today
):
    firm = vendor(actor)
    pages.sign_in(officer)
    page = pages.submit(
        pages.get("/contracts/new"),
        number="AMC-7",
        vendor_id=firm.id,
        **typed("begins_on", today),
        **typed("ends_on", today + timedelta(days=364)),
        response_hours="8",
        annual_cost="1,200,000",
        devices=f"{server.asset_tag.lower()}\n",
    )

    assert server.asset_tag in words(page)
    shown = words(pages.get(f"/equipment/{server.id}"))
    assert "AMC-7" in shown
    assert "ndani ya saa 8" in shown


def test_unknown_devices_and_known_numbers_are_named_at_their_box(pages, officer, actor, today):
    contract(actor=actor, number="AMC-1", ends_on=today)
    pages.sign_in(officer)
    days = {**typed("begins_on", today), **typed("ends_on", today)}
    form = {"vendor_id": vendor(actor).id, **days}

    twice = pages.submit(pages.get("/contracts/new"), **form, number="amc-1", status=422)
    unknown = pages.submit(
        pages.get("/contracts/new"), **form, number="AMC-2", devices="MBR/X/1", status=422
    )

    assert "Tayari" in twice.select_one("#number-error").get_text()
    assert "MBR/X/1" in unknown.select_one("#devices-error").get_text()
    assert db.session.scalar(db.select(db.func.count(Contract.id))) == 1


def test_the_last_day_comes_not_before_the_first(pages, officer, actor, today):
    pages.sign_in(officer)
    before = today - timedelta(days=1)
    days = {**typed("begins_on", today), **typed("ends_on", before)}
    form = {"number": "A", "vendor_id": vendor(actor).id, **days}

    page = pages.submit(pages.get("/contracts/new"), **form, status=422)

    assert page.select_one("#ends_on-error") is not None


def test_a_contract_is_renewed_once_from_the_day_after(pages, officer, actor, server, today):
    old = contract(server, actor=actor, ends_on=today)
    pages.sign_in(officer)
    form = pages.get(f"/contracts/{old.id}/renew")
    pages.submit(form, number="AMC-NEW")

    new = db.session.scalars(db.select(Contract).where(Contract.follows_id == old.id)).one()
    assert (new.begins_on, [one.asset_id for one in new.cover]) == (
        today + timedelta(days=1),
        [server.id],
    )
    pages.get(f"/contracts/{old.id}/renew", status=409)


def test_who_saves_an_old_page_of_a_contract_is_told(pages, officer, actor, today):
    one = contract(actor=actor, ends_on=today)
    pages.sign_in(officer)
    old = pages.get(f"/contracts/{one.id}/edit")
    pages.submit(pages.get(f"/contracts/{one.id}/edit"), note="Kwanza")

    refused = pages.submit(old, note="Pili", status=409)

    assert "Pili" in str(refused)
    db.session.refresh(one)
    assert one.note == "Kwanza"


def test_no_more_use_a_licence_than_was_paid_for(actor, server, officer):
    one = licence(actor=actor, seats=1)
    seat = services.give(one, server, actor=actor, now=clock.now())

    with pytest.raises(rules.HasSeatError):
        services.give(one, server, actor=actor, now=clock.now())
    with pytest.raises(rules.NoSeatLeftError):
        services.give(one, officer, actor=actor, now=clock.now())
    services.take(seat, actor=actor, now=clock.now())
    services.give(one, officer, actor=actor, now=clock.now())
    assert queries.used(one) == 1
    assert len(db.session.scalars(db.select(LicenceSeat)).all()) == 2, "what was is kept"


def test_of_eight_who_give_the_last_seat_at_once_one_succeeds(app, officer, actor):
    one = licence(actor=actor, seats=1)
    devices = [made.asset(officer.council_id) for _number in range(8)]
    save()
    path = f"/contracts/licences/{one.id}"
    sendings = []
    for device in devices:
        pages = signed_in(app, officer)
        form = filled(pages.get(path), f"{path}/give", asset_tag=device.asset_tag)
        sendings.append((pages, f"{path}/give", form))

    answers = at_once(sendings)

    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 7
    assert queries.used(one) == 1


def test_fewer_seats_than_are_used_are_refused_at_their_box(pages, officer, actor, server):
    one = licence(actor=actor, seats=2)
    for holder in (server, officer):
        services.give(one, holder, actor=actor, now=clock.now())
    pages.sign_in(officer)

    page = pages.submit(pages.get(f"/contracts/licences/{one.id}/edit"), seats="1", status=422)

    assert "Zaidi" in page.select_one("#seats-error").get_text()


@pytest.mark.parametrize(("kind", "seats"), [("subscription", ""), ("site", "5")])
def test_seats_belong_to_what_is_counted(pages, officer, kind, seats):
    pages.sign_in(officer)

    page = pages.submit(
        pages.get("/contracts/licences/new"), name="X", kind=kind, seats=seats, status=422
    )

    assert page.select_one("#seats-error") is not None


def test_a_key_is_shown_to_whoever_asks_and_the_log_keeps_that(pages, officer, actor):
    one = licence(actor=actor, key="SIRI-123")
    pages.sign_in(officer)
    page = pages.get(f"/contracts/licences/{one.id}")
    assert "SIRI-123" not in str(page)
    assert "SIRI-123" not in str(pages.get(f"/contracts/licences/{one.id}/edit"))

    shown = pages.press(page, f"/contracts/licences/{one.id}/key", status=200)

    assert shown.select_one("#key").get_text() == "SIRI-123"
    acts = db.session.scalars(db.select(AuditEntry.action)).all()
    assert "licence.show_key" in acts


def test_an_empty_box_keeps_the_key_and_the_log_never_repeats_it(pages, officer, actor):
    one = licence(actor=actor, key="SIRI-123")
    pages.sign_in(officer)
    pages.submit(pages.get(f"/contracts/licences/{one.id}/edit"), note="x")
    pages.submit(pages.get(f"/contracts/licences/{one.id}/edit"), new_key="SIRI-456")

    db.session.refresh(one)
    assert one.key == "SIRI-456"
    assert not [e for e in db.session.scalars(db.select(AuditEntry)) if "SIRI" in e.changes]


def test_whoever_only_reads_sees_no_button_and_no_key(pages, officer, actor):
    one = licence(actor=actor, key="SIRI-123")
    pages.sign_in(factories.user("auditor", council_id=officer.council_id))

    page = pages.get(f"/contracts/licences/{one.id}")

    assert "SIRI" not in str(page)
    assert not page.select("main form")


def test_another_council_finds_nothing(pages, actor, today):
    one, other = contract(actor=actor, ends_on=today), licence(actor=actor)
    pages.sign_in(factories.user("technician"))

    pages.get(f"/contracts/{one.id}", status=404)
    pages.get(f"/contracts/licences/{other.id}", status=404)
    assert one.number not in words(pages.get("/contracts/"))


@pytest.mark.parametrize("path", ["/contracts/", "/contracts/licences"])
@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_lists_run_as_many_statements_for_40_as_for_2(pages, officer, actor, today, path):
    def more(number):
        for _one in range(number):
            contract(actor=actor, ends_on=today)
            services.give(licence(actor=actor), officer, actor=actor, now=clock.now())

    more(2)
    pages.sign_in(officer)
    few = pages.statements(path)
    more(38)

    assert pages.statements(path) == few


def test_what_left_the_council_is_not_covered(actor, officer, today):
    gone = made.asset(officer.council_id)
    gone.status = Status.DISPOSED
    db.session.flush()

    with pytest.raises(rules.UnknownDevicesError):
        contract(gone, actor=actor, ends_on=today)
