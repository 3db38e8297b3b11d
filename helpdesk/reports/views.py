"""The catalogue of reports, and each of them on a page or as a file."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.navigation import entry
from helpdesk.infra.reporting import (
    PeriodNotBegunError,
    ReportKind,
    UnknownSubjectError,
    Wanted,
    report_kinds,
)
from helpdesk.reports import permissions
from helpdesk.reports.forms import ReportForm

bp = Blueprint("reports", __name__, url_prefix="/reports")
entry("reports.list_reports", _l("Reports"), permissions.VIEW, order=60)


@bp.get("/")
@requires(permissions.VIEW)
def list_reports() -> ResponseReturnValue:
    return _catalogue()


def _catalogue(refused: ReportForm | None = None) -> ResponseReturnValue:
    """Show the reports, and perhaps why one of them cannot be made."""
    kinds = [kind for kind in report_kinds().values() if can(current_actor(), kind.permission)]
    forms = {kind.name: ReportForm(clock.today(), id_prefix=kind.name) for kind in kinds}
    if refused:
        forms[refused.id_prefix] = refused
    return render_template(
        "reports/list_reports.html", kinds=kinds, forms=forms, refused=refused
    ), 422 if refused else 200


@bp.get("/<name>")
@requires(permissions.VIEW)
def show(name: str) -> ResponseReturnValue:
    kind = report_kinds().get(name) or abort(404)
    if not can(current_actor(), kind.permission):
        abort(403)
    form = ReportForm(clock.today(), id_prefix=kind.name)
    try:
        with force_locale(_language()):
            return _printed(kind, kind.make(current_actor(), _wanted()))
    except BadPeriodError:
        form.refuse("period", _("There is no such period. Choose one of the list."))
    except PeriodNotBegunError:
        form.refuse("period", _("This period has not begun yet."))
    except UnknownSubjectError:
        form.refuse("asset", _("There is no device with this number."))
    return _catalogue(form)


def _printed(kind: ReportKind, made: Report) -> ResponseReturnValue:
    form = request.args.get("format", "")
    if form:
        return as_file(made, form)
    return render_template("reports/show.html", report=made, kind=kind)


def _wanted() -> Wanted:
    slug, now = request.args.get("period"), clock.now()
    period = Period.parse(slug) if slug else Period.quarter_of(clock.local_date(now))
    if period.starts_at > now:
        raise PeriodNotBegunError
    return Wanted(period=period, asset_tag=request.args.get("asset", ""), made_at=now)


def _language() -> str:
    language = request.args.get("lang", current_actor().language)
    return language if language in LANGUAGES else "sw"
