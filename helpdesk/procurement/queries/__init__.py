"""Reading what is bought; every statement starts at a `…visible_to`."""

from helpdesk.procurement.queries.catalogue import begun_years as begun_years
from helpdesk.procurement.queries.catalogue import in_year as in_year
from helpdesk.procurement.queries.catalogue import latest_of as latest_of
from helpdesk.procurement.queries.catalogue import specification_or_404 as specification_or_404
from helpdesk.procurement.queries.catalogue import (
    specifications_visible_to as specifications_visible_to,
)
from helpdesk.procurement.queries.deliveries import View as View
from helpdesk.procurement.queries.deliveries import commissioning_of as commissioning_of
from helpdesk.procurement.queries.deliveries import counts as counts
from helpdesk.procurement.queries.deliveries import device_or_404 as device_or_404
from helpdesk.procurement.queries.deliveries import has_number as has_number
from helpdesk.procurement.queries.deliveries import listed as listed
from helpdesk.procurement.queries.deliveries import order_or_404 as order_or_404
from helpdesk.procurement.queries.deliveries import origin_of as origin_of
from helpdesk.procurement.queries.deliveries import receipt_or_404 as receipt_or_404
from helpdesk.procurement.queries.deliveries import visible_to as visible_to
