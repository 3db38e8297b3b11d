"""The filter of the log."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from helpdesk.audit.labels import ACTIONS, AREAS
from helpdesk.infra.fields import Text
from helpdesk.infra.forms import FilterForm

Choices = dict[str, list[tuple[str, str]]]


class LogFilter(FilterForm):
    action = SelectField(_l("What was done"), validate_choice=False)
    person = Text(_l("Who did it"))

    def __init__(self) -> None:
        super().__init__()
        self.action.choices = _choices()


def _choices() -> Choices:
    """Everything, all acts of an area, or one of them."""
    groups: Choices = {"": [("", str(_l("Everything")))]}
    for area, name in AREAS.items():
        whole = (f"{area}.", str(_l("All: %(area)s", area=name)))
        acts = [(act, str(said)) for act, said in ACTIONS.items() if act.startswith(whole[0])]
        groups[str(name)] = [whole, *sorted(acts, key=lambda act: act[1])]
    return groups
