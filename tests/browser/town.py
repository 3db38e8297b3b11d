"""A council that outlives one test: its people by name, and the addresses of all its pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import path_of
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause, Status
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CauseCode, Problem, Remedy
from helpdesk.workorders.rules import Status as WorkStatus
from tests import factories
from tests.infra.files import png
from tests.pages import save
from tests.system.world import World
from tests.tickets.factories import ticket

Gaps = Mapping[str, object]


@dataclass(frozen=True)
class Town:
    """`gaps` fill addresses; `gaps_of` are those of one endpoint that needs others."""

    ids: dict[str, int]
    gaps: Gaps
    gaps_of: dict[str, Gaps]

    def person(self, name: str) -> User:
        """Return `own`, `officer`, … of tests/system/world.py, from the database of this test."""
        return db.session.get_one(User, self.ids[name])

    def lay_out(self) -> None:
        """Put the one file where the server of this test looks for it."""
        path = path_of(db.session.get_one(Attachment, self.gaps["attachment_id"]))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png())

    def addresses(self, app: Flask) -> Iterator[str]:
        """Yield the address of everything that can be opened, its gaps filled."""
        adapter = app.url_map.bind("")
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                known = {**self.gaps, **self.gaps_of.get(rule.endpoint, {})}
                gaps = {name: known[name] for name in rule.arguments}
                yield adapter.build(rule.endpoint, gaps)


def settled(world: World) -> Town:
    """Add to that world what some pages are about and none of it is yet."""
    _talk_over(world)
    resolved = db.session.scalars(select(Ticket.id).where(Ticket.status == Status.RESOLVED)).first()
    taken, closed = _taken(world).id, _closed(world).id
    begun, gone = _begun(world).id, _gone(world).id
    save()
    return Town(
        ids={name: person.id for name, person in world.people.items()},
        gaps={**world.gaps, "asset_tag": world.asset.asset_tag},
        gaps_of={
            "accounts.activate": {"user_id": gone},
            "manual.show": {"name": "sign-in"},
            "styleguide.error": {"code": 409},
            "tickets.rate": {"ticket_id": closed},
            "tickets.reopen": {"ticket_id": resolved},
            "tickets.wait": {"ticket_id": taken},
            "workorders.cancel": {"work_order_id": begun},
            "workorders.record_work": {"work_order_id": begun},
        },
    )


def _talk_over(world: World) -> None:
    """Put a reply and a note under the ticket."""
    officer, now = world.people["officer"], clock.now()
    for say, text in ((tickets.reply, "Nakuja saa hivi."), (tickets.note, "Roller imechakaa.")):
        say(world.ticket, text=text, author=officer, actor=as_actor(officer), now=now)


def _taken(world: World) -> Ticket:
    """A request that an officer works on."""
    taken = ticket(requester=world.people["own"], now=clock.now(), subject="Skrini imepasuka")
    tickets.take(taken, actor=as_actor(world.people["officer"]), now=clock.now())
    return taken


def _closed(world: World) -> Ticket:
    """A request whose requester agreed that it is solved."""
    closed, now = _taken(world), clock.now()
    officer, own = as_actor(world.people["officer"]), as_actor(world.people["own"])
    tickets.resolve(closed, cause=Cause.CABLE, resolution="Kebo mpya.", actor=officer, now=now)
    tickets.confirm(closed, actor=own, now=now)
    return closed


def _begun(world: World) -> WorkOrder:
    """A job that goes on."""
    officer = world.people["officer"]
    work = workorders.Work(
        cause=CauseCode.UNKNOWN, remedy=Remedy.CLEANED, status=WorkStatus.IN_PROGRESS, result=None
    )
    return workorders.log_repair(
        world.asset,
        workorders.Repair(problem=Problem.NOISE, work=work),
        technician=officer,
        actor=as_actor(officer),
        now=clock.now(),
    )


def _gone(world: World) -> User:
    """Somebody who has left."""
    council_id = world.people["own"].council_id
    gone = factories.user(council_id=council_id, name="Bw aliyehama")
    accounts.deactivate(gone, actor=the_program(council_id), now=clock.now())
    return gone
