"""Days off, with as little said about them as the test needs."""

from datetime import date

from helpdesk.infra.access import the_program
from helpdesk.org import services
from helpdesk.org.models import Holiday
from helpdesk.org.rules import DayOff

EID = date(2026, 3, 21)


def day_off(day: date = EID, **given) -> DayOff:
    return DayOff(**{"day": day, "name_sw": "Eid El-Fitri", "name_en": "Eid al-Fitr", **given})


def holiday(council_id: int, day: date = EID, **given) -> Holiday:
    return services.add_holiday(day_off(day, **given), actor=the_program(council_id))
