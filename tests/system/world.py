"""A small council with one of everything, and its neighbour, for tests that go over all pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import path_of
from helpdesk.checklists import services as checklists
from helpdesk.checklists.rules import Purpose
from helpdesk.contracts import services as contracts
from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.core.recurrence import Rule, Unit, add_months
from helpdesk.custody import services as custody
from helpdesk.custody.rules import Kind as PaperKind
from helpdesk.equipment import services as equipment
from helpdesk.equipment.imports import planned, sheet_in
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules.labels import Sheet
from helpdesk.equipment.services import imports as asset_imports
from helpdesk.equipment.services.labels import note_labels
from helpdesk.estimates import services as estimates
from helpdesk.estimates.queries.taxes import rates_of
from helpdesk.estimates.rules import PriceSource
from helpdesk.inbox import services as inbox
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import read
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.assets import assets
from helpdesk.infra.db import db
from helpdesk.kinds import services as kinds
from helpdesk.kinds.labels.advice import ADVICE
from helpdesk.kinds.queries import approvals_of
from helpdesk.kinds.rules import ErrorCause
from helpdesk.kinds.rules.reviews import Verdict
from helpdesk.kinds.services.access import Entry, enter
from helpdesk.kinds.services.declared import open_declared
from helpdesk.kinds.services.reviews import Said, review
from helpdesk.knowledge import services as knowledge
from helpdesk.losses.models import Loss
from helpdesk.maintenance import services as maintenance
from helpdesk.org.models import Department, Location
from helpdesk.outbox import services as outbox
from helpdesk.procurement import services as procurement
from helpdesk.procurement.models import Commissioning, ReceivedDevice
from helpdesk.repairs import services as repairs
from helpdesk.requisitions import services as requisitions
from helpdesk.stock import services as stock
from helpdesk.stock.models import Part, PartOrder, StockLevel, StockMovement
from helpdesk.stocktakes import services as stocktakes
from helpdesk.storecounts import services as storecounts
from helpdesk.storecounts.queries import lines_of
from helpdesk.systems import services as systems
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Category, Escalation, Ticket
from helpdesk.tickets.rules import Cause, Channel, Hardship, Kind
from helpdesk.tickets.views.guest import token_of
from helpdesk.vendors import services as vendors
from helpdesk.workorders import services as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CauseCode, Problem, Remedy
from helpdesk.workorders.rules import Status as OrderStatus
from helpdesk.yearplans import services as yearplans
from helpdesk.yearplans.rules import Terms
from tests import factories
from tests.contracts import factories as supported
from tests.disposals.factories import found
from tests.disposals.factories import survey as some_survey
from tests.equipment.factories import asset as some_asset
from tests.equipment.factories import field as some_field
from tests.equipment.factories import whereabouts
from tests.inspections.factories import FAULT, GOOD, SKIPPED, inspection
from tests.inspections.factories import checklist as some_checklist
from tests.knowledge.factories import article as some_article
from tests.knowledge.factories import texts as article_texts
from tests.losses.factories import loss as some_loss
from tests.maintenance.factories import due_today
from tests.org.factories import holiday
from tests.pages import save as save
from tests.procurement.factories import inspected, received
from tests.procurement.factories import order as some_order
from tests.requisitions.factories import approved, asked_for
from tests.systems.factories import system as some_system
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import repair as some_repair

ROLES = {
    "own": ("requester",),
    "other": ("requester",),
    "officer": ("technician",),
    "head": ("head",),
    "storekeeper": ("storekeeper",),
    "manager": ("manager",),
    "auditor": ("auditor",),
    "administrator": ("administrator",),
}
NEIGHBOURS = {
    "neighbour": ("requester",),
    "neighbour_officer": ("technician",),
    "neighbour_head": ("head",),
    "neighbour_administrator": ("administrator",),
}


@dataclass
class World:
    """People by the name of their part, and what fills the gaps in addresses."""

    people: dict[str, User] = field(default_factory=dict)
    ticket: Ticket = field(default_factory=Ticket)
    asset: Asset = field(default_factory=Asset)
    gaps: dict[str, object] = field(default_factory=dict)

    @property
    def found(self) -> Callable[[], "World"]:
        """How it is found again, in a copy of the database that it was made in."""
        people = {name: person.id for name, person in self.people.items()}
        ticket_id, asset_id, get = self.ticket.id, self.asset.id, db.session.get_one
        return lambda: World(
            people={name: get(User, person_id) for name, person_id in people.items()},
            ticket=get(Ticket, ticket_id),
            asset=get(Asset, asset_id),
            gaps=self.gaps,
        )


def made() -> World:
    """Make it all belong to `own`, as far as it can."""
    world = World()
    now, council = clock.now(), factories.council(code="MBR")
    neighbour = factories.council(code="JIR")
    for name, roles in ROLES.items():
        world.people[name] = factories.user(*roles, council_id=council.id, name=f"Bi {name}")
    for name, roles in NEIGHBOURS.items():
        world.people[name] = factories.user(*roles, council_id=neighbour.id, name=f"Bw {name}")
    own = world.people["own"]
    _add_chiefs(world, own)
    world.asset = _asset(own, now)
    world.ticket = opened(requester=own, asset=world.asset, now=now)
    received = _stock(council.id, now)
    stocked = received.level
    order = _work_order(world, stocked, now)
    world.gaps = {
        **_written(council.id),
        "asset_id": world.asset.id,
        "attachment_id": _file(world.ticket).id,
        "import_id": _imported(world.asset, now),
        "kind_id": world.asset.category_id,
        "field_id": some_field(world.asset.category, is_active=False).id,
        "print_id": _labelled(world.asset, now),
        "stocktake_id": _counting(world.asset, now),
        **_store_counted(world, stocked, now),
        **_surveyed(world),
        "loss_id": _lost(world, now).id,
        "label_code": world.asset.label_code,
        "grant_id": own.grants[0].id,
        "level_id": stocked.id,
        "movement_id": received.id,
        **_asked_for(world, received, now),
        "department_id": own.department_id,
        "location_id": own.location_id,
        "category_id": _category(council.id).id,
        "holiday_id": holiday(council.id, is_estimated=True).id,
        "part_id": stocked.part.id,
        "part_order_id": _ordered(world, stocked.part, order).id,
        **_bought(world, now),
        **_inspected(world, now),
        **_visited(world),
        "ticket_id": world.ticket.id,
        **_filled_forms(world, now),
        "mail_id": _held_mail(council.id, now).id,
        **_desk(world),
        **_beside(world, now),
        **_approvals(world, now),
        "handover_id": _handed_over(world, now),
        **_supported(world, now),
        **_planned(world, now),
        **_estimated(world, now),
        "user_id": own.id,
        "work_order_id": order.id,
        "used_id": order.parts[0].id,
        "cost_id": order.cost_lines[0].id,
        "job_id": _outside(world, now),
        "job_name": "stock.points",
        "topic_name": "visits",
        "name": "maintenance-quarter",
        "filename": assets()["css/app.css"].address,
        "state": "refused",
        "token": token_of(_guests_ticket(world.asset, now).id),
    }
    _resolved(world, now)
    _unsent(council.id, now)
    save()
    return world


def _written(council_id: int) -> dict[str, object]:
    """An article with a former text, and a system that a department uses."""
    program = factories.program(council_id)
    article = some_article(council_id)
    former = knowledge.change(article, article_texts(), actor=program, now=clock.now())
    system = some_system(council_id)
    use = systems.add_use(system, factories.department(council_id), champion=None, actor=program)
    return {
        "article_id": article.id,
        "revision_id": former.id if former else 0,
        "system_id": system.id,
        "use_id": use.id,
    }


def _add_chiefs(world: World, own: User) -> None:
    """Add the manager of the department that `own` belongs to, and that of another."""
    departments = {"chief": own.department_id, "other_chief": world.people["other"].department_id}
    for name, department_id in departments.items():
        world.people[name] = factories.user(council_id=own.council_id, name=f"Bi {name}")
        factories.grant(world.people[name], "manager", department_id=department_id)


def _asset(custodian: User, now: datetime) -> Asset:
    actor = the_program(custodian.council_id)
    category = factories.saved(
        AssetCategory(
            council_id=custodian.council_id, code="PR", name_sw="Printa", name_en="Printer"
        )
    )
    model = equipment.add_model(
        category,
        manufacturer="HP",
        name="LaserJet Pro 4003dn",
        actor=actor,
        replacement_cost=Decimal(1_000_000),
    )
    facts = equipment.Facts(model=model, serial_number="VNC3K12345", purchased_on=date(2024, 7, 1))
    to = equipment.Whereabouts(
        location=db.session.get_one(Location, custodian.location_id),
        department=db.session.get_one(Department, custodian.department_id),
        custodian=custodian,
    )
    return equipment.register(facts, to, actor=actor, now=now)


def _category(council_id: int) -> Category:
    names = {"name_sw": "Printa", "name_en": "Printer"}
    return factories.saved(Category(council_id=council_id, code="PRN", kind=Kind.INCIDENT, **names))


def _file(ticket: Ticket) -> Attachment:
    file = Attachment(
        council_id=ticket.council_id,
        user_id=ticket.requester_id,
        owner_kind="ticket",
        owner_id=ticket.id,
        name="picha.png",
        mimetype="image/png",
        size=1,
        sha256="0" * 64,
        stored_name="0" * 32,
        stored_at=ticket.opened_at,
    )
    path = path_of(factories.saved(file))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"1")
    return file


def _imported(asset: Asset, now: datetime) -> int:
    """A spreadsheet with nothing new of one device, and with a row that was left out."""
    actor = factories.program(asset.council_id)
    content = f"Asset number;Model\n{asset.asset_tag};\nX-1;Pixma\n".encode()
    batch = asset_imports.keep(content, name="vifaa.csv", actor=actor, now=now)
    plan = planned(sheet_in(content), actor=actor, today=clock.local_date(now))
    asset_imports.carry_out(batch, plan, actor=actor, now=now)
    return batch.id


def _labelled(asset: Asset, now: datetime) -> int:
    actor = factories.program(asset.council_id)
    return note_labels([asset], sheet=Sheet.TAPE_24, first=1, actor=actor, now=now).id


def _counting(asset: Asset, now: datetime) -> int:
    actor = factories.program(asset.council_id)
    return stocktakes.start(asset.location, is_blind=False, actor=actor, now=now).id


def _store_counted(world: World, stocked: StockLevel, now: datetime) -> dict[str, object]:
    """A count of the store that still goes on."""
    keeper = as_actor(world.people["storekeeper"])
    count = storecounts.start(stocked.store, actor=keeper, now=now)
    return {"count_id": count.id, "count_line_id": lines_of(count)[0].id}


def _supported(world: World, now: datetime) -> dict[str, object]:
    """A contract and a licence of the device, and who uses that."""
    actor, today = factories.program(world.asset.council_id), clock.local_date(now)
    contract = supported.contract(world.asset, actor=actor, ends_on=today)
    licence = supported.licence(actor=actor, ends_on=today, key="SIRI")
    seat = contracts.give(licence, world.asset, actor=actor, now=now)
    return {"contract_id": contract.id, "licence_id": licence.id, "seat_id": seat.id}


def _planned(world: World, now: datetime) -> dict[str, object]:
    """A plan that looks after the device from next month on."""
    officer, today = world.people["officer"], clock.local_date(now)
    rule = Rule(add_months(today, 1), 3, Unit.MONTH)
    scope = maintenance.Scope(category_id=world.asset.category_id)
    schedule = maintenance.Schedule(rule=rule, minutes=30, responsible=officer)
    program = factories.program(officer.council_id)
    names = ("Matengenezo ya printa", "Printer maintenance")
    plan = maintenance.add_plan(names, scope, schedule, starts_on=today, actor=program)
    year = FiscalYear.containing(today)
    terms = Terms(officers=1, share=50, km_rate=Decimal(1_000), per_diem=Decimal(60_000))
    made = yearplans.draft(year, terms, maker=officer, actor=program, now=now)
    return {"plan_id": plan.id, "year_plan_id": made.id}


def _estimated(world: World, now: datetime) -> dict[str, object]:
    """A draft with one line, and a line of the budget."""
    officer = world.people["officer"]
    actor = as_actor(officer)
    head = estimates.Head(title="Toner", first_year=2026)
    line = estimates.Typed(item="Toner", quantity=Decimal(1), unit="pcs", unit_price=Decimal(5))
    estimates.add_usual_rates(actor=actor)
    fund = estimates.add_fund("OWN", "Mapato ya ndani", "Own sources", actor=actor)
    made = estimates.draft(head, [line], maker=officer, actor=actor, now=now)
    code = estimates.add_code("22001102", "Vifaa vya kompyuta", "Computer supplies", actor=actor)
    return {
        "estimate_id": made.id,
        "estimate_line_id": made.lines[0].id,
        "code_id": code.id,
        "fund_id": fund.id,
        "rate_id": rates_of(actor)[0].id,
        **_spent(world, head, line, now),
    }


def _treasurer(council_id: int) -> User:
    """Whoever confirms funds: the manager of the department of finance."""
    person = factories.user(council_id=council_id, name="Mweka Hazina")
    finance = factories.department(council_id, code="FED")
    factories.grant(person, "manager", department_id=finance.id)
    return person


def _spent(
    world: World, head: estimates.Head, line: estimates.Typed, now: datetime
) -> dict[str, object]:
    """An approved estimate, and a payment from it."""
    officer = world.people["officer"]
    actor = as_actor(officer)
    made = estimates.draft(head, [line], maker=officer, actor=actor, now=now)
    deciding = [world.people["head"], _treasurer(officer.council_id), world.people["manager"]]
    estimates.submit(made, by=officer, actor=actor, now=now)
    for by in deciding:
        estimates.agree(made, "", by=by, actor=as_actor(by), now=now)
    paid = estimates.Payment(lineage="", spent_on=date(2026, 7, 1), amount=Decimal(1), paper="PV 1")
    spent = estimates.spend(made, paid, by=officer, actor=actor, now=now)
    asked = estimates.Asked(
        item="Toner",
        unit="pcs",
        unit_price=Decimal(4),
        source=PriceSource.QUOTATION,
        supplier="Duka la Kompyuta",
        priced_on=date(2026, 7, 1),
    )
    price = estimates.add_price(asked, by=officer, actor=actor, now=now)
    return {"approved_id": made.id, "spending_id": spent.id, "price_id": price.id}


def _asked_for(world: World, received: StockMovement, now: datetime) -> dict[str, object]:
    """Parts that wait for a decision, and such as were issued."""
    own, part, store = world.people["own"], received.level.part, received.level.store
    waiting = asked_for(part, by=own, now=now)
    deciders = {"recommender": world.people["officer"], "approver": world.people["head"]}
    given = approved(asked_for(part, by=own, now=now), **deciders, now=now)
    keeper = as_actor(world.people["storekeeper"])
    requisitions.issue(given, store, {1: Decimal(1)}, actor=keeper, now=now)
    return {"requisition_id": waiting.id, "issue_id": given.lines[0].issues[0].id}


def _ordered(world: World, part: Part, order: WorkOrder) -> PartOrder:
    """Return what is on its way; a little of what lies there is kept for the job."""
    storekeeper = as_actor(world.people["storekeeper"])
    stock.reserve(part, Decimal(1), stock.Owner("work_order", order.id, "WO"), actor=storekeeper)
    return stock.write_order(
        stock.Asked(part=part, quantity=Decimal(4), reference="LPO 4", ordered_on=clock.today()),
        actor=storekeeper,
    )


def _stock(council_id: int, now: datetime) -> StockMovement:
    """Return the receipt that filled the store."""
    actor = the_program(council_id)
    store = stock.add_store(code="GHL", name_sw="Ghala", name_en="Store", actor=actor)
    details = stock.PartDetails(
        code="ROLLER", name_sw="Roller ya printa", name_en="Printer roller", unit="pcs"
    )
    return stock.receive(
        store,
        stock.add_part(details, actor=actor),
        quantity=Decimal(9),
        unit_cost=Decimal(35_000),
        reference="DN 1",
        actor=actor,
        now=now,
    )


def _inspected(world: World, now: datetime) -> dict[str, object]:
    """An inspection of the device that found a fault, and the draft of the next checklist."""
    officer = world.people["officer"]
    used = some_checklist(officer.council_id)
    found = inspection(world.asset, used, GOOD, FAULT, SKIPPED, GOOD, by=officer, now=now)
    draft = checklists.new_version(used, actor=as_actor(officer))
    return {"inspection_id": found.id, "template_id": draft.id}


def _visited(world: World) -> dict[str, object]:
    """A visit to the device that is due, of a plan for it alone."""
    officer = world.people["officer"]
    made = due_today(officer, maintenance.Scope(asset_id=world.asset.id))
    return {"visit_id": made.id}


def _bought(world: World, now: datetime) -> dict[str, object]:
    """The delivery that the device came with, inspected and waiting for approval."""
    officer, own = world.people["officer"], world.people["own"]
    ordered = some_order(own.council_id)
    receipt = received(ordered, by=world.people["storekeeper"], model=world.asset.model)
    inspected(receipt, by=officer, rejected=1)
    day = clock.local_date(now)
    factories.saved(ReceivedDevice(line=receipt.lines[0], asset=world.asset))
    factories.saved(
        Commissioning(
            council_id=own.council_id,
            reference="MBR/COM/1",
            asset=world.asset,
            done_on=day,
            done_by=officer,
            custodian=own,
            steps=[{"step": "Washa", "done": "yes", "reading": ""}],
            warranty_starts_on=day,
            warranty_ends_on=day,
            at=now,
        )
    )
    written = procurement.begin_year("2025-26", actor=as_actor(officer))
    return {
        "order_id": ordered.id,
        "vendor_id": ordered.supplier_id,
        "receipt_id": receipt.id,
        "specification_id": written[0].id,
    }


def _surveyed(world: World) -> dict[str, object]:
    """A board that still writes its list, with one device on it."""
    officer, asset = world.people["officer"], world.asset
    old = some_asset(of=asset.model, purchased_on=date(2010, 1, 4))
    survey = some_survey(officer)
    return {"survey_id": survey.id, "line_id": found(survey, old, by=officer).id}


def _lost(world: World, now: datetime) -> Loss:
    """A device that is being looked for."""
    officer = world.people["officer"]
    return some_loss(some_asset(of=world.asset.model), by=officer, now=now)


def _work_order(world: World, stocked: StockLevel, now: datetime) -> WorkOrder:
    ticket, officer = world.ticket, world.people["officer"]
    work = workorders.Work(
        cause=CauseCode.WEAR,
        remedy=Remedy.PART_REPLACED,
        store=stocked.store,
        parts=[stock.Wanted(stocked.part, Decimal(1))],
        bills=[workorders.Bill(amount=Decimal(20_000), paid_to="Fundi Mbeya")],
    )
    return workorders.log_repair(
        world.asset,
        workorders.Repair(problem=Problem.PAPER_JAM, work=work),
        technician=officer,
        actor=as_actor(officer),
        now=now,
        ticket=ticket,
    )


def _outside(world: World, now: datetime) -> int:
    """A device in a workshop whose quotation waits; what comes back is tested by a checklist."""
    officer, of = world.people["officer"], world.asset.category
    after = Purpose.AFTER_REPAIR
    some_checklist(officer.council_id, kinds=(of.code,), code="jaribio", purpose=after)
    act = workorders.Act(technician=officer, actor=as_actor(officer), now=now)
    near = whereabouts(officer.council_id, department=world.people["own"].department)
    order = some_repair(
        some_asset(of=world.asset.model, at=near),
        officer=officer,
        status=OrderStatus.IN_PROGRESS,
        result=None,
        now=now,
    )
    workshop = vendors.add(vendors.Details(name="Karakana", is_workshop=True), actor=act.actor)
    sent = repairs.send_out(order, workshop, wanted="Bodi", sent_on=clock.today(), act=act)
    repairs.quote(sent, Decimal(90_000), number="NK-1", act=act)
    return sent.id


def _beside(world: World, now: datetime) -> dict[str, object]:
    """What stands beside the ticket: a message, checks, minutes, and what is outside."""
    own, officer, ticket = world.people["own"], world.people["officer"], world.ticket
    actor = as_actor(officer)
    said = tickets.reply(ticket, text="Bado", author=own, actor=as_actor(own), now=now)
    text = tickets.ChecklistText("Printa", "Printer", "Safisha\nJaribu", "Clean\nTest")
    checklist = tickets.add_checklist(text, actor=actor)
    spent = tickets.Spent(20, clock.local_date(now), "Roller")
    outside = Escalation(
        ticket_id=ticket.id,
        sent_to="eGA",
        sent_at=now,
        sent_by_id=officer.id,
        chase_on=clock.local_date(now),
    )
    return {
        "comment_id": said.id,
        "other_id": ticket.id,
        "checklist_id": checklist.id,
        "position": tickets.put_on(ticket, checklist, actor=actor, now=now),
        "entry_id": tickets.add_time(ticket, spent, actor=actor, now=now).id,
        "escalation_id": factories.saved(outside).id,
    }


def _desk(world: World) -> dict[str, object]:
    """What the unit keeps for its own work; the saved view is the officer's alone."""
    head, officer = as_actor(world.people["head"]), as_actor(world.people["officer"])
    team = tickets.TeamFacts(
        name_sw="Mtandao", name_en="Network", members=[world.people["officer"]]
    )
    texts = tickets.AnswerTexts(
        title_sw="Tumepokea", title_en="Received", text_sw="Asante {jina}", text_en="Thanks {jina}"
    )
    view = tickets.save_view("Printa", "q=printa", is_shared=True, actor=officer)
    return {
        "team_id": tickets.add_team(team, actor=head).id,
        "answer_id": tickets.add_answer(texts, actor=officer).id,
        "view_id": view.id,
        "batch": "nothing",
    }


