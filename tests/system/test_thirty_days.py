"""Thirty days of news, by the program's own jobs, while the mail server comes and goes."""

import re
from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.core.local_time import ZONE
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import declared_jobs, run_if_due
from helpdesk.infra.transactions import transaction
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import State, is_night
from helpdesk.reminders import labels, queries
from helpdesk.reminders.rules import Channel, Kind, MailHours
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause, Hardship, WaitingFor
from tests import factories
from tests.kinds import factories as forms
from tests.outbox.conftest import post  # noqa: F401  # a fixture
from tests.reminders.factories import wishes
from tests.tickets.factories import ticket as opened

DAYS = 30
MIDNIGHT = factories.MONDAY_MORNING.astimezone(ZONE).replace(hour=0)
ADDRESS = "https://dawati.mbarali.go.tz"
JOBS = {
    "outbox.send",
    "reminders.digest",
    "reminders.forget",
    "tickets.end_silence",
    "tickets.warn",
}  # nobody is told anything by the others
FAULTS = ("451 try again later", "full", "hang up", "full", "break off")
MUTES_ON = 12  # the day from which Chiku wants to hear no more of replies
WORDS = {
    Kind.REPLIED: ("umepata jibu jipya", "amejibu ombi lako"),
    Kind.RESOLVED: ("limetatuliwa – tafadhali", "Ombi lako limetatuliwa"),
    Kind.REMINDER: ("tunasubiri jibu lako", "kinasubiri jibu lako hadi"),
    Kind.GIVEN_UP: ("limefungwa bila jibu", "Ombi lako limefungwa"),
    Kind.MERGED: ("zaidi ya mara moja", "zaidi ya mara moja"),
    Kind.COLLEAGUE: ("amemjibu mwombaji", "amemjibu mwombaji"),
    Kind.WARNED: ("muda wa kulitatua", "kutatua ombi hili"),
    Kind.APPROVAL: ("anaomba idhini yako", "anaomba idhini yako"),
    Kind.APPROVED: ("limeidhinishwa", "limeidhinishwa"),
    Kind.REJECTED: ("halikuidhinishwa", "halikuidhinishwa"),
    Kind.CANCELLED: ("ameghairi ombi lako", "ameghairi ombi lako"),
}  # of its own letter, and of its sentence
Heard = Counter[tuple[str, Kind, str]]
REFERENCE = re.compile(r"\w+/TKT/[\d-]+/\d{5}")
PIECE = re.compile(r"^(?=Ombi Na\. )", re.MULTILINE)  # of a daily letter


