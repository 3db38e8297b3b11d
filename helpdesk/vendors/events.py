"""What happens to suppliers, told in the transaction that did it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRenamed:
    """What is searched for by a supplier's name has another one from now on."""

    vendor_id: int
