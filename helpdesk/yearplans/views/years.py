"""Making, approving, reading and printing the plan of a year."""

from dataclasses import asdict
from decimal import Decimal

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.queries import own, technicians
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done, warn
from helpdesk.infra.paging import Order, paged
from helpdesk.yearplans import forms, labels, permissions, queries, reports, rules, services
from helpdesk.yearplans.models import YearPlan
from helpdesk.yearplans.reports import plans as figures
from helpdesk.yearplans.rules import State, Terms
from helpdesk.yearplans.views.blueprint import bp

NEWEST = Order(YearPlan.first_year, YearPlan.id, descending=True)
USUAL_SHARE, USUAL_KM, USUAL_DAY = 40, Decimal(1_200), Decimal(60_000)


@bp.get("/")
@requires(permissions.VIEW)
def list_years() -> ResponseReturnValue:
    page = paged(queries.listed(current_actor()), NEWEST)
    return render_template("yearplans/list_years.html", page=page, labels=labels, figures=figures)


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.MAKE)
def new_year() -> ResponseReturnValue:
    actor = current_actor()
    year = request.args.get("year", type=key) or FiscalYear.containing(clock.today()).first
    terms = queries.last_terms(actor, year) or Terms(
        officers=len(technicians(actor)) or 1,
        share=USUAL_SHARE,
        km_rate=USUAL_KM,
        per_diem=USUAL_DAY,
    )
    form = forms.NewForm(**asdict(terms), year=year)
    form.offer()
    if form.validate_on_submit() and (made := _drafted(form)):
        done(_("The plan of %(year)s has been drafted.", year=made.year.label))
        return _to(made)
    return render_template("yearplans/new_year.html", form=form), form.status


def _drafted(form: forms.NewForm) -> YearPlan | None:
    actor = current_actor()
    year, reason = FiscalYear(form.year.data), form.reason.data or ""
    by, now = own(actor), clock.now()
    known = queries.versions(actor.council_id, year.first)
    if known and known[0].state is State.APPROVED and not reason:
        form.refuse("reason", _("Give the reason."))
        return None
    try:
        return services.draft(year, form.terms, maker=by, actor=actor, now=now, reason=reason)
    except rules.AlreadyPlannedError:
        form.refuse("year", _("This year has a plan that is not approved yet. Change that one."))
        return None


@bp.get("/<int:year_plan_id>")
@requires(permissions.VIEW)
def show_year(year_plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.get_or_404(year_plan_id, actor=actor)
    kept = queries.of_quarters(plan, actor=actor, today=clock.today())
    if "format" in request.args:
        with force_locale(asked_language()):
            return as_file(_paper(plan, kept), request.args["format"])
    return render_template(
        "yearplans/show_year.html",
        plan=plan,
        quarters=kept,
        form=forms.SubmitForm(plan),
        may_decide=_may_decide(plan),
        is_whole=not plan.digest or plan.digest == services.digest_of(plan),
        figures=figures,
        rules=rules,
        labels=labels,
    )


def _paper(plan: YearPlan, kept: reports.Quarters) -> Report:
    is_paper = request.args["format"] == "pdf"
    return reports.year_report(
        reports.Contents(plan, kept, queries.devices(plan), is_paper, queries.checklists_of(plan)),
        link=public_url(url_for(".show_year", year_plan_id=plan.id)),
        actor=current_actor(),
        now=clock.now(),
    )


@bp.route("/<int:year_plan_id>/edit", methods=["GET", "POST"])
@requires(permissions.MAKE)
def redraw_year(year_plan_id: int) -> ResponseReturnValue:
    """Draft it anew from the plans of today, on other terms."""
    actor = current_actor()
    plan = queries.get_or_404(year_plan_id, actor=actor)
    rules.check_step(plan.state, State.SUBMITTED)
    form = forms.RedrawForm(plan)
    if form.validate_on_submit():
        services.redraw(plan, form.terms, by=own(actor), actor=actor, now=clock.now())
        done(_("The plan of %(year)s has been drafted.", year=plan.year.label))
        return _to(plan)
    return render_template("yearplans/redraw_year.html", form=form, plan=plan), form.status


@bp.post("/<int:year_plan_id>/submit")
@requires(permissions.MAKE)
def submit_year(year_plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = queries.get_or_404(year_plan_id, actor=actor)
    if not forms.SubmitForm(plan).validate_on_submit():
        abort(409)
    try:
        services.submit(plan, by=own(actor), actor=actor, now=clock.now())
    except rules.NothingPlannedError:
        warn(_("No running plan has a visit in this year, so there is nothing to approve."))
    else:
        done(_("The plan of %(year)s waits for approval now.", year=plan.year.label))
    return _to(plan)


@bp.route("/<int:year_plan_id>/decide", methods=["GET", "POST"])
@requires(permissions.APPROVE)
def decide_year(year_plan_id: int) -> ResponseReturnValue:
    """Let whoever manages the whole council, or stands in for that, approve it or return it."""
    actor = current_actor()
    plan = queries.to_decide_or_404(year_plan_id, actor=actor, today=clock.today())
    power = services.power_for(plan, actor=actor, today=clock.today())
    rules.check_step(plan.state, State.APPROVED)
    form = forms.DecideForm(plan)
    if form.validate_on_submit():
        _decide(plan, form)
        done(_("Your decision has been saved."))
        return _to(plan) if can(actor, permissions.VIEW) else redirect("/", code=303)
    page = {"form": form, "plan": plan, "figures": figures, "power": power}
    return render_template("yearplans/decide_year.html", **page), form.status


def _decide(plan: YearPlan, form: forms.DecideForm) -> None:
    actor, now, note = current_actor(), clock.now(), form.note.data or ""
    if form.approves:
        services.approve(plan, note, by=own(actor), actor=actor, now=now)
    else:
        services.give_back(plan, note, actor=actor, now=now)


def _may_decide(plan: YearPlan) -> bool:
    if plan.state is not State.SUBMITTED:
        return False
    try:
        services.power_for(plan, actor=current_actor(), today=clock.today())
    except (rules.PreparedItError, rules.NotYoursError):
        return False
    return True


def _to(plan: YearPlan) -> ResponseReturnValue:
    return redirect(url_for(".show_year", year_plan_id=plan.id), code=303)
