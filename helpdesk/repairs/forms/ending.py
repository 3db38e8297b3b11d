"""Forms of the test after a repair, and of what the user says."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.checklists.forms import ChecklistForm, with_items
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.repairs.labels import VERDICT
from helpdesk.repairs.rules import Verdict
from helpdesk.repairs.services import Said
from helpdesk.workorders.models import WorkOrder

MARKS = [("", _l("No mark"))] + [(str(mark), str(mark)) for mark in range(5, 0, -1)]


class TestForm(ChecklistForm):
    subject: WorkOrder
    remark = LongText(_l("Remarks on the test"), most=1000)


def test_form(order: WorkOrder, template: ChecklistTemplate) -> TestForm:
    return with_items(TestForm, template.items, f"Test_{order.id}")(order)


class SignOffForm(EditForm):
    subject: WorkOrder
    verdict = RadioField(
        _l("Does the device work?"),
        [InputRequired(_l("Choose one of the listed options."))],
        choices=options(VERDICT.items()),
    )
    remark = LongText(_l("Remark"), most=1000)
    rating = SelectField(_l("Mark for the service (5 is the best)"), choices=options(MARKS))
    signer = Text(_l("Who signed (name and office)"), most=120)

    asks_signer = False

    @property
    def said(self) -> Said:
        return Said(
            verdict=Verdict(self.verdict.data),
            remark=self.remark.data or "",
            rating=int(self.rating.data) if self.rating.data else None,
            signer=(self.signer.data or "") if self.asks_signer else "",
        )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.verdict.data in (Verdict.WITH_REMARKS, Verdict.REJECTED) and not self.remark.data:
            self.refuse("remark", _("Say what is not as it should be."))
        if self.asks_signer and not self.signer.data:
            self.refuse("signer", _("Say who signed."))
        return valid and not self.errors
