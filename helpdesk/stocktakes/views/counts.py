"""Pages of counts: begun, counted, and what the register does not know."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.equipment.labels import CONDITION, place
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.scan import find_scanned
from helpdesk.equipment.rules import Condition
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.keys import key
from helpdesk.infra.notices import done, warn
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_or_404, location_or_404
from helpdesk.stocktakes import forms, labels, permissions, queries, reports, rules, services
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import Result, State
from helpdesk.stocktakes.views.blueprint import bp, to_count

ORDER = [Result.FOUND, Result.MISPLACED, Result.EXTRA, Result.MISSING]
NEWEST_FIRST = Order(Stocktake.started_at, Stocktake.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_stocktakes() -> ResponseReturnValue:
    page = paged(queries.visible_to(current_actor()), NEWEST_FIRST)
    counts = queries.counts_of([one.id for one in page.items])
    return render_template(
        "stocktakes/list_stocktakes.html",
        page=page,
        counts=counts,
        scope_of=reports.scope_of,
        labels=labels,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.COUNT)
def new() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.NewStocktakeForm()
    form.offer(actor)
    if form.validate_on_submit():
        scope = (
            location_or_404(form.location_id.data, actor=actor)
            if form.location_id.data
            else department_or_404(form.department_id.data, actor=actor)
        )
        made = services.start(scope, is_blind=form.is_blind.data, actor=actor, now=clock.now())
        _warn_of(queries.overlapping(made))
        return to_count(made)
    return render_template("stocktakes/new.html", form=form), form.status


def _warn_of(others: Sequence[Stocktake]) -> None:
    """Two counts of the same devices miss each what the other finds."""
    if others:
        numbers = ", ".join(one.number for one in others)
        warn(_("Some of these devices are being counted already: %(numbers)s.", numbers=numbers))


@bp.get("/<int:stocktake_id>")
@requires(permissions.VIEW)
def show(stocktake_id: int) -> ResponseReturnValue:
    stocktake = queries.get_or_404(stocktake_id, actor=current_actor())
    return _page(stocktake, _count_form(stocktake))


def photos_of(lines: Sequence[StocktakeLine]) -> dict[int, list[Attachment]]:
    return files_of("stocktake_line", [line.id for line in lines])


def _count_form(stocktake: Stocktake) -> forms.CountForm:
    form = forms.CountForm(stocktake)
    form.offer()
    return form


def _page(stocktake: Stocktake, form: forms.CountForm) -> ResponseReturnValue:
    lines = queries.lines_of(stocktake)
    expected = len(lines[Result.FOUND]) + len(lines[Result.MISSING])
    percent = rules.found_percent(expected, len(lines[Result.FOUND]))
    hides = stocktake.is_blind and stocktake.state is State.COUNTING
    if hides:  # where it belongs is not told, so that nobody writes down what he should find
        lines[Result.FOUND] += lines[Result.MISPLACED]
    page = render_template(
        "stocktakes/show.html",
        stocktake=stocktake,
        lines=lines,
        shown=[Result.FOUND, Result.EXTRA] if hides else ORDER,
        percent=percent,
        expected=expected,
        is_open=stocktake.state is State.COUNTING,
        hides=hides,
        scope=reports.scope_of(stocktake),
        form=form,
        files=photos_of(lines[Result.EXTRA]),
        labels=labels,
        place=place,
        conditions=CONDITION,
    )
    return page, form.status


@bp.post("/<int:stocktake_id>/count")
@requires(permissions.COUNT)
def count(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    form = _count_form(stocktake)
    ticked = set(request.form.getlist("line", type=key))
    back = set(request.form.getlist("back", type=key))
    if form.validate_on_submit() and _is_said(form, bool(ticked or back)):
        assets = _ticked(stocktake, ticked)
        if form.code.data:
            assets += _scanned(form)
        if not form.errors:
            _note(stocktake, assets, form)
            services.take_back(stocktake, back, actor=actor, now=clock.now())
            return to_count(stocktake)
    return _page(stocktake, form)


def _is_said(form: forms.CountForm, is_ticked: bool) -> bool:
    if not form.code.data and not is_ticked:
        form.refuse("code", _("Scan or type a number, or tick devices."))
    return not form.errors


def _ticked(stocktake: Stocktake, ids: set[int]) -> list[Asset]:
    missing = queries.lines_of(stocktake)[Result.MISSING]
    return [line.asset for line in missing if line.id in ids and line.asset is not None]


def _scanned(form: forms.CountForm) -> list[Asset]:
    asset = find_scanned(form.code.data or "", actor=current_actor())
    if asset is None:
        form.refuse(
            "code", _("No device has this number. If it is not in the register, note it as extra.")
        )
    return [asset] if asset else []


def _note(stocktake: Stocktake, assets: list[Asset], form: forms.CountForm) -> None:
    condition = Condition(form.condition.data) if form.condition.data else None
    actor, now = current_actor(), clock.now()
    for asset in assets:
        if services.count(stocktake, asset, condition=condition, actor=actor, now=now):
            done(_("%(tag)s has been counted.", tag=asset.asset_tag))
        else:
            warn(_("%(tag)s had been counted before.", tag=asset.asset_tag))


@bp.route("/<int:stocktake_id>/extra", methods=["GET", "POST"])
@requires(permissions.COUNT)
def extra(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    rules.check_state(stocktake.state, State.COUNTING)
    form = forms.ExtraForm(stocktake)
    if form.validate_on_submit():
        line = services.add_extra(stocktake, form.words.data or "", actor=actor, now=clock.now())
        attach(form.files.data, owner_kind="stocktake_line", owner=line, actor=actor)
        done(_("The device has been noted."))
        return to_count(stocktake)
    return render_template("stocktakes/extra.html", form=form, stocktake=stocktake), form.status
