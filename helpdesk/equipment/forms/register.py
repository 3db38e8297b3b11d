"""Forms of the register."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired

from helpdesk.accounts.models import User
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment import labels, queries, rules
from helpdesk.equipment.forms.details import DetailFields, PartFields
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel
from helpdesk.equipment.rules import Condition, Criticality, FundingSource, Ownership, Status
from helpdesk.equipment.services import Facts
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.infra.i18n import named
from helpdesk.org.queries import department_choices, location_choices
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.queries import in_use

Words = tuple[str, str]
CHOOSE = _l("Choose one of the listed options.")
ANY = ("", _l("All"))
ANYWHERE = ("", lazy_pgettext("places", "All"))


class ListForm(FilterForm):
    """What narrows the register."""

    view = HiddenField()
    q = Text(_l("Search"))
    category = SelectField(_l("Equipment type"), validate_choice=False)
    location = SelectField(_l("Place"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    status = SelectField(_l("Status"), validate_choice=False)
    condition = SelectField(_l("Condition"), validate_choice=False)

    def offer(self, kinds: Sequence[AssetCategory], actor: Actor) -> None:
        """Fill the boxes with what there is to choose from."""
        self.category.choices = options([ANY, *((kind.id, named(kind)) for kind in kinds)])
        self.location.choices = options([ANYWHERE, *location_choices(actor)])
        self.department.choices = options([ANY, *department_choices(actor)])
        self.status.choices = options([ANY, *labels.STATUS.items()])
        self.condition.choices = options([ANY, *labels.CONDITION.items()])


class _Checked(Form):
    """A form whose answers may contradict each other."""

    def refusals(self) -> Iterator[Words]:
        """Name each field that does not fit the others, and say why."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        refused = list(self.refusals())
        for field, message in refused:
            self.refuse(field, message)
        return valid and not refused


