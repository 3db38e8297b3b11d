"""Words of the search."""

from flask_babel import lazy_gettext as _l

from helpdesk.search.rules import Group

GROUPS = {
    Group.TICKETS: _l("Requests"),
    Group.EQUIPMENT: _l("Equipment"),
    Group.ORDERS: _l("Orders and deliveries"),
    Group.WORK_ORDERS: _l("Repairs"),
    Group.ARTICLES: _l("Help articles"),
    Group.PARTS: _l("Spare parts"),
    Group.SYSTEMS: _l("Systems"),
    Group.PEOPLE: _l("People"),
}
