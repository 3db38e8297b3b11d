"""Forms of suppliers and workshops."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from helpdesk.infra.fields import LongText, Text
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.vendors.services import Details

NEEDED = _l("Please fill in this field.")


class VendorFilter(FilterForm):
    q = Text(_l("Search"))


class VendorForm(Form):
    name = Text(_l("Name"), required=NEEDED, most=120)
    tax_number = Text(_l("Tax number (TIN)"), most=20)
    phone = Text(_l("Phone"), most=40)
    email = Text(_l("E-mail"), most=120)
    address = LongText(_l("Address"), most=300)
    is_workshop = BooleanField(_l("Repairs equipment too"))

    @property
    def details(self) -> Details:
        return Details(
            name=self.name.data or "",
            tax_number=self.tax_number.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            address=self.address.data or "",
            is_workshop=bool(self.is_workshop.data),
            is_active=self.stays,
        )

    @property
    def stays(self) -> bool:
        return True


class ChangeVendorForm(VendorForm, EditForm):
    is_active = BooleanField(_l("Can be chosen for orders and repairs"))

    @property
    def stays(self) -> bool:
        return bool(self.is_active.data)
