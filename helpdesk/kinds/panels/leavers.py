"""What somebody has, on the page of the person: for the day on which he leaves."""

from flask import render_template

from helpdesk.accounts.models import User
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import permissions
from helpdesk.kinds.queries.access import open_of_person


@panel("accounts.person", order=10)
def accesses_of(person: object) -> str:
    """Say how many accesses are open, and lead to the page that takes all of them away."""
    actor = current_actor()
    if not isinstance(person, User) or not can(actor, permissions.KEEP_ACCESS):
        return ""
    number = len(open_of_person(person, actor=actor))
    return render_template("kinds/_accesses_of.html", person=person, number=number)
