"""Teams of a council, and into whose hands a ticket can be given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import technicians
from helpdesk.audit.queries import subject_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.queries.tickets import visible_to
from helpdesk.tickets.rules import OPEN

TEAM = "team-"  # before the key of a team, where officers stand in the same box


@dataclass(frozen=True, slots=True)
class Hands:
    """The officers and teams that a ticket can be given to, by what a form calls them."""

    officers: Sequence[User]
    teams: Sequence[Team]

    def named(self) -> Iterator[tuple[str, str, bool]]:
        """Go through all of them: key, name, and whether it is a team."""
        yield from ((str(one.id), one.name, False) for one in self.officers)
        yield from ((f"{TEAM}{team.id}", named(team), True) for team in self.teams)

    def find(self, key: str) -> User | Team | None:
        found: dict[str, User | Team] = {str(one.id): one for one in self.officers}
        found |= {f"{TEAM}{team.id}": team for team in self.teams}
        return found.get(key)


def teams_visible_to(actor: Actor) -> Select[Team]:
    return select(Team).where(Team.council_id == actor.council_id)


def team_or_404(team_id: int, *, actor: Actor) -> Team:
    found = teams_visible_to(actor).where(Team.id == team_id)
    return found_or_404(held(found.options(selectinload(Team.members)), Team))


def team_named(name_sw: str, *, actor: Actor) -> Team | None:
    named_so = teams_visible_to(actor).where(Team.name_sw == name_sw)
    return db.session.scalars(named_so).one_or_none()


def all_teams(actor: Actor) -> Sequence[Team]:
    """Return the teams with their members, those that still work first."""
    return db.session.scalars(
        teams_visible_to(actor)
        .options(selectinload(Team.members))
        .order_by(Team.is_active.desc(), Team.name_sw)
    ).all()


def open_teams(actor: Actor) -> Sequence[Team]:
    return db.session.scalars(_open_teams(actor)).all()


@lru_cache
def _open_teams(actor: Actor) -> Select[Team]:
    return teams_visible_to(actor).where(Team.is_active).order_by(Team.name_sw)


def hands(actor: Actor) -> Hands:
    return Hands(technicians(actor), open_teams(actor))


def open_tickets_by_team(actor: Actor) -> dict[int, int]:
    counted = (
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), Ticket.team_id.is_not(None))
        .with_only_columns(Ticket.team_id, func.count())
        .group_by(Ticket.team_id)
    )
    rows = db.session.execute(counted)
    return {key: number for key, number in rows if key is not None}


@subject_names("team")
def team_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.scalars(select(Team).where(Team.id.in_(ids)))
    return {team.id: named(team) for team in rows}
