"""The form by which a delivery is accepted, with a list of serial numbers for each line."""

from typing import Any

from flask_babel import gettext as _

from helpdesk.infra.fields import LongText
from helpdesk.infra.forms import EditForm
from helpdesk.procurement.models import GoodsReceipt, ReceiptLine


class AcceptForm(EditForm):
    subject: GoodsReceipt
    asked: tuple[ReceiptLine, ...] = ()

    @property
    def serials(self) -> dict[int, str]:
        return {line.id: self[f"serials_{line.id}"].data or "" for line in self.asked}


def accept_form(receipt: GoodsReceipt) -> AcceptForm:
    """Ask for the serial numbers of what becomes a device."""
    asked = tuple(line for line in receipt.lines if line.model and line.accepted)
    made: dict[str, Any] = {"asked": asked}
    for line in asked:
        label = _("Serial numbers of %(what)s", what=line.order_line.description)
        made[f"serials_{line.id}"] = LongText(label, most=20_000)
    form: AcceptForm = type(f"Accept_{receipt.id}", (AcceptForm,), made)(receipt)
    return form
