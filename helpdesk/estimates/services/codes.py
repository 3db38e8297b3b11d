"""Keeping the lines of the budget; the caller commits."""

import csv
from functools import cache
from pathlib import Path

from helpdesk.audit.services import changes_of, record
from helpdesk.estimates import queries
from helpdesk.estimates.models import BudgetCode
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

USUAL = Path(__file__).with_suffix(".csv")


class CodeTakenError(Exception):
    """The council has this number already."""


def add_code(code: str, name_sw: str, name_en: str, *, actor: Actor) -> BudgetCode:
    if any(one.code == code for one in queries.codes(actor)):
        raise CodeTakenError
    made = BudgetCode(council_id=actor.council_id, code=code, name_sw=name_sw, name_en=name_en)
    db.session.add(made)
    db.session.flush()
    record(actor, "budget_code.add", made, {"code": [None, code]})
    return made


def change_code(
    code: BudgetCode, *, name_sw: str, name_en: str, is_active: bool, actor: Actor
) -> None:
    values = {"name_sw": name_sw, "name_en": name_en, "is_active": is_active}
    changes = changes_of(code, **values)
    for name, value in values.items():
        setattr(code, name, value)
    record(actor, "budget_code.change", code, changes)
    db.session.flush()


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
