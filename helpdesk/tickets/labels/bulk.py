"""Names of what can be done to many tickets, and of why some of them are left."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.tickets.rules import BulkAct, BulkRefusal

BULK_ACT = {
    BulkAct.TAKE: _l("Take them"),
    BulkAct.ASSIGN: _l("Assign to…"),
    BulkAct.PRIORITY: _l("Priority…"),
    BulkAct.CATEGORY: _l("Category…"),
    BulkAct.REPLY: _l("Reply to all…"),
    BulkAct.OUTAGE: _l("Put under an outage…"),
    BulkAct.RESOLVE: _l("Resolve…"),
    BulkAct.CLOSE: lazy_pgettext("tickets", "Close"),
    BulkAct.CANCEL: _l("Cancel them…"),
}
BULK_REFUSAL = {
    BulkRefusal.ALREADY_YOURS: _l("you are working on it already"),
    BulkRefusal.BEGUN_BY_ANOTHER: _l("somebody else is working on it"),
    BulkRefusal.NOT_OPEN: _l("it is not open any more"),
    BulkRefusal.NOT_RESOLVED: _l("it has not been resolved"),
    BulkRefusal.IS_OUTAGE: _l("it is an outage: end it on its own page"),
    BulkRefusal.UNDER_OUTAGE: _l("it is under an outage already"),
    BulkRefusal.CHANGED: _l("somebody changed it meanwhile"),
    BulkRefusal.SAME: _l("it is so already"),
    BulkRefusal.HELD: _l("its form is not finished"),
    BulkRefusal.NO_FORM: _l("its form has not been filled in"),
}
