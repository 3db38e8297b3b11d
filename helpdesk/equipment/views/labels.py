"""Labels to print: of the ticked devices, or of all that a list shows."""

from collections.abc import Sequence
from urllib.parse import quote

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from helpdesk.equipment import permissions, queries
from helpdesk.equipment.forms.labels import LabelsForm
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import labels as wanted
from helpdesk.equipment.reports.labels import label_sheet
from helpdesk.equipment.rules.labels import MOST_LABELS, Sheet
from helpdesk.equipment.services.labels import note_labels
from helpdesk.equipment.views.blueprint import bp
from helpdesk.equipment.views.register import filters_in_address
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import TakenAway
from helpdesk.infra.events import announce
from helpdesk.infra.keys import key
from helpdesk.org.queries import masthead


@bp.route("/equipment/labels", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def print_labels() -> ResponseReturnValue:
    form = LabelsForm(**_as_last_time())
    number, assets = _chosen()
    if form.validate_on_submit() and _fit(form, number):
        labels = note_labels(
            assets,
            sheet=Sheet(form.sheet.data),
            first=int(form.first.data or 1),
            actor=current_actor(),
            now=clock.now(),
        )
        return redirect(url_for(".label_file", print_id=labels.id), code=303)
    page = render_template(
        "equipment/labels.html", form=form, number=number, assets=assets, most=MOST_LABELS
    )
    return page, form.status


def _as_last_time() -> dict[str, object]:
    last = wanted.last_print(current_actor())
    return {"first": 1, **({"sheet": last.sheet} if last else {})}


def _chosen() -> tuple[int, Sequence[Asset]]:
    found = _of_address()
    return wanted.number_of(found), wanted.for_labels(found)


def _of_address() -> Select[Asset]:
    """Read the address: certain devices, or with `all` those that the list of it shows."""
    actor = current_actor()
    if "all" not in request.args:
        ids = request.args.getlist("asset", type=key)[:MOST_LABELS]
        return wanted.chosen(ids, actor=actor)
    kinds, today = queries.categories(actor), clock.today()
    return queries.listed(actor, filters_in_address(), kinds=kinds, today=today)


def _fit(form: LabelsForm, number: int) -> bool:
    if not number:
        form.form_errors.append(_("Choose devices first."))
    if number > MOST_LABELS:
        said = _("At most %(most)d labels are printed at once. Narrow the list.", most=MOST_LABELS)
        form.form_errors.append(said)
    return not form.form_errors


@bp.get("/equipment/labels/<int:print_id>.pdf")
@requires(permissions.MANAGE)
def label_file(print_id: int) -> ResponseReturnValue:
    actor = current_actor()
    labels = wanted.print_or_404(print_id, actor=actor)
    title = _("Labels %(date)s", date=f"{clock.local_date(labels.at):%d-%m-%Y}")
    content = label_sheet(
        wanted.assets_of(labels, actor=actor),
        sheet=labels.sheet,
        first=labels.first,
        owner=masthead(actor.council_id).council,
        site=current_app.config["PUBLIC_URL"],
        title=title,
    )
    announce(TakenAway(title, "", "pdf"))
    answer = Response(content, mimetype="application/pdf")
    name = quote(f"{title}.pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return answer
