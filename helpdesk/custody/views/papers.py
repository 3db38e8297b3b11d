"""Handing devices over, and the papers of it."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.custody import forms, labels, permissions, queries, rules, services
from helpdesk.custody.models import Handover
from helpdesk.custody.reports import paper_report, papers_report
from helpdesk.custody.views.blueprint import bp
from helpdesk.equipment.labels import CONDITION, NOT_INSTALLED, place
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done, warn
from helpdesk.infra.paging import Order, paged

NEWEST_FIRST = Order(Handover.at, Handover.id, descending=True)


@bp.get("/")
@requires(permissions.LIST)
def list_papers() -> ResponseReturnValue:
    actor, filters, today = current_actor(), _filters(), clock.today()
    found = queries.listed(actor, filters, today=today)
    form = forms.ListForm()
    form.offer()
    if "format" in request.args:
        report = papers_report(
            whole(found, NEWEST_FIRST),
            view=str(labels.VIEWS[filters.view]),
            narrowed=form.said,
            actor=actor,
            now=clock.now(),
        )
        return as_file(report, request.args["format"])
    return render_template(
        "custody/list_papers.html",
        page=paged(found, NEWEST_FIRST),
        pills=_pills(filters, queries.counts(actor, today=today)),
        filters=filters,
        form=form,
        labels=labels,
        today=today,
    )


def _filters() -> queries.Filters:
    args = request.args
    view = args.get("view", "")
    return queries.Filters(
        view=view if view in queries.VIEWS else "all",
        text=args.get("q", ""),
        kind=args.get("kind", type=rules.Kind),
    )


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_papers")
    return [
        Pill(str(labels.VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]


@bp.get("/<int:handover_id>")
@requires(permissions.VIEW)
def show(handover_id: int) -> ResponseReturnValue:
    actor = current_actor()
    handover = queries.get_or_404(handover_id, actor=actor)
    if "format" in request.args:
        link = public_url(f"/custody/{handover.id}")
        with force_locale(asked_language()):
            report = paper_report(handover, link=link, actor=actor, now=clock.now())
            return as_file(report, request.args["format"])
    is_asked = handover.receiver_id == actor.id and handover.answer is rules.Answer.WAITING
    return render_template(
        "custody/show.html",
        handover=handover,
        accept_form=forms.AcceptForm(handover) if is_asked else None,
        is_late=handover.is_out and rules.is_overdue(handover.due_on, clock.today()),
        out=[line.asset_id for line in handover.lines if line.is_out],
        labels=labels,
        conditions=CONDITION,
        place=place(handover.location),
        copies=files_of("handover", [handover.id]).get(handover.id, ()),
    )


@bp.route("/<int:handover_id>/signed-copy", methods=["GET", "POST"])
@requires(permissions.HAND_OVER)
def add_copy(handover_id: int) -> ResponseReturnValue:
    """Put the scan of the signed paper to it."""
    actor = current_actor()
    handover = queries.get_or_404(handover_id, actor=actor)
    form, back_url = forms.SignedCopyForm(handover), url_for(".show", handover_id=handover.id)
    if form.validate_on_submit():
        attach(form.files.data, owner_kind="handover", owner=handover, actor=actor)
        done(_("The signed copy has been attached."))
        return redirect(back_url, code=303)
    return render_template(
        "custody/add_copy.html", form=form, about=handover.number, back_url=back_url
    ), form.status


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.HAND_OVER)
def hand_over() -> ResponseReturnValue:
    """Hand over the devices that the address names, in the way that it names."""
    actor = current_actor()
    ids = list(dict.fromkeys(request.args.getlist("asset", type=key)))
    if not 0 < len(ids) <= rules.DEVICES_AT_MOST:
        warn(_("Choose from 1 to %(most)d devices.", most=rules.DEVICES_AT_MOST))
        return redirect(url_for("equipment.list_assets"), code=303)
    kind = request.args.get("kind", type=rules.Kind) or abort(404)
    assets = queries.devices_or_404(ids, actor=actor)
    form = forms.hand_form(kind, assets, actor=actor)
    unfit = _unfit(kind, assets)
    form.asks = not unfit
    is_sound = form.validate_on_submit()
    made = _made(form) if is_sound and not unfit else None
    if made is not None:
        done(_("Paper %(number)s has been made. Print it for signature.", number=made.number))
        return redirect(url_for(".show", handover_id=made.id), code=303)
    status = 409 if unfit and request.method == "POST" else form.status
    return render_template(
        "custody/hand_over.html",
        form=form,
        assets=assets,
        unfit=unfit,
        labels=labels,
        not_installed=NOT_INSTALLED,
    ), status


def _unfit(kind: rules.Kind, assets: Sequence[Asset]) -> list[Asset]:
    """Return the devices with which this cannot be done as they stand."""
    states = zip(assets, queries.states_of(assets), strict=True)
    return [asset for asset, state in states if kind not in rules.possible(state)]


def _made(form: forms.HandForm) -> Handover | None:
    actor = current_actor()
    try:
        return services.hand_over(
            form.paper, form.given, by=own(actor), actor=actor, now=clock.now()
        )
    except rules.MoreThanOneHolderError:
        form.form_errors.append(
            _("These devices are held by more than one person. Make a paper for each holder.")
        )
        return None
