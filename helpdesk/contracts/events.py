"""What ends soon, told in the transaction that found it."""

from dataclasses import dataclass
from datetime import date

from helpdesk.contracts.rules import OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsSoon:
    """A contract, a licence, or the warranty of devices that ends on one day.

    `subject_type` is contract, licence or warranty; a warranty has the ordinal of its last day as
    its number, since one purchase brings many devices. `step` is one of rules.STEPS, or OVER.
    """

    council_id: int
    subject_type: str
    subject_id: int
    name: str
    ends_on: date
    url: str
    step: int = OVER
