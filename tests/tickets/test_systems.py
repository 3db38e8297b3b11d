"""A ticket and its government system: named by the words, filtered, escalated to its owner."""

import json

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.systems import services as systems
from helpdesk.systems.rules import guess_system
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.systems.factories import system
from tests.tickets.factories import ticket as opened


@pytest.fixture
def finance(app):
    return factories.department(factories.council().id, name_sw="Fedha")


@pytest.fixture
def asha(finance):
    return factories.user(council_id=finance.council_id, department_id=finance.id, name="Asha")


@pytest.fixture
def officer(finance):
    return factories.user("technician", council_id=finance.council_id, name="Afisa Baraka")


@pytest.fixture
def muse(finance):
    return system(
        finance.council_id, acronym="MUSE", owner="Wizara ya Fedha", help_contact="0000 111 222"
    )


@pytest.fixture
def ffars(finance):
    return system(finance.council_id, acronym="FFARS", other_names="fedha za vituo")


def words(page, selector="main"):
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(selector))


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("MUSE haifunguki", "MUSE"),
        ("muse inagoma\nffars ni sawa", "MUSE"),
        ("Mfumo haufunguki\nNi FFARS", "FFARS"),
        ("Fedha za vituo hazionekani", "FFARS"),
        ("Intaneti ni nzito\nhata MUSE haifunguki", None),
        ("MUSE na FFARS hazifunguki", None),
        ("Amuse haipo", None),
        ("Habari dawati la msaada", None),
        ("PEPMIS haikubali", "PEPMIS/PIPMIS"),
        ("%_' OR 1=1", None),
    ],
)
def test_a_text_is_about_the_one_system_that_it_names(app, muse, ffars, text, acronym):
    known = [
        muse,
        ffars,
        system(muse.council_id, acronym="Dawati la Msaada"),
        system(muse.council_id, acronym="PEPMIS/PIPMIS"),
    ]

    found = guess_system(text, known)

    assert (found and found.acronym) == acronym


def test_a_request_gets_its_system_by_its_words_or_by_choice(pages, asha, muse, ffars):
    guessed = opened(requester=asha, subject="MUSE haifunguki")
    pages.sign_in(asha)
    page = pages.get("/tickets/new")
    pages.submit(page, subject="Siwezi kuingia leo", hardship="stopped", system_id=str(ffars.id))

    chosen = db.session.scalars(db.select(Ticket).order_by(Ticket.id.desc()).limit(1)).one()
    assert (guessed.system, chosen.system) == (muse, ffars)
    assert pages.get(f"/tickets/new?system={muse.id}").select("details[open] option[selected]")


def test_a_system_of_another_council_or_a_retired_one_cannot_be_chosen(pages, asha, muse):
    foreign = system(factories.council().id)
    systems.retire(muse, actor=as_actor(asha))
    pages.sign_in(asha)

    for one in (foreign, muse):
        pages.submit(
            pages.get("/tickets/new"),
            status=422,
            subject="Siwezi kuingia",
            hardship="stopped",
            system_id=[str(one.id)],
        )
    assert db.session.scalars(db.select(Ticket)).all() == []


def test_an_officer_corrects_the_system_and_takes_it_back(pages, asha, officer, muse, ffars):
    ticket = opened(requester=asha, subject="MUSE haifunguki")
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/system"), system_id=str(ffars.id))

    assert "FFARS" in words(shown, "aside")
    last = queries.last_change(ticket)
    assert last is not None
    assert json.loads(last.fields) == {"system_id": [muse.id, ffars.id]}
    services.undo(ticket, actor=as_actor(officer), now=last.at)
    assert ticket.system_id == muse.id
    pages.sign_in(asha)
    assert pages.ask("GET", f"/tickets/{ticket.id}/system").status_code == 403


def test_the_champion_of_the_department_is_shown_to_requester_and_officer(
    pages, asha, officer, finance, muse
):
    champion = factories.user(
        council_id=finance.council_id, name="Bi Kinara", phone="+255754123456"
    )
    systems.add_use(muse, finance, champion=champion, actor=as_actor(officer))
    ticket = opened(requester=asha, subject="MUSE haifunguki")
    own = opened(requester=champion, subject="MUSE haifunguki")
    own.at_department_id = finance.id

    for reader in (asha, officer):
        pages.sign_in(reader)
        aside = words(pages.get(f"/tickets/{ticket.id}"), "aside")
        assert "Bi Kinara, +255754123456" in aside
    pages.sign_in(champion)
    assert "kwanza" not in words(pages.get(f"/tickets/{own.id}"), "aside")


def test_the_queue_is_narrowed_to_a_system(pages, asha, officer, muse, ffars):
    about = opened(requester=asha, subject="MUSE haifunguki")
    opened(requester=asha, subject="FFARS haifunguki")
    pages.sign_in(officer)

    page = pages.get(f"/tickets/?system={muse.id}")

    assert [row.select_one("a")["href"].split("?")[0] for row in page.select("tbody tr")] == [
        f"/tickets/{about.id}"
    ]
    assert page.select_one("#system option[selected]").text.strip() == "MUSE"


def test_the_page_of_a_system_lists_its_requests_to_who_may_see_them(
    pages, asha, officer, finance, muse
):
    mine = opened(requester=asha, subject="MUSE haifunguki")
    other = opened(requester=factories.user(council_id=finance.council_id), subject="MUSE ya siri")
    pages.sign_in(asha)
    page = words(pages.get(f"/systems/{muse.id}"))
    assert mine.reference in page
    assert other.reference not in page

    pages.sign_in(officer)
    few = pages.statements(f"/systems/{muse.id}")
    for number in range(30):
        opened(requester=asha, subject=f"MUSE haifunguki {number}")
    page = pages.get(f"/systems/{muse.id}")
    assert len(page.select("li[data-row]")) == 10
    assert "32" in words(page)
    assert pages.statements(f"/systems/{muse.id}") == few


def test_sending_outside_begins_with_the_owner_of_the_system(pages, asha, officer, muse):
    ticket = opened(requester=asha, subject="MUSE haifunguki")
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    page = pages.get(f"/tickets/{ticket.id}/escalate")

    assert page.select_one("#sent_to")["value"] == "Wizara ya Fedha"
    assert "0000 111 222" in words(page)


def test_a_part_of_an_outage_is_about_its_system(asha, officer, muse):
    outage = opened(requester=officer, subject="MUSE haifunguki")
    services.mark_outage(outage, subject="Malipo", actor=as_actor(officer), now=MONDAY_MORNING)

    child = services.join_outage(outage, person=asha, actor=as_actor(asha), now=MONDAY_MORNING)

    assert child.system == muse
