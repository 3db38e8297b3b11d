"""Keeping the lines of the budget and the sources of funds; the caller commits."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from helpdesk.audit.services import changes_of, record
from helpdesk.estimates import queries
from helpdesk.estimates.models import BudgetCode, FundSource
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

Entry: TypeAlias = BudgetCode | FundSource
USUAL_FUNDS = (
    ("OWN", "Mapato ya ndani", "Own source revenue"),
    ("OC", "Ruzuku ya serikali (OC)", "Government grant (OC)"),
    ("DEV", "Ruzuku ya maendeleo", "Development grant"),
    ("PROJ", "Mradi", "Project"),
    ("DONOR", "Wafadhili", "Donor"),
)
USUAL = Path(__file__).with_suffix(".csv")


class CodeTakenError(Exception):
    """The council has this number already."""


def add_code(code: str, name_sw: str, name_en: str, *, actor: Actor) -> BudgetCode:
    made = BudgetCode(council_id=actor.council_id, code=code, name_sw=name_sw, name_en=name_en)
    _add(made, queries.codes(actor), actor)
    return made


def add_fund(code: str, name_sw: str, name_en: str, *, actor: Actor) -> FundSource:
    made = FundSource(council_id=actor.council_id, code=code, name_sw=name_sw, name_en=name_en)
    _add(made, queries.funds(actor), actor)
    return made


def _add(made: Entry, known: Iterable[Entry], actor: Actor) -> None:
    if any(one.code == made.code for one in known):
        raise CodeTakenError
    db.session.add(made)
    db.session.flush()
    record(actor, f"{made.__tablename__}.add", made, {"code": [None, made.code]})


def change_entry(
    entry: Entry, *, name_sw: str, name_en: str, is_active: bool, actor: Actor
) -> None:
    """Correct a line of the budget or a source of funds; its code stays."""
    values = {"name_sw": name_sw, "name_en": name_en, "is_active": is_active}
    changes = changes_of(entry, **values)
    for name, value in values.items():
        setattr(entry, name, value)
    record(actor, f"{entry.__tablename__}.change", entry, changes)
    db.session.flush()


def add_usual_funds(*, actor: Actor) -> None:
    for code, name_sw, name_en in USUAL_FUNDS:
        add_fund(code, name_sw, name_en, actor=actor)


def add_usual_codes(*, actor: Actor) -> int:
    """Take in the usual lines of ICT spending that the council lacks; return how many."""
    known = {one.code for one in queries.codes(actor)}
    missing = [row for row in usual_codes() if row["code"] not in known]
    for row in missing:
        add_code(row["code"], row["name_sw"], row["name_en"], actor=actor)
    return len(missing)


@cache
def usual_codes() -> tuple[dict[str, str], ...]:
    with USUAL.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
