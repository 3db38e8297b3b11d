"""What the help desk does when something else has changed."""

from helpdesk.infra.events import on
from helpdesk.org.events import WorkingCalendarChanged
from helpdesk.tickets import services


@on(WorkingCalendarChanged)
def move_open_clocks(event: WorkingCalendarChanged) -> None:
    services.rebuild_open(event.council_id)
