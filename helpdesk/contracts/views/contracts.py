"""Pages of support contracts."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.contracts import forms, labels, permissions, queries, reports, rules, services
from helpdesk.contracts.models import Contract
from helpdesk.contracts.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.vendors.queries import in_use

FIRST_TO_END = Order(Contract.ends_on, Contract.id)


@bp.get("/")
@requires(permissions.VIEW)
def list_contracts() -> ResponseReturnValue:
    actor, form = current_actor(), forms.ContractFilter()
    found = queries.contracts(actor, form.q.data or "", form.wanted, today=clock.today())
    if "format" in request.args:
        listed, now = whole(found, FIRST_TO_END), clock.now()
        report = reports.contracts_report(listed, narrowed=form.said, actor=actor, now=now)
        return as_file(report, request.args["format"])
    return render_template(
        "contracts/list_contracts.html",
        form=form,
        page=paged(found, FIRST_TO_END),
        labels=labels,
        term_of=reports.term_of,
        covers=reports.covers,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_contract() -> ResponseReturnValue:
    form = forms.ContractForm()
    form.offer_vendors(in_use(current_actor()))
    if form.validate_on_submit() and (made := _kept(form, _add(form))):
        return _saved(made)
    return render_template("contracts/new_contract.html", form=form), form.status


@bp.get("/<int:contract_id>")
@requires(permissions.VIEW)
def show_contract(contract_id: int) -> ResponseReturnValue:
    contract = queries.contract_or_404(contract_id, actor=current_actor())
    return render_template(
        "contracts/show_contract.html",
        contract=contract,
        term=reports.term_of(contract),
        is_renewed=queries.is_renewed(contract),
        covers=reports.covers(contract),
        labels=labels,
    )


@bp.route("/<int:contract_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_contract(contract_id: int) -> ResponseReturnValue:
    actor = current_actor()
    contract = queries.contract_or_404(contract_id, actor=actor)
    form = forms.ChangeContractForm(contract)
    form.offer_vendors(in_use(actor, besides=contract.vendor_id))

    def change() -> Contract:
        services.change_contract(contract, form.terms, form.tags, actor=actor)
        return contract

    if form.validate_on_submit() and _kept(form, change):
        return _saved(contract)
    page = render_template("contracts/change_contract.html", form=form, contract=contract)
    return page, form.status


@bp.route("/<int:contract_id>/renew", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def renew_contract(contract_id: int) -> ResponseReturnValue:
    """Enter the contract that follows, with what stays the same filled in."""
    old = queries.contract_or_404(contract_id, actor=current_actor())
    if queries.is_renewed(old):
        raise rules.RenewedError
    form = forms.ContractForm(**services.as_renewed(old))
    form.offer_vendors(in_use(current_actor(), besides=old.vendor_id))
    if form.validate_on_submit() and (made := _kept(form, _add(form, follows=old))):
        return _saved(made)
    return render_template("contracts/renew_contract.html", form=form, contract=old), form.status


def _add(form: forms.ContractForm, follows: Contract | None = None) -> Callable[[], Contract]:
    actor = current_actor()
    return lambda: services.add_contract(form.terms, form.tags, actor=actor, follows=follows)


def _kept(form: forms.ContractForm, keep: Callable[[], Contract]) -> Contract | None:
    """Keep what the form says, or write into it what the register says against it."""
    try:
        return keep()
    except rules.NumberTakenError:
        form.refuse("number", _("There is a contract of this number already."))
    except rules.UnknownDevicesError as error:
        unknown = ", ".join(error.tags)
        form.refuse("devices", _("There is no device with the number %(tags)s.", tags=unknown))
    return None


def _saved(contract: Contract) -> ResponseReturnValue:
    done(_("Contract %(number)s has been saved.", number=contract.number))
    return redirect(url_for(".show_contract", contract_id=contract.id), code=303)
