"""Forms of losses."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, FilesField, LongText, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.infra.i18n import day
from helpdesk.losses import labels
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import Kind
from helpdesk.losses.services import Recovery, Told
from helpdesk.org.queries import location_choices, location_or_404

CHOOSE = _l("Choose one of the listed options.")


class LossForm(EditForm):
    """How a device was lost or stolen, told at once or corrected later."""

    kind = RadioField(
        _l("Was it lost or stolen?"), [InputRequired(CHOOSE)], choices=options(labels.KIND)
    )
    happened_on = DateField(_l("Lost or stolen on"), required=_l("Say when it happened."))
    circumstances = LongText(
        _l("Circumstances"), required=_l("Say where and how it happened."), most=2000
    )
    police_reference = Text(_l("Police reference"), most=60)
    files = FilesField(_l("Papers of the police, pictures"))

    def validate_happened_on(self, field: DateField) -> None:
        _check_past(field)
        asset = self.subject.asset if isinstance(self.subject, Loss) else self.subject
        if not isinstance(asset, Asset):
            raise TypeError("this is a form about a device")
        if field.data and asset.purchased_on and field.data < asset.purchased_on:
            bought = day(asset.purchased_on)
            raise ValidationError(_("The device was bought on %(day)s only.", day=bought))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.kind.data == Kind.STOLEN and not self.police_reference.data:
            said = _("What was stolen is reported to the police: type the number of the report.")
            self.refuse("police_reference", said)
        return valid and not self.errors

    @property
    def told(self) -> Told:
        return Told(
            kind=Kind(self.kind.data),
            happened_on=self.happened_on.data,
            circumstances=self.circumstances.data or "",
            police_reference=self.police_reference.data or "",
        )


class FoundForm(EditForm):
    subject: Loss
    found_on = DateField(_l("Found on"), required=_l("Say when it was found."))
    found_where = Text(_l("Where it was found"), required=_l("Say where it was found."), most=200)
    found_by = Text(_l("Found by"), required=_l("Say who found it."), most=80)
    condition = RadioField(_l("Condition"), [InputRequired(CHOOSE)], choices=options(CONDITION))
    store_id = SelectField(_l("Store or office that keeps it now"), coerce=int)

    def offer(self, actor: Actor) -> None:
        self.store_id.choices = options(location_choices(actor))

    def validate_found_on(self, field: DateField) -> None:
        _check_past(field)
        if field.data and field.data < self.subject.happened_on:
            raise ValidationError(_("Nothing is found before it was lost."))

    def recovery(self, actor: Actor) -> Recovery:
        return Recovery(
            found_on=self.found_on.data,
            found_where=self.found_where.data or "",
            found_by=self.found_by.data or "",
            condition=Condition(self.condition.data),
            store=location_or_404(self.store_id.data, actor=actor),
        )


class ProposeForm(EditForm):
    reason = LongText(
        _l("Why it should be written off"),
        required=_l("Say why it should be written off."),
        most=2000,
    )


class DecideForm(EditForm):
    answer = RadioField(_l("Decision"), [InputRequired(CHOOSE)], choices=options(labels.DECISION))
    document_number = Text(_l("Number of the letter or minutes that approve it"), most=80)
    decision_note = LongText(_l("Reason or conditions"), most=1000)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.approves and not self.document_number.data:
            self.refuse("document_number", _("Type the number of the letter or the minutes."))
        if self.answer.data == "no" and not self.decision_note.data:
            self.refuse("decision_note", _("Say why it is not written off."))
        return valid and not self.errors

    @property
    def approves(self) -> bool:
        return bool(self.answer.data == "yes")


def _check_past(field: DateField) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(_("The date cannot be in the future."))