def _guests_ticket(asset: Asset, now: datetime) -> Ticket:
    """Let a guest report the device too, from its label."""
    asked = tickets.Asked(
        subject="Printa inapiga kelele",
        hardship=Hardship.SLOWED,
        asset=asset,
        channel=Channel.LABEL,
    )
    guest = tickets.Guest("Mgeni", "+255754000001")
    return tickets.open_ticket(
        asked, requester=guest, actor=tickets.a_guest(asset.council_id), now=now
    )


def _resolved(world: World, now: datetime) -> None:
    """Give `own` something to confirm, and the neighbour something of his own."""
    officer = world.people["officer"]
    done = opened(requester=world.people["own"], now=now)
    tickets.resolve(
        done, cause=Cause.WEAR, resolution="Imerekebishwa", actor=as_actor(officer), now=now
    )
    opened(requester=world.people["neighbour"], now=now)


def _held_mail(council_id: int, now: datetime) -> InboundMail:
    """Let somebody write to the desk whom nobody knows."""
    raw = b"From: Mgeni <mgeni@gmail.example>\r\nSubject: Mtandao\r\n\r\nMtandao umekatika\r\n"
    arrival = inbox.Arrival(council_id=council_id, raw=raw, size=len(raw), at=now)
    inbox.receive(arrival, read(raw), frozenset(), files=())
    return db.session.scalars(select(InboundMail)).one()


