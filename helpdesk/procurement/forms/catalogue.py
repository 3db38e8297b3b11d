"""Forms of the minimum specifications."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.infra import clock
from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.procurement.models import Specification
from helpdesk.procurement.rules import lines_of
from helpdesk.procurement.services import Texts


class YearFilter(FilterForm):
    year = SelectField(_l("Fiscal year"), validate_choice=False)

    def offer(self, years: Sequence[str]) -> None:
        self.year.choices = options((year, year_named(year)) for year in years)


class BeginYearForm(Form):
    """The year that runs, or the next one, for which a budget is made."""

    year = SelectField(_l("Fiscal year"))

    def offer(self) -> None:
        now = FiscalYear.containing(clock.today())
        years = (now, FiscalYear(now.first + 1))
        self.year.choices = options((year.slug, year.label) for year in years)


class SpecificationForm(EditForm):
    """One requirement or step a line; both languages have as many."""

    subject: Specification
    requirements_sw = LongText(_l("Requirements in Swahili"), required=_l("Say what is required."))
    requirements_en = LongText(_l("Requirements in English"), required=_l("Say what is required."))
    steps_sw = LongText(_l("Steps of installation in Swahili"))
    steps_en = LongText(_l("Steps of installation in English"))

    def validate_requirements_en(self, field: LongText) -> None:
        _check_same_length(self.requirements_sw, field)

    def validate_steps_en(self, field: LongText) -> None:
        _check_same_length(self.steps_sw, field)

    @property
    def texts(self) -> Texts:
        boxes = (self.requirements_sw, self.requirements_en, self.steps_sw, self.steps_en)
        return Texts(**{box.name: "\n".join(lines_of(box.data or "")) for box in boxes})


def year_named(slug: str) -> str:
    return FiscalYear.containing(Period.parse(slug).first_day).label


def _check_same_length(swahili: LongText, english: LongText) -> None:
    there, here = len(lines_of(swahili.data or "")), len(lines_of(english.data or ""))
    if there != here:
        raise ValidationError(
            _("Swahili has %(there)d lines and English %(here)d.", there=there, here=here)
        )
