"""Reporting from the label of a device, without signing in."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from helpdesk.infra import request_keys, uploads
from helpdesk.infra.fields import FilesField, Text
from helpdesk.tickets.forms.phone import GuestFields

NOBODY = 0  # for whom a stranger's keys are made


class GuestForm(GuestFields):
    """The key has a name of its own: a request_key belongs to somebody who signed in."""

    guest_phone = Text(
        _l("Telephone"),
        required=_l("Write your telephone number, so that the officer can call you."),
        most=20,
    )
    files = FilesField(_l("Picture or file"))
    remember = BooleanField(_l("Remember my name and telephone on this telephone"))
    guest_key = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.guest_key.data = guest_key() or request_keys.new_key(NOBODY, type(self).__name__)
        self.files.form_key = guest_key()  # under which a refused try kept its files
        self.files.data = uploads.batch(self.files.name, self.files.form_key)


def guest_key() -> str:
    """Return the key that came with a guest's form, if it is one of ours for a guest."""
    key = request.form.get("guest_key", "")
    is_ours = request_keys.owner_of(key) == NOBODY
    return key if is_ours and request_keys.form_of(key) == GuestForm.__name__ else ""
