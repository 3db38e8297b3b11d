"""Pages of suppliers and workshops."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.infra import clock
from helpdesk.infra.access import Actor, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.vendors import forms, labels, permissions, queries, services
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.reports import vendors_report
from helpdesk.vendors.rules import NameTakenError

bp = Blueprint("vendors", __name__, url_prefix="/vendors")
setting(
    "vendors.list_vendors",
    _l("Suppliers and workshops"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Who sells equipment to the council, and who repairs it outside"),
)
BY_NAME = Order(Vendor.name, Vendor.id)


@bp.get("/")
@requires(permissions.VIEW)
def list_vendors() -> ResponseReturnValue:
    actor, form = current_actor(), forms.VendorFilter()
    found = queries.matching(actor, form.q.data or "")
    if "format" in request.args:
        listed = whole(found, BY_NAME)
        report = vendors_report(listed, narrowed=form.said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    page = paged(found, BY_NAME)
    return render_template("vendors/list_vendors.html", form=form, page=page, labels=labels)


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_vendor() -> ResponseReturnValue:
    form = forms.VendorForm()
    if form.validate_on_submit() and _kept(form, services.add):
        done(_("%(name)s can now be chosen.", name=form.details.name))
        return redirect(url_for(".list_vendors"), code=303)
    return render_template("vendors/new_vendor.html", form=form), form.status


@bp.route("/<int:vendor_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_vendor(vendor_id: int) -> ResponseReturnValue:
    vendor = queries.vendor_or_404(vendor_id, actor=current_actor())
    form = forms.ChangeVendorForm(vendor)

    def change(details: services.Details, *, actor: Actor) -> None:
        services.change(vendor, details, actor=actor)

    if form.validate_on_submit() and _kept(form, change):
        done(_("Changes have been saved."))
        return redirect(url_for(".list_vendors"), code=303)
    return render_template("vendors/change_vendor.html", form=form, vendor=vendor), form.status


def _kept(form: forms.VendorForm, keep: Callable[..., object]) -> bool:
    """Keep what the form says, or write into it that the name is taken."""
    try:
        keep(form.details, actor=current_actor())
    except NameTakenError:
        form.refuse("name", _("There is a supplier or workshop of this name already."))
        return False
    return True
