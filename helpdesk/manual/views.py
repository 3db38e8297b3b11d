"""The manual: nothing in it is private, so it is open to strangers too."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from helpdesk.accounts import rules as accounts
from helpdesk.accounts.labels import ROLES
from helpdesk.inbox import rules as inbox
from helpdesk.infra import uploads
from helpdesk.infra.access import catalogue, public
from helpdesk.manual import labels
from helpdesk.manual.rules import PAGES, Page, answers
from helpdesk.outbox import rules as mail
from helpdesk.tickets import labels as ticket_words
from helpdesk.tickets import rules as tickets
from helpdesk.workorders import rules as workorders

bp = Blueprint("manual", __name__, url_prefix="/manual")


@bp.get("/")
@public
def list_pages() -> ResponseReturnValue:
    return render_template("manual/list_pages.html", parts=PAGES, labels=labels)


@bp.get("/<name>")
@public
def show(name: str) -> ResponseReturnValue:
    """Show a page; its texts take their numbers and words from the rules themselves."""
    if name not in set(Page):
        abort(404)
    return render_template(
        "manual/show.html",
        title=labels.TITLES[Page(name)],
        name=name,
        accounts=accounts,
        mail=mail,
        inbox=inbox,
        tickets=tickets,
        ticket_words=ticket_words,
        answers=answers(),
        uploads=uploads,
        workorders=workorders,
        roles=ROLES,
        catalogue=catalogue(),
    )
