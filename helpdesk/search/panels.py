"""The search box at the head of every page."""

from flask import render_template, request

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.search import permissions
from helpdesk.search.rules import LONGEST, asked


@panel("layout.search", order=10)
def box(_person: object) -> str:
    if not can(current_actor(), permissions.USE):
        return ""
    typed = asked(request.args.get("q", "")).text if request.endpoint == "search.show" else ""
    return render_template("search/_box.html", typed=typed, longest=LONGEST)
