"""The lines of the budget."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.estimates import forms, permissions, queries, services
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done


@bp.get("/codes")
@requires(permissions.CODES)
def list_codes() -> ResponseReturnValue:
    return _codes(forms.UsualCodesForm())


def _codes(form: forms.UsualCodesForm) -> str:
    found = queries.codes(current_actor())
    return render_template("estimates/codes.html", codes=found, form=form)


@bp.post("/codes/usual")
@requires(permissions.CODES)
def take_usual_codes() -> ResponseReturnValue:
    form = forms.UsualCodesForm()
    if not form.validate_on_submit():
        return _codes(form), form.status
    number = services.add_usual_codes(actor=current_actor())
    done(_("Budget lines added: %(number)d.", number=number))
    return _list()


@bp.route("/codes/new", methods=["GET", "POST"])
@requires(permissions.CODES)
def new_code() -> ResponseReturnValue:
    form = forms.AddCodeForm()
    if form.validate_on_submit() and _added(form):
        return _list()
    return render_template("estimates/code.html", form=form, code=None), form.status


def _added(form: forms.AddCodeForm) -> bool:
    code, sw, en = form.code.data or "", form.name_sw.data or "", form.name_en.data or ""
    try:
        services.add_code(code, sw, en, actor=current_actor())
    except services.CodeTakenError:
        form.refuse("code", _("This number is there already."))
        return False
    done(_("Budget line %(code)s was added.", code=code))
    return True


@bp.route("/codes/<int:code_id>/edit", methods=["GET", "POST"])
@requires(permissions.CODES)
def edit_code(code_id: int) -> ResponseReturnValue:
    actor = current_actor()
    code = queries.code_or_404(code_id, actor=actor)
    form = forms.ChangeCodeForm(code)
    if form.validate_on_submit():
        services.change_entry(
            code,
            name_sw=form.name_sw.data or "",
            name_en=form.name_en.data or "",
            is_active=bool(form.is_active.data),
            actor=actor,
        )
        done(_("Budget line %(code)s was saved.", code=code.code))
        return _list()
    return render_template("estimates/code.html", form=form, code=code), form.status


def _list() -> ResponseReturnValue:
    return redirect(url_for(".list_codes"), code=303)
