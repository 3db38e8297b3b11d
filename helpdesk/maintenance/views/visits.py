"""One visit: what is looked at and what was found, another day, and why it was let be."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import technicians
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.audit.queries import history
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.equipment.labels import place
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.db import db
from helpdesk.infra.notices import done
from helpdesk.inspections.labels import finding, limits
from helpdesk.maintenance import labels, permissions, queries, rules, services
from helpdesk.maintenance.forms import visits as forms
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import State
from helpdesk.maintenance.views.blueprint import bp
from helpdesk.maintenance.views.filters import list_url, read_filters
from helpdesk.stock.rules import NotEnoughStockError
from helpdesk.workorders.rules import NOT_BEGUN, CounterBackError

SEVERAL = 100


@bp.get("/visits/<int:visit_id>")
@requires(permissions.VIEW)
def show_visit(visit_id: int) -> ResponseReturnValue:
    visit = queries.get_or_404(visit_id, actor=current_actor())
    if visit.state is not State.GENERATED:
        return _page(visit)
    checklist = queries.checklist_of(visit)
    form = _form(visit, checklist) if can(current_actor(), permissions.DO) else None
    return _page(visit, checklist, form)


@bp.post("/visits/<int:visit_id>/finish")
@requires(permissions.DO)
def finish_visit(visit_id: int) -> ResponseReturnValue:
    visit = queries.get_or_404(visit_id, actor=current_actor())
    rules.check_open(visit.state)
    checklist = queries.checklist_of(visit)
    form = _form(visit, checklist)
    if form.validate_on_submit():
        try:
            return _finished(visit, form, checklist)
        except NotEnoughStockError as short:
            form.refuse_short(short)
        except CounterBackError as error:
            form.refuse_counter(error)
    return _page(visit, checklist, form)


@bp.post("/visits/<int:visit_id>/begin")
@requires(permissions.DO)
def begin_visit(visit_id: int) -> ResponseReturnValue:
    actor = current_actor()
    visit = queries.get_or_404(visit_id, actor=actor)
    rules.check_open(visit.state)
    form = forms.BeginForm(visit)
    if form.validate_on_submit():
        services.begin(visit, by=db.session.get_one(User, actor.id), actor=actor, now=clock.now())
        done(_("The work at %(tag)s has been begun.", tag=visit.asset.asset_tag))
        return _to(visit)
    checklist = queries.checklist_of(visit)
    page, _status = _page(visit, checklist, _form(visit, checklist), begin=form)
    return page, form.status


def _people() -> dict[int, User]:
    return {person.id: person for person in technicians(current_actor())}


def _form(visit: Occurrence, checklist: ChecklistTemplate) -> forms.VisitForm:
    people = [(one.id, one.name) for one in _people().values()]
    later = _next_of(visit)
    return forms.visit_form(visit, checklist, people, current_actor(), later=later)


def _next_of(visit: Occurrence) -> Occurrence | None:
    """Return the next visit, which work of today may keep too where this one is late."""
    today = clock.today()
    return queries.next_of(visit, today) if visit.window_until < today else None


def _finished(
    visit: Occurrence, form: forms.VisitForm, checklist: ChecklistTemplate
) -> ResponseReturnValue:
    actor = current_actor()
    services.finish(
        visit,
        minutes=int(form.minutes.data or 0),
        by=_people()[form.done_by.data],
        actor=actor,
        now=clock.now(),
        found=form.found(checklist),
    )
    attach(form.files.data, owner_kind="maintenance_occurrence", owner=visit, actor=actor)
    done(_("The visit to %(tag)s has been saved.", tag=visit.asset.asset_tag))
    return _to(visit)


def _page(
    visit: Occurrence,
    checklist: ChecklistTemplate | None = None,
    form: forms.VisitForm | None = None,
    begin: forms.BeginForm | None = None,
) -> tuple[str, int]:
    page = render_template(
        "maintenance/visit.html",
        visit=visit,
        checklist=checklist,
        form=form,
        files=files_of("maintenance_occurrence", [visit.id]).get(visit.id, []),
        acts=history("maintenance_occurrence", visit.id),
        begin=begin or (_begin_form(visit) if form else None),
        today=clock.today(),
        is_early=visit.done_on and rules.is_too_early(visit.done_on, window_from=visit.window_from),
        labels=labels,
        limits=limits,
        finding=finding,
        place=place,
    )
    return page, form.status if form else 200


def _begin_form(visit: Occurrence) -> forms.BeginForm | None:
    begun = visit.work_order is None or visit.work_order.status not in NOT_BEGUN
    return None if begun else forms.BeginForm(visit)


@bp.route("/visits/postpone", methods=["GET", "POST"])
@requires(permissions.DO)
def postpone_several() -> ResponseReturnValue:
    """Put off to one day what the list shows, as its address says."""
    actor, filters, today = current_actor(), read_filters(), clock.today()
    found = queries.open_in(actor, filters, today=today, most=SEVERAL)
    form = forms.PostponeAllForm()
    form.offer(found)
    if form.validate_on_submit() and _are_postponed(form):
        number = len(form.visits)
        said = ngettext("%(num)d visit was postponed.", "%(num)d visits were postponed.", number)
        done(said)
        return redirect(list_url(filters), code=303)
    page = render_template(
        "maintenance/postpone_several.html", form=form, visits=found, back_url=list_url(filters)
    )
    return page, form.status


def _are_postponed(form: forms.PostponeAllForm) -> bool:
    on, reason = form.on.data, form.reason.data or ""
    try:
        services.postpone_all(
            form.visits, on, reason=reason, actor=current_actor(), now=clock.now()
        )
    except rules.POSTPONING as error:
        form.refuse_day(error)
        return False
    return True


@bp.route("/visits/<int:visit_id>/postpone", methods=["GET", "POST"])
@requires(permissions.DO)
def postpone(visit_id: int) -> ResponseReturnValue:
    visit = queries.get_or_404(visit_id, actor=current_actor())
    rules.check_open(visit.state)
    form = forms.PostponeForm(visit)
    if form.validate_on_submit() and _is_postponed(visit, form):
        done(_("The visit to %(tag)s has been postponed.", tag=visit.asset.asset_tag))
        return _to(visit)
    return render_template("maintenance/postpone.html", visit=visit, form=form), form.status


def _is_postponed(visit: Occurrence, form: forms.PostponeForm) -> bool:
    on, reason = form.on.data, form.reason.data or ""
    try:
        services.postpone(visit, on, reason=reason, actor=current_actor(), now=clock.now())
    except rules.POSTPONING as error:
        form.refuse_day(error)
        return False
    return True


@bp.route("/visits/<int:visit_id>/waive", methods=["GET", "POST"])
@requires(permissions.WAIVE)
def waive(visit_id: int) -> ResponseReturnValue:
    visit = queries.get_or_404(visit_id, actor=current_actor())
    rules.check_open(visit.state)
    form = forms.WaiveForm(visit)
    if form.validate_on_submit():
        note, actor = form.reason.data or "", current_actor()
        services.waive(visit, note=note, actor=actor, now=clock.now())
        done(_("The visit to %(tag)s has been waived.", tag=visit.asset.asset_tag))
        return _to(visit)
    page = render_template(
        "components/confirm.html",
        form=form,
        question=_("Waive the visit to %(tag)s?", tag=visit.asset.asset_tag),
        facts=[_("It is not made, and counts no more as promised. This cannot be undone.")],
        inputs=["reason"],
        label=_("Waive the visit"),
        cancel_url=url_for(".show_visit", visit_id=visit.id),
    )
    return page, form.status


def _to(visit: Occurrence) -> ResponseReturnValue:
    return redirect(url_for(".show_visit", visit_id=visit.id), code=303)
