"""Opening a ticket; the caller commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.text import fold
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.systems import queries as systems
from helpdesk.systems.models import System
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Channel, Hardship, Kind, Status
from helpdesk.tickets.services.clock import start


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for; only the first two are asked of everybody.

    Without a category or a system it is guessed from the words. `happened_at` is said where it
    was another time than that of the entry; the clock starts at the entry all the same. `parent`
    is the outage of which this is a part. Without a device it weighs no lighter than `impact`.
    Without a `kind` the category says it.
    """

    subject: str
    hardship: Hardship
    description: str = ""
    asset: Asset | None = None
    impact: int | None = None
    category: Category | None = None
    kind: Kind | None = None
    system: System | None = None
    channel: Channel = Channel.WEB
    happened_at: datetime | None = None
    parent: Ticket | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who asks without an account."""

    name: str
    phone: str


def open_ticket(asked: Asked, *, requester: User | Guest, actor: Actor, now: datetime) -> Ticket:
    """Open a ticket with the next reference of its council and fiscal year."""
    weight = rules.weigh(asked.hardship, asked.asset.criticality if asked.asset else asked.impact)
    council = db.session.get_one(Council, actor.council_id)
    category = asked.category or guessed(asked, actor=actor)
    ticket = Ticket(
        council_id=council.id,
        kind=asked.kind or (Kind.INCIDENT if asked.parent else _kind(category)),
        subject=asked.subject,
        description=asked.description,
        hardship=asked.hardship,
        impact=weight.impact,
        urgency=weight.urgency,
        priority=rules.priority(weight.impact, weight.urgency),
        status=Status.NEW,
        category=category,
        channel=asked.channel,
        asset=asked.asset,
        system=asked.system or _system(asked, actor=actor),
        parent=asked.parent,
        opened_at=now,
        happened_at=asked.happened_at,
        last_activity_at=now,
        reopened=0,
    )
    _say_who(ticket, requester, actor=actor)
    ticket.response_due_at = ticket.sort_at = now  # until the clock has been started
    ticket.reference = next_reference(council, "TKT", on=clock.local_date(now))
    ticket.search_text = words_of(ticket)
    db.session.add(ticket)
    db.session.flush()
    start(ticket, actor=actor, now=now)
    record(actor, "ticket.open", ticket, {"reference": [None, ticket.reference]}, at=now)
    return ticket


def words_of(ticket: Ticket) -> str:
    """Return by what a ticket is found, apart from its form: a guest also by the telephone."""
    said = [ticket.reference, ticket.subject, ticket.description]
    if ticket.guest_name or ticket.guest_phone:
        local = ticket.guest_phone.replace("+255", "0")
        said += [ticket.guest_name, ticket.guest_phone, local]
    return fold(" ".join(said))


def note_guests_of_old(council_id: int) -> None:
    """Let guests from before they could be searched for be found too."""
    of_guests = Ticket.council_id == council_id, Ticket.requester_id.is_(None)
    for ticket in db.session.scalars(select(Ticket).where(*of_guests)):
        if fold(ticket.guest_phone or ticket.guest_name) not in ticket.search_text:
            ticket.search_text += f" {words_of(ticket)}"


def guessed(asked: Asked, *, actor: Actor) -> Category | None:
    """Return the category that the words speak of, where that is sure."""
    device = asked.asset.category if asked.asset else None
    words = f"{device.name_sw} {device.name_en}" if device else ""
    categories = {one.code: one for one in queries.categories(actor)}
    text = f"{asked.subject}\n{asked.description} {words}"
    code = rules.guess_category(text, categories.values())
    return categories[code] if code else None


def _system(asked: Asked, *, actor: Actor) -> System | None:
    """Return the system of the outage of which this is a part, or else the one that is named."""
    if asked.parent is not None and asked.parent.system is not None:
        return asked.parent.system
    return systems.guessed(f"{asked.subject}\n{asked.description}", actor=actor)


def _kind(category: Category | None) -> Kind:
    """Return what a category is of; only who means to makes a security incident, which few see."""
    kind = category.kind if category else Kind.INCIDENT
    return Kind.INCIDENT if kind is Kind.SECURITY_INCIDENT else kind


def _say_who(ticket: Ticket, requester: User | Guest, *, actor: Actor) -> None:
    """Freeze where the requester is; a guest is where the device stands."""
    if isinstance(requester, Guest):
        ticket.guest_name, ticket.guest_phone = requester.name, requester.phone
    else:
        ticket.requester = requester
    where = ticket.asset if isinstance(requester, Guest) else requester
    if where is not None:
        ticket.at_department_id, ticket.at_location_id = where.department_id, where.location_id
    if isinstance(requester, Guest) or requester.id != actor.id:
        ticket.entered_by_id = actor.id
