"""Teams and their members, and tickets given into their hands; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.services.moves import assign


class TeamNameTakenError(Exception):
    """Another team of the council has this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    name_sw: str
    name_en: str
    members: Sequence[User]


def give(
    ticket: Ticket,
    *,
    to: User | Team,
    actor: Actor,
    now: datetime,
    values: Mapping[str, object] | None = None,
) -> None:
    """Give a ticket to an officer, or to a team of which anybody may then take it."""
    if isinstance(to, Team):
        of_team = {**(values or {}), "team_id": to.id}
        assign(ticket, to=None, actor=actor, now=now, values=of_team)
    else:
        assign(ticket, to=to, actor=actor, now=now, values=values)


def add_team(facts: TeamFacts, *, actor: Actor) -> Team:
    _check_name(facts.name_sw, None, actor)
    team = Team(
        council_id=actor.council_id,
        name_sw=facts.name_sw,
        name_en=facts.name_en,
        members=list(facts.members),
    )
    db.session.add(team)
    db.session.flush()
    record(actor, "team.add", team, {"name_sw": [None, team.name_sw]})
    return team


def change_team(team: Team, facts: TeamFacts, *, actor: Actor) -> None:
    _check_name(facts.name_sw, team, actor)
    named = changes_of(team, name_sw=facts.name_sw, name_en=facts.name_en)
    members = [_names(team.members), _names(facts.members)]
    changed = {**named, **({"members": members} if members[0] != members[1] else {})}
    if not changed:
        return
    team.name_sw, team.name_en = facts.name_sw, facts.name_en
    team.members = list(facts.members)
    record(actor, "team.change", team, changed)


def close_team(team: Team, *, actor: Actor) -> None:
    """Give it no more tickets; those that it has stay its own until they are given on."""
    _set_active(team, False, actor=actor)


def reopen_team(team: Team, *, actor: Actor) -> None:
    _set_active(team, True, actor=actor)


def _set_active(team: Team, is_active: bool, *, actor: Actor) -> None:
    record(actor, "team.change", team, {"is_active": [team.is_active, is_active]})
    team.is_active = is_active
    db.session.flush()


def _check_name(name_sw: str, team: Team | None, actor: Actor) -> None:
    other = queries.team_named(name_sw, actor=actor)
    if other is not None and other is not team:
        raise TeamNameTakenError


def _names(people: Sequence[User]) -> str:
    return ", ".join(sorted(person.name for person in people))
