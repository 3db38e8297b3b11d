"""How a checklist lives, what its items ask and when an answer is a fault."""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum


class Purpose(StrEnum):
    INSPECTION = "inspection"
    COMMISSIONING = "commissioning"
    AFTER_REPAIR = "after_repair"
    RECEIPT = "receipt"
    DISPOSAL = "disposal"
    PM = "pm"


class State(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    SUPERSEDED = "superseded"


class ItemKind(StrEnum):
    PASS_FAIL = "pass_fail"  # noqa: S105
    PASS_FAIL_NA = "pass_fail_na"  # noqa: S105
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    PHOTO = "photo"


class OnFail(StrEnum):
    NONE = "none"
    CREATE_CORRECTIVE = "create_corrective"
    MARK_UNSERVICEABLE = "mark_unserviceable"


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_APPLICABLE = "na"
    NOT_DONE = "not_done"


JUDGED = frozenset({ItemKind.PASS_FAIL, ItemKind.PASS_FAIL_NA})
MOST_ITEMS = 40
HEAVIEST = 10


class NotADraftError(Exception):
    """Only a draft is changed or brought into use."""


class NothingAskedError(Exception):
    """A checklist without items cannot be brought into use."""


def words(text: str) -> list[str]:
    """Read choices that are written with commas between them."""
    return [one.strip() for one in text.split(",") if one.strip()]


def within(value: Decimal | None, least: Decimal | None, most: Decimal | None) -> Outcome:
    """Judge a reading; a limit that is not there does not limit."""
    if value is None:
        return Outcome.NOT_DONE
    too_low = least is not None and value < least
    too_high = most is not None and value > most
    return Outcome.FAIL if too_low or too_high else Outcome.PASS


def chosen(said: str, faults: Collection[str]) -> Outcome:
    if not said:
        return Outcome.NOT_DONE
    return Outcome.FAIL if said in faults else Outcome.PASS
