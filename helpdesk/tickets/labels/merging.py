"""Why two requests cannot become one."""

from flask_babel import lazy_gettext as _l

from helpdesk.tickets.rules import MergeRefusal

MERGE_REFUSAL = {
    MergeRefusal.ITSELF: _l("This is the same request. Choose another one."),
    MergeRefusal.OTHER_COUNCIL: _l("There is no such request."),
    MergeRefusal.MERGED: _l("This request has already been joined to another one."),
    MergeRefusal.OVER: _l("This request is not open any more, so there is nothing to join."),
    MergeRefusal.OTHER_MERGED: _l(
        "That request has been joined to another one. Choose the one that goes on."
    ),
    MergeRefusal.OTHER_OVER: _l("That request is not open any more. Choose an open one."),
    MergeRefusal.HAS_CHILDREN: _l(
        "Other requests hang on this one. Join the other request to this one instead."
    ),
    MergeRefusal.HAS_FORM: _l(
        "This request has a form with an approval and work of its own, which would end here. Link "
        "the two requests instead, or cancel this one and write why."
    ),
    MergeRefusal.CIRCLE: _l("That request hangs on this one already."),
    MergeRefusal.PART: _l("One of these two requests is a part of the other already."),
}
