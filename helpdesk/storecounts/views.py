"""Pages of counts of stores: begun, typed in, ended, approved by somebody else."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.errors import explain
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import in_asked_language, named, tzs
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.stock.queries import stores
from helpdesk.storecounts import forms, labels, permissions, queries, reports, rules, services
from helpdesk.storecounts.models import StoreCount
from helpdesk.storecounts.rules import State

bp = Blueprint("storecounts", __name__, url_prefix="/store-counts")
setting(
    "storecounts.list_counts",
    _l("Counts of stores"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What lay in a store when somebody looked, and how far the books differed"),
)
explain(
    bp, rules.OverError, 409, _l("This can no longer be done: the count has gone on meanwhile.")
)
explain(
    bp, rules.OwnCountError, 409, _l("You had a hand in this count, so somebody else approves it.")
)
explain(
    bp,
    rules.BlindError,
    409,
    _l(
        "What the books say is shown to whoever did not count, and to all once the count is"
        " approved."
    ),
)
explain(
    bp,
    rules.CorrectedError,
    409,
    _l(
        "The books of some parts were corrected after these were counted, or hold less by now than"
        " is missing. Have them counted again."
    ),
)
NEWEST_FIRST = Order(StoreCount.started_at, StoreCount.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_counts() -> ResponseReturnValue:
    page = paged(queries.visible_to(current_actor()), NEWEST_FIRST)
    progress = queries.progress_of(page.items)
    return render_template("storecounts/list.html", page=page, progress=progress, labels=labels)


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.COUNT)
def new() -> ResponseReturnValue:
    actor, form = current_actor(), forms.NewCountForm()
    found = {one.id: one for one in stores(actor)}
    form.store_id.choices = options([(one.id, named(one)) for one in found.values()])
    if form.validate_on_submit():
        try:
            made = services.start(found[form.store_id.data], actor=actor, now=clock.now())
        except rules.GoesOnError:
            form.refuse("store_id", _("This store is being counted already."))
        else:
            return _to_count(made)
    return render_template("storecounts/new.html", form=form), form.status


@bp.get("/<int:count_id>")
@requires(permissions.VIEW)
def show(count_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    lines = queries.lines_of(count)
    return render_template(
        "storecounts/show.html",
        count=count,
        lines=lines,
        left=sum(1 for line in lines if line.counted is None),
        is_blind=_is_blind(count),
        corrected=queries.corrected_since(count) if count.state is State.WAITING else (),
        total=reports.total_of(lines),
        labels=labels,
    )


def _is_blind(count: StoreCount) -> bool:
    """Until it is approved, only those who did not count see what the books say."""
    if count.state is State.WAITING:
        return current_actor().id in queries.counters_of(count)
    return count.state is State.COUNTING


@bp.get("/<int:count_id>/sheet.pdf")
@requires(permissions.VIEW)
@in_asked_language
def print_sheet(count_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    link, lines = public_url(url_for(".show", count_id=count.id)), queries.lines_of(count)
    paper = reports.sheet_report(count, lines, link=link, actor=actor, now=clock.now())
    return as_file(paper, "pdf")


@bp.get("/<int:count_id>/report.pdf")
@requires(permissions.VIEW)
@in_asked_language
def report(count_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    if _is_blind(count):
        raise rules.BlindError
    link, lines = public_url(url_for(".show", count_id=count.id)), queries.lines_of(count)
    paper = reports.count_report(count, lines, link=link, actor=actor, now=clock.now())
    return as_file(paper, "pdf")


@bp.route("/<int:count_id>/type-in", methods=["GET", "POST"])
@requires(permissions.COUNT)
def type_in(count_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    count = queries.get_or_404(count_id, actor=actor)
    rules.check_state(count.state, State.COUNTING)
    form = forms.sheet_form(count, queries.lines_of(count), now)
    if form.validate_on_submit():
        new = services.note(count, form.typed, at=form.at(now), actor=actor, now=now)
        done(ngettext("%(num)d number was entered.", "%(num)d numbers were entered.", new))
        return _to_count(count)
    return render_template("storecounts/type_in.html", form=form, count=count), form.status


@bp.route("/<int:count_id>/finish", methods=["GET", "POST"])
@requires(permissions.COUNT)
def finish(count_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    rules.check_state(count.state, State.COUNTING)
    form = forms.StepForm(count)
    if form.validate_on_submit():
        services.finish(count, actor=actor, now=clock.now())
        done(_("The count has ended. Somebody who did not count approves it."))
        return _to_count(count)
    left = sum(1 for line in queries.lines_of(count) if line.counted is None)
    uncounted = ngettext(
        "%(num)d part was not counted; its books stay as they are.",
        "%(num)d parts were not counted; their books stay as they are.",
        left,
    )
    page = render_template(
        "components/confirm.html",
        form=form,
        question=_("End the count %(number)s?", number=count.number),
        facts=[
            *([uncounted] if left else []),
            _("The books of the store change only when somebody else approves the count."),
        ],
        label=_("End the count"),
        cancel_url=url_for(".show", count_id=count.id),
    )
    return page, form.status


@bp.route("/<int:count_id>/lines/<int:count_line_id>/again", methods=["GET", "POST"])
@requires(permissions.APPROVE)
def count_again(count_id: int, count_line_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    line = queries.line_or_404(count_line_id, count)
    rules.check_state(count.state, State.WAITING)
    form = forms.StepForm(count)
    if form.validate_on_submit():
        services.count_again(line, actor=actor, now=clock.now())
        done(_("%(part)s is to be counted again.", part=named(line.level.part)))
        return _to_count(count)
    page = render_template(
        "components/confirm.html",
        form=form,
        question=_("Have %(part)s counted again?", part=named(line.level.part)),
        facts=[_("Its number is taken out, and the count goes on until it is entered anew.")],
        label=_("Have it counted again"),
        cancel_url=url_for(".show", count_id=count.id),
    )
    return page, form.status


@bp.route("/<int:count_id>/approve", methods=["GET", "POST"])
@requires(permissions.APPROVE)
def approve(count_id: int) -> ResponseReturnValue:
    actor = current_actor()
    count = queries.get_or_404(count_id, actor=actor)
    rules.check_state(count.state, State.WAITING)
    if actor.id in queries.counters_of(count):
        raise rules.OwnCountError
    form = forms.StepForm(count)
    if form.validate_on_submit():
        services.approve(count, actor=actor, now=clock.now())
        done(_("The count has been approved, and the books of the store follow it."))
        return _to_count(count)
    total = reports.total_of(queries.lines_of(count))
    page = render_template(
        "components/confirm.html",
        form=form,
        question=_("Approve the count %(number)s?", number=count.number),
        facts=[
            _("Found too much: %(value)s.", value=tzs(total.more)),
            _("Found too little: %(value)s.", value=tzs(total.less)),
            _("The stock cards get a line for each part that differs."),
        ],
        label=_("Approve the count"),
        cancel_url=url_for(".show", count_id=count.id),
    )
    return page, form.status


def _to_count(count: StoreCount) -> ResponseReturnValue:
    return redirect(url_for("storecounts.show", count_id=count.id), code=303)
