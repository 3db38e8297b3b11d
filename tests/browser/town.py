"""A council that outlives one test: its people by name, and the addresses of all its pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status
from tests import factories
from tests.pages import save
from tests.system.world import World

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
    own = world.people["own"]
    gone = factories.user(council_id=own.council_id, name="Bw aliyehama")
    accounts.deactivate(gone, actor=the_program(own.council_id), now=clock.now())
    gaps = {
        **world.gaps,
        "asset_tag": world.asset.asset_tag,
    }
    resolved = db.session.scalars(select(Ticket.id).where(Ticket.status == Status.RESOLVED)).first()
    save()
    return Town(
        ids={name: person.id for name, person in world.people.items()},
        gaps=gaps,
        gaps_of={
            "accounts.activate": {"user_id": gone.id},
            "manual.show": {"name": "sign-in"},
            "styleguide.error": {"code": 409},
            "tickets.reopen": {"ticket_id": resolved},
        },
    )
