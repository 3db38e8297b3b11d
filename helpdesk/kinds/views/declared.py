"""Forms that are declared: asking by one, filling in its steps, listing and printing it."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import LANGUAGES, moment
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.kinds import permissions
from helpdesk.kinds.forms.declared import Undo, asked_form, filter_form, step_form
from helpdesk.kinds.labels.approvals import form_said
from helpdesk.kinds.labels.declared import Declared, Step, said
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import RECORDS
from helpdesk.kinds.models.access import AccessRequest
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.queries import approvals_of, taken_back
from helpdesk.kinds.queries import declared as queries
from helpdesk.kinds.queries.access import lines_of
from helpdesk.kinds.reports import declared as reports
from helpdesk.kinds.services import declared as opening
from helpdesk.kinds.services import steps
from helpdesk.kinds.views.blueprint import bp
from helpdesk.kinds.views.refusals import accepted, refusal, tried
from helpdesk.tickets import labels as tickets
from helpdesk.tickets.models import Ticket

MOST_COLUMNS = 5  # on the page; papers and sheets show all


def declared_or_404(slug: str) -> Declared:
    """Return the declaration that an address names, as in /kinds/report-request/."""
    known = {kind.replace("_", "-"): one for kind, one in DECLARED.items()}
    return known.get(slug) or abort(404)


@bp.route("/<string:kind>/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new_form(kind: str) -> ResponseReturnValue:
    actor, declared = current_actor(), declared_or_404(kind)
    form = asked_form(declared)()
    form.offer(actor)
    made: list[Ticket] = []

    def act() -> None:
        asker, now = own(actor), clock.now()
        values = form.values
        made.append(opening.open_declared(declared, values, requester=asker, actor=actor, now=now))

    if not (form.is_submitted() and form.check(actor) and accepted(form, act)):
        page = "kinds/new_form.html"
        return render_template(page, form=form, declared=declared, ticket=None), form.status
    attach(form["files"].data, owner_kind="kind", owner=made[0], actor=actor)
    return _received(made[0])


def _received(ticket: Ticket) -> ResponseReturnValue:
    done(
        _(
            "Your request has been received. Request No. %(no)s. We will respond by %(date)s.",
            no=ticket.reference,
            date=moment(ticket.response_due_at),
        )
    )
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)


@bp.get("/<string:kind>/")
@requires(permissions.VIEW)
def list_forms(kind: str) -> ResponseReturnValue:
    actor, declared = current_actor(), declared_or_404(kind)
    form = filter_form(declared)()
    form.offer(actor)
    found = queries.forms_of(declared.kind, actor, form.filters)
    model = RECORDS[declared.kind]
    newest = Order(model.id, model.id, descending=True)
    if "format" in request.args:
        rows = whole(found, newest)
        report = reports.list_of(declared, rows, narrowed=form.said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    page = paged(found, newest)
    return render_template(
        "kinds/list_forms.html",
        declared=declared,
        slug=kind,
        form=form,
        page=page,
        taken_back=taken_back(one.ticket for one in page.items),
        columns=[declared.parts[name] for name in declared.columns[:MOST_COLUMNS]],
        said=said,
        labels=tickets,
        form_said=form_said,
    )


@bp.route("/tickets/<int:request_id>/steps/<string:step>", methods=["GET", "POST"])
@requires(permissions.WORK)
def fill_in(request_id: int, step: str) -> ResponseReturnValue:
    actor = current_actor()
    record, declared, wanted = _step_or_404(request_id, step)
    form = step_form(declared, wanted)(record)
    form.offer(actor)

    def act() -> None:
        _fill_in(record, wanted, form)

    if tried(form, act):
        return back_to(record)
    why_not = refusal(lambda: steps.check_may_fill_in(record, wanted, actor=actor))
    page = "kinds/fill_in.html"
    return render_template(page, form=form, step=wanted, ticket=record.ticket, refusal=why_not), (
        form.status
    )


def _fill_in(record: KindRecord, step: Step, form: Any) -> None:
    """Fill in the step with its files, and say so."""
    actor, now = current_actor(), clock.now()
    is_first = steps.fill_in(record, step, form.values, actor=actor, now=now)
    if step.has_files:
        attach(form["files"].data, owner_kind="kind", owner=record.ticket, actor=actor)
    undo_url = url_for(".empty", request_id=record.ticket_id, step=step.name) if is_first else ""
    done(str(step.done), undo_url=undo_url, version=record.version)


@bp.post("/tickets/<int:request_id>/steps/<string:step>/undo")
@requires(permissions.WORK)
def empty(request_id: int, step: str) -> ResponseReturnValue:
    record, _declared, wanted = _step_or_404(request_id, step)
    if not Undo(record).validate_on_submit():
        abort(409)
    steps.take_back(record, wanted, actor=current_actor(), now=clock.now())
    done(_("Request %(no)s is as it was before.", no=record.ticket.reference))
    return back_to(record)


@bp.get("/tickets/<int:request_id>/form")
@requires(permissions.VIEW)
def print_form(request_id: int) -> ResponseReturnValue:
    """Print it in the language that is asked for, or the reader's own."""
    actor = current_actor()
    record, declared = queries.declared_or_404(request_id, actor=actor)
    language = request.args.get("lang", actor.language)
    link = public_url(f"/tickets/{request_id}")
    with force_locale(language if language in LANGUAGES else "sw"):
        filled = reports.Filled(
            record=record,
            declared=declared,
            taken=queries.steps_of(record.ticket),
            approvals=approvals_of(record.ticket),
            lines=lines_of(record) if isinstance(record, AccessRequest) else (),
        )
        paper = reports.form_paper(filled, link=link, actor=actor, now=clock.now())
    return as_file(paper, request.args.get("format", "pdf"))


def _step_or_404(ticket_id: int, name: str) -> tuple[KindRecord, Declared, Step]:
    record, declared = queries.declared_or_404(ticket_id, actor=current_actor())
    return record, declared, declared.step(name) or abort(404)


def back_to(record: KindRecord) -> ResponseReturnValue:
    return redirect(url_for("tickets.show", ticket_id=record.ticket_id), code=303)
