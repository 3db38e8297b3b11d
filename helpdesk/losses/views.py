"""Pages of losses: told, sought, found again, written off."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.errors import explain
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Group, Pill, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.losses import forms, labels, permissions, queries, reports, rules, services
from helpdesk.losses.models import Loss
from helpdesk.losses.queries import View
from helpdesk.losses.rules import State

bp = Blueprint("losses", __name__, url_prefix="/losses")
setting(
    "losses.list_losses",
    _l("Lost and stolen devices"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What is being looked for, what was found again, and what was written off"),
)
explain(
    bp,
    rules.ConcernedError,
    409,
    _l("You proposed this write-off or held the device, so somebody else must decide."),
)
explain(
    bp,
    rules.NotLosableError,
    409,
    _l("This device cannot be reported as lost: it has left, or a report is open already."),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This step was done before, or its turn has not come. Open the page to see how it stands."),
)
NEWEST_FIRST = Order(Loss.happened_on, Loss.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_losses() -> ResponseReturnValue:
    actor = current_actor()
    view = request.args.get("view", View.ALL, type=View)
    found = queries.listed(actor, view)
    if "format" in request.args:
        said = str(labels.VIEWS[view])
        rows = whole(found, NEWEST_FIRST)
        report = reports.losses_report(rows, view=said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    url = url_for(".list_losses")
    pills = [
        Pill(str(labels.VIEWS[one]), with_query(url, view=one), one is view, number)
        for one, number in queries.counts(actor).items()
    ]
    page = paged(found, NEWEST_FIRST)
    return render_template("losses/list_losses.html", page=page, pills=pills, labels=labels)


@bp.route("/devices/<int:asset_id>/new", methods=["GET", "POST"])
@requires(permissions.REPORT)
def new(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = equipment.get_or_404(asset_id, actor=actor)
    rules.check_losable(asset.status, has_report=queries.is_reported(asset))
    form = forms.LossForm(asset)
    if form.validate_on_submit():
        loss = services.report(asset, form.told, actor=actor, now=clock.now())
        attach(form.files.data, owner_kind="loss", owner=loss, actor=actor)
        done(_("The loss of %(tag)s has been reported.", tag=asset.asset_tag))
        return _to(loss)
    return _told_page(asset, form, url_for("equipment.show", asset_id=asset.id))


@bp.route("/<int:loss_id>/edit", methods=["GET", "POST"])
@requires(permissions.REPORT)
def edit(loss_id: int) -> ResponseReturnValue:
    actor = current_actor()
    loss = queries.loss_or_404(loss_id, actor=actor)
    rules.check_step(loss.state, State.FOUND)
    form = forms.LossForm(loss)
    if form.validate_on_submit():
        services.change(loss, form.told, actor=actor)
        attach(form.files.data, owner_kind="loss", owner=loss, actor=actor)
        done(_("The report has been changed."))
        return _to(loss)
    return _told_page(loss.asset, form, url_for(".show", loss_id=loss.id))


def _told_page(asset: Asset, form: forms.LossForm, back_url: str) -> ResponseReturnValue:
    page = render_template("losses/tell.html", asset=asset, form=form, back_url=back_url)
    return page, form.status


@bp.get("/<int:loss_id>")
@requires(permissions.VIEW)
def show(loss_id: int) -> ResponseReturnValue:
    loss = queries.loss_or_404(loss_id, actor=current_actor())
    return render_template(
        "losses/show.html",
        loss=loss,
        steps=rules.STEPS[loss.state],
        may_decide=_may_decide(loss),
        files=files_of("loss", [loss.id]).get(loss.id, []),
        labels=labels,
        conditions=equipment_labels.CONDITION,
        place=equipment_labels.place(loss.location),
    )


def _may_decide(loss: Loss) -> bool:
    try:
        services.check_decider(loss, own(current_actor()))
    except rules.ConcernedError:
        return False
    return loss.state is State.PROPOSED


@bp.route("/<int:loss_id>/found", methods=["GET", "POST"])
@requires(permissions.REPORT)
def find(loss_id: int) -> ResponseReturnValue:
    actor = current_actor()
    loss = queries.loss_or_404(loss_id, actor=actor)
    rules.check_step(loss.state, State.FOUND)
    form = forms.FoundForm(loss, condition=loss.asset.condition, store_id=loss.location_id)
    form.offer(actor)
    if form.validate_on_submit():
        services.find_again(loss, form.recovery(actor), actor=actor, now=clock.now())
        done(_("%(tag)s is back in store.", tag=loss.asset.asset_tag))
        return _to(loss)
    return render_template("losses/find.html", loss=loss, form=form), form.status


@bp.route("/<int:loss_id>/propose", methods=["GET", "POST"])
@requires(permissions.REPORT)
def propose(loss_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    loss = queries.loss_or_404(loss_id, actor=actor)
    rules.check_step(loss.state, State.PROPOSED)
    form = forms.ProposeForm(loss)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        services.propose(loss, reason, proposer=own(actor), actor=actor, now=now)
        done(_("The write-off of %(tag)s waits for a decision now.", tag=loss.asset.asset_tag))
        return _to(loss)
    return render_template("losses/propose.html", loss=loss, form=form), form.status


@bp.route("/<int:loss_id>/decide", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(loss_id: int) -> ResponseReturnValue:
    actor = current_actor()
    loss = queries.loss_or_404(loss_id, actor=actor)
    services.check_decider(loss, own(actor))
    rules.check_step(loss.state, State.WRITTEN_OFF)
    form = forms.DecideForm(loss)
    if form.validate_on_submit():
        _decided(loss, form)
        return _to(loss)
    worth = services.worth_of(loss, clock.today())
    return render_template("losses/decide.html", loss=loss, form=form, worth=worth), form.status


def _decided(loss: Loss, form: forms.DecideForm) -> None:
    actor, now = current_actor(), clock.now()
    decider, note = own(actor), form.decision_note.data or ""
    if form.approves:
        number = form.document_number.data or ""
        services.write_off(loss, number, note, decider=decider, actor=actor, now=now)
        done(_("%(tag)s has been written off.", tag=loss.asset.asset_tag))
    else:
        services.refuse(loss, note, decider=decider, actor=actor, now=now)
        done(_("%(tag)s is not written off: the search goes on.", tag=loss.asset.asset_tag))


@bp.get("/<int:loss_id>/report")
@requires(permissions.VIEW)
@in_asked_language
def print_loss(loss_id: int) -> ResponseReturnValue:
    """Print what was told and, once it is written off, the paper that takes it off the books."""
    actor = current_actor()
    loss = queries.loss_or_404(loss_id, actor=actor)
    link = public_url(url_for(".show", loss_id=loss.id))
    report = reports.loss_report(loss, link=link, actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))


def _to(loss: Loss) -> ResponseReturnValue:
    return redirect(url_for(".show", loss_id=loss.id), code=303)
