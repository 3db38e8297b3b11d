"""Telling once of each contract, licence and warranty that its end is near, or has come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from helpdesk.contracts import queries, rules
from helpdesk.contracts.events import EndsSoon
from helpdesk.core.local_time import local_date
from helpdesk.infra.events import announce
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import councils


@job(
    "contracts.remind",
    cron="20 7 * * *",
    title=_l("Notices of contracts, licences and warranties that end"),
)
def remind(now: datetime) -> None:
    """Tell of all that is due, each council by itself; who was told of a step is not told again."""
    for council_id in [council.id for council in councils()]:
        with transaction():
            for event in _due(council_id, local_date(now)):
                announce(event)


def _due(council_id: int, today: date) -> Iterator[EndsSoon]:
    """Say of everything whose end is near which step is due."""
    for event in _ending(council_id, today):
        step = rules.step(event.ends_on, today=today)
        if step is not None:
            yield replace(event, step=step)


def _ending(council_id: int, today: date) -> Iterator[EndsSoon]:
    for contract in queries.ending_contracts(council_id, today=today):
        yield EndsSoon(
            council_id=council_id,
            subject_type="contract",
            subject_id=contract.id,
            name=contract.number,
            ends_on=contract.ends_on,
            url=f"/contracts/{contract.id}",
        )
    for licence in queries.ending_licences(council_id, today=today):
        yield EndsSoon(
            council_id=council_id,
            subject_type="licence",
            subject_id=licence.id,
            name=licence.name,
            ends_on=licence.ends_on or today,
            url=f"/contracts/licences/{licence.id}",
        )
    for last, number in queries.warranty_days(council_id, today=today).items():
        yield EndsSoon(
            council_id=council_id,
            subject_type="warranty",
            subject_id=last.toordinal(),
            name=str(number),
            ends_on=last,
            url="/reports/warranty-expiry",
        )
