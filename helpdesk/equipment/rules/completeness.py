"""What auditors miss in registers, and how much of it a register has."""

from collections.abc import Mapping
from enum import StrEnum


class Gap(StrEnum):
    """What a device may lack; the Auditor General asks for exactly these."""

    COST = "cost"
    PURCHASE_DATE = "purchase_date"
    DEPRECIATION = "depreciation"
    BOOK_VALUE = "book_value"
    SUPPLIER = "supplier"
    LOCATION = "location"
    CODE = "code"


def score(gaps: Mapping[Gap, int], devices: int) -> int | None:
    """Return the percentage that is there, a hundred only when nothing is missing."""
    wanted = devices * len(Gap)
    return 100 * (wanted - sum(gaps.values())) // wanted if wanted else None
