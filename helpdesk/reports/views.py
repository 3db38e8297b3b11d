"""The catalogue of reports, and each of them on a page or as a file."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound, UnprocessableEntity

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.formats import Format, print_as
from helpdesk.infra.documents.model import Report
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.navigation import entry
from helpdesk.infra.reporting import ReportKind, UnknownSubjectError, Wanted, report_kinds
from helpdesk.reports import permissions
from helpdesk.reports.forms import ReportForm

bp = Blueprint("reports", __name__, url_prefix="/reports")
entry("reports.list_reports", _l("Reports"), permissions.VIEW, order=60)


@bp.get("/")
@requires(permissions.VIEW)
def list_reports() -> ResponseReturnValue:
    kinds = [kind for kind in report_kinds().values() if can(current_actor(), kind.permission)]
    forms = {kind.name: ReportForm(clock.today(), id_prefix=kind.name) for kind in kinds}
    return render_template("reports/list_reports.html", kinds=kinds, forms=forms)


@bp.get("/<name>")
@requires(permissions.VIEW)
def show(name: str) -> ResponseReturnValue:
    kind = report_kinds().get(name) or abort(404)
    if not can(current_actor(), kind.permission):
        abort(403)
    form, wanted = request.args.get("format", ""), _wanted()
    with force_locale(_language()):
        made = _made(kind, wanted)
    if not form:
        return render_template("reports/show.html", report=made, kind=kind)
    if form not in set(Format):
        raise NotFound
    return _as_file(made, form)


def _made(kind: ReportKind, wanted: Wanted) -> Report:
    try:
        return kind.make(current_actor(), wanted)
    except UnknownSubjectError:
        raise NotFound from None


def _wanted() -> Wanted:
    slug, now = request.args.get("period"), clock.now()
    try:
        period = Period.parse(slug) if slug else Period.quarter_of(clock.local_date(now))
    except BadPeriodError:
        raise UnprocessableEntity from None
    return Wanted(period=period, asset_tag=request.args.get("asset", ""), made_at=now)


def _language() -> str:
    language = request.args.get("lang", current_actor().language)
    return language if language in LANGUAGES else "sw"


def _as_file(report: Report, form: str) -> Response:
    printed = print_as(report, form)
    name = quote(f"{report.title}.{printed.extension}".replace("/", "-"))
    answer = Response(printed.content, mimetype=printed.mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
