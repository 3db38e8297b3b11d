"""Bringing a spreadsheet in: choose it, see what it would do, say yes; and take it back."""

from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound

from helpdesk.equipment import imports, labels, permissions
from helpdesk.equipment.forms.imports import ConfirmForm, NewImportForm, UndoImportForm
from helpdesk.equipment.models import AssetImport
from helpdesk.equipment.queries import imports as known
from helpdesk.equipment.reports.imports import imports_report
from helpdesk.equipment.rules.imports import (
    Column,
    ImportOverError,
    ImportState,
    Plan,
    Problem,
    Reason,
)
from helpdesk.equipment.services import import_undo
from helpdesk.equipment.services import imports as services
from helpdesk.equipment.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import TakenAway, as_file
from helpdesk.infra.events import announce
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.infra.spreadsheets import Page, written
from helpdesk.infra.spreadsheets.writing import MIMETYPES

NEWEST_FIRST = Order(AssetImport.uploaded_at, AssetImport.id, descending=True)
MOST_SHOWN = 100  # faults on a page; all of them are in the file


@bp.get("/equipment/imports/")
@requires(permissions.MANAGE)
def list_imports() -> ResponseReturnValue:
    actor = current_actor()
    found = known.imports_visible_to(actor)
    if "format" in request.args:
        report = imports_report(whole(found, NEWEST_FIRST), actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    page = paged(found, NEWEST_FIRST)
    return render_template("equipment/list_imports.html", page=page, labels=labels)


@bp.route("/equipment/imports/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_import() -> ResponseReturnValue:
    form = NewImportForm()
    form.sheet.read = imports.sheet_in
    if form.validate_on_submit():
        box = form.sheet
        batch = services.keep(
            box.content, name=box.file_name, actor=current_actor(), now=clock.now()
        )
        return redirect(url_for(".show_import", import_id=batch.id), code=303)
    return render_template("equipment/new_import.html", form=form, labels=labels), form.status


@bp.get("/equipment/imports/template")
@requires(permissions.MANAGE)
def import_template() -> ResponseReturnValue:
    """An empty sheet to fill in, with the words of this council."""
    pages = imports.template(current_actor(), today=clock.today())
    return _file(pages, _("Sheet for new equipment"))


def _file(pages: list[Page], title: str) -> Response:
    form = request.args.get("file", "xlsx")
    if form not in MIMETYPES:
        raise NotFound
    answer = Response(written(pages, form), mimetype=MIMETYPES[form])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{title}.{form}")
    announce(TakenAway(title, "", form))
    return answer


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an import did, or would do: the same numbers before and after."""

    plan: Plan | None
    problems: list[Problem]


def _outcome(batch: AssetImport) -> _Outcome:
    if batch.state is ImportState.WAITING:
        sheet = imports.sheet_in(known.content_of(batch))
        plan = imports.planned(sheet, actor=current_actor(), today=clock.today())
        return _Outcome(plan, plan.problems)
    return _Outcome(None, [_problem(*said) for said in batch.problems])


def _problem(row: str, column: str, reason: str, value: str, said: str) -> Problem:
    return Problem(int(row), Column(column) if column else None, Reason(reason), value, said)


@bp.get("/equipment/imports/<int:import_id>")
@requires(permissions.MANAGE)
def show_import(import_id: int) -> ResponseReturnValue:
    batch = known.import_or_404(import_id, actor=current_actor())
    form = ConfirmForm(batch) if batch.state is ImportState.WAITING else None
    return _page(batch, _outcome(batch), form)


def _page(batch: AssetImport, outcome: _Outcome, form: ConfirmForm | None) -> ResponseReturnValue:
    if form is not None and outcome.plan is not None:
        form.mark.data = outcome.plan.mark
    rows = known.rows_of(batch) if batch.state is ImportState.UNDONE else []
    return render_template(
        "equipment/show_import.html",
        batch=batch,
        plan=outcome.plan,
        problems=outcome.problems[:MOST_SHOWN],
        more=max(0, len(outcome.problems) - MOST_SHOWN),
        left=[row for row in rows if not row.is_undone][:MOST_SHOWN],
        form=form,
        labels=labels,
    ), form.status if form else 200


@bp.post("/equipment/imports/<int:import_id>/confirm")
@requires(permissions.MANAGE)
def confirm_import(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    batch = known.import_or_404(import_id, actor=actor)
    if batch.state is not ImportState.WAITING:
        raise ImportOverError
    outcome, form = _outcome(batch), ConfirmForm(batch)
    form.wanted = outcome.plan.mark if outcome.plan else ""
    if outcome.plan is None or not form.validate_on_submit():
        return _page(batch, outcome, form)
    services.carry_out(batch, outcome.plan, actor=actor, now=clock.now())
    count = batch.new_count + batch.changed_count
    done(
        ngettext(
            "%(num)d device was entered or changed.",
            "%(num)d devices were entered or changed.",
            count,
        )
    )
    return redirect(url_for(".show_import", import_id=batch.id), code=303)


@bp.get("/equipment/imports/<int:import_id>/left-out")
@requires(permissions.MANAGE)
def import_problems(import_id: int) -> ResponseReturnValue:
    """The rows that were left out, to put right and bring again."""
    batch = known.import_or_404(import_id, actor=current_actor())
    sheet, problems = imports.sheet_in(known.content_of(batch)), _outcome(batch).problems
    return _file([imports.problem_rows(sheet, problems)], _("Rows left out"))


@bp.route("/equipment/imports/<int:import_id>/undo", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def undo_import(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    batch = known.import_or_404(import_id, actor=actor)
    if batch.state is not ImportState.DONE:
        raise ImportOverError
    form = UndoImportForm(batch)
    if form.validate_on_submit():
        import_undo.undo_import(batch, actor=actor, now=clock.now())
        done(_("The import of %(name)s has been undone.", name=batch.file_name))
        return redirect(url_for(".show_import", import_id=batch.id), code=303)
    return render_template("equipment/undo_import.html", **_undoing(batch), form=form), form.status


def _undoing(batch: AssetImport) -> dict[str, Any]:
    rows = known.rows_of(batch)
    left = known.left_by_undo(batch, rows)
    undone = [row for row in rows if row.id not in left]
    return {
        "batch": batch,
        "taken": sum(row.is_new for row in undone),
        "given": sum(not row.is_new for row in undone),
        "left": [*left.values()],
        "shown": MOST_SHOWN,
    }
