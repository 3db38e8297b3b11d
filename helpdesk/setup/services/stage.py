"""Playing the history of the sample council through the services of every feature.

The caller commits, after each batch. Between batches a stage keeps only ids, since a commit
forgets what was read.
"""

from collections.abc import Iterable, Sequence
from functools import singledispatchmethod
from typing import TypeVar

from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment import queries as equipment_queries
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.equipment.services import Facts, Whereabouts
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org import queries as org_queries
from helpdesk.org.models import Council
from helpdesk.setup.rules import acts
from helpdesk.setup.rules.devices import Device
from helpdesk.setup.rules.values import Quantity
from helpdesk.setup.services.losing import report_loss
from helpdesk.setup.services.story_forms import (
    desk_of,
    let_approve,
    put_form,
    solved_by_form,
    system_of,
)
from helpdesk.stock import queries as stock_queries
from helpdesk.stock import services as stock
from helpdesk.stock.services import Wanted
from helpdesk.tickets import queries as ticket_queries
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Score
from helpdesk.vendors import queries as vendors
from helpdesk.vendors.models import Vendor
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CostKind, Result, Status

SCORES = (5, 4, None, 5, 3, None, 4, None, 5, 2, None, 4)  # what requesters say, or do not
TO_BE_DISPOSED = "Kiingizwe kwenye orodha ya vifaa vya kuondosha"

Kept = TypeVar("Kept", Asset, Ticket, WorkOrder)


class Stage:
    def __init__(self, program: Actor) -> None:
        self.program = program
        self.actors: dict[str, Actor] = {"": program}
        self.assets: dict[int, int] = {}
        self.tickets: dict[int, int] = {}
        self.orders: dict[int, int] = {}

    def play(self, batch: Sequence[acts.Act]) -> None:
        """Let it all happen, in the order of the batch."""
        scene = Scene(self, batch)
        for act in batch:
            scene.play(act)
        scene.leave()


