"""Writing an answer that is kept ready."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from helpdesk.infra.fields import LongText, Text
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.tickets.rules import unknown_placeholders
from helpdesk.tickets.services import AnswerTexts


class _AnswerFields(Form):
    title_sw = Text(_l("Title in Swahili"), required=_l("Write the title in Swahili."), most=80)
    title_en = Text(_l("Title in English"), required=_l("Write the title in English."), most=80)
    text_sw = LongText(_l("Answer in Swahili"), required=_l("Write the answer in Swahili."))
    text_en = LongText(_l("Answer in English"), required=_l("Write the answer in English."))

    @property
    def texts(self) -> AnswerTexts:
        return AnswerTexts(
            title_sw=self.title_sw.data or "",
            title_en=self.title_en.data or "",
            text_sw=self.text_sw.data or "",
            text_en=self.text_en.data or "",
        )

    def validate_text_sw(self, box: Field) -> None:
        _check_placeholders(box)

    def validate_text_en(self, box: Field) -> None:
        _check_placeholders(box)


class NewReadyAnswerForm(_AnswerFields):
    """An answer that is not there yet."""


class ReadyAnswerForm(_AnswerFields, EditForm):
    """An answer that others may change meanwhile."""


class RetireAnswerForm(ActionForm):
    """Offer it no more."""


class RestoreAnswerForm(ActionForm):
    """Offer it again."""


class Undo(ActionForm):
    """Take back its retirement; its button stands in the notice of that."""


def _check_placeholders(box: Field) -> None:
    unknown = unknown_placeholders(box.data or "")
    if unknown:
        said = _("This placeholder is not known: %(gaps)s.", gaps=", ".join(unknown))
        raise ValidationError(said)
