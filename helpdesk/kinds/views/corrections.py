"""Data corrections: asking for one, making and verifying it, the list and the printed form."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.kinds import forms, labels, permissions, queries, reports, services
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import CorrectionFilters
from helpdesk.kinds.views.blueprint import bp
from helpdesk.kinds.views.refusals import tried
from helpdesk.systems.queries import in_use
from helpdesk.tickets import permissions as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status

NEWEST_FIRST = Order(DataCorrection.id, DataCorrection.id, descending=True)


@bp.get("/data-corrections/")
@requires(permissions.VIEW)
def list_corrections() -> ResponseReturnValue:
    actor, form = current_actor(), forms.CorrectionsFilter()
    form.offer(in_use(actor), actor)
    filters = form.filters
    found = queries.corrections(actor, filters)
    if "format" in request.args:
        report = reports.corrections_report(
            whole(found, NEWEST_FIRST),
            view=str(labels.CORRECTION_VIEWS[filters.view]),
            narrowed=form.said,
            actor=actor,
            now=clock.now(),
        )
        return as_file(report, request.args["format"])
    page = paged(found, NEWEST_FIRST)
    return render_template(
        "kinds/list_corrections.html",
        page=page,
        taken_back=queries.taken_back(one.ticket for one in page.items),
        pills=_pills(filters),
        form=form,
        labels=labels,
    )


def _pills(filters: CorrectionFilters) -> list[Pill]:
    url = url_for(".list_corrections")
    words, counts = labels.CORRECTION_VIEWS, queries.count_corrections(current_actor())
    return [
        Pill(str(words[name]), with_query(url, view=name), name == filters.view, number)
        for name, number in counts.items()
    ]


@bp.route("/data-corrections/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new_correction() -> ResponseReturnValue:
    actor, form = current_actor(), forms.CorrectionForm()
    form.offer(in_use(actor))
    made: list[DataCorrection] = []

    def act() -> None:
        asker, now = own(actor), clock.now()
        made.append(services.ask_correction(form.facts, requester=asker, actor=actor, now=now))

    if not tried(form, act):
        page = "kinds/new_correction.html"
        return render_template(page, form=form, ticket=None), form.status
    (correction,) = made
    attach(form.files.data, owner_kind="kind", owner=correction.ticket, actor=actor)
    done(_("Your request has been received. Request No. %(no)s.", no=correction.ticket.reference))
    return _to_ticket(correction)


@bp.route("/data-corrections/<int:correction_id>/do", methods=["GET", "POST"])
@requires(permissions.WORK)
def do_correction(correction_id: int) -> ResponseReturnValue:
    actor = current_actor()
    correction = queries.correction_or_404(correction_id, actor=actor)
    form = forms.DoForm(correction)

    def act() -> None:
        services.do(correction, form.note.data or "", actor=actor, now=clock.now())

    if tried(form, act):
        attach(form.files.data, owner_kind="kind", owner=correction.ticket, actor=actor)
        done(_("It is noted that you made the correction. Another person now verifies it."))
        return _to_ticket(correction)
    refused = labels.why_not(lambda: services.check_may_do(correction, actor=actor))
    return _page("kinds/do_correction.html", correction, form, refused)


@bp.route("/data-corrections/<int:correction_id>/verify", methods=["GET", "POST"])
@requires(permissions.VERIFY)
def verify_correction(correction_id: int) -> ResponseReturnValue:
    actor = current_actor()
    correction = queries.correction_or_404(correction_id, actor=actor)
    if not permissions.may_verify(actor, correction.ticket):
        abort(403)
    form = forms.VerifyForm(correction)

    def act() -> None:
        end = services.verify_correction if form.says_right else services.send_back
        end(correction, form.note.data or "", actor=actor, now=clock.now())

    if tried(form, act):
        _say_found(correction.ticket)
        return _to_ticket(correction)
    refused = labels.why_not(lambda: services.check_may_verify(correction, actor=actor))
    return _page("kinds/verify_correction.html", correction, form, refused)


def _say_found(ticket: Ticket) -> None:
    """Say so, and offer to take it back to an officer who has solved the request by it."""
    is_solved = ticket.status is Status.RESOLVED and can(current_actor(), tickets.WORK)
    undo_url = url_for("tickets.undo", ticket_id=ticket.id) if is_solved else ""
    done(_("What you found has been saved."), undo_url=undo_url, version=ticket.version)


def _page(
    template: str, correction: DataCorrection, form: Form, refused: str
) -> ResponseReturnValue:
    return render_template(
        template,
        correction=correction,
        acts=queries.acts_of(correction),
        form=form,
        refusal=refused,
        labels=labels,
    ), form.status


def _to_ticket(correction: DataCorrection) -> ResponseReturnValue:
    return redirect(url_for("tickets.show", ticket_id=correction.ticket_id), code=303)


@bp.get("/data-corrections/<int:correction_id>/form")
@requires(permissions.VIEW)
def print_correction(correction_id: int) -> ResponseReturnValue:
    """Print it in the language that is asked for, or the reader's own."""
    actor = current_actor()
    correction = queries.correction_or_404(correction_id, actor=actor)
    language = request.args.get("lang", actor.language)
    link = public_url(f"/tickets/{correction.ticket_id}")
    with force_locale(language if language in LANGUAGES else "sw"):
        paper = reports.correction_form(
            correction,
            queries.approvals_of(correction.ticket),
            queries.acts_of(correction),
            link=link,
            actor=actor,
            now=clock.now(),
        )
    return as_file(paper, request.args.get("format", "pdf"))
