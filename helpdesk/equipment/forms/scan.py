"""The form that finds a device by its label."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.documents.codes import codes_in
from helpdesk.infra.fields import FilesField, Text
from helpdesk.infra.forms import Form


class ScanForm(Form):
    code = Text(
        _l("Number on the label, or what a scanner types"),
        required=_l("Type the number on the label, or choose a photograph of it."),
        most=300,
    )
    photo = FilesField(_l("Photograph of the label"))

    @property
    def brings_photo(self) -> bool:
        return bool(self.photo.data.fresh or self.photo.data.refused)

    def codes(self) -> list[str]:
        """Return what the pictures say; they are thrown away afterwards."""
        return [code for one in self.photo.data.fresh for code in codes_in(one.path)]
