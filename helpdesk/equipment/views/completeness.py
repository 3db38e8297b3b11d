"""What devices lack in the register, with a way to mend each."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment import labels, permissions, queries, rules
from helpdesk.equipment.forms.books import GapsForm
from helpdesk.equipment.queries.completeness import gaps, incomplete
from helpdesk.equipment.reports.completeness import gaps_report, lacking
from helpdesk.equipment.rules import Gap
from helpdesk.equipment.views.blueprint import bp
from helpdesk.equipment.views.register import BY_TAG, filters_in_address
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import paged


@bp.get("/equipment/gaps")
@requires(permissions.VIEW)
def list_gaps() -> ResponseReturnValue:
    actor, filters, gap = current_actor(), filters_in_address(), request.args.get("view", type=Gap)
    found = incomplete(actor, filters, gap)
    form = GapsForm()
    form.offer(queries.categories(actor), actor)
    if "format" in request.args:
        report = gaps_report(
            whole(found, BY_TAG),
            view=_view(gap),
            narrowed=form.said,
            actor=actor,
            now=clock.now(),
        )
        return as_file(report, request.args["format"])
    devices, some, missing = gaps(actor)
    return render_template(
        "equipment/list_gaps.html",
        page=paged(found, BY_TAG),
        pills=_pills(gap, some, missing),
        score=rules.score(missing, devices),
        devices=devices,
        gap=gap,
        form=form,
        lacking=lacking,
        labels=labels,
    )


def _view(gap: Gap | None) -> str:
    return str(labels.GAP[gap]) if gap else _("Anything missing")


def _pills(gap: Gap | None, some: int, missing: dict[Gap, int]) -> list[Pill]:
    url = url_for(".list_gaps")
    return [
        Pill(_("Anything missing"), url, gap is None, some),
        *(
            Pill(str(labels.GAP[one]), with_query(url, view=one), one is gap, number)
            for one, number in missing.items()
        ),
    ]
