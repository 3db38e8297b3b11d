"""The form in which one chooses what an estimate is drawn from."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from helpdesk.estimates.labels import ORIGIN
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import Origin
from helpdesk.infra.forms import EditForm


class DrawForm(EditForm):
    """A box for each source."""

    subject: Estimate
    stock = BooleanField(ORIGIN[Origin.STOCK])
    requisitions = BooleanField(ORIGIN[Origin.REQUISITIONS])
    plans = BooleanField(ORIGIN[Origin.PLANS])
    failures = BooleanField(ORIGIN[Origin.FAILURES])
    replacement = BooleanField(ORIGIN[Origin.REPLACEMENT])
    again = BooleanField(_l("Bring back what was taken out"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not self.chosen:
            self.refuse("stock", _("Choose at least one source."))
        return valid and bool(self.chosen)

    @property
    def chosen(self) -> set[Origin]:
        return {one for one in Origin if one is not Origin.MANUAL and self[one].data}
