"""What plans do when something else has changed."""

from helpdesk.infra import clock
from helpdesk.infra.events import on
from helpdesk.maintenance import services
from helpdesk.org.events import WorkingCalendarChanged


@on(WorkingCalendarChanged)
def move_visits(event: WorkingCalendarChanged) -> None:
    services.follow_calendar(event.council_id, now=clock.now())
