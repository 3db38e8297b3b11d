"""Forms of yearly plans."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.infra import clock
from helpdesk.infra.fields import LongText, MoneyField, NumberField, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.yearplans.models import YearPlan
from helpdesk.yearplans.rules import Terms

NEEDED = _l("Enter a number.")
APPROVE, RETURN = "approve", "return"


class TermsFields(Form):
    """How much time there is, and what a journey costs."""

    officers = NumberField(_l("Officers who do the work"), required=NEEDED, least=1, most=99)
    share = NumberField(
        _l("Share of their working hours, in percent"), required=NEEDED, least=1, most=100
    )
    km_rate = MoneyField(_l("Fuel and wear for one kilometre"), required=NEEDED)
    per_diem = MoneyField(_l("Allowance for one day outside"), required=NEEDED)

    @property
    def terms(self) -> Terms:
        return Terms(
            officers=int(self.officers.data or 0),
            share=int(self.share.data or 0),
            km_rate=self.km_rate.data or Decimal(0),
            per_diem=self.per_diem.data or Decimal(0),
        )


class NewForm(TermsFields):
    """The first plan of a year, or a new version after an approved one."""

    year = SelectField(_l("Financial year"), coerce=int)
    reason = LongText(_l("Reason, where it changes an approved plan"), most=1000)

    def offer(self) -> None:
        now = FiscalYear.containing(clock.today())
        years = [FiscalYear(now.first + later) for later in (0, 1)]
        self.year.choices = options([(one.first, one.label) for one in years])


class RedrawForm(TermsFields, EditForm):
    subject: YearPlan


class SubmitForm(ActionForm):
    """Send it to whoever approves it."""


class DecideForm(EditForm):
    subject: YearPlan
    decision = RadioField(
        _l("Your decision"),
        [InputRequired(_l("Choose one of the listed options."))],
        choices=options([(APPROVE, _l("Approve")), (RETURN, _l("Return for changes"))]),
    )
    note = LongText(_l("Remark"), most=1000)

    @property
    def approves(self) -> bool:
        return bool(self.decision.data == APPROVE)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.decision.data == RETURN and not self.note.data:
            self.refuse("note", _("Say what has to be changed."))
        return valid and not self.errors
