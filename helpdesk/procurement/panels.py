"""Where a device came from, on its page and in its history."""

from collections.abc import Iterator, Sequence

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of
from helpdesk.core.local_time import start_of
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.procurement import permissions, queries
from helpdesk.procurement.models import Commissioning


@panel("equipment.asset", order=5)
def origin_of_asset(asset: object) -> str:
    """Name the order and the delivery, and lead to the installation that is still to be done."""
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.VIEW):
        return ""
    origin = queries.origin_of(asset)
    if origin is None:
        return ""
    return render_template(
        "procurement/_origin.html",
        asset=asset,
        receipt=origin.line.receipt,
        commissioning=origin.commissioning,
        copies=_copies(origin.commissioning),
        may_install=asset.must_be_installed and can(actor, permissions.COMMISSION),
    )


def _copies(installed: Commissioning | None) -> Sequence[Attachment]:
    if installed is None:
        return ()
    return files_of("commissioning", [installed.id]).get(installed.id, ())


@timeline_source
def bought(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    origin = queries.origin_of(asset) if can(actor, permissions.VIEW) else None
    if origin is None:
        return
    receipt = origin.line.receipt
    said = {"order": receipt.order.number, "supplier": receipt.order.supplier.name}
    yield TimelineEntry(
        at=start_of(receipt.received_on),
        words=pgettext("asset", "Delivered"),
        text=_("Order %(order)s of %(supplier)s", **said),
        url=url_for("procurement.show_receipt", receipt_id=receipt.id),
        icon="truck",
    )
