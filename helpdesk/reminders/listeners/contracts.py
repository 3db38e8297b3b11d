"""Telling officers that a contract, a licence or the warranties of devices end."""

from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.contracts.events import EndsSoon
from helpdesk.infra import clock
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.events import on
from helpdesk.infra.i18n import day
from helpdesk.reminders.listeners.letters import deliver, plain_letter
from helpdesk.reminders.rules import Because, Kind
from helpdesk.reminders.services import News


@on(EndsSoon)
def tell_keepers(event: EndsSoon) -> None:
    """Tell each officer once of each step; a last day that was changed is told anew."""
    for person in people_with(the_program(event.council_id), Role.TECHNICIAN, Role.HEAD):
        _tell(person, event)


def _tell(person: User, event: EndsSoon) -> None:
    with force_locale(person.language):
        last = day(event.ends_on)
    news = News(
        kind=Kind.ENDS,
        because=Because.KEEPER,
        council_id=event.council_id,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        step=f"{event.step}/{event.ends_on}",
        words={"reference": event.name, "day": last, "step": str(event.step)},
        url=event.url,
    )
    deliver(person, news, lambda: plain_letter(person, news), now=clock.now())
