"""The form by which a device is installed and handed over, with boxes for each step."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from helpdesk.accounts.models import User
from helpdesk.equipment.forms import WhereaboutsFields, Words
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, LongText, Text
from helpdesk.infra.forms import EditForm


class CommissionForm(WhereaboutsFields, EditForm):
    subject: Asset
    steps: Sequence[str] = ()
    both: Sequence[tuple[str, str]] = ()
    done_on = DateField(_l("Installed on"), required=_l("Say when it was installed."))
    training = LongText(_l("What the user was trained in"), most=500)

    def validate_done_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("The date cannot be in the future."))
        received_on = self.subject.received_on
        if field.data and received_on and field.data < received_on:
            raise ValidationError(_("A device cannot be installed before it comes."))

    def refusals(self) -> Iterator[Words]:
        if self.custodian is None and not self.holder.errors:
            yield "holder", _("Say to whom the device is handed over.")
        for place, step in enumerate(self.steps):
            if not self[f"step_{place}"].data and not self[f"reading_{place}"].data:
                said = _("Tick this step, or write why it was not done: %(step)s", step=step)
                yield f"reading_{place}", said

    @property
    def receiver(self) -> User:
        if self.custodian is None:
            raise LookupError("the form was not valid")
        return self.custodian

    @property
    def said(self) -> list[dict[str, str]]:
        """Return each step as it stood, whether it was done, and what it showed."""
        return [
            {
                "step": step,
                "step_sw": self.both[place][0],
                "step_en": self.both[place][1],
                "done": "yes" if self[f"step_{place}"].data else "",
                "reading": self[f"reading_{place}"].data or "",
            }
            for place, step in enumerate(self.steps)
        ]


def commission_form(
    asset: Asset, both: Sequence[tuple[str, str]], *, language: str, **given: Any
) -> CommissionForm:
    """Make the form of a device; `both` are its steps in Swahili and English."""
    steps = [english if language == "en" else swahili for swahili, english in both]
    made: dict[str, Any] = {"steps": steps, "both": both}
    for place, step in enumerate(steps):
        made[f"step_{place}"] = BooleanField(step)
        made[f"reading_{place}"] = Text(_("Reading or remark: %(step)s", step=step), most=120)
    form: CommissionForm = type(f"Commission_{asset.id}", (CommissionForm,), made)(asset, **given)
    return form
