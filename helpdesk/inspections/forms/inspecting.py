"""The form of one inspection, with boxes for each item, and what narrows the list."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SelectField

from helpdesk.checklists.forms import ChecklistForm, with_items
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import Condition
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import FilterForm
from helpdesk.infra.i18n import named
from helpdesk.org.queries import department_choices

ANY = ("", lazy_pgettext("assets", "All"))


class ListForm(FilterForm):
    view = HiddenField()
    category = SelectField(_l("Equipment type"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)

    def offer(self, kinds: Sequence[AssetCategory], actor: Actor) -> None:
        self.category.choices = options([ANY, *((kind.id, named(kind)) for kind in kinds)])
        self.department.choices = options([ANY, *department_choices(actor)])


class InspectForm(ChecklistForm):
    """One page for the whole device; boxes of the items come to it by `inspect_form`."""

    subject: Asset
    result = SelectField(_l("Condition of the device after the inspection"))
    remark = LongText(_l("Remarks on the whole device"), most=1000)

    def offer(self) -> None:
        by_itself = "", _("As the score proposes")
        self.result.choices = options([by_itself, *CONDITION.items()])

    @property
    def condition(self) -> Condition | None:
        return Condition(self.result.data) if self.result.data else None


def inspect_form(asset: Asset, template: ChecklistTemplate) -> InspectForm:
    form = with_items(InspectForm, template.items, f"Inspect_{asset.id}")(asset)
    form.offer()
    return form
