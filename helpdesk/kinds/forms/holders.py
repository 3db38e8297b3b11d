"""For whom an access is, and on which days."""

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
from helpdesk.kinds.rules.access import FARTHEST, LONGEST_AGO
from helpdesk.tickets.queries import colleagues_called


class HolderFields(Form):
    """What each form of an access has in common; it has boxes of these names."""

    keeps_draft = True
    longest_ago, farthest = LONGEST_AGO, FARTHEST

    def offer_people(self, actor: Actor) -> None:
        self.people = options(suggestions(colleagues(actor)))

    def validate_starts_on(self, field: DateField) -> None:
        first, last = clock.today() - self.longest_ago, clock.today() + self.farthest
        if field.data and not first <= field.data <= last:
            said = _(
                "Enter a day from %(first)s to %(last)s. Check the year.",
                first=day(first),
                last=day(last),
            )
            raise ValidationError(said)

    def validate_ends_on(self, field: DateField) -> None:
        begins = self["starts_on"].data
        if field.data and begins and field.data < begins:
            raise ValidationError(_("The end date must not be earlier than the start date."))

    def holder(self, actor: Actor) -> User | None:
        """Return whom the name means; nobody where it is of a new person, or will not do."""
        return None if self["is_new"].data else _the_one(self["holder_name"], actor)


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
