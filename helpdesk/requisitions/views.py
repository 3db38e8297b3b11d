"""Pages of requisitions."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.queries import own
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.errors import explain
from helpdesk.infra.i18n import in_asked_language, number
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Group, Pill, entry, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.requisitions import forms, labels, permissions, queries, reports, rules, services
from helpdesk.requisitions.models import Requisition, RequisitionIssue
from helpdesk.requisitions.queries import View
from helpdesk.requisitions.rules import State
from helpdesk.stock import queries as stock
from helpdesk.stock.labels import reserved_words
from helpdesk.stock.models import Store
from helpdesk.stock.queries import Holding
from helpdesk.stock.rules import BrokenPieceError, NotEnoughStockError, ReservedError

bp = Blueprint("requisitions", __name__, url_prefix="/requisitions")
entry("requisitions.list_all", _l("Requisitions"), permissions.VIEW, order=37, if_room=True)
setting(
    "requisitions.list_all",
    _l("Requisitions"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What was asked of the store, and what became of it"),
)
explain(
    bp,
    rules.ConcernedError,
    403,
    _l("You asked for this or recommended it, so somebody else goes on with it."),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This step was done before, or its turn has not come. Open the page to see how it stands."),
)
NEWEST_FIRST = Order(Requisition.asked_at, Requisition.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_all() -> ResponseReturnValue:
    actor, url = current_actor(), url_for(".list_all")
    view = request.args.get("view", View.ALL, type=View)
    pills = [
        Pill(str(labels.VIEWS[one]), with_query(url, view=one), one is view, count)
        for one, count in queries.counts(actor).items()
    ]
    page = paged(queries.listed(actor, view), NEWEST_FIRST)
    return render_template("requisitions/list.html", page=page, pills=pills, labels=labels)


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.ASK)
def new() -> ResponseReturnValue:
    actor, form = current_actor(), forms.AskForm()
    parts = [one.part for one in stock.catalogue(actor)]
    form.offer(parts)
    if form.validate_on_submit():
        purpose, now = form.purpose.data or "", clock.now()
        made = services.ask(purpose, form.asked, by=own(actor), actor=actor, now=now)
        done(_("Requisition %(number)s waits for a recommendation now.", number=made.number))
        return _to(made)
    return render_template("requisitions/new.html", form=form, parts=parts), form.status


@bp.get("/<int:requisition_id>")
@requires(permissions.VIEW)
def show(requisition_id: int) -> ResponseReturnValue:
    requisition = queries.get_or_404(requisition_id, actor=current_actor())
    return _page(requisition, forms.ActionForm(requisition))


def _page(requisition: Requisition, form: forms.ActionForm) -> ResponseReturnValue:
    actor = current_actor()
    movements = [one.movement for line in requisition.lines for one in line.issues]
    page = render_template(
        "requisitions/show.html",
        requisition=requisition,
        steps=rules.STEPS[requisition.state],
        may_decide=_may_decide(requisition),
        may_withdraw=actor.id == requisition.asked_by_id and can(actor, permissions.ASK),
        may_issue=actor.id != requisition.asked_by_id and can(actor, permissions.ISSUE),
        returned=stock.returned_of(movements),
        form=form,
        labels=labels,
    )
    return page, form.status


def _may_decide(requisition: Requisition) -> bool:
    """Tell whether it is this person's turn, without asking for what cannot be."""
    actor = current_actor()
    needed = {State.ASKED: permissions.RECOMMEND, State.RECOMMENDED: permissions.APPROVE}
    permission = needed.get(requisition.state)
    concerned = (requisition.asked_by_id, requisition.recommended_by_id)
    return permission is not None and can(actor, permission) and actor.id not in concerned


