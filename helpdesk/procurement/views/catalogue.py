"""Pages of the minimum specifications."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import language, named
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.notices import done
from helpdesk.procurement import forms, permissions, queries, services
from helpdesk.procurement.models import requirements_in
from helpdesk.procurement.reports import specifications_report
from helpdesk.procurement.views.blueprint import bp


@bp.get("/specifications/")
@requires(permissions.VIEW)
def list_specifications() -> ResponseReturnValue:
    actor = current_actor()
    years = queries.begun_years(actor)
    asked = request.args.get("year", "")
    year = asked if asked in years else next(iter(years), "")
    found = queries.in_year(actor, year)
    if "format" in request.args:
        report = specifications_report(found, year, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    form = forms.YearFilter()
    form.offer(years)
    form.year.data = year
    return render_template(
        "procurement/list_specifications.html",
        form=form,
        found=found,
        year=year,
        requirements_in=requirements_in,
        language=language(),
    )


@bp.route("/specifications/begin", methods=["GET", "POST"])
@requires(permissions.SPECIFY)
def begin_year() -> ResponseReturnValue:
    form = forms.BeginYearForm()
    form.offer()
    if form.validate_on_submit():
        services.begin_year(form.year.data, actor=current_actor())
        done(_("The catalogue of the year is ready. Now look through it."))
        url = with_query(url_for(".list_specifications"), year=form.year.data)
        return redirect(url, code=303)
    return render_template("procurement/begin_year.html", form=form), form.status


@bp.route("/specifications/<int:specification_id>/edit", methods=["GET", "POST"])
@requires(permissions.SPECIFY)
def edit_specification(specification_id: int) -> ResponseReturnValue:
    actor = current_actor()
    specification = queries.specification_or_404(specification_id, actor=actor)
    form = forms.SpecificationForm(specification)
    back_url = with_query(url_for(".list_specifications"), year=specification.fiscal_year)
    if form.validate_on_submit():
        services.change_specification(specification, form.texts, actor=actor)
        done(_("%(category)s has been saved.", category=named(specification.category)))
        return redirect(back_url, code=303)
    return render_template(
        "procurement/edit_specification.html",
        form=form,
        specification=specification,
        back_url=back_url,
    ), form.status
