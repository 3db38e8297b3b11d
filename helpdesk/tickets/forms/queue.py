"""What narrows the queue."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from helpdesk.infra.fields import Text, options
from helpdesk.infra.forms import FilterForm
from helpdesk.infra.keys import key
from helpdesk.tickets import labels
from helpdesk.tickets.queries import Filters
from helpdesk.tickets.rules import Priority, Status

Choices = Sequence[tuple[int, str]]
Kind = TypeVar("Kind", Status, Priority)


class QueueForm(FilterForm):
    """What narrows the queue."""

    view = HiddenField()
    q = Text(_l("Search"))
    status = SelectField(_l("Status"), validate_choice=False)
    assignee = SelectField(_l("ICT officer"), validate_choice=False)
    team = SelectField(_l("Team"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    system = SelectField(_l("System"), validate_choice=False)
    priority = SelectField(_l("Priority"), validate_choice=False)

    def offer(
        self, people: Choices, teams: Choices, departments: Choices, systems: Choices = ()
    ) -> None:
        """Fill the boxes with what there is to choose from."""
        self.status.choices = options([("", _("Any")), *labels.STATUS.items()])
        self.priority.choices = options([("", _("Any")), *labels.PRIORITY.items()])
        self.assignee.choices = options([("", _("Anybody")), *people])
        self.department.choices = options([("", _("All")), *departments])
        if systems:
            self.system.choices = options([("", _("Any")), *systems])
        else:
            del self.system
        if teams:
            self.team.choices = options([("", _("Any")), *teams])
        else:
            del self.team


def filters_in(said: Mapping[str, str], *, usual: str) -> Filters:
    """Read what narrows the queue; what it should not say is as if it said nothing."""
    return Filters(
        view=said.get("view") or usual,
        text=said.get("q", ""),
        status=_one_of(Status, said.get("status", "")),
        assignee_id=_key(said.get("assignee", "")),
        team_id=_key(said.get("team", "")),
        department_id=_key(said.get("department", "")),
        system_id=_key(said.get("system", "")),
        priority=_one_of(Priority, said.get("priority", "")),
    )


def _one_of(kind: type[Kind], said: str) -> Kind | None:
    return kind(said) if said in set(kind) else None


def _key(said: str) -> int | None:
    try:
        return key(said)
    except ValueError:
        return None
