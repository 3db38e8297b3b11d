"""The log, and its filter."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.audit import permissions, queries
from helpdesk.audit.models import AuditEntry
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.navigation import entry
from helpdesk.infra.paging import Order, paged

bp = Blueprint("audit", __name__, url_prefix="/audit")
entry("audit.list_entries", _l("Audit log"), permissions.VIEW, order=90)

NEWEST_FIRST = Order(AuditEntry.sequence, AuditEntry.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_entries() -> ResponseReturnValue:
    action, person = request.args.get("action", ""), request.args.get("person", "")
    found = queries.matching(current_actor(), action=action, person=person)
    page = paged(found, NEWEST_FIRST)
    acts = [(act, queries.changed_fields(act)) for act in page.items]
    return render_template(
        "audit/list_entries.html", page=page, acts=acts, action=action, person=person
    )
