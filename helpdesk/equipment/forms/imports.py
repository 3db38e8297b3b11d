"""Forms of imports."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, ValidationError
from wtforms.widgets import TextInput

from helpdesk.equipment.models import AssetImport
from helpdesk.equipment.rules.imports import NoHeadingsError
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.spreadsheets import LARGEST, RefusedSheetError, words_of

LONGEST_NAME = 120


class SheetField(Field):
    """One spreadsheet; `read` raises where it will not do, and is set by whoever can read it."""

    widget = TextInput()
    read: Callable[[bytes], object]
    content = b""
    file_name = ""

    def process(
        self,
        formdata: Any,
        data: Any = None,  # noqa: ARG002  # WTForms' own
        extra_filters: Any = None,  # noqa: ARG002
    ) -> None:
        super().process(None)
        file = request.files.get(self.name) if formdata is not None else None
        if file is not None and file.filename:
            self._take(file)

    def _take(self, file: FileStorage) -> None:
        file.stream.seek(0)  # its start was looked at when it came
        self.content = file.stream.read(LARGEST + 1)
        letters = "".join(sign for sign in file.filename or "" if sign.isprintable())
        self.file_name = letters.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]

    def pre_validate(self, form: object) -> None:  # noqa: ARG002
        if not self.file_name:
            raise ValidationError(_("Choose the file."))
        try:
            self.read(self.content)
        except RefusedSheetError as refusal:
            raise ValidationError(str(words_of(refusal.reason))) from None
        except NoHeadingsError:
            raise ValidationError(
                _(
                    "No row of headings was found. Name the columns as the empty sheet does, at "
                    "least the model and the serial number or asset number."
                )
            ) from None


class NewImportForm(Form):
    sheet = SheetField(_l("Spreadsheet"))


class ConfirmForm(EditForm):
    """`mark` says what the page showed; the register may have changed since."""

    subject: AssetImport
    mark = HiddenField()
    names_others = False

    def validate_mark(self, field: HiddenField) -> None:
        if field.data != self.wanted:
            raise ValidationError(
                _("The register has changed meanwhile. Look at the numbers again, and confirm.")
            )

    wanted = ""


class UndoImportForm(ActionForm):
    subject: AssetImport
