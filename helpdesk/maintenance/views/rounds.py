"""Rounds: all that is due in a place, as a list, on paper, and typed back."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from helpdesk.accounts.queries import technicians
from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.labels import place
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.notices import done
from helpdesk.inspections.labels import limits
from helpdesk.maintenance import labels, permissions, queries, reports, services
from helpdesk.maintenance.forms import rounds as forms
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.views.blueprint import bp
from helpdesk.org.models import Location
from helpdesk.org.queries import location_or_404


@bp.get("/rounds")
@requires(permissions.VIEW)
def show_round() -> ResponseReturnValue:
    actor, form = current_actor(), forms.RoundForm()
    form.offer(actor)
    location_id = request.args.get("location", type=key)
    chosen = location_or_404(location_id, actor=actor) if location_id else None
    return render_template(
        "maintenance/round.html",
        form=form,
        chosen=chosen,
        visits=_visits(chosen) if chosen else [],
        period=_period(),
        today=clock.today(),
        labels=labels,
        place=place,
    )


def _visits(chosen: Location) -> Sequence[Occurrence]:
    return queries.round_of(current_actor(), chosen.id, _until(clock.today()))


def _until(today: date) -> date:
    """Return the last day of the period that the address names."""
    period = request.args.get("period", "")
    if period == "week":
        return today + timedelta(days=6 - today.weekday())
    return Period.quarter_of(today).last_day if period == "quarter" else today + queries.SOON


def _period() -> dict[str, str | None]:
    return {"period": request.args.get("period")}


@bp.get("/rounds/<int:location_id>/sheet")
@requires(permissions.DO)
@in_asked_language
def print_round(location_id: int) -> ResponseReturnValue:
    actor = current_actor()
    chosen = location_or_404(location_id, actor=actor)
    visits = _visits(chosen)
    paper = reports.round_report(
        visits,
        queries.checklists_of(visits),
        scope=place(chosen),
        link=public_url(with_query(url_for(".type_in_round", location_id=chosen.id), **_period())),
        codes=[public_url(f"/e/{visit.asset.label_code}") for visit in visits],
        actor=actor,
        made_at=clock.now(),
    )
    return as_file(paper, "pdf")


@bp.route("/rounds/<int:location_id>/type-in", methods=["GET", "POST"])
@requires(permissions.DO)
def type_in_round(location_id: int) -> ResponseReturnValue:
    actor = current_actor()
    chosen = location_or_404(location_id, actor=actor)
    visits = _visits(chosen)
    checklists = queries.checklists_of(visits)
    people = {person.id: person for person in technicians(actor)}
    named = [(person.id, person.name) for person in people.values()]
    form = forms.sheet_form(visits, checklists, named, actor)
    if form.validate_on_submit():
        sheet = services.Sheet(form.rows, people[form.done_by.data])
        number = services.type_in(sheet, actor=actor, now=clock.now())
        done(ngettext("%(num)d visit has been saved.", "%(num)d visits have been saved.", number))
        back = with_query(url_for(".show_round"), location=str(chosen.id), **_period())
        return redirect(back, code=303)
    page = render_template(
        "maintenance/type_in_round.html",
        form=form,
        visits=visits,
        checklists=checklists,
        chosen=chosen,
        period=_period(),
        limits=limits,
        place=place,
    )
    return page, form.status


@bp.get("/visits/<int:visit_id>/sheet")
@requires(permissions.DO)
@in_asked_language
def print_visit(visit_id: int) -> ResponseReturnValue:
    """Print the work order of one visit, to be filled in by hand."""
    actor = current_actor()
    visit = queries.get_or_404(visit_id, actor=actor)
    paper = reports.visit_report(
        visit,
        queries.checklist_of(visit),
        link=public_url(url_for(".show_visit", visit_id=visit.id)),
        actor=actor,
        made_at=clock.now(),
    )
    return as_file(paper, "pdf")