def _filled_forms(world: World, now: datetime) -> dict[str, object]:
    """A question for advice, an access that `own` has, and a review of it."""
    own, head = world.people["own"], world.people["head"]
    said = {"question": "Ninunue kompyuta gani?", "needed_on": None}
    asked = open_declared(ADVICE, said, requester=own, actor=as_actor(own), now=now)
    system = some_system(own.council_id)
    entry = Entry(
        system=system,
        person=own,
        holder_name=own.name,
        access_right="Mhasibu",
        starts_on=clock.local_date(now),
    )
    said_of = {enter(entry, actor=as_actor(head)).id: Said(Verdict.KEEP)}
    quarter = Period.quarter_of(clock.local_date(now)).previous.slug
    made = review(system, quarter, said_of, reviewer=head, actor=as_actor(head), now=now)
    return {
        "request_id": asked.id,
        "kind": "advice",
        "step": "advise",
        "review_id": made.id,
    }


def _unsent(council_id: int, now: datetime) -> None:
    """Leave a letter that was refused too often."""
    letter = outbox.queue(
        council_id=council_id, recipient="x@mbarali.go.tz", subject="Ombi", body="", now=now
    )
    letter.next_try_at, letter.tries, letter.last_error = None, 8, "550 no such person"


def _handed_over(world: World, now: datetime) -> int:
    """Let the officer put on paper that `own` holds the device."""
    own, officer, asset = world.people["own"], world.people["officer"], world.asset
    to = equipment.Whereabouts(location=asset.location, department=asset.department, custodian=own)
    paper = custody.Paper(kind=PaperKind.TRANSFER, to=to)
    given = [custody.Given(asset, asset.condition)]
    return custody.hand_over(paper, given, by=officer, actor=as_actor(officer), now=now).id


def _approvals(world: World, now: datetime) -> dict[str, object]:
    """Corrections of data that wait for approval and for verification, and a deputy."""
    own, officer = world.people["own"], world.people["officer"]
    facts = kinds.CorrectionFacts(
        system=some_system(own.council_id),
        record_reference="Stakabadhi 00123",
        field_name="Kiasi",
        value_before="50,000",
        value_after="5,000",
        reason="Sifuri moja imezidi",
        cause=ErrorCause.TYPING,
    )
    asked, made = (
        kinds.ask_correction(facts, requester=own, actor=as_actor(own), now=now) for _ in "12"
    )
    steps = [approvals_of(one.ticket)[0] for one in (asked, made)]
    kinds.decide(steps[1], True, "", actor=as_actor(world.people["manager"]), now=now)
    kinds.do(made, "", actor=as_actor(officer), now=now)
    today = clock.local_date(now)
    absence = accounts.Absence(
        principal=own, deputy=world.people["other"], starts_on=today, ends_on=today
    )
    delegation = accounts.delegate(absence, actor=as_actor(own), now=now)
    return {
        "approval_id": steps[0].id,
        "correction_id": made.id,
        "delegation_id": delegation.id,
        "slug": "data-correction",
    }
