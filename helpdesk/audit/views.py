"""The log, and its filter."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.audit import permissions, queries
from helpdesk.audit.forms import LogFilter
from helpdesk.audit.labels import action_name, by_whom
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.reports import log_report
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.paging import Order, paged

bp = Blueprint("audit", __name__, url_prefix="/audit")
setting(
    "audit.list_entries",
    _l("Audit log"),
    permissions.VIEW,
    group=Group.PROGRAM,
    about=_l("Who changed what, and when"),
)

NEWEST_FIRST = Order(AuditEntry.sequence, AuditEntry.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_entries() -> ResponseReturnValue:
    form = LogFilter()
    wanted = {"action": form.action.data or "", "person": form.person.data or ""}
    narrowed = wanted if form.validate() else {}
    actor, found = current_actor(), queries.matching(current_actor(), **narrowed)
    if "format" in request.args:
        report = log_report(
            whole(found, NEWEST_FIRST), narrowed=form.said, actor=actor, now=clock.now()
        )
        return as_file(report, request.args["format"])
    page = paged(found, NEWEST_FIRST)
    return render_template(
        "audit/list_entries.html",
        form=form,
        page=page,
        names=queries.names_in(page.items, actor=actor),
        action_name=action_name,
        by_whom=by_whom,
        changed_fields=queries.changed_fields,
    )
