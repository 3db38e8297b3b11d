"""Nobody learns of a security incident by a list, a report, a download, the log or the outbox."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from io import BytesIO

import pytest
from sqlalchemy import select
from time_machine import travel

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries import broken_links, matching
from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from helpdesk.infra.paging import counted
from helpdesk.outbox import services as outbox
from helpdesk.outbox.models import Message
from helpdesk.reminders.models import Notification
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.services.escalations import Sent
from tests import factories
from tests.infra.files import png
from tests.pages import PageClient, save
from tests.sheets import rows_of, text_of
from tests.tickets.factories import ticket as opened

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)  # a Monday
SECRET = "Nywila ya mhasibu imeibiwa"  # noqa: S105
FILE, MEASURES, ABROAD = "siri-ya-nywila.png", "Akaunti imefungwa kabisa", "TZ-CERT"
OUTSIDERS = {
    "auditor": "auditor",
    "administrator": "administrator",
    "officer": "technician",
    "colleague": "requester",
}
TRACES = ("ticket_link", "escalation", "attachment", "message", "report")


@pytest.fixture(autouse=True)
def on_a_monday():
    with travel(NOW, tick=True):
        yield


@pytest.fixture
def people(app, monkeypatch) -> dict[str, User]:
    monkeypatch.setitem(app.config, "MAIL_SERVER", "localhost")
    own = factories.user(name="Neema Mushi", email="neema@halmashauri.go.tz")
    roles = {**OUTSIDERS, "head": "head"}
    others = {
        name: factories.user(role, council_id=own.council_id, department_id=own.department_id)
        for name, role in roles.items()
    }
    for name, person in others.items():
        person.email = f"{name}@halmashauri.go.tz"
    save()
    return {"own": own, **others}


@pytest.fixture
def incident(pages, people) -> Ticket:
    """What Neema reported with a picture, and the head worked on in ways that leave traces."""
    pages.sign_in(people["own"])
    form = pages.get("/kinds/security-incident/new")
    pages.submit(form, severity="critical", what_happened=SECRET, files=(BytesIO(png()), FILE))
    made = db.session.scalars(select(Ticket)).one()
    pages.sign_in(people["head"])
    url = f"/kinds/tickets/{made.id}/steps/contain"
    pages.submit(pages.get(url), measures=MEASURES)
    pages.download(f"/kinds/tickets/{made.id}/form?format=pdf")
    _worked_on(made, people)
    save()
    return made


def _worked_on(made: Ticket, people: dict[str, User]) -> None:
    actor = as_actor(people["head"])
    services.reply(made, text="Asante", author=people["head"], actor=actor, now=NOW)
    services.note(made, text=SECRET, author=people["head"], actor=actor, now=NOW)
    services.take(made, actor=actor, now=NOW)
    sent = services.escalate(made, Sent(ABROAD, "", 3), actor=actor, now=NOW)
    save()
    services.take_back_sending(sent, actor=actor, now=NOW)
    other = opened(requester=people["colleague"], subject="Printa haichapishi")
    services.link(other, other=made, actor=actor, now=NOW)
    services.put_under(other, parent=made, actor=actor, now=NOW)
    message = db.session.scalars(select(Message).where(Message.about_id == made.id)).first()
    assert message is not None
    message.next_try_at = None
    outbox.try_again(message, actor=actor, now=NOW)
    message.next_try_at = None


def lists(app, pages: PageClient) -> Iterator[str]:
    """Every address that needs no gap filled, every report, and the list of incidents itself."""
    yield "/kinds/security-incident/"
    yield from set(re.findall(r'href="(/reports/[a-z-]+)', pages.peek("/reports/").text))
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint != "static":
            yield rule.rule


def read(pages: PageClient, path: str) -> Iterator[tuple[str, str]]:
    """Read a page, the same with each of its filters and views, and the file of what it lists."""
    text = unescape(pages.peek(path).get_data().decode("utf-8", "replace"))
    yield path, text
    links = set(re.findall(r'href="([^"#]+\?[^"#]+)"', text))
    for link in sorted(one for one in links if one.partition("?")[0] == path):
        if "format=" not in link or "format=csv" in link:
            yield link, unescape(pages.peek(link).get_data().decode("utf-8", "replace"))


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_list_report_or_file_tells_of_it(app, pages, people, incident, name):
    pages.sign_in(people[name])
    words = (incident.reference, SECRET, FILE, MEASURES, ABROAD)

    told = [
        (path, word)
        for start in lists(app, pages)
        for path, text in read(pages, start)
        for word in words
        if word in text
    ]

    assert told == []


@pytest.mark.parametrize("name", ["auditor", "administrator"])
def test_the_log_neither_lists_nor_counts_nor_prints_what_is_about_it(
    pages, people, incident, name
):
    incident.assignee_id = None  # as it is until somebody takes it up
    save()
    written = set(db.session.scalars(select(AuditEntry.action)))
    for area in TRACES:
        assert any(action.startswith(f"{area}.") for action in written), area
        assert counted(matching(as_actor(people[name]), action=f"{area}.")) == 0, area
    assert counted(matching(as_actor(people[name]), action="ticket.")) == 2  # the printer's

    pages.sign_in(people[name])
    assert "Printa" not in pages.get("/audit/?action=ticket.open").get_text()
    printed = text_of(pages.download("/audit/?format=pdf"))
    sheet = str(rows_of(pages.download("/audit/?format=xlsx")))
    assert {incident.reference in printed, incident.reference in sheet} == {False}
    assert list(broken_links()) == []


def test_whoever_reported_it_reads_of_it_in_the_log(people, incident):
    factories.grant(people["own"], "auditor")
    save()

    assert counted(matching(as_actor(people["own"]), action="ticket.open")) == 2


def test_nobody_is_told_of_it_but_those_concerned(people, incident):
    told = select(Message.recipient).where(Message.body.contains(incident.reference))
    concerned = {people["own"], people["head"]}

    assert set(db.session.scalars(told)) <= {one.email for one in concerned}
    noted = select(Notification.user_id).where(Notification.subject_id == incident.id)
    assert set(db.session.scalars(noted)) <= {one.id for one in concerned}
