"""What holders say of the devices in their hands."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.queries import own
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody import forms, permissions, queries, services
from helpdesk.custody.reports import unconfirmed_report
from helpdesk.custody.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.db import db
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done, warn


@bp.post("/confirm")
@requires(permissions.ANSWER)
def confirm() -> ResponseReturnValue:
    """Keep that the actor holds what his page showed him."""
    actor = current_actor()
    form, person = forms.ConfirmForm(), own(actor)
    held = queries.holdings_of(person, actor=actor)
    denied = queries.denied(actor)
    shown = [one for one in held if one.id in form.ids and one.id not in denied]
    if not form.validate_on_submit():
        return render_template("custody/confirm.html", form=form, assets=shown), form.status
    services.confirm(shown, holder=person, actor=actor, now=clock.now())
    said = ngettext(
        "You have confirmed %(num)d device.", "You have confirmed %(num)d devices.", len(shown)
    )
    done(said) if shown else warn(_("You hold none of these devices any more."))
    return redirect(url_for("equipment.mine"), code=303)


@bp.route("/devices/<int:asset_id>/not-mine", methods=["GET", "POST"])
@requires(permissions.ANSWER)
def deny(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = queries.held_or_404(asset_id, actor=actor)
    known = queries.denied(actor).get(asset.id)
    if known is not None:
        return redirect(url_for("tickets.show", ticket_id=known.id), code=303)
    form = forms.DenyForm(asset)
    if form.validate_on_submit():
        subject = _("Equipment %(tag)s is not in my hands", tag=asset.asset_tag)
        ticket = services.deny(
            asset,
            form.note.data or "",
            subject=subject,
            holder=own(actor),
            actor=actor,
            now=clock.now(),
        )
        done(_("Request %(no)s clears it up.", no=ticket.reference))
        return redirect(url_for("equipment.mine"), code=303)
    return render_template("custody/deny.html", asset=asset, form=form), form.status


@bp.get("/unconfirmed")
@requires(permissions.LIST)
def list_unconfirmed() -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    rows = db.session.execute(queries.unconfirmed(actor, today=today)).unique()
    found = [queries.Unconfirmed(*row) for row in rows]
    if "format" in request.args:
        report = unconfirmed_report(found, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    year = FiscalYear.containing(today).label
    return render_template("custody/list_unconfirmed.html", found=found, year=year)