class SerialField(Text):
    """It stays empty only where the form says that there is none: nobody may call it optional."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label, **given)
        self.required = True
        self.flags.optional = False


IN_BOOKS = ("purchase_cost", "salvage_value", "life_months", "purchased_on", "in_service_on")


class FactsFields(DetailFields, PartFields, _Checked):
    """What a device's papers say."""

    model_id = SelectField(_l("Model"), coerce=int)
    new_category_id = SelectField(_l("Equipment type"), coerce=int)
    new_manufacturer = Text(_l("Manufacturer"), most=60)
    new_model_name = Text(_l("Name of the model"), most=60)
    serial_number = SerialField(_l("Serial number"), most=60)
    has_no_serial = BooleanField(lazy_pgettext("asset", "It has no serial number"))
    gamis_number = Text(_l("GAMIS number"), most=40)
    condition = SelectField(_l("Condition"), choices=options(labels.CONDITION))
    criticality = SelectField(_l("Who stops when it stops?"), coerce=int)
    ownership = SelectField(_l("Owner"), choices=options(labels.OWNERSHIP))
    funding_source = SelectField(_l("Source of funds"), choices=options(labels.FUNDING_SOURCE))
    purchase_cost = MoneyField(_l("Purchase cost"))
    purchased_on = DateField(_l("Purchase date"))
    in_service_on = DateField(lazy_pgettext("asset", "In use since"))
    warranty_ends_on = DateField(_l("Last day of the warranty"))
    supplier_id = SelectField(_l("Supplier"), coerce=int)
    order_number = Text(_l("Order number (LPO) or contract"), most=60)
    delivery_note = Text(_l("Delivery note"), most=60)
    received_on = DateField(_l("Received on"))
    funding_code = Text(_l("Code of the funds"), most=60)
    salvage_value = MoneyField(_l("Salvage value"))
    life_months = NumberField(_l("Useful life in months"), least=1, most=600)

    @property
    def new_model(self) -> tuple[object, ...]:
        return self.new_category_id.data, self.new_manufacturer.data, self.new_model_name.data

    def offer_models(self, actor: Actor, *, own_model: int | None = None) -> None:
        """Offer what can be chosen; of a category that was retired only its own model."""
        self.actor = actor
        models = [
            one for one in queries.models(actor) if one.category.is_active or one.id == own_model
        ]
        self._bare = {one.id for one in models if not one.category.is_serialised}
        known = [_model_choice(model) for model in models]
        self.model_id.choices = [*options([(0, _("Choose, or describe a new one below"))]), *known]
        in_use_now = [kind for kind in queries.categories(actor) if kind.is_active]
        self._bare_kinds = {kind.id for kind in in_use_now if not kind.is_serialised}
        kinds = [(kind.id, named(kind)) for kind in in_use_now]
        self.new_category_id.choices = options([(0, _("Choose")), *kinds])
        chosen = self.supplier_id.data or None
        vendors = [(one.id, one.name) for one in in_use(actor, besides=chosen)]
        self.supplier_id.choices = options([(0, _("Not known")), *vendors])

    def validate_purchased_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("The purchase date cannot be in the future."))

    def refusals(self) -> Iterator[Words]:
        if not self.model_id.data and not all(self.new_model):
            yield (
                "model_id",
                _("Choose the model, or describe a new one by its type, manufacturer and name."),
            )
        if self.model_id.data and any(self.new_model):
            yield "model_id", _("Either choose a model or describe a new one, not both.")
        if not self._says_of_serial:
            yield "serial_number", _("Type the serial number, or tick that there is none.")
        if self.unseen():
            yield (
                "model_id",
                _("Devices of this type have details of their own. Fill them in and save again."),
            )
        if _is_before(self.warranty_ends_on.data, self.purchased_on.data):
            yield "warranty_ends_on", _("The warranty cannot end before the purchase date.")
        cost, salvage = self.purchase_cost.data, self.salvage_value.data
        if cost is not None and salvage is not None and salvage > cost:
            yield "salvage_value", _("It cannot be worth more at its end than it cost.")
        if _is_before(self.in_service_on.data, self.purchased_on.data):
            yield "in_service_on", _("It cannot be in use before the purchase date.")

    @property
    def _says_of_serial(self) -> bool:
        """A type whose devices have no serial numbers need not be asked."""
        is_bare = self.model_id.data in self._bare or self.new_category_id.data in self._bare_kinds
        said = bool(self.serial_number.data) + bool(self.has_no_serial.data)
        return said == 1 or (is_bare and not said)

    def facts(self, model: AssetModel, supplier: Vendor | None) -> Facts:
        return Facts(
            model=model,
            serial_number=self.serial_number.data or "",
            gamis_number=self.gamis_number.data or "",
            condition=Condition(self.condition.data),
            criticality=Criticality(self.criticality.data) if self.criticality.data else None,
            ownership=Ownership(self.ownership.data),
            funding_source=FundingSource(self.funding_source.data),
            purchase_cost=self.purchase_cost.data,
            purchased_on=self.purchased_on.data,
            in_service_on=self.in_service_on.data,
            warranty_ends_on=self.warranty_ends_on.data,
            supplier=supplier,
            order_number=self.order_number.data or "",
            delivery_note=self.delivery_note.data or "",
            received_on=self.received_on.data,
            funding_code=self.funding_code.data or "",
            salvage_value=self.salvage_value.data,
            life_months=int(self.life_months.data) if self.life_months.data else None,
            parent=self.whole,
            details=self.details,
        )


class PlaceFields(_Checked):
    """Where a device is."""

    location_id = SelectField(_l("Place"), [InputRequired(CHOOSE)], coerce=int)
    department_id = SelectField(_l("Department or unit"), [InputRequired(CHOOSE)], coerce=int)

    def offer_places(self, actor: Actor) -> None:
        self._actor = actor
        self.location_id.choices = options([(0, _("Choose")), *location_choices(actor)])
        self.department_id.choices = options([(0, _("Choose")), *department_choices(actor)])

    def validate_location_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the place where the device is."))

    def validate_department_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the department or unit that uses the device."))


