"""What narrows the repair log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from helpdesk.core.fiscal_year import Period
from helpdesk.infra.fields import Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.workorders import labels

Choices = Iterable[tuple[Any, Any]]
QUARTERS = 8  # that the list of periods goes back


class LogFilter(FilterForm):
    """What narrows the repair log."""

    view = HiddenField()
    q = Text(_l("Search"))
    kind = SelectField(_l("Kind of work"), validate_choice=False)
    status = SelectField(_l("Status"), validate_choice=False)
    technician = SelectField(_l("ICT officer"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    period = SelectField(_l("Finished in"), validate_choice=False)

    def offer(self, people: Choices, departments: Choices, *, today: date) -> None:
        """Fill the boxes with what there is to choose from."""
        periods = [(one.slug, _named(one)) for one in _recent(today)]
        self.kind.choices = options([("", _("All")), *labels.KIND.items()])
        self.status.choices = options([("", _("Any")), *labels.STATUS.items()])
        self.technician.choices = options([("", _("Anybody")), *people])
        self.department.choices = options([("", _("All")), *departments])
        self.period.choices = options([("", _("Any time")), *periods])


def _recent(today: date) -> list[Period]:
    """The current quarter and year, and those before, newest first."""
    quarters = [Period.quarter_of(today)]
    for _number in range(QUARTERS - 1):
        quarters.append(quarters[-1].previous)
    year = Period.year_of(today)
    return [*quarters, year, year.previous]


def _named(period: Period) -> str:
    if period == Period.year_of(period.first_day):
        return str(_("Financial year %(year)s", year=period.year.label))
    return str(_("Quarter %(number)d, %(year)s", number=period.quarter, year=period.year.label))
