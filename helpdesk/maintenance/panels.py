"""Visits in the history of the device that they were promised to."""

from collections.abc import Iterator
from datetime import datetime, time

from flask_babel import gettext as _

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.i18n import day, named
from helpdesk.maintenance import labels, queries
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import DONE, State

UNTOLD = DONE | {State.GENERATED}
"""What was done the repair log tells, and what is to be done is no history yet."""


@timeline_source
def visits(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    for visit in queries.of_asset(asset, actor=actor):
        if visit.state not in UNTOLD:
            yield _entry(visit)


def _entry(visit: Occurrence) -> TimelineEntry:
    reason = visit.note or (labels.REASON[visit.reason] if visit.reason else "")
    return TimelineEntry(
        at=datetime.combine(visit.due_on, time(), clock.ZONE),
        words=_("Preventive maintenance: %(state)s", state=labels.STATE[visit.state]),
        text=_(
            "%(plan)s, due on %(day)s. %(reason)s",
            plan=named(visit.plan),
            day=day(visit.due_on),
            reason=reason,
        ),
        url="",
        icon="wrench",
    )
