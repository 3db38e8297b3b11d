"""The form that puts the scan of a signed paper to its record."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from helpdesk.infra.fields import FilesField
from helpdesk.infra.forms import EditForm


class SignedCopyForm(EditForm):
    files = FilesField(_l("Signed copy"))

    def validate_files(self, field: FilesField) -> None:
        if not field.kept:
            raise ValidationError(_("Take a photo of the signed paper, or choose its scan."))