@bp.route("/<int:requisition_id>/decide", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(requisition_id: int) -> ResponseReturnValue:
    """Recommend what was asked, or approve what was recommended; or reject it."""
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    rules.check_step(requisition.state, State.REJECTED)
    services.check_decider(requisition, actor)
    if not _may_decide(requisition):
        abort(403)
    form = forms.DecideForm(requisition)
    if form.validate_on_submit():
        _decided(requisition, form)
        return _to(requisition)
    return render_template("requisitions/decide.html", form=form, requisition=requisition), (
        form.status
    )


def _decided(requisition: Requisition, form: forms.DecideForm) -> None:
    actor, now = current_actor(), clock.now()
    if form.answer.data == "no":
        services.reject(requisition, form.reason.data or "", actor=actor, now=now)
        done(_("The requisition has been rejected."))
    elif requisition.state is State.ASKED:
        services.recommend(requisition, actor=actor, now=now)
        done(_("The requisition has been recommended."))
    else:
        services.approve(requisition, actor=actor, now=now)
        done(_("The requisition has been approved: the store may issue the parts."))


@bp.post("/<int:requisition_id>/withdraw")
@requires(permissions.ASK)
def withdraw(requisition_id: int) -> ResponseReturnValue:
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    if actor.id != requisition.asked_by_id:
        abort(403)
    form = forms.ActionForm(requisition)
    if form.validate_on_submit():
        services.withdraw(requisition, actor=actor, now=clock.now())
        done(_("You have withdrawn the requisition."))
        return _to(requisition)
    return _page(requisition, form)


@bp.route("/<int:requisition_id>/issue", methods=["GET", "POST"])
@requires(permissions.ISSUE)
def issue(requisition_id: int) -> ResponseReturnValue:
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    rules.check_step(requisition.state, State.PARTLY)
    rules.check_independent(actor.id, requisition.asked_by_id)
    parts = [line.part for line in requisition.lines if line.part]
    held = {one.part.id: one for one in stock.holdings(actor, parts)}
    levels = [level for one in held.values() for level in one.levels if level.quantity]
    there = Counter(level.store_id for level in levels)
    fullest = sorted(stock.stores(actor), key=lambda store: -there[store.id])
    stores = {one.id: one for one in fullest}
    form = forms.IssueForm()
    form.offer(
        requisition,
        list(stores.values()),
        {
            line.place: min(line.outstanding, _held_in(fullest[:1], held[line.part.id]))
            if line.part
            else Decimal(0)
            for line in requisition.lines
        },
    )
    if form.validate_on_submit() and _issued(requisition, form, stores[form.store_id.data]):
        return _to(requisition)
    return render_template(
        "requisitions/issue.html", form=form, requisition=requisition, held=held.values()
    ), form.status


def _held_in(stores: Sequence[Store], held: Holding) -> Decimal:
    """Return what these stores hold of a part."""
    ids = [store.id for store in stores]
    levels = (level.quantity for level in held.levels if level.store_id in ids)
    return sum(levels, start=Decimal(0))


def _issued(requisition: Requisition, form: forms.IssueForm, store: Store) -> bool:
    parts = {line.place for line in requisition.lines if line.part}
    given = [place for place, amount in form.amounts.items() if amount and place in parts]
    try:
        services.issue(
            requisition,
            store,
            form.amounts,
            actor=current_actor(),
            now=clock.now(),
            anyway=form.anyway.data,
        )
    except rules.NothingIssuedError:
        form.refuse("store_id", _("Enter how many you issue, on at least one line."))
    except rules.TooMuchError as error:
        form.refuse_line(error.place, _("No more is issued than was approved."))
    except ReservedError as error:
        form.refuse_line(given[error.line], reserved_words(error))
    except NotEnoughStockError as error:
        words = _("The store holds only %(left)s.", left=number(error.left))
        form.refuse_line(given[error.line], words)
    else:
        done(_("The parts have been issued. Print the form and let it be signed."))
        return True
    return False


@bp.post("/<int:requisition_id>/buy")
@requires(permissions.ISSUE)
def buy(requisition_id: int) -> ResponseReturnValue:
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    form = forms.ActionForm(requisition)
    if form.validate_on_submit():
        services.buy(requisition, actor=actor, now=clock.now())
        done(_("What is left will be bought."))
        return _to(requisition)
    return _page(requisition, form)


@bp.route("/<int:requisition_id>/close", methods=["GET", "POST"])
@requires(permissions.ISSUE)
def close(requisition_id: int) -> ResponseReturnValue:
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    rules.check_step(requisition.state, State.CLOSED)
    form = forms.ReasonForm(requisition)
    if form.validate_on_submit():
        services.close(requisition, form.reason.data or "", actor=actor, now=clock.now())
        done(_("The requisition has been closed."))
        return _to(requisition)
    return render_template("requisitions/close.html", form=form, requisition=requisition), (
        form.status
    )


@bp.route("/issues/<int:issue_id>/return", methods=["GET", "POST"])
@requires(permissions.ISSUE)
def give_back(issue_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), forms.ReturnForm()
    given = queries.issue_or_404(issue_id, actor=actor)
    requisition = queries.get_or_404(given.line.requisition_id, actor=actor)
    out = stock.still_out(given.movement).quantity
    if not out:
        raise IllegalTransitionError(requisition.state, requisition.state)
    if not form.is_submitted():
        form.quantity.data = out
    if form.validate_on_submit() and _returned(given, form):
        done(_("The parts are back in the store."))
        return _to(requisition)
    page = render_template(
        "requisitions/give_back.html", form=form, given=given, requisition=requisition, out=out
    )
    return page, form.status


def _returned(given: RequisitionIssue, form: forms.ReturnForm) -> bool:
    quantity, reason = form.quantity.data or Decimal(0), form.reason.data or ""
    try:
        services.give_back(given, quantity, reason, actor=current_actor(), now=clock.now())
    except NotEnoughStockError as error:
        words = _("No more than %(left)s can come back.", left=number(error.left))
        form.refuse("quantity", words)
        return False
    except BrokenPieceError:
        form.refuse("quantity", _("This part is counted in whole numbers."))
        return False
    return True


@bp.get("/<int:requisition_id>/print")
@requires(permissions.VIEW)
@in_asked_language
def print_form(requisition_id: int) -> ResponseReturnValue:
    actor = current_actor()
    requisition = queries.get_or_404(requisition_id, actor=actor)
    link = public_url(url_for(".show", requisition_id=requisition.id))
    paper = reports.requisition_report(requisition, link=link, actor=actor, now=clock.now())
    return as_file(paper, request.args.get("format", "pdf"))


def _to(requisition: Requisition) -> ResponseReturnValue:
    return redirect(url_for(".show", requisition_id=requisition.id), code=303)