class Scene:
    """The people and things of one batch, read in a fixed number of statements."""

    def __init__(self, stage: Stage, batch: Sequence[acts.Act]) -> None:
        program, self._stage = stage.program, stage
        self._council = db.session.get_one(Council, program.council_id)  # held, so read but once
        people = db.session.scalars(select(User).where(User.council_id == program.council_id))
        self._people = {user.username: user for user in people}
        self._departments = {one.code: one for one in org_queries.departments(program)}
        self._places = {one.location.code: one.location for one in org_queries.places(program)}
        self._desk = desk_of(program)
        self._categories = {one.code: one for one in ticket_queries.categories(program)}
        models = equipment_queries.models(program)
        self._models = {(one.manufacturer, one.name): one for one in models}
        self._parts = {
            one.code: one for one in db.session.scalars(stock_queries.visible_to(program))
        }
        self._suppliers = vendors.in_use(program)
        (self._store,) = stock_queries.stores(program)
        self._assets = _kept(Asset, stage.assets, _devices_in(batch))
        self._tickets = _kept(Ticket, stage.tickets, _tickets_in(batch))
        self._orders = _kept(WorkOrder, stage.orders, _tickets_in(batch))

    def leave(self) -> None:
        """Keep the ids of what is new; `flush` has given them."""
        self._stage.assets |= {number: asset.id for number, asset in self._assets.items()}
        self._stage.tickets |= {number: ticket.id for number, ticket in self._tickets.items()}
        self._stage.orders |= {number: order.id for number, order in self._orders.items()}

    @singledispatchmethod
    def play(self, act: acts.Act) -> None:
        raise TypeError(act)

    @play.register
    def _(self, act: acts.Registered) -> None:
        device = act.device
        model = self._models[device.model.manufacturer, device.model.name]
        facts = Facts(
            model=model,
            serial_number=device.serial,
            condition=device.condition,
            funding_source=device.funding,
            purchase_cost=device.cost,
            gamis_number=self._gamis_number(device),
            supplier=self._supplier(device),
            order_number=_order_number(device),
            purchased_on=device.purchased_on,
            in_service_on=device.in_service_on,
            warranty_ends_on=device.warranty_ends_on,
        )
        to = Whereabouts(
            location=self._places[device.place],
            department=self._departments[device.department],
            custodian=self._people[device.holder],
        )
        self._assets[device.number] = equipment.register(
            facts, to, status=device.status, actor=self._actor(act), now=act.at
        )

    @play.register
    def _(self, act: acts.Moved) -> None:
        person = self._people[act.to]
        if person.location is None or person.department is None:
            return
        to = Whereabouts(location=person.location, department=person.department, custodian=person)
        asset = self._assets[act.device]
        equipment.move(asset, to=to, reason=act.reason, actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Restated) -> None:
        asset, actor = self._assets[act.device], self._actor(act)
        if act.status is AssetStatus.LOST_STOLEN:
            report_loss(asset, act.reason, actor=actor, at=act.at)
            return
        equipment.set_status(asset, status=act.status, reason=act.reason, actor=actor, now=act.at)

    @play.register
    def _(self, act: acts.Received) -> None:
        stock.receive(
            self._store,
            self._parts[act.part],
            quantity=act.quantity,
            unit_cost=act.unit_cost,
            reference=act.paper,
            actor=self._actor(act),
            now=act.at,
        )

    @play.register
    def _(self, act: acts.Opened) -> None:
        asked = tickets.Asked(
            subject=act.subject,
            description=act.description,
            hardship=act.hardship,
            asset=None if act.device is None else self._assets[act.device],
            category=self._categories[act.category],
            system=system_of(act.story, self._desk),
        )
        person, actor = self._people[act.by], self._actor(act)
        ticket = tickets.open_ticket(asked, requester=person, actor=actor, now=act.at)
        put_form(ticket, act.story, act.ticket, actor=actor, now=act.at)
        self._tickets[act.ticket] = ticket

    @play.register
    def _(self, act: acts.Assigned) -> None:
        ticket, to = self._tickets[act.ticket], self._people[act.to]
        let_approve(ticket, officer=as_actor(to), now=act.at)
        tickets.assign(ticket, to=to, actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Taken) -> None:
        ticket, actor = self._tickets[act.ticket], self._actor(act)
        let_approve(ticket, officer=actor, now=act.at)
        tickets.take(ticket, actor=actor, now=act.at)

    @play.register
    def _(self, act: acts.Replied) -> None:
        ticket, author = self._tickets[act.ticket], self._people[act.by]
        tickets.reply(ticket, text=act.text, author=author, actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Noted) -> None:
        ticket, author = self._tickets[act.ticket], self._people[act.by]
        tickets.note(ticket, text=act.text, author=author, actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Waited) -> None:
        tickets.wait(
            self._tickets[act.ticket],
            waiting_for=act.waiting_for,
            reason=act.reason,
            actor=self._actor(act),
            now=act.at,
        )

    @play.register
    def _(self, act: acts.Resumed) -> None:
        tickets.resume(self._tickets[act.ticket], actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Issued) -> None:
        reference = self._tickets[act.ticket].reference
        for one in self._wanted(act.parts):
            stock.issue(
                self._store,
                one.part,
                quantity=one.quantity,
                reference=reference,
                actor=self._actor(act),
                now=act.at,
            )

    @play.register
    def _(self, act: acts.Resolved) -> None:
        ticket, said, actor = self._tickets[act.ticket], act.resolution, self._actor(act)
        if not solved_by_form(ticket, said, self._desk, officer=actor, now=act.at):
            tickets.resolve(ticket, cause=act.cause, resolution=said, actor=actor, now=act.at)

    @play.register
    def _(self, act: acts.Confirmed) -> None:
        ticket, actor = self._tickets[act.ticket], self._actor(act)
        tickets.confirm(ticket, actor=actor, now=act.at)
        score = SCORES[act.ticket % len(SCORES)]
        if score is not None and actor.id == ticket.requester_id:
            tickets.rate(ticket, Score(score), comment="", actor=actor, now=act.at)

    @play.register
    def _(self, act: acts.Reopened) -> None:
        ticket = self._tickets[act.ticket]
        tickets.reopen(ticket, reason=act.reason, actor=self._actor(act), now=act.at)

    @play.register
    def _(self, act: acts.Benched) -> None:
        work = workorders.Work(
            cause=act.repair.cause,
            remedy=act.repair.remedy,
            status=Status.ON_HOLD,
            hold_reason=act.hold_reason,
            result=None,
        )
        self._orders[act.ticket] = self._logged(act, work)

    @play.register
    def _(self, act: acts.Repaired) -> None:
        order = None if act.ticket is None else self._orders.get(act.ticket)
        if order is None:
            self._logged(act, self._done(act))
            return
        technician, actor = self._people[act.by], self._actor(act)
        workorders.record_work(
            order, self._done(act), technician=technician, actor=actor, now=act.at
        )

    def _logged(self, act: acts.Benched | acts.Repaired, work: workorders.Work) -> WorkOrder:
        repair = workorders.Repair(
            problem=act.repair.problem,
            description=act.repair.description,
            down_from=act.down_from,
            work=work,
        )
        return workorders.log_repair(
            self._assets[act.device],
            repair,
            technician=self._people[act.by],
            ticket=None if act.ticket is None else self._tickets[act.ticket],
            actor=self._actor(act),
            now=act.at,
        )

    def _done(self, act: acts.Repaired) -> workorders.Work:
        repair = act.repair
        return workorders.Work(
            cause=repair.cause,
            remedy=repair.remedy,
            result=repair.result,
            next_step=TO_BE_DISPOSED if repair.result is Result.UNREPAIRABLE else "",
            store=self._store if repair.parts else None,
            parts=self._wanted(repair.parts),
            minutes=act.minutes,
            bills=[_bill(act.bill)] if act.bill else [],
        )

    def _wanted(self, parts: Iterable[Quantity]) -> list[Wanted]:
        return [Wanted(self._parts[one.part], one.quantity) for one in parts]

    def _gamis_number(self, device: Device) -> str:
        """Return what GAMIS calls a device; one in nine was never entered there."""
        return f"{self._council.code}-{100_000 + device.number}" if device.number % 9 else ""

    def _supplier(self, device: Device) -> Vendor | None:
        """Return who sold it; of one device in five nobody knows."""
        known = device.number % 5 and self._suppliers
        return self._suppliers[device.number % len(self._suppliers)] if known else None

    def _actor(self, act: acts.Act) -> Actor:
        known = self._stage.actors
        if act.by not in known:
            known[act.by] = as_actor(self._people[act.by])
        return known[act.by]


def _order_number(device: Device) -> str:
    year = FiscalYear.containing(device.purchased_on)
    return f"LPO-{year.slug}-{device.number % 400:03d}" if device.number % 5 else ""


def _bill(bill: acts.Bill) -> workorders.Bill:
    return workorders.Bill(
        amount=bill.amount,
        paid_to=bill.paid_to,
        kind=CostKind.VENDOR if bill.is_of_workshop else CostKind.OTHER,
        document_number=bill.paper,
    )


def _kept(kind: type[Kept], ids: dict[int, int], numbers: set[int]) -> dict[int, Kept]:
    """Return by number the records of earlier batches that this one comes back to."""
    known = {ids[number]: number for number in numbers & ids.keys()}
    found = db.session.scalars(select(kind).where(kind.id.in_(known)))
    return {known[record.id]: record for record in found}


def _tickets_in(batch: Sequence[acts.Act]) -> set[int]:
    numbers = (getattr(act, "ticket", None) for act in batch)
    return {number for number in numbers if number is not None}


def _devices_in(batch: Sequence[acts.Act]) -> set[int]:
    numbers = (getattr(act, "device", None) for act in batch)
    return {number for number in numbers if isinstance(number, int)}
