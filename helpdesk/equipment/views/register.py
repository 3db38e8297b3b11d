"""Pages of the register."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from flask import (
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from helpdesk.accounts.models import User
from helpdesk.equipment import forms, labels, permissions, queries, rules, services
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel, CategoryField
from helpdesk.equipment.queries.completeness import gaps
from helpdesk.equipment.reports import register_report
from helpdesk.equipment.views.blueprint import bp
from helpdesk.equipment.views.refusing import refuse_gamis, refuse_serial, refuse_whole
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.qr import qr_svg
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_or_404, location_or_404
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.queries import vendor_or_404

FactsForm = TypeVar("FactsForm", bound=forms.FactsFields)
BY_TAG = Order(Asset.asset_tag, Asset.id)
KEPT_FOR_THE_NEXT = (
    "model_id",
    "condition",
    "ownership",
    "funding_source",
    "purchase_cost",
    "purchased_on",
    "in_service_on",
    "warranty_ends_on",
    "supplier_id",
    "order_number",
    "delivery_note",
    "received_on",
    "funding_code",
    "salvage_value",
    "life_months",
    "location_id",
    "department_id",
)


@bp.get("/equipment/")
@requires(permissions.VIEW)
def list_assets() -> ResponseReturnValue:
    actor, filters, today = current_actor(), filters_in_address(), clock.today()
    kinds = queries.categories(actor)
    found = queries.listed(actor, filters, kinds=kinds, today=today)
    form = list_form(kinds)
    if "format" in request.args:
        return _download(found, filters, form)
    return render_template(
        "equipment/list_assets.html",
        page=paged(found, BY_TAG),
        value=queries.total_value(found),
        completeness=_completeness(),
        pills=_pills(filters, queries.counts(actor, kinds=kinds, today=today)),
        filters=filters,
        form=form,
        labels=labels,
    )


def _completeness() -> int | None:
    devices, _some, missing = gaps(current_actor())
    return rules.score(missing, devices)


def list_form(kinds: Sequence[AssetCategory]) -> forms.ListForm:
    form = forms.ListForm()
    form.offer(kinds, current_actor())
    return form


def filters_in_address() -> queries.Filters:
    """Read the address; what it should not say is as if it said nothing."""
    args = request.args
    view = args.get("view", "")
    return queries.Filters(
        view=view if view in queries.VIEWS else "all",
        text=args.get("q", ""),
        category_id=args.get("category", type=key),
        location_id=args.get("location", type=key),
        department_id=args.get("department", type=key),
        status=args.get("status", type=rules.Status),
        condition=args.get("condition", type=rules.Condition),
    )


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_assets")
    return [
        Pill(str(labels.VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]


def _download(
    found: Select[Asset], filters: queries.Filters, form: forms.ListForm
) -> ResponseReturnValue:
    """The same list, whole and in the same order, as a file."""
    report = register_report(
        whole(found, BY_TAG),
        view=str(labels.VIEWS[filters.view]),
        narrowed=form.said,
        fields=_columns_of_fields(filters),
        actor=current_actor(),
        now=clock.now(),
    )
    return as_file(report, request.args["format"])


def _columns_of_fields(filters: queries.Filters) -> Sequence[CategoryField]:
    """A spreadsheet has what is asked about the listed types too; paper has no room for it."""
    if request.args["format"] == "pdf":
        return []
    return queries.fields_listed(filters.category_id, actor=current_actor())


@bp.get("/equipment/mine")
@requires(permissions.VIEW_OWN)
def mine() -> ResponseReturnValue:
    assets = queries.held_by(current_actor())
    return render_template("equipment/mine.html", assets=assets, labels=labels)


@bp.get("/equipment/<int:asset_id>")
@requires(permissions.VIEW_OWN)
def show(asset_id: int) -> ResponseReturnValue:
    """Show all of a device to who may see it, and to anybody else what a report needs."""
    actor = current_actor()
    asset = queries.find_visible(asset_id, actor=actor)
    if asset is None:
        asset = queries.reportable_or_404(asset_id, actor=actor)
        return render_template("equipment/show_to_report.html", asset=asset)
    address = public_url(f"/e/{asset.label_code}")
    entries = queries.timeline(asset, actor=actor)
    return render_template(
        "equipment/show.html",
        asset=asset,
        years=[(year, list(some)) for year, some in groupby(entries, attrgetter("year"))],
        address=address,
        code=qr_svg(address),
        statuses=rules.next_by_hand(asset.status),
        is_gone=asset.status in rules.GONE,
        details=_answers(asset),
        age=_years(rules.age_months(asset.in_service_on or asset.purchased_on, clock.today())),
        life=_years(asset.life_months or asset.category.life_months),
        book_value=rules.book_value(queries.price_of(asset), asset.retired_on or clock.today()),
        labels=labels,
        today=clock.today(),
    )


def _answers(asset: Asset) -> list[tuple[str, str]]:
    """Return what the device says in the fields of its category, also in retired ones."""
    said = asset.details
    fields = queries.fields_for(asset.category_id, actor=current_actor()) if said else []
    answered = [field for field in fields if str(field.id) in said]
    return [
        (named(field), labels.answer(field.kind, field.unit, said[str(field.id)]))
        for field in answered
    ]


def _years(months: int | None) -> str:
    """Write months as years with one decimal, or nothing where there are none."""
    return "" if months is None else f"{months / 12:.1f}".removesuffix(".0")


@bp.route("/equipment/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new() -> ResponseReturnValue:
    last = _last()
    kind = _details(forms.NewAssetForm, last)
    form = kind(**_as_the_last(last))
    form.offer(current_actor())
    asset = _registered(form, last) if form.validate_on_submit() else None
    if asset is not None:
        done(_("Equipment %(tag)s has been registered.", tag=asset.asset_tag))
        again = request.form.get("then") == "another"
        where = url_for(".new", like=asset.id) if again else url_for(".show", asset_id=asset.id)
        return redirect(where, code=303)
    if last is not None and not form.errors:
        form.serial_number.render_kw = {"autofocus": True}
    return render_template("equipment/new.html", form=form, last=last, labels=labels), form.status


def _last() -> Asset | None:
    """Return the device that the next one is like."""
    like = request.args.get("like", type=key)
    return queries.find_visible(like, actor=current_actor()) if like else None


def _as_the_last(last: Asset | None) -> dict[str, Any]:
    """Begin where the last registration ended, with all but the serial number."""
    if last is None:
        return {}
    kept = {name: getattr(last, name) for name in KEPT_FOR_THE_NEXT}
    whole = last.parent.asset_tag if last.parent else ""
    return {**kept, "holder": forms.spelled(last.custodian), "part_of": whole}


def _details(form: type[FactsForm], like: Asset | None) -> type[FactsForm]:
    """Give the form the boxes of the category that was chosen, or that the device is of."""
    actor = current_actor()
    category_id = queries.category_of_model(request.form.get("model_id", type=key), actor=actor)
    category_id = category_id or request.form.get("new_category_id", type=key)
    category_id = category_id or (like.category_id if like else None)
    fields = queries.fields_for(category_id, actor=actor) if category_id else []
    asked = [field for field in fields if field.is_active]
    return forms.with_details(form, asked, like.details if like else {})


def _registered(form: forms.NewAssetForm, last: Asset | None) -> Asset | None:
    """Register what the form says, or write into it why that cannot be."""
    try:
        model = _model(form)
        _check_alike(form, model, last)
        return services.register(
            form.facts(model, _supplier(form)),
            _whereabouts(form, form.custodian),
            status=rules.Status(form.status_at_first.data),
            asset_tag=form.asset_tag.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.TagTakenError as taken:
        form.refuse("asset_tag", _("Asset number %(tag)s is already registered.", tag=taken.tag))
    except rules.SerialTakenError as taken:
        refuse_serial(form, taken)
    except rules.GamisTakenError as taken:
        refuse_gamis(form, taken)
    except rules.LookalikeError as alike:
        _show_alike(form, alike)
    except (rules.GoneError, rules.PartOfItselfError) as refusal:
        refuse_whole(form, refusal)
    return None


def _check_alike(form: forms.NewAssetForm, model: AssetModel, last: Asset | None) -> None:
    """Let pass what is like no other, and what the person has seen and says is another one."""
    in_a_row = last is not None and last.model_id == model.id
    serial, tag = form.serial_number.data or "", form.asset_tag.data or ""
    try:
        services.check_alike(serial, tag, model=model, in_a_row=in_a_row)
    except rules.LookalikeError as alike:
        seen = (form.alike.data or "").split(",")
        if not form.is_another.data or not {str(one) for one in alike.ids} <= set(seen):
            raise


def _show_alike(form: forms.NewAssetForm, alike: rules.LookalikeError) -> None:
    form.similar = queries.lookalikes(alike.ids, actor=current_actor())
    form.alike.data, form.is_another.data = ",".join(map(str, alike.ids)), False
    form.refuse("is_another", _("A device like this is in the register already. Look at it first."))


def _model(form: forms.FactsFields) -> AssetModel:
    """Return the chosen model, or the one that the form describes."""
    actor = current_actor()
    if form.model_id.data:
        return queries.model_or_404(form.model_id.data, actor=actor)
    return services.add_model(
        queries.category_or_404(form.new_category_id.data, actor=actor),
        manufacturer=form.new_manufacturer.data or "",
        name=form.new_model_name.data or "",
        actor=actor,
    )


def _supplier(form: forms.FactsFields) -> Vendor | None:
    chosen = form.supplier_id.data
    return vendor_or_404(chosen, actor=current_actor()) if chosen else None


def _whereabouts(form: forms.PlaceFields, custodian: User | None) -> services.Whereabouts:
    actor = current_actor()
    return services.Whereabouts(
        location=location_or_404(form.location_id.data, actor=actor),
        department=department_or_404(form.department_id.data, actor=actor),
        custodian=custodian,
    )


@bp.route("/equipment/<int:asset_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def edit(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = queries.get_or_404(asset_id, actor=actor)
    rules.check_present(asset.status)
    form = _details(forms.EditAssetForm, asset)(
        asset,
        has_no_serial=asset.serial_number is None and asset.category.is_serialised,
        part_of=asset.parent.asset_tag if asset.parent else "",
    )
    form.offer(actor)
    if form.validate_on_submit() and _changed(asset, form):
        done(_("Changes have been saved."))
        return _back_to(asset)
    return render_template("equipment/edit.html", asset=asset, form=form), form.status


def _changed(asset: Asset, form: forms.EditAssetForm) -> bool:
    try:
        facts = form.facts(_model(form), _supplier(form))
        why = form.why.data or ""
        services.change(asset, facts, actor=current_actor(), now=clock.now(), reason=why)
    except rules.SerialTakenError as taken:
        refuse_serial(form, taken)
        return False
    except rules.GamisTakenError as taken:
        refuse_gamis(form, taken)
        return False
    except (rules.GoneError, rules.PartOfItselfError) as refusal:
        refuse_whole(form, refusal)
        return False
    return True


@bp.route("/equipment/<int:asset_id>/move", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def move(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = queries.get_or_404(asset_id, actor=actor)
    rules.check_found(asset.status)
    form = forms.MoveForm(asset)
    form.offer_places(actor)
    if form.validate_on_submit():
        to, reason = _whereabouts(form, asset.custodian), form.reason.data or ""
        services.move_whole(asset, to=to, reason=reason, actor=actor, now=clock.now())
        done(_("Equipment %(tag)s has been moved.", tag=asset.asset_tag))
        return _back_to(asset)
    beside = queries.parts_beside(asset)
    page = render_template("equipment/move.html", asset=asset, form=form, beside=beside)
    return page, form.status


@bp.route("/equipment/<int:asset_id>/status", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_status(asset_id: int) -> ResponseReturnValue:
    asset = queries.get_or_404(asset_id, actor=current_actor())
    rules.check_present(asset.status)
    form = forms.StatusForm(asset)
    form.offer(rules.next_by_hand(asset.status))
    if form.validate_on_submit() and _status_changed(asset, form):
        done(_("The status of equipment %(tag)s has been changed.", tag=asset.asset_tag))
        return _back_to(asset)
    return render_template(
        "equipment/change_status.html", asset=asset, form=form, labels=labels
    ), form.status


def _status_changed(asset: Asset, form: forms.StatusForm) -> bool:
    actor, now, reason = current_actor(), clock.now(), form.reason.data or ""
    condition, status = rules.Condition(form.condition.data), rules.Status(form.to_status.data)
    if status is rules.Status.IN_STORE and asset.custodian is not None:
        form.refuse("to_status", str(labels.HELD))
        return False
    try:
        services.set_condition(asset, condition=condition, actor=actor, now=now)
        services.set_status(asset, status=status, reason=reason, actor=actor, now=now)
    except rules.NotInstalledError:
        form.refuse("to_status", str(labels.NOT_INSTALLED))
        return False
    return True


def _back_to(asset: Asset) -> ResponseReturnValue:
    return redirect(url_for(".show", asset_id=asset.id), code=303)
