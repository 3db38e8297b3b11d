"""The way to the articles on the home page."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.knowledge import permissions


@panel("dashboard.home", order=10)
def way_to_the_articles(_person: object) -> str:
    return render_template("knowledge/_tile.html") if can(current_actor(), permissions.VIEW) else ""
