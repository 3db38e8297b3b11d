"""What the council promises, typed as hours and minutes of work."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from helpdesk.infra.fields import Text
from helpdesk.infra.forms import EditForm
from helpdesk.org.models import Council
from helpdesk.tickets.labels import PRIORITY
from helpdesk.tickets.rules import (
    NoTimeError,
    Priority,
    Targets,
    TimeOutOfRangeError,
    said,
    time_in,
)

RESPOND, RESOLVE = _l("Time to answer"), _l("Time to resolve")


class TimeField(Text):
    """A length of working time, like 4:30; the messages name the priority, for boxes look alike."""

    time: timedelta | None = None

    def __init__(self, label: Any, *, of: Priority, **given: Any) -> None:
        super().__init__(label, most=9, **given)
        self.of = PRIORITY[of]
        self.required, self.flags.optional = True, False

    def pre_validate(self, form: object) -> None:  # noqa: ARG002  # WTForms' own
        if not self.data:
            return
        try:
            self.time = time_in(self.data)
        except TimeOutOfRangeError:
            raise ValidationError(
                _(
                    "%(priority)s: a time is of 1 minute at least, and of 365 days at most.",
                    priority=self.of,
                )
            ) from None
        except NoTimeError:
            raise ValidationError(
                _("%(priority)s: type hours and minutes like 4:30.", priority=self.of)
            ) from None


class TargetsForm(EditForm):
    """Two times for each priority."""

    subject: Council

    p1_respond = TimeField(RESPOND, of=Priority.P1)
    p1_resolve = TimeField(RESOLVE, of=Priority.P1)
    p2_respond = TimeField(RESPOND, of=Priority.P2)
    p2_resolve = TimeField(RESOLVE, of=Priority.P2)
    p3_respond = TimeField(RESPOND, of=Priority.P3)
    p3_resolve = TimeField(RESOLVE, of=Priority.P3)
    p4_respond = TimeField(RESPOND, of=Priority.P4)
    p4_resolve = TimeField(RESOLVE, of=Priority.P4)

    def __init__(self, council: Council, promised: Mapping[Priority, Targets]) -> None:
        typed: dict[str, str] = {}
        for one, targets in promised.items():
            typed[f"{one.lower()}_respond"] = said(targets.respond)
            typed[f"{one.lower()}_resolve"] = said(targets.resolve)
        super().__init__(council, **typed)

    def pair(self, priority: Priority) -> tuple[TimeField, TimeField]:
        name = priority.lower()
        return getattr(self, f"{name}_respond"), getattr(self, f"{name}_resolve")

    @property
    def targets(self) -> dict[Priority, Targets | None]:
        return {one: self._typed(one) for one in Priority}

    def _typed(self, priority: Priority) -> Targets | None:
        respond, resolve = (field.time for field in self.pair(priority))
        return Targets(respond, resolve) if respond and resolve else None

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for one in Priority:
            self._check(one)
        return valid and not self.errors

    def _check(self, priority: Priority) -> None:
        respond, resolve = self.pair(priority)
        for field in (respond, resolve):
            if not field.data and self._must_have(priority):
                self.refuse(
                    field.name, _("%(priority)s: type a time.", priority=PRIORITY[priority])
                )
        typed = self._typed(priority)
        if typed and typed.respond > typed.resolve:
            self.refuse(
                resolve.name,
                _(
                    "%(priority)s: a solution cannot be promised before the answer.",
                    priority=PRIORITY[priority],
                ),
            )

    def _must_have(self, priority: Priority) -> bool:  # noqa: ARG002  # asked of each
        return True


class CategoryTargetsForm(TargetsForm):
    """The same for one category; two empty boxes mean: as for everyone."""

    def _must_have(self, priority: Priority) -> bool:
        return any(field.data for field in self.pair(priority))
