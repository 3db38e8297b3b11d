"""Losses on the page of a device."""

from collections.abc import Iterator

from flask import render_template, url_for
from flask_babel import gettext as _

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.losses import labels, permissions, queries, rules


@panel("equipment.asset", order=35)
def losses_of(asset: object) -> str:
    """The last loss of a device, and where to tell of one."""
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.VIEW):
        return ""
    losses = queries.losses_of(asset, actor=actor)
    is_open = any(one.state in rules.OPEN for one in losses)
    is_untold = asset.status is Status.LOST_STOLEN and not is_open
    return render_template(
        "losses/_of_asset.html",
        asset=asset,
        loss=losses[0] if losses else None,
        may_tell=rules.can_be_lost(asset.status) or is_untold,
        is_untold=is_untold,
        labels=labels,
    )


@timeline_source
def told(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    if not can(actor, permissions.VIEW):
        return
    for loss in queries.losses_of(asset, actor=actor):
        yield TimelineEntry(
            at=loss.reported_at,
            words=_("Reported as lost or stolen"),
            text=f"{loss.reference}: {labels.KIND[loss.kind]}, {labels.STATE[loss.state]}",
            url=url_for("losses.show", loss_id=loss.id),
            icon="file-text",
        )