class Month:
    """What happens in a council day by day, and whom it must be told."""

    def __init__(self) -> None:
        self.must_hear: Heard = Counter()
        self.people = forms.people()
        self.juma = self._person("Afisa Juma", "technician")
        self.neema = self._person("Afisa Neema", "technician")
        self.deputy = self._person("Naibu")
        self.askers = [self._person(name) for name in ("Asha", "Baraka", "Chiku", "Dalali", "Esta")]
        self.askers[3].email = ""
        self.head, self.chief = self.people.head_of_ict, self.people.head_of_department
        self.head.email, self.chief.email = "mkuu@mbarali.go.tz", "idara@mbarali.go.tz"
        self._wish()

    def _person(self, name: str, *roles: str) -> User:
        email = f"{name.rsplit(maxsplit=1)[-1].lower()}@mbarali.go.tz"
        of = {"council_id": self.people.council_id, "department_id": self.people.department_id}
        return factories.user(*roles, name=name, email=email, **of)

    def _wish(self) -> None:
        _asha, baraka, _chiku, _dalali, esta = self.askers
        wishes(baraka, digest_hour=8, mail_hours=MailHours.ALWAYS)
        wishes(esta, channels=dict.fromkeys(Kind, Channel.E_MAIL), mail_hours=MailHours.ALWAYS)
        wishes(self.deputy, digest_hour=9)
        wishes(self.head, mail_hours=MailHours.OWN, mail_from=18, mail_until=20)
        away = {"starts_on": MIDNIGHT.date(), "ends_on": MIDNIGHT.date() + timedelta(days=60)}
        forms.delegation(self.chief, self.deputy, **away)
        db.session.commit()

    def opens(self, day: int) -> None:
        """Somebody asks; on one day there is another request, which nobody takes."""
        now, asker = clock.now(), self.askers[day % 5]
        with transaction():
            usual: dict[str, Any] = {"now": now, "hardship": Hardship.NUISANCE}
            self.ticket = opened(requester=asker, subject=f"Ombi la siku {day}", **usual)
            services.take(self.ticket, actor=as_actor(self.juma), now=now)
            if day == 7:
                left = opened(requester=self.neema, **usual)
                self._told(self.head, Kind.WARNED, left, times=3)

    def goes_on(self, day: int) -> None:
        """The request is answered and ends somehow; on some days there is a form to approve."""
        if day == MUTES_ON:
            wishes(self.askers[2], channels={Kind.REPLIED: Channel.MUTE})
        with transaction():
            self._reply(day)
        with transaction():
            self._end(day)
        if day % 4 == 3:
            self._approve(self.askers[day % 5], approved=day % 8 == 3)

    def _reply(self, day: int) -> None:
        asker, officer = self.askers[day % 5], (self.juma, self.neema)[day % 2]
        said: dict[str, Any] = {"author": officer, "actor": as_actor(officer), "now": clock.now()}
        services.reply(self.ticket, text="Nakuja.", **said)
        services.note(self.ticket, text="Siri", **said)
        if asker is not self.askers[2] or day < MUTES_ON:
            self._told(asker, Kind.REPLIED, self.ticket)
        if officer is self.neema:
            self._told(self.juma, Kind.COLLEAGUE, self.ticket)

    def _end(self, day: int) -> None:
        asker = self.askers[day % 5]
        did: dict[str, Any] = {"actor": as_actor(self.juma), "now": clock.now()}
        if day == 5:
            services.wait(self.ticket, waiting_for=WaitingFor.REQUESTER, reason="Taa?", **did)
            self._told(asker, Kind.REMINDER, self.ticket, times=2)
            self._told(asker, Kind.GIVEN_UP, self.ticket)
        elif day % 6 == 4:
            other = opened(requester=self.neema, now=clock.now())
            services.merge(self.ticket, into=other, **did)
            services.cancel(other, reason="Mwisho", **did)
            self._told(self.neema, Kind.CANCELLED, other)
            self._told(asker, Kind.MERGED, self.ticket)
        else:
            services.resolve(self.ticket, cause=Cause.WEAR, resolution="Roller.", **did)
            self._told(asker, Kind.RESOLVED, self.ticket)

    def _approve(self, asker: User, *, approved: bool) -> None:
        now = clock.now()
        with transaction():
            made = forms.correction(self.people, asker=asker, now=now)
            for person in (self.chief, self.deputy):
                self._told(person, Kind.APPROVAL, made.ticket)
        with transaction():
            forms.decide(made, self.chief, approved=approved, note="Sawa", now=now)
            self._told(asker, Kind.APPROVED if approved else Kind.REJECTED, made.ticket)
            if approved:
                services.cancel(made.ticket, reason="Basi", actor=as_actor(self.head), now=now)
                self._told(asker, Kind.CANCELLED, made.ticket)

    def _told(self, person: User, kind: Kind, ticket: Ticket, times: int = 1) -> None:
        self.must_hear[person.name, kind, ticket.reference] += times

    @property
    def everybody(self) -> list[User]:
        return [*self.askers, self.juma, self.neema, self.deputy, self.head, self.chief]


