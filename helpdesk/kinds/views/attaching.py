"""Giving a request the form that it was made without."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.kinds import forms, labels, permissions, queries, services
from helpdesk.kinds.forms.declared import AskedForm, asked_form
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.rules import Refusal, RefusedError
from helpdesk.kinds.services.declared import attach_declared
from helpdesk.kinds.views.blueprint import bp
from helpdesk.kinds.views.refusals import accepted
from helpdesk.systems.queries import in_use
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket

Asked = AskedForm | forms.CorrectionForm


@bp.route("/tickets/<int:ticket_id>/form/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def attach_form(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = tickets.get_or_404(ticket_id, actor=actor)
    if not permissions.may_attach(actor, ticket):
        abort(403)
    if not queries.lacks_form(ticket):
        warn(labels.refused(RefusedError(Refusal.NEEDS_NO_FORM)))
        return _to(ticket)
    form = _begun(ticket)
    if not (_is_right(form) and accepted(form, lambda: _attach(form, ticket))):
        return _page(form, ticket)
    attach(form["files"].data, owner_kind="kind", owner=ticket, actor=actor)
    done(_("The form of request %(no)s has been filled in.", no=ticket.reference))
    return _to(ticket)


def _begun(ticket: Ticket) -> Asked:
    """Begin the form of its kind with what the request says already."""
    form = _form(ticket)
    if not (form.is_submitted() or form.is_resumed):
        form.begin(ticket)
    return form


def _form(ticket: Ticket) -> Asked:
    actor, declared = current_actor(), DECLARED.get(ticket.kind)
    if declared is None:
        form = forms.CorrectionForm()
        form.offer(in_use(actor))
        return form
    asked = asked_form(declared)()
    asked.offer(actor)
    return asked


def _is_right(form: Asked) -> bool:
    if isinstance(form, AskedForm):
        return form.is_submitted() and form.check(current_actor())
    return form.validate_on_submit()


def _attach(form: Asked, ticket: Ticket) -> None:
    actor, now = current_actor(), clock.now()
    if isinstance(form, AskedForm):
        attach_declared(form.declared, form.values, ticket=ticket, actor=actor, now=now)
    else:
        services.attach_correction(form.facts, ticket=ticket, actor=actor, now=now)


def _page(form: Asked, ticket: Ticket) -> ResponseReturnValue:
    declared = DECLARED.get(ticket.kind)
    page = "kinds/new_form.html" if declared else "kinds/new_correction.html"
    return render_template(page, form=form, declared=declared, ticket=ticket), form.status


def _to(ticket: Ticket) -> ResponseReturnValue:
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
