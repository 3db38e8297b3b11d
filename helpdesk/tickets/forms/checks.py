"""Checklists, and ticking them off."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.i18n import moment, named
from helpdesk.tickets.labels import check_text
from helpdesk.tickets.models import TicketCheck, TicketChecklist
from helpdesk.tickets.rules import MOST_CHECKS

MISSING = _l("Fill this in.")


class ChecklistFields:
    """What a checklist says, in both languages."""

    name_sw = Text(_l("Name in Swahili"), required=MISSING)
    name_en = Text(_l("Name in English"), required=MISSING)
    items_sw = LongText(
        _l("What to check, in Swahili"), required=MISSING, description=_l("One thing a line.")
    )
    items_en = LongText(
        _l("What to check, in English"),
        required=MISSING,
        description=_l("As many lines, in the same order."),
    )

    def validate_items_sw(self, field: LongText) -> None:
        if len(_lines(field.data)) > MOST_CHECKS:
            raise ValidationError(_("A list has at most %(most)d things.", most=MOST_CHECKS))

    def validate_items_en(self, field: LongText) -> None:
        if len(_lines(field.data)) != len(_lines(self.items_sw.data)):
            raise ValidationError(_("Write as many lines in English as in Swahili."))

    @property
    def both_items(self) -> tuple[str, str]:
        return "\n".join(_lines(self.items_sw.data)), "\n".join(_lines(self.items_en.data))


class NewChecklistForm(ChecklistFields, Form):
    """Add a checklist."""


class ChecklistForm(ChecklistFields, EditForm):
    """Word a checklist anew."""


class UseChecklistForm(ActionForm):
    """Offer a checklist, or no longer."""


class PutChecklistForm(EditForm):
    checklist_id = SelectField(
        _l("Checklist"), [InputRequired(_l("Choose one of the listed options."))], coerce=int
    )

    def offer(self, checklists: Sequence[TicketChecklist]) -> None:
        self.checklist_id.choices = options((one.id, named(one)) for one in checklists)


class TickForm(EditForm):
    """The checks on a ticket, each with who ticked it and when."""

    done_checks = SelectMultipleField(
        _l("What is done"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, checks: Sequence[TicketCheck]) -> None:
        self.done_checks.choices = options((one.id, _described(one)) for one in checks)


def _described(check: TicketCheck) -> str:
    said = check_text(check)
    if check.done_at is None:
        return said
    who = check.done_by.name if check.done_by else _("The system")
    return f"{said} ({who}, {moment(check.done_at)})"


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
