"""On the page of a device: what it is a part of, and its own parts."""

from flask import render_template

from helpdesk.equipment import queries
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel


@panel("equipment.asset", order=5)
def parts(asset: object) -> str:
    actor = current_actor()
    if not isinstance(asset, Asset):
        return ""
    whole = queries.find_visible(asset.parent_id, actor=actor) if asset.parent_id else None
    inside = queries.parts_of(asset, actor=actor)
    return render_template("equipment/_parts.html", whole=whole, parts=inside)
