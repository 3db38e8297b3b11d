"""What narrows the books, the list of gaps and the plan to replace equipment."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.forms.register import ANY, ANYWHERE
from helpdesk.equipment.models import AssetCategory
from helpdesk.equipment.rules.replacement import USUAL_GROWTH
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import NumberField, Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.infra.i18n import named
from helpdesk.org.queries import department_choices, location_choices

YEARS_BACK = 10


class PartForm(FilterForm):
    """A part of the council's equipment."""

    category = SelectField(_l("Equipment type"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    location = SelectField(_l("Place"), validate_choice=False)

    def offer(self, kinds: Sequence[AssetCategory], actor: Actor) -> None:
        self.category.choices = options([ANY, *((kind.id, named(kind)) for kind in kinds)])
        self.location.choices = options([ANYWHERE, *location_choices(actor)])
        self.department.choices = options([ANY, *department_choices(actor)])


class BooksForm(PartForm):
    period = SelectField(_l("Financial year"), validate_choice=False)

    def offer_years(self, today: date) -> None:
        last = FiscalYear.containing(today)
        years = [FiscalYear(last.first - back) for back in range(YEARS_BACK)]
        self.period.choices = options((year.slug, year.label) for year in years)
        self.period.default = last.slug
        self.period.data = self.period.data or last.slug


class GapsForm(PartForm):
    view = HiddenField()
    q = Text(_l("Search"))


class PlanForm(PartForm):
    base = SelectField(_l("First financial year"), validate_choice=False)
    growth = NumberField(_l("Growth of prices, per cent a year"), most=100, places=2)

    def offer_years(self, today: date) -> None:
        """Offer this year and those after it; budgets are made for the next."""
        this = FiscalYear.containing(today)
        years = [FiscalYear(this.first + number) for number in range(3)]
        self.base.choices = options((year.slug, year.label) for year in years)
        self.base.default = years[1].slug
        self.base.data = self.base.data or years[1].slug
        self.growth.default = USUAL_GROWTH
        if not self.growth.raw_data:
            self.growth.raw_data, self.growth.data = None, USUAL_GROWTH
