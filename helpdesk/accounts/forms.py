"""Forms of signing in, of one's own profile and of people."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.accounts import queries, rules
from helpdesk.accounts.labels import ROLES, STATES, suggestions, told_apart
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import Filters
from helpdesk.core.text import BadPhoneError, normalise_name, normalise_phone
from helpdesk.infra import browsers
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.fields import DateField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.infra.i18n import LANGUAGES

Choices = Iterable[tuple[int, str]]

CHOOSE = _l("Choose one of the listed options.")
FILL_IN = _l("Please fill in this field.")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEAK = {
    "short": _l("Use at least 10 characters. A short sentence that only you know is good."),
    "long": _l("Use at most 200 characters."),
    "common": _l("This password is too easy to guess. Choose another one."),
    "name": _l("Do not make the password from your own name or user name."),
    "same": _l("Choose a password that is not the one you have now."),
}


class SignInForm(Form):
    username = Text(_l("User name"), required=_l("Enter your user name."), most=80)
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])

    @classmethod
    def _new_key(cls) -> str:
        """Whoever signs in is nobody yet, even where somebody else is still signed in."""
        return ""


class ChangePasswordForm(Form):
    current_password = PasswordField(_l("Current password"), [InputRequired(FILL_IN)])
    new_password = PasswordField(_l("New password"), [InputRequired(FILL_IN)])
    new_password_again = PasswordField(_l("New password again"), [InputRequired(FILL_IN)])

    def validate_new_password_again(self, field: PasswordField) -> None:
        if field.data != self.new_password.data:
            raise ValidationError(_("The two passwords do not match."))


class ProfileForm(EditForm):
    phone = Text(_l("Telephone"), most=20)
    email = Text(_l("E-mail"))
    preferred_language = RadioField(_l("Language"), choices=options(LANGUAGES))
    shortcuts_on = BooleanField(_l("Keyboard shortcuts: single keys such as / and j do something"))
    own_computer = BooleanField(_l("This is my own computer, not a shared one"))

    def __init__(self, user: User) -> None:
        is_own = browsers.is_own()
        super().__init__(user, preferred_language=user.language, own_computer=is_own)
        if self.is_resumed:  # the language button was pressed over the form, and says more
            self.preferred_language.data = user.language

    def validate_phone(self, field: Text) -> None:
        check_phone(field)

    def validate_email(self, field: Text) -> None:
        check_email(field)


class SignOutElsewhereForm(Form):
    """End one's other sign-ins."""


class CouncilForm(Form):
    council_id = SelectField(_l("Council"), [InputRequired(CHOOSE)], coerce=int)

    def offer(self, councils: Choices) -> None:
        self.council_id.choices = options(councils)

    @property
    def is_a_choice(self) -> bool:
        return len(list(self.council_id)) > 1


class Details(TypedDict):
    """What is asked about anybody, ready to be kept."""

    name: str
    job_title: str
    phone: str
    email: str
    department_id: int | None
    location_id: int | None


class PersonFields(Form):
    """What is asked about anybody."""

    name = Text(_l("Full name"), required=_l("Enter the name."))
    job_title = Text(_l("Job title"))
    phone = Text(_l("Telephone"), most=20)
    email = Text(_l("E-mail"))
    department_id = SelectField(_l("Department or unit"), coerce=int)
    location_id = SelectField(_l("Place of work"), coerce=int)

    def offer(self, departments: Choices, locations: Choices) -> None:
        """Fill the boxes with what there is to choose from; 0 is none of it."""
        self.department_id.choices = options([(0, _("Not known")), *departments])
        self.location_id.choices = options([(0, _("Not known")), *locations])

    @property
    def details(self) -> Details:
        return {
            "name": normalise_name(self.name.data or ""),
            "job_title": self.job_title.data or "",
            "phone": self.phone.data or "",
            "email": self.email.data or "",
            "department_id": self.department_id.data or None,
            "location_id": self.location_id.data or None,
        }

    def validate_phone(self, field: Text) -> None:
        check_phone(field)

    def validate_email(self, field: Text) -> None:
        check_email(field)


