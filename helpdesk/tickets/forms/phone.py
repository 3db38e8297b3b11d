"""What somebody says on the telephone or at the counter, and papers typed in later."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError

from helpdesk.accounts.models import User
from helpdesk.core.text import BadPhoneError, normalise_phone
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, LongText, Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.infra.keys import choice
from helpdesk.tickets.forms.opening import ProblemFields
from helpdesk.tickets.labels import BY_VOICE_OR_PAPER, CAUSE
from helpdesk.tickets.rules import LONGEST_AGO, Channel

AS_24_HOURS = _l("Write the time with 24 hours, for example 09:30 or 14:05.")
TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])")


class WhoForm(FilterForm):
    who = Text(_l("Who is it?"))


class GuestFields(ProblemFields):
    """Somebody without an account."""

    guest_name = Text(_l("Name"), required=_l("Write the name."))
    guest_phone = Text(_l("Telephone"), most=20)

    def validate_guest_phone(self, field: Text) -> None:
        try:
            field.data = normalise_phone(field.data) if field.data else ""
        except BadPhoneError:
            raise ValidationError(
                _("Write the telephone number with 10 digits, for example 0754 123 456.")
            ) from None


class CallFields(ProblemFields):
    channel = RadioField(
        _l("How did it come?"), choices=options(BY_VOICE_OR_PAPER), default=Channel.PHONE
    )
    asset_id = SelectField(_l("Which device is it?"), coerce=choice)
    asset_tag = Text(_l("Number of another device"), most=40)
    description = LongText(_l("Explain more"))
    happened_on = DateField(_l("Day on which it happened"))
    happened_time = Text(_l("Time"), most=5)
    is_solved = BooleanField(_l("It has been solved already"))
    cause = SelectField(_l("Cause"), choices=options(CAUSE))
    resolution = LongText(_l("What was done"))
    tagged: Asset | None = None

    @property
    def happened_at(self) -> datetime | None:
        """Return when it happened, where that was said and not just now."""
        said = TIME.fullmatch(self.happened_time.data or "")
        if self.happened_on.data is None or said is None:
            return None
        at = time(int(said[1]), int(said[2]))
        return datetime.combine(self.happened_on.data, at, clock.ZONE)

    def validate_asset_tag(self, _field: Text) -> None:
        if self.tagged is None:
            raise ValidationError(_("No device has this number."))

    def validate(self, extra_validators: Any = None) -> bool:
        """See also that what belongs together came together."""
        valid = bool(super().validate(extra_validators))
        missing = list(self._missing())
        for name, message in missing:
            self.refuse(name, message)
        return valid and not missing

    def _missing(self) -> Iterator[tuple[str, str]]:
        if self.is_solved.data and not self.resolution.data:
            yield "resolution", _("Say what was done; the requester reads this.")
        if self.happened_on.data and not self.happened_time.data:
            yield "happened_time", str(AS_24_HOURS)
        if self.happened_time.data and not any(self.happened_on.typed):
            yield "happened_on", _("Write also the day on which it happened.")

    def validate_happened_on(self, _field: DateField) -> None:
        if self.happened_at and self.happened_at > clock.now():
            raise ValidationError(_("This lies in the future."))
        if self.happened_at and self.happened_at < clock.now() - LONGEST_AGO:
            raise ValidationError(_("This lies more than a year back."))

    def validate_happened_time(self, field: Text) -> None:
        if not TIME.fullmatch(field.data or ""):
            raise ValidationError(str(AS_24_HOURS))


class CallForm(CallFields):
    """A call of somebody who has an account."""

    person: User


class GuestCallForm(GuestFields, CallFields):
    """A call of somebody who has none."""