class WhereaboutsFields(PlaceFields):
    """Where a device is, and in whose hands; `custodian` is whom the typed name meant."""

    holder = Text(_l("Custodian"))
    custodian: User | None = None
    people: Sequence[SelectChoice] = ()

    def offer_places(self, actor: Actor) -> None:
        super().offer_places(actor)
        people = queries.holders(actor)
        self.people = options((spelled(one), one.job_title or one.username) for one in people)

    def validate_holder(self, field: Text) -> None:
        people = queries.people_called(field.data or "", actor=self._actor)
        if not people:
            raise ValidationError(_("Nobody here has this name. Choose one of the suggestions."))
        if len(people) > 1:
            names = ", ".join(spelled(person) for person in people)
            raise ValidationError(_("More than one person has this name: %(names)s.", names=names))
        self.custodian = people[0]


class NewAssetForm(FactsFields, WhereaboutsFields):
    """A device to be registered; `similar` are those that it was taken for."""

    similar: Sequence[Asset] = ()
    alike = HiddenField()
    is_another = BooleanField(_l("I have looked: mine is another device"))
    status_at_first = RadioField(
        _l("Status"),
        choices=options((one, labels.STATUS[one]) for one in rules.AT_REGISTRATION),
        default=rules.AT_REGISTRATION[0],
    )
    asset_tag = Text(_l("Old asset number"), most=40)

    def offer(self, actor: Actor) -> None:
        self.offer_models(actor)
        self.offer_places(actor)
        usual = (0, _("As usual for its type"))
        self.criticality.choices = options([usual, *labels.CRITICALITY.items()])

    def refusals(self) -> Iterator[Words]:
        yield from super().refusals()
        if self.status_at_first.data == rules.Status.IN_STORE and self.holder.data:
            yield "holder", str(labels.STORED)


class EditAssetForm(FactsFields, EditForm):
    """Correct what the papers say."""

    subject: Asset
    why = LongText(_l("Reason, if the books of past years change with it"), most=500)

    def offer(self, actor: Actor) -> None:
        self.offer_models(actor, own_model=self.subject.model_id)
        self.criticality.choices = options(labels.CRITICALITY)

    def refusals(self) -> Iterator[Words]:
        yield from super().refusals()
        since = self.subject.in_service_on or self.subject.purchased_on
        is_in_books = since is not None and since < FiscalYear.containing(clock.today()).first_day
        if is_in_books and self._is_revalued and not self.why.data:
            said = _("The books of years that are over change with this. Give the reason.")
            yield "why", said

    @property
    def _is_revalued(self) -> bool:
        return any(getattr(self.subject, name) != self[name].data for name in IN_BOOKS)


class MoveForm(PlaceFields, EditForm):
    """To another place; who holds it changes with a paper."""

    subject: Asset
    reason = LongText(_l("Reason"), required=_l("Say why it is moved."), most=500)

    def refusals(self) -> Iterator[Words]:
        wanted = (self.location_id.data, self.department_id.data)
        if wanted == (self.subject.location_id, self.subject.department_id):
            yield "location_id", _("Nothing has been changed yet: place or department.")


class StatusForm(EditForm):
    to_status = RadioField(_l("New status"), [InputRequired(CHOOSE)])
    condition = SelectField(_l("Condition"), choices=options(labels.CONDITION))
    reason = LongText(_l("Reason"), required=_l("Say why its status changes."), most=500)

    def offer(self, statuses: Sequence[Status]) -> None:
        self.to_status.choices = options((one, labels.STATUS[one]) for one in statuses)


def spelled(person: User | None) -> str:
    """Write a person so that the sign-in name tells namesakes apart."""
    return f"{person.name} ({person.username})" if person else ""


def _model_choice(model: AssetModel) -> SelectChoice:
    group = named(model.category)
    return SelectChoice(model.id, model.full_name, optgroup=group)


def _is_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
