"""Names of the parts of a council."""

from flask_babel import lazy_gettext as _l

from helpdesk.org.rules import DepartmentKind, LocationKind

DEPARTMENT_KINDS = {
    DepartmentKind.OFISI: _l("Office"),
    DepartmentKind.IDARA: _l("Department"),
    DepartmentKind.DIVISHENI: _l("Division"),
    DepartmentKind.KITENGO: _l("Unit"),
}
LOCATION_KINDS = {
    LocationKind.SITE: _l("Site"),
    LocationKind.BUILDING: _l("Building"),
    LocationKind.ROOM: _l("Room"),
}
