"""What happens to devices in people's hands, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Somebody was given devices, and is asked whether he has them."""

    handover_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswered:
    """The receiver has said whether he has it, so nobody asks him any more."""

    handover_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDiffers:
    """The receiver says that it is not as the paper says."""

    handover_id: int
