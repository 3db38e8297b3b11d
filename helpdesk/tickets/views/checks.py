"""Checklists of the council, and the checks on a request."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, services
from helpdesk.tickets.forms import ChecklistForm, NewChecklistForm
from helpdesk.tickets.models import TicketChecklist
from helpdesk.tickets.services import ChecklistText
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, shown


@bp.route("/<int:ticket_id>/checks", methods=["GET", "POST"])
@requires(permissions.WORK)
def tick(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    checks = queries.checks_on(ticket)
    form = forms.TickForm(ticket, done_checks=[one.id for one in checks if one.done_at])
    form.offer(checks)
    if form.validate_on_submit():
        services.tick(ticket, form.done_checks.data or [], actor=actor, now=clock.now())
        done(_("The checklist was saved."))
        return back_to(ticket)
    put_form = forms.PutChecklistForm(ticket)
    put_form.offer(queries.checklists_in_use(actor))
    return render_template(
        "tickets/tick.html", ticket=ticket, form=form, put_form=put_form, checks=checks
    ), form.status


@bp.post("/<int:ticket_id>/checklist")
@requires(permissions.WORK)
def put_checklist(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.PutChecklistForm(ticket)
    form.offer(queries.checklists_in_use(actor))
    if not form.validate_on_submit():
        return shown(ticket, form)
    checklist = queries.checklist_or_404(form.checklist_id.data, actor=actor)
    first = services.put_on(ticket, checklist, actor=actor, now=clock.now())
    undo_url = url_for(".take_off_checklist", ticket_id=ticket.id, position=first)
    done(_("The checklist is on the request."), undo_url=undo_url, version=ticket.version)
    return back_to(ticket)


@bp.post("/<int:ticket_id>/checklist/<int:position>/take-off")
@requires(permissions.WORK)
def take_off_checklist(ticket_id: int, position: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.take_off(ticket, since=position, actor=actor, now=clock.now())
    done(_("The checklist has been taken off."))
    return back_to(ticket)


@bp.get("/checklists/")
@requires(permissions.WORK)
def list_checklists() -> ResponseReturnValue:
    return _listed()


def _listed(refused: Form | None = None) -> ResponseReturnValue:
    checklists = queries.checklists(current_actor())
    use_forms = {one.id: forms.UseChecklistForm(one) for one in checklists}
    return render_template(
        "tickets/list_checklists.html", checklists=checklists, use_forms=use_forms, refused=refused
    ), refused.status if refused else 200


@bp.route("/checklists/new", methods=["GET", "POST"])
@requires(permissions.WORK)
def new_checklist() -> ResponseReturnValue:
    form = forms.NewChecklistForm()
    if form.validate_on_submit() and _has_free_name(form):
        services.add_checklist(_said(form), actor=current_actor())
        return _saved()
    return render_template("tickets/new_checklist.html", form=form), form.status


@bp.route("/checklists/<int:checklist_id>", methods=["GET", "POST"])
@requires(permissions.WORK)
def change_checklist(checklist_id: int) -> ResponseReturnValue:
    actor = current_actor()
    checklist = queries.checklist_or_404(checklist_id, actor=actor)
    form = forms.ChecklistForm(checklist)
    if form.validate_on_submit() and _has_free_name(form, checklist):
        services.change_checklist(checklist, _said(form), actor=actor)
        return _saved()
    return render_template(
        "tickets/change_checklist.html", checklist=checklist, form=form
    ), form.status


@bp.post("/checklists/<int:checklist_id>/use")
@requires(permissions.WORK)
def use_checklist(checklist_id: int) -> ResponseReturnValue:
    """Retire a list that is in use, or offer a retired one again."""
    actor = current_actor()
    checklist = queries.checklist_or_404(checklist_id, actor=actor)
    form = forms.UseChecklistForm(checklist)
    if not form.validate_on_submit():
        return _listed(form)
    services.set_in_use(checklist, not checklist.is_active, actor=actor)
    return _saved()


def _has_free_name(
    form: NewChecklistForm | ChecklistForm, checklist: TicketChecklist | None = None
) -> bool:
    name = form.name_sw.data or ""
    if queries.is_named(name, actor=current_actor(), besides=checklist):
        form.refuse("name_sw", _("Another checklist has this name."))
        return False
    return True


def _said(form: NewChecklistForm | ChecklistForm) -> ChecklistText:
    items_sw, items_en = form.both_items
    return ChecklistText(form.name_sw.data or "", form.name_en.data or "", items_sw, items_en)


def _saved() -> ResponseReturnValue:
    done(_("The checklist was saved."))
    return redirect(url_for(".list_checklists"), code=303)
