"""Forms of signing in, of one's own profile and of people."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.accounts import rules
from helpdesk.accounts.labels import ROLES
from helpdesk.core.text import BadPhoneError, normalise_phone
from helpdesk.infra.access import Role
from helpdesk.infra.fields import Text
from helpdesk.infra.forms import EditForm, Form

FILL_IN = _l("Please fill in this field.")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEAK = {
    "short": _l("Use at least 10 characters. A short sentence that only you know is good."),
    "long": _l("Use at most 200 characters."),
    "common": _l("This password is too easy to guess. Choose another one."),
    "name": _l("The password must not be your user name."),
}


class SignInForm(Form):
    username = Text(_l("User name"), required=_l("Enter your user name."), most=80)
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])


class ChangePasswordForm(Form):
    current_password = PasswordField(_l("Current password"), [InputRequired(FILL_IN)])
    new_password = PasswordField(_l("New password"), [InputRequired(FILL_IN)])
    new_password_again = PasswordField(_l("New password again"), [InputRequired(FILL_IN)])

    def validate_new_password_again(self, field: PasswordField) -> None:
        if field.data != self.new_password.data:
            raise ValidationError(_("The two passwords do not match."))


class ProfileForm(EditForm):
    phone = Text(_l("Telephone"), most=20)
    email = Text(_l("E-mail"), most=120)

    def validate_phone(self, field: Text) -> None:
        check_phone(field)

    def validate_email(self, field: Text) -> None:
        check_email(field)


class PersonFields(Form):
    """What is asked about anybody."""

    name = Text(_l("Full name"), required=_l("Enter the name."))
    job_title = Text(_l("Job title"))
    phone = Text(_l("Telephone"), most=20)
    email = Text(_l("E-mail"))
    department_id = SelectField(_l("Department or unit"), coerce=int)
    location_id = SelectField(_l("Place of work"), coerce=int)
    roles = SelectMultipleField(_l("Roles"), choices=lambda: list(ROLES.items()), coerce=Role)

    def validate_phone(self, field: Text) -> None:
        check_phone(field)

    def validate_email(self, field: Text) -> None:
        check_email(field)


class NewPersonForm(PersonFields):
    username = Text(
        _l("User name"),
        required=_l("Enter a user name."),
        most=40,
    )

    def validate_username(self, field: Text) -> None:
        if not rules.USERNAME.fullmatch(rules.clean_username(field.data or "")):
            raise ValidationError(
                _("Use 3 to 40 letters a to z, digits, dots or hyphens, for example a.mhasibu.")
            )


class PersonForm(PersonFields, EditForm):
    is_active = BooleanField(_l("May sign in"))


def check_phone(field: Text) -> None:
    if not field.data:
        return
    try:
        field.data = normalise_phone(field.data)
    except BadPhoneError:
        raise ValidationError(
            _("Enter a phone number of 10 digits starting with 0, or 12 digits starting with 255.")
        ) from None


def check_email(field: Text) -> None:
    if field.data and not EMAIL.fullmatch(field.data):
        raise ValidationError(
            _("Enter a valid e-mail address, for example jina@halmashauri.go.tz.")
        )
