"""Pages of preventive plans."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.core.recurrence import add_months
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.labels import CRITICALITY
from helpdesk.equipment.rules import Criticality
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.maintenance import forms, labels, permissions, queries, rules, services
from helpdesk.maintenance.models import MaintenancePlan
from helpdesk.maintenance.views.blueprint import bp
from helpdesk.org.queries import calendar_of
from helpdesk.workorders.rules import Kind

BY_NAME = Order(MaintenancePlan.title_sw, MaintenancePlan.id)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a plan would ask for in a year."""

    devices: int
    months: list[rules.Month]

    @property
    def visits(self) -> int:
        return sum(month.visits for month in self.months)

    @property
    def minutes(self) -> int:
        return sum(month.minutes for month in self.months)


@bp.get("/plans")
@requires(permissions.VIEW)
def list_plans() -> ResponseReturnValue:
    actor = current_actor()
    page = paged(queries.plans(actor), BY_NAME)
    covered = queries.covered_kinds(actor)
    kinds = {one.code for one in equipment.categories(actor)}
    return render_template(
        "maintenance/list_plans.html",
        page=page,
        open_of=queries.open_of([plan.id for plan in page.items]),
        labels=labels,
        scope=scope,
        ready=[one for one in rules.READY if _is_wanted(one, kinds, covered)],
    )


def _is_wanted(one: rules.Ready, kinds: set[str], covered: set[tuple[str, Kind]]) -> bool:
    """Tell whether there is such equipment of which no plan takes this care."""
    return any((code, one.kind) not in covered for code in kinds & set(one.kinds))


