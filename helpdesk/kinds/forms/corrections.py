"""Asking for the correction of data, making and verifying it, and the list of them."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.infra.access import Actor
from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.infra.keys import choice
from helpdesk.kinds.labels.corrections import CAUSES
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import CORRECTION_VIEWS, CorrectionFilters
from helpdesk.kinds.rules import ErrorCause
from helpdesk.kinds.services import CorrectionFacts
from helpdesk.org.queries import department_choices
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket

NEEDED = _l("Please fill in this field.")


class CorrectionForm(Form):
    system_id = SelectField(_l("System"), coerce=choice, default=0)
    record_reference = Text(_l("Number or name of the record"), required=NEEDED)
    field_name = Text(_l("What in the record is wrong?"), required=NEEDED)
    value_before = LongText(_l("What stands there now"), most=2000)
    value_after = LongText(_l("What should stand there"), required=NEEDED, most=2000)
    reason = LongText(_l("Why must it be corrected?"), required=NEEDED, most=2000)
    cause = RadioField(
        _l("How did the error come about?"),
        [InputRequired(_l("Choose how the error came about."))],
        choices=options(CAUSES),
    )
    files = FilesField(_l("Evidence"))

    def offer(self, systems: Sequence[System]) -> None:
        self._systems = {one.id: one for one in systems}
        named = [(one.id, f"{one.acronym} – {one.full_name}") for one in systems]
        self.system_id.choices = options([(0, _("Choose")), *named])

    def begin(self, ticket: Ticket) -> None:
        """Fill in what the request says already."""
        self.system_id.data = ticket.system_id or 0
        self.reason.data = ticket.description or ticket.subject

    def validate_system_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the system."))

    def validate_value_after(self, field: LongText) -> None:
        if field.data and field.data == self.value_before.data:
            raise ValidationError(
                _("What should stand there is the same as what stands there now.")
            )

    @property
    def facts(self) -> CorrectionFacts:
        return CorrectionFacts(
            system=self._systems[self.system_id.data],
            record_reference=self.record_reference.data or "",
            field_name=self.field_name.data or "",
            value_before=self.value_before.data or "",
            value_after=self.value_after.data or "",
            reason=self.reason.data or "",
            cause=ErrorCause(self.cause.data),
        )


class DoForm(EditForm):
    subject: DataCorrection

    note = LongText(_l("What was done"))
    files = FilesField(_l("Evidence"))


class VerifyForm(EditForm):
    subject: DataCorrection

    is_right = RadioField(
        _l("Does the right value stand in the system now?"),
        [InputRequired(_l("Choose whether it is right now."))],
        choices=options(
            [("yes", _l("Yes, it is right")), ("no", _l("No, it has to be done again"))]
        ),
    )
    note = LongText(_l("Remark"))

    @property
    def says_right(self) -> bool:
        return bool(self.is_right.data == "yes")

    def validate_is_right(self, field: RadioField) -> None:
        if field.data == "no" and not self.note.data:
            raise ValidationError(_("Write what is still wrong."))


class CorrectionsFilter(FilterForm):
    """What narrows the list of corrections."""

    view = HiddenField(default="open")
    q = Text(_l("Search"))
    system = SelectField(_l("System"), coerce=choice, default=0)
    department = SelectField(_l("Department or unit"), coerce=choice, default=0)
    cause = SelectField(_l("Cause"), default="")

    def offer(self, systems: Sequence[System], actor: Actor) -> None:
        self.system.choices = options([(0, _("All")), *((one.id, one.acronym) for one in systems)])
        self.department.choices = options([(0, _("All")), *department_choices(actor)])
        self.cause.choices = options([("", _("All")), *CAUSES.items()])

    @property
    def filters(self) -> CorrectionFilters:
        """Return what was asked for; what makes no sense is as if nothing had been said."""
        view = self.view.data if self.view.data in CORRECTION_VIEWS else "open"
        if not self.validate():
            return CorrectionFilters(view=view)
        return CorrectionFilters(
            view=view,
            text=self.q.data or "",
            system_id=self.system.data or None,
            department_id=self.department.data or None,
            cause=ErrorCause(self.cause.data) if self.cause.data else None,
        )
