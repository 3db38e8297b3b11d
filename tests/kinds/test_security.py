"""A security incident is read by who reported it, its officer, the head and the director alone."""

from datetime import datetime
from io import BytesIO

import pytest
from sqlalchemy import select
from time_machine import travel
from werkzeug.test import TestResponse

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from helpdesk.outbox.models import Message
from helpdesk.outbox.queries import counts, given_up
from helpdesk.outbox.rules import Channel, State
from helpdesk.reminders.models import Notification
from helpdesk.reminders.queries import sees
from helpdesk.reports.queries.service import cases
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind
from tests import factories
from tests.equipment.factories import asset as some_asset
from tests.infra.files import png
from tests.pages import save
from tests.reminders.factories import wishes
from tests.tickets.factories import ticket as opened

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)  # a Monday
SECRET = "Nywila ya mhasibu imeibiwa"  # noqa: S105
LETS_IN = ("own", "head", "director")
KEEPS_OUT = ("officer", "chief", "auditor", "administrator", "storekeeper", "colleague")


@pytest.fixture
def people(app) -> dict[str, User]:
    own = factories.user(name="Neema Mushi")
    roles = {"officer": "technician", "director": "manager", "colleague": "requester"}
    found = {"own": own, "chief": factories.user(council_id=own.council_id, name="Bi chief")}
    factories.grant(found["chief"], "manager", department_id=own.department_id)
    for name in (*LETS_IN, *KEEPS_OUT):
        if name not in found:
            role = roles.get(name, name)
            found[name] = factories.user(role, council_id=own.council_id, name=f"Bi {name}")
    return found


@pytest.fixture
def incident(pages, people) -> Ticket:
    """What Neema reported by the form, with a picture."""
    with travel(NOW, tick=False):
        pages.sign_in(people["own"])
        form = pages.get("/kinds/security-incident/new")
        files = (BytesIO(png()), "picha.png")
        pages.submit(form, severity="critical", what_happened=SECRET, files=files)
    return db.session.scalars(select(Ticket)).one()


@pytest.fixture(autouse=True)
def later_that_day():
    with travel(NOW, tick=True):
        yield


def places(ticket: Ticket) -> list[str]:
    """Every page that would name the incident if it could; each is 200 to the head."""
    number = ticket.reference.rpartition("/")[2]
    return [
        f"/tickets/?view=all&q={number}",
        "/tickets/?view=unassigned",
        "/tickets/?status=new",
        "/tickets/?format=csv",
        "/tickets/triage",
        f"/search?q={number}",
        "/kinds/security-incident/",
        "/kinds/security-incident/?format=csv",
        f"/equipment/{ticket.asset_id}",
        "/",
        "/notifications/",
    ]


def text_of(answer: TestResponse) -> str:
    return answer.data.decode("utf-8", "replace")


def test_those_concerned_find_it_and_nobody_else_anywhere(pages, people, incident):
    device = some_asset(people["own"].council_id)
    incident.asset_id = device.id
    save()
    file = db.session.scalars(select(Attachment)).one()
    direct = [
        f"/tickets/{incident.id}",
        f"/tickets/{incident.id}/job-card",
        f"/kinds/tickets/{incident.id}/form",
        f"/kinds/tickets/{incident.id}/steps/contain",
        f"/attachments/{file.id}",
    ]
    pages.sign_in(people["head"])
    found = {path: pages.peek(path) for path in (*places(incident), *direct)}
    assert {path: one.status_code for path, one in found.items() if one.status_code != 200} == {}
    assert sum(incident.reference in text_of(one) for one in found.values()) >= 8

    for name in KEEPS_OUT:
        pages.sign_in(people[name])
        for path in places(incident):
            text = text_of(pages.peek(path))
            assert incident.reference not in text, (name, path)
            assert SECRET not in text, (name, path)
        refused = {path: pages.peek(path).status_code for path in direct}
        assert set(refused.values()) <= {403, 404}, (name, refused)


@pytest.mark.parametrize("name", LETS_IN)
def test_who_is_concerned_reads_it(pages, people, incident, name):
    pages.sign_in(people[name])

    assert SECRET in pages.get(f"/tickets/{incident.id}").get_text()


def test_an_officer_reads_it_from_the_day_on_which_it_is_his(pages, people, incident):
    actor = as_actor(people["head"])
    services.assign(incident, to=people["officer"], actor=actor, now=NOW)
    save()
    pages.sign_in(people["officer"])
    assert SECRET in pages.get(f"/tickets/{incident.id}").get_text()

    services.assign(incident, to=people["head"], actor=actor, now=NOW)
    save()

    assert pages.peek(f"/tickets/{incident.id}").status_code == 404


