"""Move parts at random and see that ledger, balance and value agree to the cent.

    python -m bench.stock [--movements 100000] [--seed 1]

The database is made anew in a folder that is gone afterwards; HELPDESK_DATABASE_URL may name an
empty database of another kind.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import click
from sqlalchemy import Row, Select, func, select

from helpdesk.app import create_app
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.org.models import Council
from helpdesk.start import prepare
from helpdesk.stock import services
from helpdesk.stock.models import Part, StockLevel, StockMovement, Store
from helpdesk.stock.rules import CountedMeanwhileError, NotEnoughStockError, NotReversibleError

AT = datetime(2026, 8, 3, 6, tzinfo=UTC)
AT_ONCE = 500


@click.command()
@click.option("--movements", type=int, default=100_000)
@click.option("--seed", type=int, default=1)
def main(movements: int, seed: int) -> None:
    with TemporaryDirectory() as folder:
        os.environ["HELPDESK_INSTANCE"] = folder
        app = create_app({"SECRET_KEY": "for measuring only " * 3})
        with app.app_context():
            prepare()
            _soak(movements, Random(seed))  # noqa: S311  # it guards nothing


def _soak(movements: int, chance: Random) -> None:
    council = Council(code="B", name_sw="Halmashauri", name_en="Council", region="Mbeya")
    db.session.add(council)
    db.session.flush()
    actor, started = the_program(council.id), perf_counter()
    stores = [_store(number, actor) for number in range(3)]
    parts = [_part(number, actor) for number in range(20)]
    while (written := _written()) < movements:
        play(stores, parts, AT_ONCE, actor=actor, chance=chance)
        db.session.commit()  # noqa: TID251  # no edge is above this
    wrong = disagreeing()
    click.echo(
        f"{written} movements in {perf_counter() - started:.0f} s, {len(wrong)} levels disagree"
    )
    if wrong:
        raise SystemExit(1)


def _written() -> int:
    return db.session.scalar(select(func.count()).select_from(StockMovement)) or 0


def _store(number: int, actor: Actor) -> Store:
    return services.add_store(
        code=f"G{number}", name_sw=f"Ghala {number}", name_en=f"Store {number}", actor=actor
    )


def _part(number: int, actor: Actor) -> Part:
    details = services.PartDetails(
        code=f"P{number}", name_sw=f"Kipuri {number}", name_en=f"Part {number}", unit="mita"
    )
    return services.add_part(details, actor=actor)


def play(
    stores: Sequence[Store], parts: Sequence[Part], times: int, *, actor: Actor, chance: Random
) -> None:
    """Try something so many times; what the store refuses is refused."""
    for _time in range(times):
        try:
            _try(stores, chance.choice(parts), actor, chance)
        except (NotEnoughStockError, NotReversibleError, CountedMeanwhileError):
            continue


def _try(stores: Sequence[Store], part: Part, actor: Actor, chance: Random) -> None:
    here, there = chance.sample(list(stores), 2)
    quantity = Decimal(chance.randint(1, 9))
    level = db.session.scalars(
        select(StockLevel).where(StockLevel.store_id == here.id, StockLevel.part_id == part.id)
    ).first()
    act = chance.choice(("receive", "receive", "issue", "issue", "issue", "back", "move", "rest"))
    if level is None or act == "receive":
        cost = Decimal(chance.randint(1, 9_999_999)) / 100
        services.receive(
            here, part, quantity=quantity, unit_cost=cost, reference="DN", actor=actor, now=AT
        )
    elif act == "issue":
        services.issue(here, part, quantity=quantity, reference="WO", actor=actor, now=AT)
    elif act == "move":
        services.transfer(level, there, quantity=quantity, reason="x", actor=actor, now=AT)
    elif act == "back":
        _back(level, actor)
    elif chance.choice((True, False)):
        services.write_off(level, quantity=quantity, reason="x", actor=actor, now=AT)
    else:
        services.adjust(level, counted=quantity, reason="x", actor=actor, now=AT)


def _back(level: StockLevel, actor: Actor) -> None:
    """Take the last movement back: an issue returns, a receipt was a mistake."""
    last = db.session.scalars(
        select(StockMovement)
        .where(StockMovement.level_id == level.id)
        .order_by(StockMovement.id.desc())
        .limit(1)
    ).one()
    if last.kind == "issue":
        services.give_back(last, reason="x", actor=actor, now=AT)
    else:
        services.reverse(last, reason="x", actor=actor, now=AT)


def disagreeing() -> list[int]:
    """Return the levels whose movements do not add up to what they hold and are worth."""
    sums = {row.level_id: row for row in db.session.execute(_sums())}
    levels = db.session.scalars(select(StockLevel).execution_options(populate_existing=True))
    return [one.id for one in levels if not _agrees(one, sums.get(one.id))]


def _sums() -> Select[int, Decimal, Decimal]:
    return select(
        StockMovement.level_id,
        func.sum(StockMovement.quantity).label("quantity"),
        func.sum(StockMovement.value).label("value"),
    ).group_by(StockMovement.level_id)


def _agrees(level: StockLevel, summed: Row[int, Decimal, Decimal] | None) -> bool:
    if level.quantity < 0 or (level.quantity == 0 and level.value != 0):
        return False
    return summed is None or (level.quantity, level.value) == (summed.quantity, summed.value)


if __name__ == "__main__":
    main()
