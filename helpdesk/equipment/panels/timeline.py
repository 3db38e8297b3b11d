"""What the register itself tells in the timeline of a device."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.equipment import labels, queries
from helpdesk.equipment.models import Asset, AssetStatusChange, Movement
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra.access import Actor
from helpdesk.infra.i18n import named


@timeline_source
def movements(asset: Asset, _actor: Actor) -> Iterator[TimelineEntry]:
    before: Movement | None = None
    for movement in queries.movements(asset):
        yield _registration(movement) if before is None else _move(before, movement)
        before = movement


@timeline_source
def status_changes(asset: Asset, _actor: Actor) -> Iterator[TimelineEntry]:
    for change in queries.status_changes(asset):
        yield TimelineEntry(
            at=change.at,
            words=str(labels.STATUS[change.to_status]),
            text=_joined(change.reason, _by(change)),
            icon="wrench",
        )


def _registration(movement: Movement) -> TimelineEntry:
    where = _("Place: %(place)s.", place=labels.place(movement.location))
    department = _("Department: %(name)s.", name=named(movement.department))
    custodian = _("Custodian: %(name)s.", name=_holder(movement)) if movement.custodian else ""
    return TimelineEntry(
        at=movement.at,
        words=pgettext("asset", "Registered"),
        text=_joined(where, department, custodian, _by(movement)),
        icon="plus",
    )


def _move(before: Movement, after: Movement) -> TimelineEntry:
    return TimelineEntry(
        at=after.at,
        words=pgettext("asset", "Moved"),
        text=_joined(*_differences(before, after), after.reason, _by(after)),
        icon="truck",
    )


def _differences(before: Movement, after: Movement) -> Iterator[str]:
    """Say what changed, each as a sentence."""
    if before.location_id != after.location_id:
        places = {"before": labels.place(before.location), "after": labels.place(after.location)}
        yield _("Place: %(before)s → %(after)s.", **places)
    if before.department_id != after.department_id:
        names = {"before": named(before.department), "after": named(after.department)}
        yield _("Department: %(before)s → %(after)s.", **names)
    if before.custodian_id != after.custodian_id:
        people = {"before": _holder(before), "after": _holder(after)}
        yield _("Custodian: %(before)s → %(after)s.", **people)


def _holder(movement: Movement) -> str:
    return movement.custodian.name if movement.custodian else _("nobody")


def _by(record: Movement | AssetStatusChange) -> str:
    said: str = _("Recorded by %(name)s.", name=record.by_name)
    return said


def _joined(*sentences: str) -> str:
    """Put whole sentences behind each other; what a person typed may lack its full stop."""
    said = [sentence.strip() for sentence in sentences if sentence.strip()]
    return " ".join(one if one[-1] in ".!?…" else f"{one}." for one in said)
