"""Forms of a repair in an outside workshop."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.core.money import CENT
from helpdesk.infra import clock
from helpdesk.infra.fields import (
    DateField,
    FilesField,
    LongText,
    MoneyField,
    NumberField,
    Text,
    options,
)
from helpdesk.infra.forms import EditForm
from helpdesk.infra.i18n import day, tzs
from helpdesk.repairs.models import OutsideJob
from helpdesk.repairs.rules import WARRANTY_AT_MOST, needs_reason
from helpdesk.repairs.services import Back
from helpdesk.vendors.models import Vendor
from helpdesk.workorders.models import WorkOrder

CHOOSE = _l("Choose one of the listed options.")
APPROVE, REFUSE = "approve", "refuse"


def not_ahead(field: DateField) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(_("This cannot be in the future."))


class SendForm(EditForm):
    subject: WorkOrder
    vendor_id = SelectField(_l("Workshop"), coerce=int)
    sent_on = DateField(_l("Sent on"), required=_l("Enter the date."))
    wanted = LongText(
        _l("What the workshop is asked to do"),
        required=_l("Say what the workshop is asked to do."),
        most=1000,
    )

    def offer(self, workshops: Iterable[Vendor]) -> None:
        names = [(one.id, one.name) for one in workshops]
        self.vendor_id.choices = options(names or [(0, _("There is no workshop yet."))])

    def validate_vendor_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Write the workshop into the list of suppliers first."))

    def validate_sent_on(self, field: DateField) -> None:
        not_ahead(field)
        reported_on = clock.local_date(self.subject.reported_at)
        if field.data and field.data < reported_on:
            raise ValidationError(
                _("The fault was reported on %(day)s, so it was sent later.", day=day(reported_on))
            )


class QuoteForm(EditForm):
    subject: OutsideJob
    amount = MoneyField(_l("Amount asked for"), required=_l("Enter the amount."), least=CENT)
    number = Text(_l("Number of the quotation"), most=60)
    files = FilesField(_l("Picture or file"))


class DecideForm(EditForm):
    subject: OutsideJob
    decision = RadioField(
        _l("Your decision"),
        [InputRequired(CHOOSE)],
        choices=options([(APPROVE, _l("Approve the quotation")), (REFUSE, _l("Refuse it"))]),
    )
    note = LongText(_l("Remark"), most=1000)

    @property
    def approves(self) -> bool:
        return bool(self.decision.data == APPROVE)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.decision.data == REFUSE and not self.note.data:
            self.refuse("note", _("Give the reason."))
        return valid and not self.errors


class BackForm(EditForm):
    subject: OutsideJob
    came_on = DateField(_l("Came back on"), required=_l("Enter the date."))
    billed = MoneyField(_l("Amount of the invoice"), least=CENT)
    invoice_number = Text(_l("Number of the invoice or receipt"), most=60)
    why_more = LongText(_l("Why it costs more than was approved"), most=1000)
    warranty_days = NumberField(_l("Warranty on the repair, in days"), most=WARRANTY_AT_MOST)
    files = FilesField(_l("Picture or file"))

    @property
    def back(self) -> Back:
        return Back(
            on=self.came_on.data or clock.today(),
            billed=self.billed.data or None,
            invoice_number=self.invoice_number.data or "",
            why_more=self.why_more.data or "",
            warranty_days=int(self.warranty_days.data or 0),
        )

    def validate_came_on(self, field: DateField) -> None:
        not_ahead(field)
        if field.data and field.data < self.subject.sent_on:
            raise ValidationError(_("This is before the day on which it was sent."))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        billed, quoted = self.billed.data, self.subject.quoted
        if billed and not self.subject.is_approved:
            self.refuse("billed", _("The quotation has to be approved before a bill is paid."))
        elif billed and quoted and needs_reason(quoted, billed) and not self.why_more.data:
            said = _("Only %(quoted)s was approved. Say why it costs more.", quoted=tzs(quoted))
            self.refuse("why_more", said)
        if self.invoice_number.data and not billed and not self.billed.typed:
            self.refuse("billed", _("Enter the amount."))
        return valid and not self.errors
