"""Names of the parts of a council and of its calendar."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.org.rules import DepartmentKind, HolidaySource, LocationKind

DEPARTMENT_KINDS = {
    DepartmentKind.OFISI: _l("Office"),
    DepartmentKind.IDARA: _l("Department"),
    DepartmentKind.DIVISHENI: _l("Division"),
    DepartmentKind.KITENGO: lazy_pgettext("department", "Unit"),
}
LOCATION_KINDS = {
    LocationKind.SITE: _l("Site"),
    LocationKind.BUILDING: _l("Building"),
    LocationKind.ROOM: _l("Room"),
}
DEPARTMENT_STATES = {
    "open": lazy_pgettext("departments", "Existing"),
    "closed": lazy_pgettext("departments", "Closed"),
    "all": lazy_pgettext("departments", "All"),
}
LOCATION_STATES = {
    "open": lazy_pgettext("places of work", "In use"),
    "closed": lazy_pgettext("places of work", "Closed"),
    "all": lazy_pgettext("places of work", "All"),
}

WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
HOLIDAY_SOURCES = {
    HolidaySource.CALENDAR: _l("National calendar"),
    HolidaySource.DECLARED: _l("Declared by the Government"),
    HolidaySource.OWN: _l("This council alone"),
}

name_values("department", "kind", DEPARTMENT_KINDS)
name_values("location", "kind", LOCATION_KINDS)
name_values("holiday", "source", HOLIDAY_SOURCES)
