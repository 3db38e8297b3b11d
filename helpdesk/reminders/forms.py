"""Forms of notifications."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, ValidationError

from helpdesk.infra.fields import options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.reminders.labels import CHANNELS, KINDS, MAIL_HOURS
from helpdesk.reminders.models import NotificationWishes
from helpdesk.reminders.rules import FOR_OFFICERS, USUAL, Channel, Kind, MailHours, Wishes

HOURS = {hour: f"{hour:02d}:00" for hour in range(24)}
NO_DIGEST = -1


class OpenForm(Form):
    """The button that opens what a notification is about; each row of a list has its own."""

    notification_id = HiddenField()

    @property
    def chosen_id(self) -> int:
        """Return the id that was sent, or one that no notification has."""
        said = str(self.notification_id.data or "")
        return int(said) if said.isdecimal() and len(said) < 10 else 0


class ReadAllForm(Form):
    """The button that marks everything as read."""


class Undo(Form):
    """The way back of the button that marks everything."""


class WishesForm(EditForm):
    """How somebody wants to be told; each kind of news has a box named after it."""

    mail_hours = RadioField(_l("When may e-mail come?"), choices=options(MAIL_HOURS))
    mail_from = SelectField(_l("From"), coerce=int, choices=options(HOURS))
    mail_until = SelectField(_l("Until"), coerce=int, choices=options(HOURS))
    digest_hour = SelectField(_l("One letter a day instead of many"), coerce=int)
    by_sms = BooleanField(_l("Send me a text message (SMS) too"))

    def __init__(self, kept: NotificationWishes) -> None:
        super().__init__(kept, data=_boxes(kept.wishes))
        no_digest = {NO_DIGEST: _("No, write of each thing by itself")}
        at = {hour: _("Yes, at %(time)s", time=said) for hour, said in HOURS.items()}
        self.digest_hour.choices = options({**no_digest, **at})

    def validate_mail_until(self, box: SelectField) -> None:
        own = self.mail_hours.data == MailHours.OWN
        if own and box.data is not None and box.data <= self.mail_from.data:
            raise ValidationError(_("The last hour must come after the first one."))

    @property
    def wishes(self) -> Wishes:
        """What was chosen; hours that are not in use keep their order all the same."""
        first, last = self.mail_from.data, self.mail_until.data
        usual = Wishes()
        return Wishes(
            channels=self._channels(),
            mail_hours=MailHours(self.mail_hours.data),
            mail_from=first if first < last else usual.mail_from,
            mail_until=last if first < last else usual.mail_until,
            digest_hour=None if self.digest_hour.data == NO_DIGEST else self.digest_hour.data,
            by_sms=bool(self.by_sms.data),
        )

    def _channels(self) -> Mapping[Kind, Channel]:
        said = {kind: Channel(self[kind].data) for kind in Kind}
        return {kind: channel for kind, channel in said.items() if channel is not USUAL[kind]}

    def offered(self, *, is_officer: bool, sees_security: bool) -> list[Any]:
        """Return the boxes of the kinds that concern a person."""
        others = frozenset() if is_officer else FOR_OFFICERS
        others |= frozenset() if sees_security else {Kind.SECURITY}
        return [self[kind] for kind in Kind if kind not in others]


for _kind in Kind:
    setattr(WishesForm, str(_kind), SelectField(KINDS[_kind], choices=options(CHANNELS)))


def _boxes(wishes: Wishes) -> dict[str, object]:
    return {str(kind): wishes.channel(kind) for kind in Kind}
