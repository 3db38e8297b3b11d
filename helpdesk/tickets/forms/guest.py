"""Reporting from the label of a device, without signing in."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from helpdesk.infra import request_keys, uploads
from helpdesk.infra.fields import FilesField, LongText, Text
from helpdesk.infra.forms import Form
from helpdesk.tickets.forms.phone import GuestFields
from helpdesk.tickets.forms.satisfaction import RateForm
from helpdesk.tickets.forms.ticket import ConfirmForm, ReopenForm

NOBODY = 0  # for whom a stranger's keys are made


class ForGuests(Form):
    """The key has a name of its own: a request_key belongs to somebody who signed in."""

    guest_key = HiddenField()
    names_others = False

    def __init__(self, *subject: Any, **given: Any) -> None:
        super().__init__(*subject, **given)
        own = guest_key(type(self).__name__)
        self.guest_key.data = own or request_keys.new_key(NOBODY, type(self).__name__)
        if "files" in self:
            self.files.form_key = own  # under which a refused try kept its files
            self.files.data = uploads.batch(self.files.name, own)


class GuestForm(ForGuests, GuestFields):
    guest_phone = Text(
        _l("Telephone"),
        required=_l("Write your telephone number, so that the officer can call you."),
        most=20,
    )
    files = FilesField(_l("Picture or file"))
    remember = BooleanField(_l("Remember my name and telephone on this telephone"))


class GuestReplyForm(ForGuests):
    text = LongText(_l("Your reply"), required=_l("Write your reply."))
    files = FilesField(_l("Picture or file"))


class GuestConfirmForm(ForGuests, ConfirmForm):
    """Say that it is solved indeed."""


class GuestReopenForm(ForGuests, ReopenForm):
    """Say that it is not."""


class GuestRateForm(ForGuests, RateForm):
    """Say how content one is."""


def guest_key(form: str) -> str:
    """Return the key that came with a guest's form of this name, if it is ours for a guest."""
    key = request.form.get("guest_key", "")
    is_ours = request_keys.owner_of(key) == NOBODY
    return key if is_ours and request_keys.form_of(key) == form else ""
