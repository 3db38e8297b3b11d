"""Keeping the sources of funds; the caller commits."""

from helpdesk.audit.services import changes_of, record
from helpdesk.estimates import queries
from helpdesk.estimates.models import FundSource
from helpdesk.estimates.services.codes import CodeTakenError
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

USUAL = (
    ("OWN", "Mapato ya ndani", "Own source revenue"),
    ("OC", "Ruzuku ya serikali (OC)", "Government grant (OC)"),
    ("DEV", "Ruzuku ya maendeleo", "Development grant"),
    ("PROJ", "Mradi", "Project"),
    ("DONOR", "Wafadhili", "Donor"),
)


def add_fund(code: str, name_sw: str, name_en: str, *, actor: Actor) -> FundSource:
    if any(one.code == code for one in queries.funds(actor)):
        raise CodeTakenError
    made = FundSource(council_id=actor.council_id, code=code, name_sw=name_sw, name_en=name_en)
    db.session.add(made)
    db.session.flush()
    record(actor, "fund_source.add", made, {"code": [None, code]})
    return made


def change_fund(
    fund: FundSource, *, name_sw: str, name_en: str, is_active: bool, actor: Actor
) -> None:
    values = {"name_sw": name_sw, "name_en": name_en, "is_active": is_active}
    changes = changes_of(fund, **values)
    for name, value in values.items():
        setattr(fund, name, value)
    record(actor, "fund_source.change", fund, changes)
    db.session.flush()


def add_usual_funds(*, actor: Actor) -> None:
    for code, name_sw, name_en in USUAL:
        add_fund(code, name_sw, name_en, actor=actor)
