"""The bell at the head of every page."""

from flask import render_template

from helpdesk.infra.access import current_actor
from helpdesk.infra.slots import panel
from helpdesk.reminders import queries


@panel("layout.account", order=20)
def bell(_person: object) -> str:
    count = queries.count_unread(current_actor())
    return render_template("reminders/_bell.html", count=count, most=queries.MOST_COUNTED)
