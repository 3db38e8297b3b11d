"""Deciding, taking back, and setting who approves."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import EditForm
from helpdesk.kinds.labels.approvals import APPROVERS
from helpdesk.kinds.models import Approval, ApprovalChain
from helpdesk.kinds.rules import MOST_STEPS, MUST_BE_APPROVED, ApproverRule

YES, NO = "yes", "no"


class DecideForm(EditForm):
    subject: Approval

    decision = RadioField(
        _l("Your decision"),
        [InputRequired(_l("Choose whether you approve it."))],
        choices=options([(YES, _l("I approve it")), (NO, _l("I do not approve it"))]),
    )
    note = LongText(_l("Reason or condition"))

    @property
    def is_approved(self) -> bool:
        return bool(self.decision.data == YES)

    def validate_decision(self, field: RadioField) -> None:
        if field.data == NO and not self.note.data:
            raise ValidationError(_("Write why you do not approve it."))


class WithdrawForm(EditForm):
    subject: Approval

    reason = LongText(_l("Why do you take it back?"), required=_l("Please fill in this field."))


class ChainForm(EditForm):
    """Up to three approvers in their order; a gap closes."""

    subject: ApprovalChain

    first = SelectField(_l("First approver"), default="")
    second = SelectField(_l("Second approver"), default="")
    third = SelectField(_l("Third approver"), default="")

    def __init__(self, chain: ApprovalChain, current: Sequence[ApproverRule]) -> None:
        padded = [*current, *[""] * MOST_STEPS]
        super().__init__(chain, data=dict(zip(("first", "second", "third"), padded, strict=False)))
        named = [("", _("Nobody")), *APPROVERS.items()]
        for box in (self.first, self.second, self.third):
            box.choices = options(named)

    @property
    def approvers(self) -> list[ApproverRule]:
        return [ApproverRule(box.data) for box in (self.first, self.second, self.third) if box.data]

    def validate_first(self, _field: SelectField) -> None:
        if self.subject.kind in MUST_BE_APPROVED and not self.approvers:
            raise ValidationError(
                _(
                    "Choose at least one approver: corrections of data and accesses to systems are "
                    "never without approval."
                )
            )

    def validate_third(self, _field: SelectField) -> None:
        chosen = self.approvers
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("Each approver stands in the chain only once."))