@bp.get("/plans/<int:plan_id>")
@requires(permissions.VIEW)
def show_plan(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.plan_or_404(plan_id, actor=actor)
    now, later = queries.in_force(plan, clock.today())
    foreseen = _foreseen_of(plan, now.minutes)
    used = queries.priced(plan)
    needs = [one.need for one in used if one.need]
    return render_template(
        "maintenance/show_plan.html",
        plan=plan,
        revision=now,
        later=later,
        foreseen=foreseen,
        visits=queries.latest_of(plan, actor=actor),
        waiting=queries.open_of([plan.id]).get(plan.id),
        used=used,
        visit_cost=rules.parts_cost(needs, 1),
        year_cost=rules.parts_cost(needs, foreseen.visits),
        labels=labels,
        scope=scope,
    )


@bp.route("/plans/new", methods=["GET", "POST"])
@requires(permissions.PLAN)
def new_plan() -> ResponseReturnValue:
    actor = current_actor()
    form, foreseen = forms.PlanForm(**_proposed()), None
    form.offer(actor)
    if form.validate_on_submit():
        if "look" not in request.form:
            starts_on = max(clock.today(), form.rule.anchor_on)
            plan = services.add_plan(
                form.titles,
                form.scope,
                form.schedule,
                starts_on=starts_on,
                actor=actor,
                kind=form.wanted_kind,
            )
            return _saved(plan)
        foreseen = _of_form(form)
    page = render_template("maintenance/new_plan.html", form=form, foreseen=foreseen, labels=labels)
    return page, form.status


@bp.route("/plans/<int:plan_id>/revise", methods=["GET", "POST"])
@requires(permissions.PLAN)
def revise_plan(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.plan_or_404(plan_id, actor=actor)
    form = forms.ReviseForm(plan, data=forms.as_shown(plan.revisions[-1]))
    form.offer(actor)
    foreseen = None
    if form.validate_on_submit():
        if "look" not in request.form:
            said = {"effective_from": form.effective_from.data, "reason": form.reason.data or ""}
            services.revise(plan, form.schedule, **said, actor=actor, now=clock.now())
            return _saved(plan)
        devices = queries.number_in_scope(plan)
        foreseen = _foreseen(form.schedule, devices, form.effective_from.data)
    page = render_template(
        "maintenance/revise_plan.html", form=form, plan=plan, foreseen=foreseen, labels=labels
    )
    return page, form.status


@bp.route("/plans/<int:plan_id>/parts", methods=["GET", "POST"])
@requires(permissions.PLAN)
def change_parts(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.plan_or_404(plan_id, actor=actor)
    form = forms.PartsForm(plan, data={"lines": forms.lines_of(plan.parts)})
    form.offer(queries.part_choices(plan, actor=actor))
    if form.validate_on_submit():
        reason = form.reason.data or ""
        services.set_parts(plan, form.used, reason=reason, actor=actor, now=clock.now())
        return _saved(plan)
    return render_template("maintenance/change_parts.html", form=form, plan=plan), form.status


@bp.route("/plans/<int:plan_id>/state", methods=["GET", "POST"])
@requires(permissions.PLAN)
def change_state(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.plan_or_404(plan_id, actor=actor)
    form = forms.StateForm(plan)
    if form.validate_on_submit():
        state, reason = rules.PlanState(form.state.data), form.state_reason.data or ""
        services.set_state(plan, state, reason=reason, actor=actor, now=clock.now())
        return _saved(plan)
    return render_template("maintenance/change_state.html", form=form, plan=plan), form.status


def scope(plan: MaintenancePlan) -> str:
    """Say which devices a plan is for."""
    if plan.asset is not None:
        return plan.asset.asset_tag
    category = named(plan.category) if plan.category else ""
    model = plan.model.full_name if plan.model else ""
    place = plan.location.name if plan.location else ""
    many = CRITICALITY[Criticality(plan.criticality)] if plan.criticality else ""
    return ", ".join(str(part) for part in (category, model, place, many) if part)


def _proposed() -> dict[str, object]:
    """Return what the boxes of a new plan say at first, of a ready-made one if that is asked."""
    first = {"every": 3, "unit": "month", "anchor_on": clock.today() + timedelta(days=14)}
    wanted = request.args.get("ready", "")
    ready = next((one for one in rules.READY if one.code == wanted), None)
    if ready is None:
        return first
    kinds = {one.code: str(one.id) for one in equipment.categories(current_actor())}
    known = next((kinds[code] for code in ready.kinds if code in kinds), "")
    said = {name: getattr(ready, name) for name in ("title_sw", "title_en", "every", "minutes")}
    return {**first, **said, "unit": ready.unit, "kind": ready.kind, "category": known}


def _of_form(form: forms.PlanForm) -> Foreseen:
    actor = current_actor()
    devices = queries.number_in_scope(services.scoped(form.scope, actor=actor))
    return _foreseen(form.schedule, devices, max(clock.today(), form.rule.anchor_on))


def _foreseen_of(plan: MaintenancePlan, minutes: int) -> Foreseen:
    """Go through what each revision asks for in the next twelve months, as far as it holds."""
    calendar, today = calendar_of(plan.council_id), clock.today()
    last, days = add_months(today, 12) - timedelta(days=1), []
    for revision, end in queries.held_until(plan.revisions):
        first = max(today, revision.effective_from)
        until = min(last, end - timedelta(days=1))
        if first <= until:
            days += rules.foresee(revision.rule, calendar, first, until, revision.mode)
    devices = queries.number_in_scope(plan)
    return Foreseen(devices, rules.by_month(days, devices=devices, minutes=minutes))


def _foreseen(schedule: services.Schedule, devices: int, first: date) -> Foreseen:
    calendar = calendar_of(current_actor().council_id)
    last = add_months(first, 12) - timedelta(days=1)
    days = rules.foresee(schedule.rule, calendar, first, last, schedule.mode)
    return Foreseen(devices, rules.by_month(days, devices=devices, minutes=schedule.minutes))


def _saved(plan: MaintenancePlan) -> ResponseReturnValue:
    done(_("The plan %(name)s has been saved.", name=named(plan)))
    return redirect(url_for(".show_plan", plan_id=plan.id), code=303)
