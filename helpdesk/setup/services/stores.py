"""What the sample council asked of its stores; the caller commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.requisitions import services
from helpdesk.requisitions.models import Requisition
from helpdesk.stock import queries as stock
from helpdesk.stock.models import StockLevel, Store
from helpdesk.stock.services import add_store, transfer
from helpdesk.storecounts import services as storecounts
from helpdesk.storecounts.queries import held_at, lines_of

WANTED, ENOUGH, DAY = 4, 4, timedelta(days=1)


def keep_stores(program: Actor, *, now: datetime) -> None:
    """Fill the bench and the box for the wards, and let requisitions stand at each step."""
    bench = add_store(
        code="GH-02", name_sw="Meza ya kazi ya TEHAMA", name_en="ICT bench", actor=program
    )
    box = add_store(
        code="GH-03", name_sw="Boksi la ziara za kata", name_en="Ward box", actor=program
    )
    levels = _full(program)
    keepers, people = people_with(program, Role.STOREKEEPER), people_with(program, Role.REQUESTER)
    officers, heads = people_with(program, Role.TECHNICIAN), people_with(program, Role.HEAD)
    if len(levels) < WANTED or not (keepers and people and officers and heads):
        return
    keeper = as_actor(keepers[0])
    for level, to in zip(levels, (bench, box), strict=False):
        transfer(
            level, to, quantity=Decimal(1), reason="Kwa kazi za kila siku", actor=keeper, now=now
        )
    asker, by = people[0], (officers[0], heads[0])
    _ask(levels[:1], asker, "Printa ya ofisi haina wino", now - DAY)
    _agreed(_ask(levels[1:2], asker, "Kompyuta mpya za uhasibu", now - 4 * DAY), by, now - 3 * DAY)
    _count(levels[0].store, keeper, (now - 2 * DAY).replace(hour=6, minute=0))
    given = _agreed(
        _ask(levels[2:4], asker, "Ukarabati wa mtandao", now - 9 * DAY), by, now - 8 * DAY
    )
    amounts = {1: Decimal(1)}
    moved = stock.last_moved(actor=program)
    at = max(now - 7 * DAY, *(moved.get(level.part_id, now - 7 * DAY) for level in levels[2:4]))
    services.issue(given, levels[2].store, amounts, actor=keeper, now=at)


def _count(store: Store, keeper: Actor, at: datetime) -> None:
    """Find one too few of the first part and the rest as the books say; it waits for approval."""
    count = storecounts.start(store, actor=keeper, now=at)
    lines = lines_of(count)
    books = held_at([line.level_id for line in lines], at)
    held = {line.id: books.get(line.level_id, Decimal(0)) for line in lines}
    short = next(line_id for line_id, quantity in held.items() if quantity >= 1)
    held[short] -= 1
    storecounts.note(count, held, at=at, actor=keeper, now=at)
    storecounts.finish(count, actor=keeper, now=at + timedelta(hours=2))


def _full(program: Actor) -> Sequence[StockLevel]:
    full = stock.levels_visible_to(program).where(StockLevel.quantity >= ENOUGH)
    return db.session.scalars(full.order_by(StockLevel.id).limit(WANTED)).all()


def _ask(levels: Sequence[StockLevel], by: User, purpose: str, at: datetime) -> Requisition:
    lines = [services.Asked(level.part, "", Decimal(2)) for level in levels]
    return services.ask(purpose, lines, by=by, actor=as_actor(by), now=at)


def _agreed(requisition: Requisition, by: tuple[User, User], at: datetime) -> Requisition:
    officer, head = by
    services.recommend(requisition, actor=as_actor(officer), now=at)
    services.approve(requisition, actor=as_actor(head), now=at)
    return requisition
