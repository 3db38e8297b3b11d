"""Keeping the rates of value added tax, and giving an estimate that of its day."""

from dataclasses import asdict
from datetime import datetime

from helpdesk.audit.services import changes_of, record
from helpdesk.estimates import rules
from helpdesk.estimates.models import Estimate, TaxRate
from helpdesk.estimates.queries.taxes import rates_of
from helpdesk.estimates.rules import USUAL_RATES, SaidRate
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


def add_rate(said: SaidRate, *, actor: Actor) -> TaxRate:
    """Add a rate; raises OverlapError."""
    rules.check_apart(said, rates_of(actor))
    made = TaxRate(council_id=actor.council_id, **asdict(said))
    db.session.add(made)
    db.session.flush()
    record(actor, "tax_rate.add", made, {"percent": [None, made.percent]})
    return made


def change_rate(rate: TaxRate, said: SaidRate, *, actor: Actor) -> None:
    """Correct a rate; estimates that were submitted keep the one they had. Raises OverlapError."""
    rules.check_apart(said, [one for one in rates_of(actor) if one is not rate])
    values = asdict(said)
    changes = changes_of(rate, **values)
    for name, value in values.items():
        setattr(rate, name, value)
    record(actor, "tax_rate.change", rate, changes)
    db.session.flush()


def add_usual_rates(*, actor: Actor) -> None:
    for said in USUAL_RATES:
        add_rate(said, actor=actor)


def take_rate(estimate: Estimate, *, actor: Actor, now: datetime) -> None:
    """Let an estimate bear the rate of today; raises NoRateError."""
    today = clock.local_date(now)
    rate = rules.rate_on(rates_of(actor), estimate.tax_code, today)
    estimate.vat_percent, estimate.taxed_on = rate.percent, today
