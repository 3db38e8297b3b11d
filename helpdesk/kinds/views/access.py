"""The register of accesses: who may do what in which system."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.kinds import permissions
from helpdesk.kinds.forms.access import AccessFilter, EntryForm
from helpdesk.kinds.labels.access import STATE
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.queries import access as queries
from helpdesk.kinds.reports.access import accesses_report
from helpdesk.kinds.rules.access import access_state
from helpdesk.kinds.services import access as services
from helpdesk.kinds.views.blueprint import bp
from helpdesk.kinds.views.refusals import accepted
from helpdesk.systems.queries import in_use

BY_NAME = Order(Access.holder_name, Access.id)


@bp.get("/accesses/")
@requires(permissions.VIEW_ACCESS)
def list_accesses() -> ResponseReturnValue:
    actor, now, today = current_actor(), clock.now(), clock.today()
    form = AccessFilter()
    form.offer(actor)
    found = queries.register(actor, form.filters, today=today)
    if "format" in request.args:
        rows = whole(found, BY_NAME)
        report = accesses_report(rows, narrowed=form.said, actor=actor, now=now)
        return as_file(report, request.args["format"])
    page = paged(found, BY_NAME)
    return render_template(
        "kinds/list_accesses.html",
        form=form,
        page=page,
        removals=queries.being_removed(page.items),
        state_of=lambda one: access_state(one.ends_on, one.ended_on, today=today),
        names=STATE,
    )


@bp.route("/accesses/new", methods=["GET", "POST"])
@requires(permissions.KEEP_ACCESS)
def enter_access() -> ResponseReturnValue:
    actor, form = current_actor(), EntryForm()
    form.offer(in_use(actor), actor)
    entry = form.entry(actor) if form.validate_on_submit() else None
    made: list[Access] = []
    if entry is None or not accepted(form, lambda: made.append(services.enter(entry, actor=actor))):
        return render_template("kinds/enter_access.html", form=form), form.status
    (access,) = made
    said = _("%(name)s has been entered in the register.", name=access.holder_name)
    done(said)
    return redirect(url_for(".list_accesses", system=access.system_id), code=303)
