"""Forms of contracts and licences."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, ValidationError

from helpdesk.contracts import labels
from helpdesk.contracts.models import Contract
from helpdesk.contracts.rules import LicenceKind, Term
from helpdesk.contracts.services import Right, Terms
from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.infra.keys import choice
from helpdesk.vendors.models import Vendor

NEEDED = _l("Please fill in this field.")
MOST_SEATS = 100_000
MOST_HOURS = 720


class ContractFilter(FilterForm):
    q = Text(_l("Search"))
    term = SelectField(_l("Status"), default="")

    def __init__(self) -> None:
        super().__init__()
        self.term.choices = options([("", _("All")), *labels.CONTRACT_TERM.items()])

    @property
    def wanted(self) -> Term | None:
        return Term(self.term.data) if self.term.data in list(Term) else None


class LicenceFilter(ContractFilter):
    def __init__(self) -> None:
        super().__init__()
        self.term.choices = options([("", _("All")), *labels.LICENCE_TERM.items()])


class _Lasting(Form):
    """What begins on a day and ends on another."""

    vendor_id = SelectField(_l("Supplier or workshop"), coerce=choice)
    begins_on = DateField(_l("First day"), required=NEEDED)
    ends_on = DateField(_l("Last day"))

    def offer_vendors(self, vendors: Sequence[Vendor]) -> None:
        named = ((one.id, one.name) for one in vendors)
        self.vendor_id.choices = options([(0, _("Choose")), *named])

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and self.begins_on.data and field.data < self.begins_on.data:
            raise ValidationError(_("The last day cannot come before the first."))


class ContractForm(_Lasting):
    number = Text(_l("Number of the contract"), required=NEEDED, most=60)
    ends_on = DateField(_l("Last day"), required=NEEDED)
    covers_parts = BooleanField(_l("Spare parts"))
    covers_labour = BooleanField(_l("Labour"), default=True)
    covers_onsite = BooleanField(_l("Work at the place"))
    response_hours = NumberField(_l("Response within hours"), least=1, most=MOST_HOURS)
    annual_cost = MoneyField(_l("Cost of a year"))
    devices = LongText(_l("Devices"), most=20_000)
    note = LongText(_l("Notes"), most=2000)

    def validate_vendor_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the supplier or workshop."))

    @property
    def tags(self) -> list[str]:
        """Return the numbers of devices, however they are parted."""
        return list(dict.fromkeys((self.devices.data or "").replace(",", " ").split()))

    @property
    def terms(self) -> Terms:
        hours = self.response_hours.data
        return Terms(
            number=self.number.data or "",
            vendor_id=self.vendor_id.data,
            begins_on=self.begins_on.data,
            ends_on=self.ends_on.data,
            covers_parts=bool(self.covers_parts.data),
            covers_labour=bool(self.covers_labour.data),
            covers_onsite=bool(self.covers_onsite.data),
            response_hours=None if hours is None else int(hours),
            annual_cost=self.annual_cost.data,
            note=self.note.data or "",
        )


class ChangeContractForm(ContractForm, EditForm):
    """A contract that others may change meanwhile."""

    def __init__(self, contract: Contract) -> None:
        tags = "\n".join(one.asset.asset_tag for one in contract.cover)
        super().__init__(contract, devices=tags)


class LicenceForm(_Lasting):
    name = Text(_l("Program"), required=NEEDED, most=120)
    kind = SelectField(_l("Type of licence"), choices=options(labels.LICENCE_KIND))
    seats = NumberField(_l("Number of users or devices paid for"), least=1, most=MOST_SEATS)
    new_key = LongText(_l("Licence key"), most=2000)
    cost = MoneyField(_l("Cost"))
    note = LongText(_l("Notes"), most=2000)

    def validate_seats(self, field: NumberField) -> None:
        is_for_all = self.kind.data == LicenceKind.SITE
        if field.data is None and not is_for_all:
            raise ValidationError(_("Type for how many users or devices it is."))
        if field.data is not None and is_for_all:
            raise ValidationError(_("A licence for the whole council has no such number."))

    @property
    def right(self) -> Right:
        seats = self.seats.data
        return Right(
            name=self.name.data or "",
            kind=LicenceKind(self.kind.data),
            begins_on=self.begins_on.data,
            vendor_id=self.vendor_id.data or None,
            seats=None if seats is None else int(seats),
            key=self.new_key.data or "",
            cost=self.cost.data,
            ends_on=self.ends_on.data,
            note=self.note.data or "",
        )


class ChangeLicenceForm(LicenceForm, EditForm):
    """A licence that others may change meanwhile."""


class GiveForm(EditForm):
    """Who is to use a licence: a device by its number, or a person by name."""

    asset_tag = Text(_l("Number of the device"), most=300)
    person = Text(_l("Name or user name of the person"), most=120)

    def validate_person(self, field: Text) -> None:
        if bool(field.data) == bool(self.asset_tag.data):
            raise ValidationError(_("Type either a device or a person."))


class TakeForm(ActionForm):
    """The button that takes a licence back."""


class ShowKeyForm(ActionForm):
    """The button that shows the key of a licence."""
