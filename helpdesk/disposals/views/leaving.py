"""Pages of what was approved: data wiped, device gone, and both certificates."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.disposals import forms, permissions, queries, rules, services
from helpdesk.disposals.reports import disposal_report, wipe_report
from helpdesk.disposals.views.blueprint import bp
from helpdesk.disposals.views.surveys import link_to, to_survey
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.notices import done


@bp.route("/lines/<int:line_id>/wipe", methods=["GET", "POST"])
@requires(permissions.DISPOSE)
def wipe(line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    line = queries.line_or_404(line_id, actor=actor)
    if not services.must_be_wiped(line):
        raise rules.DoneBeforeError
    form = forms.WipeForm(line)
    if form.validate_on_submit():
        services.wipe(line, form.wiped, enterer=own(actor), actor=actor, now=clock.now())
        done(_("The wiping of %(tag)s has been saved.", tag=line.asset.asset_tag))
        return to_survey(line.survey)
    return render_template("disposals/wipe.html", line=line, form=form), form.status


@bp.route("/lines/<int:line_id>/dispose", methods=["GET", "POST"])
@requires(permissions.DISPOSE)
def dispose(line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    line = queries.line_or_404(line_id, actor=actor)
    services.check_may_leave(line)
    form = forms.DisposeForm(line)
    if form.validate_on_submit():
        services.dispose(line, form.left, enterer=own(actor), actor=actor, now=clock.now())
        done(_("Device %(tag)s has been disposed of.", tag=line.asset.asset_tag))
        return to_survey(line.survey)
    return render_template("disposals/dispose.html", line=line, form=form), form.status


@bp.get("/lines/<int:line_id>/wipe-certificate")
@requires(permissions.VIEW)
@in_asked_language
def print_wipe(line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    line = queries.line_or_404(line_id, actor=actor)
    found = line.wipe or abort(404)
    report = wipe_report(found, link=link_to(line.survey), actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))


@bp.get("/lines/<int:line_id>/disposal-certificate")
@requires(permissions.VIEW)
@in_asked_language
def print_disposal(line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    line = queries.line_or_404(line_id, actor=actor)
    found = line.disposal or abort(404)
    report = disposal_report(found, link=link_to(line.survey), actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))