def test_it_is_counted_and_told_to_nobody_who_may_not_read_it(people, incident):
    def counted(name: str) -> int:
        return queries.counts(as_actor(people[name]), now=NOW)["open"]

    assert {name: counted(name) for name in (*LETS_IN, *KEEPS_OUT)} == {
        **dict.fromkeys(LETS_IN, 1),
        **dict.fromkeys(KEEPS_OUT, 0),
    }
    told = {name for name in people if sees(as_actor(people[name]), incident)}
    assert told == set(LETS_IN)


def test_the_report_of_the_desk_counts_it_only_for_who_may_read_it(people, incident):
    period = Period.quarter_of(NOW.date())
    counted = {name: len(cases(as_actor(people[name]), period)) for name in people}

    assert {name for name, number in counted.items() if number} == set(LETS_IN)


def test_an_outage_that_is_an_incident_is_no_banner(people, incident):
    incident.is_outage = True
    save()

    assert not queries.known_outages(as_actor(people["colleague"]))
    assert queries.known_outages(as_actor(people["head"]))


def test_a_ticket_whose_words_speak_of_viruses_is_everybodys_work(people):
    guessed = opened(requester=people["own"], subject="Kompyuta imeingiwa na virusi")
    assert guessed.kind is not Kind.SECURITY_INCIDENT


def test_the_log_says_that_steps_were_taken_but_not_what_they_say(pages, people, incident):
    pages.sign_in(people["head"])
    url = f"/kinds/tickets/{incident.id}/steps/contain"
    pages.submit(pages.get(url), measures="Akaunti imefungwa kabisa")

    pages.sign_in(people["auditor"])
    text = pages.get("/audit/").get_text()

    assert "Akaunti imefungwa kabisa" not in text
    assert SECRET not in text


@pytest.mark.parametrize(
    ("severity", "priority"), [("low", "P4"), ("medium", "P3"), ("high", "P2"), ("critical", "P1")]
)
def test_its_priority_follows_from_how_serious_it_is(pages, people, severity, priority):
    pages.sign_in(people["own"])
    form = pages.get("/kinds/security-incident/new")
    pages.submit(form, severity=severity, what_happened=SECRET)

    assert db.session.scalars(select(Ticket)).one().priority == priority


def test_those_who_may_know_are_told_at_once_and_nobody_else(app, pages, people, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "localhost")
    monkeypatch.setitem(app.config, "SMS_GATEWAY", "file")
    for name, person in people.items():
        person.email, person.phone = f"{name}@halmashauri.go.tz", "+255754000001"
        wishes(person, by_sms=name == "head")
    pages.sign_in(people["own"])
    form = pages.get("/kinds/security-incident/new")
    shown = pages.submit(form, severity="critical", what_happened=SECRET)

    told = db.session.scalars(select(Notification)).all()
    assert {one.user_id for one in told} == {people["head"].id, people["director"].id}
    letters = db.session.scalars(select(Message).where(Message.channel == Channel.EMAIL)).all()
    assert {one.recipient.partition("@")[0] for one in letters} == {"head", "director"}
    assert all("usalama" in one.body and SECRET not in one.body for one in letters)
    assert "Neema Mushi ameripoti tukio la usalama" not in shown.get_text()

    pages.sign_in(people["director"])
    page = pages.get("/notifications/")
    assert "Neema Mushi ameripoti tukio la usalama" in page.get_text()
    assert "wachache" in page.get_text()  # why it came

    for one in db.session.scalars(select(Message)):  # a text message is among them
        one.next_try_at = None
    save()
    assert given_up() == 3
    seen = {name: counts(as_actor(people[name]))[State.GIVEN_UP] for name in people}
    assert {name for name, count in seen.items() if count} == {"head", "director", "own"}
    pages.sign_in(people["administrator"])
    assert "@" not in pages.get("/outbox/").main.get_text()


def test_only_who_may_know_is_asked_how_to_be_told(pages, people):
    found = {}
    for name in (*LETS_IN, *KEEPS_OUT):
        pages.sign_in(people[name])
        found[name] = bool(pages.get("/notifications/preferences").select("#security"))

    assert {name for name, is_asked in found.items() if is_asked} == {"head", "director"}