@pytest.fixture
def travel(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", ADDRESS)
    with time_machine.travel(MIDNIGHT, tick=False) as traveller:
        yield lambda day, hour: traveller.move_to(MIDNIGHT + timedelta(days=day, hours=hour))


def work(travel, day: int, *hours: float) -> None:
    """Run whatever job is due at these hours."""
    for hour in hours:
        travel(day, hour)
        for job in declared_jobs():
            if job.name in JOBS:
                run_if_due(job, clock.now())
        db.session.rollback()


def pass_by(month: Month, day: int, travel, post) -> None:  # noqa: F811
    """Some nights the machine is off; some days the mail server is away, some it fails."""
    post.faults = FAULTS if day % 6 == 4 else ()
    if day % 6 == 1:
        post.closes()
    elif day % 6 == 2 or day == 0:
        post.opens()
    work(travel, day, *(() if day % 7 == 6 else (2.75,)), 8.2)
    travel(day, 9)
    month.opens(day)
    if day % 3:
        month.goes_on(day)
    work(travel, day, 19)
    if not day % 3:
        travel(day, 22)
        month.goes_on(day)
    work(travel, day, 22.5)


def told_by(words: str, place: int) -> Kind:
    (kind,) = (kind for kind, telling in WORDS.items() if telling[place] in words)
    return kind


def letters(post) -> list[tuple[str, str, str]]:  # noqa: F811
    """Return recipient, subject and text of all that arrived."""
    read = [(to, message_from_bytes(raw, policy=policy.default)) for to, raw in post.letters]
    return [(to, " ".join(one["Subject"].split()), one.get_content()) for to, one in read]


def mailed(month: Month, post) -> Heard:  # noqa: F811
    """Return what the letters told, and see that each piece of news says why and leads there."""
    names = {person.email: person.name for person in month.everybody if person.email}
    heard: Heard = Counter()
    for to, subject, text in letters(post):
        is_daily = "Yaliyojiri" in subject
        pieces = PIECE.split(text)[1:] if is_daily else [f"{subject}\n{text}"]
        for piece in pieces:
            kind, (reference,) = told_by(piece, is_daily), set(REFERENCE.findall(piece))
            heard[names[to], kind, reference] += 1
            assert any(str(reason) in piece for reason in labels.REASONS.values()), piece
            assert (
                f"{ADDRESS}/{'kinds/approvals' if kind is Kind.APPROVAL else 'tickets'}/" in piece
            )
    return heard


def shown(month: Month) -> Heard:
    heard: Heard = Counter()
    for person in month.everybody:
        for one in db.session.scalars(queries.shown(as_actor(person))):
            heard[person.name, one.kind, one.said["reference"]] += 1
    return heard


def without(heard: Heard, *, names: Collection[str] = (), kinds: Collection[Kind] = ()) -> Heard:
    kept = (one for one in heard.elements() if one[0] not in names and one[1] not in kinds)
    return Counter(kept)


def test_in_thirty_days_everybody_hears_of_everything_once(travel, post, pages):  # noqa: F811
    assert {job.name for job in declared_jobs()} >= JOBS
    travel(0, 6)
    month = Month()
    for day in range(DAYS):
        pass_by(month, day, travel, post)
    post.faults = ()
    for day in range(DAYS, DAYS + 5):
        work(travel, day, 9.2, 19)

    assert {kind for _name, kind, _reference in month.must_hear} == set(WORDS)
    assert shown(month) == without(month.must_hear, names={"Esta"}), "she wants letters only"
    # One has no address; what is decided at once needs no letter, neither now nor in the morning.
    at_once = {Kind.COLLEAGUE, Kind.APPROVAL}
    by_mail = without(month.must_hear, names={"Dalali", "Naibu"}, kinds=at_once)
    assert mailed(month, post) == by_mail
    every = db.session.scalars(select(Message)).all()
    sent = [one for one in every if one.state is not State.WITHDRAWN]
    assert {one.topic.split("/")[0] for one in every if one not in sent} == {Kind.APPROVAL}
    assert all(one.sent_at for one in sent), "none waits, and none was given up"
    assert any(one.tries for one in sent), "some were refused at first"
    by_night = {one.recipient for one in sent if one.sent_at and is_night(one.sent_at)}
    assert by_night == {"esta@mbarali.go.tz"}, "who wants letters at any time"
    leads_there(month, pages)


def leads_there(month: Month, pages) -> None:
    """Open what some people were told of each kind, from the list that says why."""
    for person in (month.askers[0], month.juma, month.deputy, month.head):
        told = {one.kind: one for one in db.session.scalars(queries.shown(as_actor(person)))}
        pages.sign_in(person)
        for one in told.values():
            assert one.said["reference"] in pages.get(one.url).get_text()
        listed = pages.get("/notifications/").get_text()
        assert all(str(labels.REASONS[one.because]) in listed for one in told.values())
