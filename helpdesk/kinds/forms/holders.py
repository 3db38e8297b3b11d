"""For whom an access is, and on which days."""

from datetime import date

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from helpdesk.accounts.labels import suggestions, told_apart
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import colleagues, people_called
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import day
from helpdesk.kinds.rules.access import FARTHEST, LONGEST_AGO, LONGEST_USE
from helpdesk.tickets.queries import colleagues_called


class HolderFields(Form):
    """What each form of an access has in common; it has boxes of these names."""

    keeps_draft = True
    longest_ago, farthest = LONGEST_AGO, FARTHEST

    def offer_people(self, actor: Actor) -> None:
        self.people = options(suggestions(colleagues(actor)))

    def validate_starts_on(self, field: DateField) -> None:
        today = clock.today()
        if field.data:
            check_within(field.data, today - self.longest_ago, today + self.farthest)

    def validate_ends_on(self, field: DateField) -> None:
        begins = self["starts_on"].data
        if field.data and begins and field.data < begins:
            raise ValidationError(_("The end date must not be earlier than the start date."))
        if field.data:
            last = clock.today() + LONGEST_USE
            check_within(field.data, begins or min(field.data, last), last)

    def holder(self, actor: Actor) -> User | None:
        """Return whom the name means; nobody where it is of a new person, or will not do."""
        return None if self["is_new"].data else _the_one(self["holder_name"], actor)


def check_within(chosen: date, first: date, last: date) -> None:
    """Refuse a day that nobody can mean; mostly its year is a slip."""
    if not first <= chosen <= last:
        said = _(
            "Enter a day from %(first)s to %(last)s. Check the year.",
            first=day(first),
            last=day(last),
        )
        raise ValidationError(said)


def _the_one(field: Field, actor: Actor) -> User | None:
    typed = field.data or ""
    found = people_called(typed, actor=actor) or colleagues_called(typed, actor=actor)
    if not found:
        said = _("Nobody here has this name. If the person is new, tick the box below.")
        field.errors = [*field.errors, said]
    elif len(found) > 1:
        said = _(
            "More than one person has this name. Write one of these user names: %(names)s.",
            names=told_apart(found),
        )
        field.errors = [*field.errors, said]
    return found[0] if len(found) == 1 else None