class NewPersonForm(PersonFields):
    username = Text(_l("User name"), required=_l("Enter a user name."), most=40)
    roles = SelectMultipleField(
        _l("Roles"),
        [InputRequired(_l("Choose at least one role."))],
        choices=options(ROLES),
        coerce=Role,
        default=[Role.REQUESTER],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def ask_no_roles(self) -> None:
        """Leave the roles to those who may give them: the new person asks for help, no more."""
        del self.roles

    @property
    def chosen_roles(self) -> list[Role]:
        return list(self.roles.data or ()) if "roles" in self else [Role.REQUESTER]

    def validate_username(self, field: Text) -> None:
        wanted = rules.clean_username(field.data or "")
        if not field.errors and not rules.USERNAME.fullmatch(wanted):
            raise ValidationError(
                _("Use 3 to 40 letters a to z, digits, dots or hyphens, for example a.mhasibu.")
            )


class PersonForm(PersonFields, EditForm):
    """What may be changed about somebody."""


class ResetPasswordForm(ActionForm):
    """Give somebody a one-time password."""


class DeactivateForm(ActionForm):
    """Close an account."""


class Undo(ActionForm):
    """Open an account again; the same button stands in the notice after closing it."""


class GrantForm(EditForm):
    role = RadioField(_l("Role"), [InputRequired(CHOOSE)], choices=options(ROLES))
    limited_to = SelectField(_l("Only for this department or unit"), coerce=int)
    starts_on = DateField(_l("First day"), required=_l("Enter the first day."))
    ends_on = DateField(_l("Last day"))

    def __init__(self, person: User, departments: Choices, *, today: date) -> None:
        super().__init__(person, starts_on=today)
        self.today = today
        self.limited_to.choices = options([(0, _("The whole council")), *departments])

    @property
    def chosen_role(self) -> Role:
        return Role(self.role.data)

    def validate_limited_to(self, field: SelectField) -> None:
        if field.data and self.role.data != Role.MANAGER:
            raise ValidationError(_("Only the role Management can be limited to a department."))

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(_("A role begins today or later."))

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The end date must not be earlier than the start date."))


class DelegationForm(Form):
    """Who decides in one's place, and on which days."""

    deputy_name = Text(_l("Deputy"), required=_l("Write the name of the deputy."))
    starts_on = DateField(_l("First day"), required=_l("Enter the first day."))
    ends_on = DateField(_l("Last day"), required=_l("Enter the last day."))
    reason = Text(_l("Reason for the absence"))
    deputy: User | None = None

    def __init__(self, actor: Actor, *, today: date) -> None:
        self.actor, self.today = actor, today
        super().__init__(data={"starts_on": today})
        self.people = options(suggestions(queries.colleagues(actor)))

    def validate_deputy_name(self, field: Text) -> None:
        self.deputy = _the_one(field, self.actor)

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(_("A delegation begins today or later."))

    def validate_ends_on(self, field: DateField) -> None:
        first, last = self.starts_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The end date must not be earlier than the start date."))
        if first and last and last - first > rules.LONGEST_DELEGATION:
            raise ValidationError(_("A delegation lasts a year at most. Check the year."))


class DelegationForOtherForm(DelegationForm):
    """The same for a colleague who is away."""

    principal_name = Text(_l("Who is absent"), required=_l("Write the name of who is absent."))
    principal: User | None = None

    def validate_principal_name(self, field: Text) -> None:
        self.principal = _the_one(field, self.actor)


class EndDelegationForm(ActionForm):
    """End a delegation before its last day."""


def _the_one(field: Text, actor: Actor) -> User:
    """Return whom a typed name means; a user name tells namesakes apart."""
    found = queries.people_called(field.data or "", actor=actor)
    if not found:
        raise ValidationError(
            _("Nobody here has this name. Write the name as it is in the staff list.")
        )
    if len(found) > 1:
        names = told_apart(found)
        raise ValidationError(
            _(
                "More than one person has this name. Write one of these user names: %(names)s.",
                names=names,
            )
        )
    return found[0]


class EndGrantForm(ActionForm):
    """Take a role back."""


class PeopleFilter(FilterForm):
    """What narrows the list of people."""

    q = Text(_l("Name, user name or telephone"))
    department = SelectField(_l("Department or unit"), coerce=int, default=0)
    state = SelectField(_l("Account"), choices=options(STATES), default="active")

    def __init__(self, departments: Choices) -> None:
        super().__init__()
        self.department.choices = options([(0, _("All")), *departments])

    def filters(self) -> Filters:
        """Return what was asked for; what makes no sense is as if nothing had been said."""
        if not self.validate():
            return Filters()
        return Filters(
            text=self.q.data or "",
            department_id=self.department.data or None,
            state=self.state.data,
        )


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
