"""The form of an inspection: the committee, and its word on each line."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, SelectField, ValidationError
from wtforms import Form as WtForm

from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, LongText, NumberField, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.procurement import labels
from helpdesk.procurement.models import GoodsReceipt, ReceiptLine
from helpdesk.procurement.rules import FEWEST_MEMBERS, Decision, Member, MemberRole
from helpdesk.procurement.services import Committee, Result

MEMBERS = 5
FIRST_ROLES = (MemberRole.CHAIR, MemberRole.SECRETARY)


class MemberLine(WtForm):
    name = Text(_l("Name"), most=80)
    job_title = Text(_l("Job title"), most=80)
    role = SelectField(_l("Part in the committee"), choices=options(labels.ROLE))
    is_skilled = BooleanField(_l("Has ICT skills"))

    @property
    def value(self) -> Member:
        return Member(
            name=self.name.data or "",
            job_title=self.job_title.data or "",
            role=MemberRole(self.role.data),
            is_skilled=bool(self.is_skilled.data),
        )


class InspectForm(EditForm):
    subject: GoodsReceipt
    appointment_letter = Text(
        _l("Letter that appointed the committee"), required=_l("Type its number."), most=80
    )
    inspected_on = DateField(_l("Inspected on"), required=_l("Say when it was inspected."))
    supplier_representative = Text(_l("Representative of the supplier"), most=80)
    members = FieldList(FormField(MemberLine), min_entries=MEMBERS, max_entries=MEMBERS)

    def validate_inspected_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("The date cannot be in the future."))
        if field.data and field.data < self.subject.received_on:
            raise ValidationError(_("Goods cannot be inspected before they come."))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for member in self.members:
            box = member.form.job_title
            if member.form.name.data and not box.data:
                self.refuse_member(box, _("Type the job title."))
        for line in self.subject.lines:
            reason = self[f"reason_{line.id}"]
            if self[f"rejected_{line.id}"].data and not reason.data:
                self.refuse(reason.name, _("Say why it was rejected."))
        return valid and not self.errors

    def refuse_member(self, box: Field, message: str) -> None:
        """Add what is wrong with a box of the committee, so that the whole form knows of it."""
        box.errors = [*box.errors, message]
        self.members.errors = [one.errors for one in self.members]

    @property
    def committee(self) -> Committee:
        return Committee(
            appointment_letter=self.appointment_letter.data or "",
            inspected_on=self.inspected_on.data,
            supplier_representative=self.supplier_representative.data or "",
            members=[one.form.value for one in self.members if one.form.name.data],
        )

    @property
    def results(self) -> dict[int, Result]:
        return {line.id: self._result(line) for line in self.subject.lines}

    def _result(self, line: ReceiptLine) -> Result:
        return Result(
            accepted=int(self[f"accepted_{line.id}"].data or 0),
            rejected=int(self[f"rejected_{line.id}"].data or 0),
            decision=Decision(self[f"decision_{line.id}"].data),
            found=self[f"found_{line.id}"].data or "",
            reason=self[f"reason_{line.id}"].data or "",
        )


def inspect_form(receipt: GoodsReceipt) -> InspectForm:
    """Make the form of one delivery, with five boxes for each of its lines."""
    made: dict[str, Any] = {}
    for line in receipt.lines:
        made |= _boxes(line)
    form: InspectForm = type(f"Inspect_{receipt.id}", (InspectForm,), made)(receipt)
    for place, member in enumerate(form.members, start=1):
        _number(member.form, place)
        if place <= FEWEST_MEMBERS:
            _ask_for(member.form.name, member.form.job_title)
        if not form.is_submitted() and place <= len(FIRST_ROLES):
            member.form.role.data = FIRST_ROLES[place - 1]
        elif not form.is_submitted():
            member.form.role.data = MemberRole.MEMBER
    return form


def _boxes(line: ReceiptLine) -> dict[str, Any]:
    what, said = {"what": line.order_line.description}, _("Type how many, or 0.")
    count = {"required": said, "most": line.delivered}
    return {
        f"found_{line.id}": LongText(_("What was found: %(what)s", **what), most=2000),
        f"accepted_{line.id}": NumberField(_("Accepted: %(what)s", **what), **count),
        f"rejected_{line.id}": NumberField(_("Rejected: %(what)s", **what), **count),
        f"decision_{line.id}": SelectField(
            _("Decision: %(what)s", **what), choices=options(labels.DECISION)
        ),
        f"reason_{line.id}": LongText(_("Reason or conditions: %(what)s", **what), most=1000),
    }


def _number(member: MemberLine, place: int) -> None:
    member.name.label.text = _("Name of member %(place)d", place=place)
    member.job_title.label.text = _("Job title of member %(place)d", place=place)
    member.role.label.text = _("Part of member %(place)d", place=place)
    member.is_skilled.label.text = _("Member %(place)d has ICT skills", place=place)


def _ask_for(*boxes: Text) -> None:
    """Let nobody call a box optional that a whole committee needs."""
    for box in boxes:
        box.required, box.flags.optional = True, False
