"""Forms of working hours and days off."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.core.working_time import Windows
from helpdesk.infra.fields import DateField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.org.forms.parts import CHOOSE
from helpdesk.org.labels import HOLIDAY_SOURCES, WEEKDAYS
from helpdesk.org.models import Council, Holiday
from helpdesk.org.rules import (
    DAYS,
    YEARS,
    ClosedBeforeOpenError,
    DayOff,
    HolidaySource,
    HoursError,
    OverlappingHoursError,
    said,
    windows_in,
)

TYPED_BY_HAND = (HolidaySource.DECLARED, HolidaySource.OWN)


class HoursField(Text):
    """The working hours of one day of the week; an empty box is an answer: nobody works."""

    windows: Windows = ()

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label, **given)
        self.required, self.flags.optional = True, False

    def pre_validate(self, form: object) -> None:  # noqa: ARG002  # WTForms' own
        try:
            self.windows = windows_in(self.data or "")
        except HoursError as error:
            raise ValidationError(_what_is_wrong(error, self.label.text)) from None


def _what_is_wrong(error: HoursError, day: str) -> str:
    """Name the day: seven boxes look alike."""
    hours = str(error)
    if isinstance(error, ClosedBeforeOpenError):
        return str(_("%(day)s: %(hours)s ends before it begins.", day=day, hours=hours))
    if isinstance(error, OverlappingHoursError):
        return str(_("%(day)s: the times %(hours)s touch or overlap.", day=day, hours=hours))
    return str(_("%(day)s: type the hours like 07:30–12:30, 13:30–15:30.", day=day))


class OfficeHoursForm(EditForm):
    """Working hours, day by day."""

    subject: Council

    monday = HoursField(WEEKDAYS[0])
    tuesday = HoursField(WEEKDAYS[1])
    wednesday = HoursField(WEEKDAYS[2])
    thursday = HoursField(WEEKDAYS[3])
    friday = HoursField(WEEKDAYS[4])
    saturday = HoursField(WEEKDAYS[5])
    sunday = HoursField(WEEKDAYS[6])

    def __init__(self, council: Council, week: tuple[Windows, ...]) -> None:
        super().__init__(council, **dict(zip(DAYS, map(said, week), strict=True)))
        self.days: list[HoursField] = [getattr(self, name) for name in DAYS]

    @property
    def week(self) -> tuple[Windows, ...]:
        return tuple(day.windows for day in self.days)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if not any(self.week):
            self.refuse("monday", _("Type the working hours of at least one day."))
        return not self.errors


class HolidayFields(Form):
    """What is asked about a day off."""

    day = DateField(_l("Date"), required=_l("Enter the date."))
    name_sw = Text(_l("Name in Swahili"), required=_l("Enter the name in Swahili."))
    name_en = Text(_l("Name in English"), required=_l("Enter the name in English."))
    source = RadioField(_l("Who declared it?"), [InputRequired(CHOOSE)])
    is_estimated = BooleanField(_l("The date is an estimate"))

    def __init__(self, subject: Holiday | None = None) -> None:
        super().__init__(subject)
        kept = {subject.source} if subject else set()
        offered = [one for one in HolidaySource if one in kept.union(TYPED_BY_HAND)]
        self.source.choices = options((one.value, HOLIDAY_SOURCES[one]) for one in offered)

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(
                _("Enter a year from %(first)s to %(last)s.", first=YEARS[0], last=YEARS[-1])
            )

    def day_off(self, today: date) -> DayOff:
        """Return what was typed; `today` is only for a form that was never checked."""
        return DayOff(
            day=self.day.data or today,
            name_sw=self.name_sw.data or "",
            name_en=self.name_en.data or "",
            source=HolidaySource(self.source.data),
            is_estimated=bool(self.is_estimated.data),
        )


class NewHolidayForm(HolidayFields):
    """Add a day off."""


class HolidayForm(HolidayFields, EditForm):
    """What may be changed about a day off."""

    subject: Holiday


class ConfirmHolidayForm(ActionForm):
    """Say that an estimated date has been announced."""


class RemoveHolidayForm(ActionForm):
    """Make a day off a day of work again."""


class ImportHolidaysForm(Form):
    year = SelectField(_l("Year"), coerce=int)

    def offer(self, years: Iterable[int]) -> None:
        self.year.choices = options((year, str(year)) for year in years)
