"""What narrows the queue."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from helpdesk.infra.fields import Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.tickets import labels

Choices = Sequence[tuple[int, str]]


class QueueForm(FilterForm):
    """What narrows the queue."""

    view = HiddenField()
    q = Text(_l("Search"))
    status = SelectField(_l("Status"), validate_choice=False)
    assignee = SelectField(_l("ICT officer"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    priority = SelectField(_l("Priority"), validate_choice=False)

    @property
    def is_used(self) -> bool:
        narrowing = (self.q, self.status, self.assignee, self.department, self.priority)
        return any(field.data for field in narrowing)

    def offer(self, people: Choices, departments: Choices) -> None:
        """Fill the boxes with what there is to choose from."""
        self.status.choices = options([("", _("Any")), *labels.STATUS.items()])
        self.priority.choices = options([("", _("Any")), *labels.PRIORITY.items()])
        self.assignee.choices = options([("", _("Anybody")), *people])
        self.department.choices = options([("", _("All")), *departments])
