"""Words of the quarterly access review."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.fiscal_year import Period
from helpdesk.kinds.rules.reviews import Verdict

VERDICT = {Verdict.KEEP: _l("Keep"), Verdict.REMOVE: _l("Take away")}


def quarter_named(period: Period) -> str:
    return str(_("Quarter %(number)d, %(year)s", number=period.quarter, year=period.year.label))
