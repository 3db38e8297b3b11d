"""The sources of funds."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.estimates import permissions, queries, services
from helpdesk.estimates.forms.funds import AddFundForm, ChangeFundForm
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done


@bp.get("/funds")
@requires(permissions.CODES)
def list_funds() -> ResponseReturnValue:
    return render_template("estimates/funds.html", funds=queries.funds(current_actor()))


@bp.route("/funds/new", methods=["GET", "POST"])
@requires(permissions.CODES)
def new_fund() -> ResponseReturnValue:
    form = AddFundForm()
    if form.validate_on_submit() and _added(form):
        return _saved()
    return render_template("estimates/fund.html", form=form, fund=None), form.status


def _added(form: AddFundForm) -> bool:
    code, sw, en = form.code.data or "", form.name_sw.data or "", form.name_en.data or ""
    try:
        services.add_fund(code, sw, en, actor=current_actor())
    except services.CodeTakenError:
        form.refuse("code", _("This code is there already."))
        return False
    return True


@bp.route("/funds/<int:fund_id>/edit", methods=["GET", "POST"])
@requires(permissions.CODES)
def edit_fund(fund_id: int) -> ResponseReturnValue:
    actor = current_actor()
    fund = queries.fund_or_404(fund_id, actor=actor)
    form = ChangeFundForm(fund)
    if form.validate_on_submit():
        services.change_entry(
            fund,
            name_sw=form.name_sw.data or "",
            name_en=form.name_en.data or "",
            is_active=bool(form.is_active.data),
            actor=actor,
        )
        return _saved()
    return render_template("estimates/fund.html", form=form, fund=fund), form.status


def _saved() -> ResponseReturnValue:
    done(_("The source of funds was saved."))
    return redirect(url_for(".list_funds"), code=303)
