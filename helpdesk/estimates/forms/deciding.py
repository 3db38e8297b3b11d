"""Forms with which an estimate goes on: submitting, deciding, a new edition, another year."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import Office
from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import ActionForm, EditForm

AGREE, RETURN = "agree", "return"


class SubmitForm(ActionForm):
    """Send it to whoever decides first."""


class CancelForm(ActionForm):
    """Give up a draft."""


class DecideForm(EditForm):
    subject: Estimate
    decision = RadioField(
        _l("Your decision"),
        [InputRequired(_l("Choose one of the listed options."))],
        choices=options([(AGREE, _l("Agree")), (RETURN, _l("Return for changes"))]),
    )
    note = LongText(_l("Remark"), most=1000)

    @property
    def _is_over(self) -> bool:
        """Tell whether the treasurer confirms more than there is."""
        ceiling, step = self.subject.ceiling, self.subject.pending
        confirms = step is not None and step.office is Office.TREASURER
        return confirms and ceiling is not None and self.subject.total > ceiling

    @property
    def agrees(self) -> bool:
        return bool(self.decision.data == AGREE)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.decision.data == RETURN and not self.note.data:
            self.refuse("note", _("Say what has to be changed."))
        if self.agrees and self._is_over and not self.note.data:
            self.refuse("note", _("It is more than the budget line has left. Say why you agree."))
        return valid and not self.errors


class EditionForm(EditForm):
    subject: Estimate
    why = LongText(_l("Why a new edition is needed"), required=_l("Give the reason."), most=1000)


class CopyForm(EditForm):
    subject: Estimate
    to_year = SelectField(_l("Financial year"), coerce=int)

    def offer(self) -> None:
        years = [FiscalYear(self.subject.first_year + later) for later in (1, 2)]
        self.to_year.choices = options([(one.first, one.label) for one in years])
