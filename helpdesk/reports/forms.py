"""What a report shall be about."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from helpdesk.core.fiscal_year import Period
from helpdesk.infra.access import current_actor
from helpdesk.infra.fields import Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.infra.i18n import LANGUAGES

QUARTERS = 8


class ReportForm(FilterForm):
    """`id_prefix` tells the boxes of several reports on one page apart."""

    period = SelectField(_l("Period"))
    lang = SelectField(_l("Language"), choices=options(LANGUAGES))
    asset = Text(_l("Asset number of the device"), required=_l("Enter the asset number."), most=40)

    def __init__(self, today: date, *, id_prefix: str) -> None:
        super().__init__()
        self.id_prefix = id_prefix
        self.lang.data = self.lang.data or current_actor().language
        for field in self:
            field.id = field.label.field_id = f"{id_prefix}-{field.name}"
        self.period.choices = options((one.slug, _named(one)) for one in _recent(today))


def _recent(today: date) -> list[Period]:
    """The current quarter and year, and those before, newest first."""
    quarters = [Period.quarter_of(today)]
    for _number in range(QUARTERS - 1):
        quarters.append(quarters[-1].previous)
    year = Period.year_of(today)
    return [*quarters, year, year.previous]


def _named(period: Period) -> str:
    if period.months == 12:
        return str(_("Financial year %(year)s", year=period.year.label))
    return str(_("Quarter %(number)d, %(year)s", number=period.quarter, year=period.year.label))
