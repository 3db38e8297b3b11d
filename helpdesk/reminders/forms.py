"""Forms of notifications."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.accounts.labels import ROLES
from helpdesk.infra.access import Role
from helpdesk.infra.fields import NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.reminders.labels import CHANNELS, KINDS, MAIL_HOURS
from helpdesk.reminders.models import NotificationWishes, ReminderRule
from helpdesk.reminders.rules import FOR_OFFICERS, PUT_OFF, USUAL, Channel, Kind, MailHours, Wishes
from helpdesk.reminders.rules.rhythm import (
    CLOCK_ALONE,
    LATEST,
    BadStepsError,
    Rhythm,
    Topic,
    read_steps,
)

HOURS = {hour: f"{hour:02d}:00" for hour in range(24)}
NO_DIGEST = -1
NO_MORE = 0
SNOOZES = {
    1: _l("Remind me tomorrow"),
    7: _l("Remind me in a week"),
    NO_MORE: _l("Remind me no more of this"),
}


class OpenForm(Form):
    """The button that opens what a notification is about; each row of a list has its own."""

    notification_id = HiddenField()

    @property
    def chosen_id(self) -> int:
        """Return the id that was sent, or one that no notification has."""
        said = str(self.notification_id.data or "")
        return int(said) if said.isdecimal() and len(said) < 10 else 0


class SnoozeForm(OpenForm):
    """Hear of a thing again on another day, or no more; each row of a list has its own."""

    days = RadioField(_l("When to remind"), choices=options(SNOOZES), coerce=int)


class AgainForm(OpenForm):
    """Hear again of what was put off; each row of a list has its own."""


class RuleForm(EditForm):
    subject: ReminderRule
    is_active = BooleanField(_l("Remind of this"))
    steps = Text(
        _l("Days before; with a minus sign, days after"), required=_l("Say when to remind.")
    )
    escalate_after = NumberField(
        _l("The head hears of it after so many days, if nothing was done"), most=LATEST
    )
    roles = SelectMultipleField(
        _l("Who hears"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def suit(self, topic: Topic, roles: Sequence[Role]) -> None:
        """Keep the boxes that make sense for a topic."""
        if topic in CLOCK_ALONE:
            del self.steps, self.escalate_after
        if roles:
            self.roles.choices = options((str(role), ROLES[role]) for role in roles)
        else:
            del self.roles

    def validate_steps(self, field: Text) -> None:
        try:
            read_steps(field.data or "")
        except BadStepsError:
            said = _("Type up to 6 numbers of days with commas between them, such as 7, 0, -3.")
            raise ValidationError(said) from None

    @property
    def wanted_roles(self) -> list[str]:
        return list(self.roles.data or ()) if "roles" in self else []

    @property
    def rhythm(self) -> Rhythm:
        if "steps" not in self:
            return replace(self.subject.rhythm, is_active=bool(self.is_active.data))
        after = self.escalate_after.data
        return Rhythm(
            read_steps(self.steps.data or ""),
            None if after is None else int(after),
            bool(self.is_active.data),
        )


class OverviewForm(FilterForm):
    """What narrows the list of who was reminded of what."""

    person = SelectField(_l("Person"), validate_choice=False)
    kind = SelectField(_l("What"), validate_choice=False)

    def offer(self, people: Mapping[int, str]) -> None:
        self.person.choices = options([("", _("Anybody")), *people.items()])
        kinds = [(str(kind), KINDS[kind]) for kind in Kind if kind in PUT_OFF]
        self.kind.choices = options([("", _("All of them")), *kinds])

    @property
    def chosen(self) -> Kind | None:
        return Kind(self.kind.data) if self.kind.data in set(PUT_OFF) else None


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
