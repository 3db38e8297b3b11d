"""Forms of leaving."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import Field, FieldList, FormField, RadioField, SelectField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired

from helpdesk.disposals import labels
from helpdesk.disposals.models import Survey, SurveyLine
from helpdesk.disposals.rules import (
    FEWEST_MEMBERS,
    Decision,
    Member,
    MemberRole,
    Method,
    Reason,
    WipeMethod,
)
from helpdesk.disposals.services import Board, Finding, Left, Said, Wiped
from helpdesk.equipment import labels as equipment
from helpdesk.equipment.rules import Condition
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, LongText, MoneyField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form

MEMBERS = 5
CHOOSE = _l("Choose one of the listed options.")
FIRST_ROLES = (MemberRole.CHAIR, MemberRole.SECRETARY)


class SubmitForm(ActionForm):
    """Sends a list for its decision."""


class MemberLine(WtForm):
    name = Text(_l("Name"), most=80)
    job_title = Text(_l("Job title"), most=80)
    role = SelectField(_l("Part in the committee"), choices=options(labels.ROLE))

    @property
    def value(self) -> Member:
        role = MemberRole(self.role.data)
        return Member(self.name.data or "", self.job_title.data or "", role)


class SurveyForm(Form):
    appointment_letter = Text(
        _l("Letter that appointed the board"), required=_l("Type its number."), most=80
    )
    surveyed_on = DateField(_l("Surveyed on"), required=_l("Say when the board sat."))
    place = Text(_l("Place of the survey"), required=_l("Say where the board sat."), most=120)
    members = FieldList(FormField(MemberLine), min_entries=MEMBERS, max_entries=MEMBERS)

    def validate_surveyed_on(self, field: DateField) -> None:
        _check_past(field)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for member in self.members:
            box = member.form.job_title
            if member.form.name.data and not box.data:
                self.refuse_member(box, _("Type the job title."))
        return valid and not self.errors

    def refuse_member(self, box: Field, message: str) -> None:
        """Add what is wrong with a box of the board, so that the whole form knows of it."""
        box.errors = [*box.errors, message]
        self.members.errors = [one.errors for one in self.members]

    @property
    def board(self) -> Board:
        return Board(
            appointment_letter=self.appointment_letter.data or "",
            surveyed_on=self.surveyed_on.data,
            place=self.place.data or "",
            members=[one.form.value for one in self.members if one.form.name.data],
        )


def survey_form() -> SurveyForm:
    form = SurveyForm()
    for place, member in enumerate(form.members, start=1):
        _number(member.form, place)
        if place <= FEWEST_MEMBERS:
            _ask_for(member.form.name, member.form.job_title)
        if not form.is_submitted():
            first = place <= len(FIRST_ROLES)
            member.form.role.data = FIRST_ROLES[place - 1] if first else MemberRole.MEMBER
    return form


def _number(member: MemberLine, place: int) -> None:
    member.name.label.text = _("Name of member %(place)d", place=place)
    member.job_title.label.text = _("Job title of member %(place)d", place=place)
    member.role.label.text = _("Part of member %(place)d", place=place)


def _ask_for(*boxes: Text) -> None:
    """Let nobody call a box optional that a whole board needs."""
    for box in boxes:
        box.required, box.flags.optional = True, False


class LineForm(EditForm):
    """What the board says of one device."""

    subject: Survey
    asset_tag = Text(_l("Asset number"), required=_l("Type the asset number."), most=40)
    seen = RadioField(
        _l("Did the board see it?"), [InputRequired(CHOOSE)], choices=options(labels.SEEN)
    )
    condition = RadioField(
        _l("Condition"), [InputRequired(CHOOSE)], choices=options(equipment.CONDITION)
    )
    reason = RadioField(
        _l("Reason for disposal"), [InputRequired(CHOOSE)], choices=options(labels.REASON)
    )
    method = SelectField(_l("Recommended way of disposal"), choices=options(labels.METHOD))
    estimated_value = MoneyField(_l("Estimated value"))
    remark = LongText(_l("Remark of the board"), most=1000)

    def validate_reason(self, field: RadioField) -> None:
        if self.seen.data and (field.data == Reason.LOST) == (self.seen.data == "yes"):
            raise ValidationError(
                _("A device that was not seen is lost, and a lost one was not seen.")
            )

    @property
    def finding(self) -> Finding:
        return Finding(
            is_seen=self.seen.data == "yes",
            condition=Condition(self.condition.data),
            reason=Reason(self.reason.data),
            method=Method(self.method.data),
            estimated_value=self.estimated_value.data,
            remark=self.remark.data or "",
        )


class DecideForm(EditForm):
    subject: Survey

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for line in self.subject.lines:
            why = self[f"why_{line.id}"]
            if self[f"decision_{line.id}"].data == Decision.REFUSED and not why.data:
                self.refuse(why.name, _("Say why it stays."))
        return valid and not self.errors

    @property
    def said(self) -> dict[int, Said]:
        return {
            line.id: Said(
                Decision(self[f"decision_{line.id}"].data), self[f"why_{line.id}"].data or ""
            )
            for line in self.subject.lines
        }


def decide_form(survey: Survey) -> DecideForm:
    """Ask for a decision about each device of a list."""
    made: dict[str, Any] = {}
    for line in survey.lines:
        tag = {"tag": line.asset.asset_tag}
        made[f"decision_{line.id}"] = RadioField(
            _("Decision about %(tag)s", **tag),
            [InputRequired(_("Choose one of the listed options."))],
            choices=options(labels.DECISION),
        )
        made[f"why_{line.id}"] = LongText(
            _("Reason or conditions: %(what)s", what=tag["tag"]), most=500
        )
    form: DecideForm = type(f"Decide_{survey.id}", (DecideForm,), made)(survey)
    return form


class WipeForm(EditForm):
    subject: SurveyLine
    wiped_by = SelectField(_l("How the data were wiped"), choices=options(labels.WIPE))
    done_on = DateField(_l("Wiped on"), required=_l("Say when the data were wiped."))
    done_by = Text(_l("Wiped by"), required=_l("Say who wiped the data."), most=80)
    witness = Text(
        lazy_pgettext("disposal", "Witness"), required=_l("Say who witnessed it."), most=80
    )

    def validate_done_on(self, field: DateField) -> None:
        _check_past(field)
        _check_after(field, self.subject)

    def validate_witness(self, field: Text) -> None:
        _check_other(field, self.done_by)

    @property
    def wiped(self) -> Wiped:
        return Wiped(
            method=WipeMethod(self.wiped_by.data),
            done_on=self.done_on.data,
            done_by=self.done_by.data or "",
            witness=self.witness.data or "",
        )


SOLD = (Method.AUCTION, Method.TRADE_IN)


class DisposeForm(EditForm):
    subject: SurveyLine
    method = SelectField(_l("How it left"), choices=options(labels.METHOD))
    done_on = DateField(_l("Left on"), required=_l("Say when it left."))
    receiver = Text(_l("Receiver"), required=_l("Say who received it."), most=120)
    witness = Text(
        lazy_pgettext("disposal", "Witness"), required=_l("Say who witnessed it."), most=80
    )
    proceeds = MoneyField(_l("Proceeds"))
    receipt_number = Text(_l("Number of the receipt"), most=60)

    def validate_done_on(self, field: DateField) -> None:
        _check_past(field)
        _check_after(field, self.subject)

    def validate_witness(self, field: Text) -> None:
        _check_other(field, self.receiver)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.method.data in SOLD and self.proceeds.data is None and not self.proceeds.errors:
            said = _("Type what it was sold for, and 0 if nothing came in.")
            self.refuse("proceeds", said)
        if self.proceeds.data and not self.receipt_number.data:
            self.refuse("receipt_number", _("Money came in, so type the number of its receipt."))
        return valid and not self.errors

    @property
    def left(self) -> Left:
        return Left(
            method=Method(self.method.data),
            done_on=self.done_on.data,
            receiver=self.receiver.data or "",
            witness=self.witness.data or "",
            receipt_number=self.receipt_number.data or "",
            proceeds=self.proceeds.data or Decimal(0),
        )


def _check_past(field: DateField) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(_("The date cannot be in the future."))


def _check_after(field: DateField, line: SurveyLine) -> None:
    if field.data and field.data < line.survey.surveyed_on:
        raise ValidationError(_("This cannot be before the survey."))


def _check_other(field: Text, box: Text) -> None:
    if field.data and field.data == box.data:
        raise ValidationError(_("The witness is somebody else."))
