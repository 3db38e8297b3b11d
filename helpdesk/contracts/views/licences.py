"""Pages of licences, and of who uses them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_called
from helpdesk.contracts import forms, labels, permissions, queries, reports, rules, services
from helpdesk.contracts.models import Licence, LicenceSeat
from helpdesk.contracts.views.blueprint import bp
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.scan import find_scanned
from helpdesk.equipment.rules import GoneError
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.forms import Form
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.vendors.queries import in_use

BY_NAME = Order(Licence.name, Licence.id)
AS_GIVEN = Order(LicenceSeat.given_at, LicenceSeat.id)


@bp.get("/licences")
@requires(permissions.VIEW)
def list_licences() -> ResponseReturnValue:
    actor, form = current_actor(), forms.LicenceFilter()
    found = queries.licences(actor, form.q.data or "", form.wanted, today=clock.today())
    if "format" in request.args:
        listed = whole(found, BY_NAME)
        used = queries.used_of([one.id for one in listed])
        report = reports.licences_report(
            listed, used, narrowed=form.said, actor=actor, now=clock.now()
        )
        return as_file(report, request.args["format"])
    page = paged(found, BY_NAME)
    return render_template(
        "contracts/list_licences.html",
        form=form,
        page=page,
        used=queries.used_of([one.id for one in page.items]),
        labels=labels,
        term_of=reports.term_of,
    )


@bp.route("/licences/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_licence() -> ResponseReturnValue:
    form = forms.LicenceForm()
    form.offer_vendors(in_use(current_actor()))
    if form.validate_on_submit():
        return _saved(services.add_licence(form.right, actor=current_actor()))
    return render_template("contracts/new_licence.html", form=form), form.status


@bp.get("/licences/<int:licence_id>")
@requires(permissions.VIEW)
def show_licence(licence_id: int) -> ResponseReturnValue:
    return _shown(queries.licence_or_404(licence_id, actor=current_actor()))


@bp.route("/licences/<int:licence_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_licence(licence_id: int) -> ResponseReturnValue:
    """Correct it; an empty box leaves the key as it is."""
    actor = current_actor()
    licence = queries.licence_or_404(licence_id, actor=actor)
    form = forms.ChangeLicenceForm(licence)
    form.offer_vendors(in_use(actor, besides=licence.vendor_id))
    if form.validate_on_submit():
        try:
            services.change_licence(licence, form.right, actor=actor)
            return _saved(licence)
        except rules.TooFewSeatsError:
            form.refuse("seats", _("More than that use it now. Take some back first."))
    page = render_template("contracts/change_licence.html", form=form, licence=licence)
    return page, form.status


@bp.post("/licences/<int:licence_id>/give")
@requires(permissions.MANAGE)
def give(licence_id: int) -> ResponseReturnValue:
    licence = queries.licence_or_404(licence_id, actor=current_actor())
    form = forms.GiveForm(licence)
    if form.validate_on_submit() and (seat := _given(form, licence)):
        done(_("%(holder)s uses %(name)s now.", holder=seat.holder, name=licence.name))
        return _back_to(licence)
    return _shown(licence, form)


def _given(form: forms.GiveForm, licence: Licence) -> LicenceSeat | None:
    """Give it to whom the form names, or write into the form why not."""
    box = "asset_tag" if form.asset_tag.data else "person"
    holder = _device(form) if form.asset_tag.data else _person(form)
    if holder is None:
        return None
    try:
        return services.give(licence, holder, actor=current_actor(), now=clock.now())
    except rules.NoSeatLeftError:
        form.refuse(box, _("All that were paid for are in use. Take one back, or buy more."))
    except GoneError:
        form.refuse(box, _("This device has been taken off the register."))
    except rules.HasSeatError:
        form.refuse(box, _("This licence is given there already."))
    return None


def _device(form: forms.GiveForm) -> Asset | None:
    asset = find_scanned(form.asset_tag.data or "", actor=current_actor())
    if asset is None:
        form.refuse("asset_tag", _("There is no device with this number."))
    return asset


def _person(form: forms.GiveForm) -> User | None:
    called = people_called(form.person.data or "", actor=current_actor())
    if not called:
        form.refuse("person", _("Nobody of this name is registered here."))
    elif len(called) > 1:
        names = ", ".join(f"{one.name} ({one.username})" for one in called)
        form.refuse("person", _("Several people are called so: %(names)s.", names=names))
    return called[0] if len(called) == 1 else None


@bp.post("/licences/<int:licence_id>/seats/<int:seat_id>/take")
@requires(permissions.MANAGE)
def take(licence_id: int, seat_id: int) -> ResponseReturnValue:
    actor = current_actor()
    licence = queries.licence_or_404(licence_id, actor=actor)
    seat, form = queries.seat_or_404(licence, seat_id), forms.TakeForm(licence)
    if not form.validate_on_submit():
        return _shown(licence, form)
    services.take(seat, actor=actor, now=clock.now())
    done(_("%(holder)s does not use %(name)s any more.", holder=seat.holder, name=licence.name))
    return _back_to(licence)


@bp.post("/licences/<int:licence_id>/key")
@requires(permissions.MANAGE)
def show_key(licence_id: int) -> ResponseReturnValue:
    """Show the key on this answer alone, and let the log say to whom."""
    actor = current_actor()
    licence = queries.licence_or_404(licence_id, actor=actor)
    form = forms.ShowKeyForm(licence)
    if not form.validate_on_submit():
        return _shown(licence, form)
    services.show_key(licence, actor=actor, now=clock.now())
    return _shown(licence, key=licence.key)


def _shown(licence: Licence, refused: Form | None = None, key: str = "") -> ResponseReturnValue:
    is_kept = can(current_actor(), permissions.MANAGE)
    page = render_template(
        "contracts/show_licence.html",
        licence=licence,
        seats=paged(queries.open_seats(licence), AS_GIVEN),
        used=queries.used(licence),
        term=reports.term_of(licence),
        labels=labels,
        refused=refused,
        key=key,
        give_form=refused if isinstance(refused, forms.GiveForm) else forms.GiveForm(licence),
        take_form=forms.TakeForm(licence),
        key_form=forms.ShowKeyForm(licence) if is_kept and licence.key else None,
    )
    return page, refused.status if refused else 200


def _saved(licence: Licence) -> ResponseReturnValue:
    done(_("Licence %(name)s has been saved.", name=licence.name))
    return _back_to(licence)


def _back_to(licence: Licence) -> ResponseReturnValue:
    return redirect(url_for(".show_licence", licence_id=licence.id), code=303)
