"""The books: the register of assets, the loss of value, the sheet to count by and GAMIS."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.equipment import permissions, queries
from helpdesk.equipment.forms.books import BooksForm
from helpdesk.equipment.queries.books import Scope, books, lines
from helpdesk.equipment.reports import asset_register, depreciation_report
from helpdesk.equipment.reports.gamis import gamis_json, gamis_report
from helpdesk.equipment.reports.verification import verification_sheet
from helpdesk.equipment.views.blueprint import bp
from helpdesk.equipment.views.register import BY_TAG, filters_in_address, list_form
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.formats import Format
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import TakenAway, as_file
from helpdesk.infra.events import announce
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.reporting import Wanted


@bp.get("/equipment/books")
@requires(permissions.VIEW)
@in_asked_language
def show_books() -> ResponseReturnValue:
    actor, wanted, form = current_actor(), _wanted(), _form()
    form_of_file = request.args.get("format", "")
    report = asset_register(actor, wanted, _scope(), form.said, rows=bool(form_of_file))
    if form_of_file:
        return as_file(report, form_of_file)
    return render_template("equipment/books.html", report=report, form=form)


@bp.get("/equipment/depreciation")
@requires(permissions.VIEW)
@in_asked_language
def depreciation() -> ResponseReturnValue:
    report = depreciation_report(current_actor(), _wanted(), _scope(), _form().said)
    return as_file(report, request.args.get("format", Format.PDF))


@bp.get("/equipment/verification-sheet")
@requires(permissions.VIEW)
@in_asked_language
def verification() -> ResponseReturnValue:
    """Print the list as the register narrows it, a sheet for each place."""
    actor = current_actor()
    kinds = queries.categories(actor)
    found = queries.listed(actor, filters_in_address(), kinds=kinds, today=clock.today())
    report = verification_sheet(
        whole(found, BY_TAG), narrowed=list_form(kinds).said, actor=actor, now=clock.now()
    )
    return as_file(report, request.args.get("format", Format.PDF))


@bp.get("/equipment/gamis")
@requires(permissions.VIEW)
def gamis() -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    opened = books(actor, _scope(), day=today)
    rows = lines(opened, actor=actor, gone=True)
    if request.args.get("format") == "json":
        announce(TakenAway("GAMIS", "", "json"))
        answer = Response(gamis_json(rows, on=today), mimetype="application/json")
        name = f"GAMIS {today:%Y-%m-%d}.json"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return as_file(gamis_report(rows, on=today, actor=actor, now=clock.now()), Format.CSV)


def _form() -> BooksForm:
    form, actor = BooksForm(), current_actor()
    form.offer(queries.categories(actor), actor)
    form.offer_years(clock.today())
    return form


def _scope() -> Scope:
    args = request.args
    return Scope(
        category_id=args.get("category", type=key),
        department_id=args.get("department", type=key),
        location_id=args.get("location", type=key),
    )


def _wanted() -> Wanted:
    """Read the year of the address; one that is none, or has not begun, is this year."""
    now = clock.now()
    this_year = Period.year_of(clock.local_date(now))
    try:
        period = Period.parse(request.args.get("period", this_year.slug))
    except BadPeriodError:
        period = this_year
    begun = period if period.starts_at <= now else this_year
    return Wanted(period=begun, asset_tag="", made_at=now)
