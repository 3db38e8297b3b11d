"""What an hour of the unit's own work is reckoned at."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import technicians
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import tzs
from helpdesk.infra.notices import done
from helpdesk.workorders import forms, permissions, queries, rules, services
from helpdesk.workorders.views.blueprint import bp


@bp.get("/repairs/rates")
@requires(permissions.RATES)
def list_rates() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "workorders/rates.html",
        rates=queries.rates(actor),
        grades=queries.grades(actor),
        officers=technicians(actor),
        held=queries.officer_grades(actor),
    )


@bp.route("/repairs/rates/new", methods=["GET", "POST"])
@requires(permissions.RATES)
def new_rate() -> ResponseReturnValue:
    form = forms.RateForm()
    form.offer(queries.grades(current_actor()))
    if form.validate_on_submit() and _set(form):
        return _list()
    return render_template("workorders/rate.html", form=form), form.status


def _set(form: forms.RateForm) -> bool:
    actor, amount = current_actor(), form.amount
    grade = queries.grade_of(form.grade_id.data, actor=actor) if form.grade_id.data else None
    try:
        services.set_rate(hourly_rate=amount, starts_at=form.starts_at, actor=actor, grade=grade)
    except rules.RateThereError:
        form.refuse("starts_on", _("There is a price from this day on already."))
        return False
    done(_("An hour is reckoned at %(amount)s.", amount=tzs(amount)))
    return True


@bp.route("/repairs/rates/grades/new", methods=["GET", "POST"])
@requires(permissions.RATES)
def new_grade() -> ResponseReturnValue:
    actor, form = current_actor(), forms.GradeForm()
    form.offer(queries.grades(actor))
    if form.validate_on_submit():
        sw, en = form.name_sw.data or "", form.name_en.data or ""
        services.add_grade(name_sw=sw, name_en=en, actor=actor)
        done(_("The grade was added. Now say what an hour of it is reckoned at."))
        return _list()
    return render_template("workorders/grade.html", form=form), form.status


@bp.route("/repairs/rates/officers", methods=["GET", "POST"])
@requires(permissions.RATES)
def give_grade() -> ResponseReturnValue:
    actor, form = current_actor(), forms.OfficerGradeForm()
    people = technicians(actor)
    form.offer(people, queries.grades(actor))
    if form.validate_on_submit():
        officer = next(one for one in people if one.id == form.officer_id.data)
        grade = queries.grade_of(form.grade_id.data, actor=actor) if form.grade_id.data else None
        services.give_grade(officer, grade, actor=actor)
        done(_("The grade of %(name)s was saved.", name=officer.name))
        return _list()
    return render_template("workorders/officer_grade.html", form=form), form.status


def _list() -> ResponseReturnValue:
    return redirect(url_for(".list_rates"), code=303)
