"""The job card of a request, on paper."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.local_urls import public_url
from helpdesk.tickets import permissions, queries
from helpdesk.tickets.reports import job_card as made_card
from helpdesk.tickets.views.blueprint import bp


@bp.get("/<int:ticket_id>/job-card")
@requires(permissions.WORK)
def job_card(ticket_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    language = request.args.get("lang", actor.language)
    link = public_url(f"/tickets/{ticket.id}")
    with force_locale(language if language in LANGUAGES else "sw"):
        card = made_card(ticket, queries.checks_on(ticket), link=link, actor=actor, now=now)
    return as_file(card, request.args.get("format", "pdf"))
