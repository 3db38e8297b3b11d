"""Who asks for parts, who agrees, and who hands them out."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_ASKING = (Role.REQUESTER, Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER, Role.MANAGER)

ASK = declare("requisitions.ask", _l("Ask the store for parts"), *_ASKING)
VIEW = declare("requisitions.view", _l("See own requisitions"), *_ASKING, Role.AUDITOR)
VIEW_ALL = declare(
    "requisitions.view_all",
    _l("See the requisitions of everybody"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.STOREKEEPER,
    Role.MANAGER,
    Role.AUDITOR,
)
RECOMMEND = declare(
    "requisitions.recommend", _l("Recommend requisitions"), Role.TECHNICIAN, Role.HEAD
)
APPROVE = declare("requisitions.approve", _l("Approve requisitions"), Role.HEAD, Role.MANAGER)
DECIDE = declare(
    "requisitions.decide",
    _l("Open the page on which requisitions are decided"),
    Role.TECHNICIAN,
    Role.HEAD,
    Role.MANAGER,
)
ISSUE = declare("requisitions.issue", _l("Issue parts on requisitions"), Role.STOREKEEPER)
