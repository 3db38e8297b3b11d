"""Labels on the pages of the register: the way to them, and when they were printed."""

from collections.abc import Iterator

from flask import render_template, request, url_for
from flask_babel import gettext as _

from helpdesk.equipment import labels, permissions
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.equipment.queries.labels import prints_of
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.slots import panel

PAGES = {"after": None, "before": None, "format": None, "asset": None}


@panel("equipment.ticked", order=10)
def print_ticked(_filters: object) -> str:
    if not can(current_actor(), permissions.MANAGE):
        return ""
    query = request.query_string.decode("ascii", "ignore")
    everything = with_query(f"{url_for('equipment.print_labels')}?{query}", **PAGES, all="1")
    return render_template("equipment/_labels_of_ticked.html", everything=everything)


@timeline_source
def printed(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    """Tell of printed labels those who print them."""
    if not can(actor, permissions.MANAGE):
        return
    for one in prints_of(asset):
        said = _("Recorded by %(name)s.", name=one.by_name)
        yield TimelineEntry(
            at=one.at,
            words=_("Label printed"),
            text=f"{labels.SHEET[one.sheet]}. {said}",
            icon="qr-code",
        )
