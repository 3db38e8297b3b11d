"""How a checklist lives, what its items ask and when an answer is a fault."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


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
    RETIRED = "retired"


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
FEWEST_CHOICES = 2
HEAVIEST = 10


class NotADraftError(Exception):
    """Only a draft is changed or brought into use."""


class NothingAskedError(Exception):
    """A checklist without items cannot be brought into use."""


class NotInUseError(Exception):
    """Only what is in use is retired."""


class CodeTakenError(Exception):
    """The council has a checklist of this code."""


class KindTakenError(Exception):
    """Another checklist in use asks the same kind of equipment for the same; `title` is its."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class Item(Protocol):
    """One thing to look at, as far as it must be."""

    @property
    def seq(self) -> int: ...
    @property
    def is_mandatory(self) -> bool: ...


class UnansweredError(Exception):
    """Items that must be looked at were not; `seqs` are their numbers."""

    def __init__(self, seqs: Sequence[int]) -> None:
        super().__init__(seqs)
        self.seqs = seqs


class Step(StrEnum):
    """What is done with one item of a draft."""

    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


class ItemFault(StrEnum):
    """Why an item cannot be asked so."""

    ONE_LANGUAGE = "one_language"
    TURNED_ROUND = "turned_round"
    NOT_A_READING = "not_a_reading"
    TOO_FEW_CHOICES = "too_few_choices"
    NO_SUCH_CHOICE = "no_such_choice"
    NOTHING_WRONG = "nothing_wrong"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one item."""

    outcome: Outcome
    value: Decimal | None = None
    said: str = ""
    note: str = ""


def check_answered(pairs: Iterable[tuple[Item, Answer]]) -> None:
    """Refuse answers that pass over what must be looked at."""
    open_ones = [one for one, answer in pairs if answer.outcome is Outcome.NOT_DONE]
    if left := [one.seq for one in open_ones if one.is_mandatory]:
        raise UnansweredError(left)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was written of one item."""

    text_sw: str
    text_en: str
    kind: ItemKind
    least: Decimal | None = None
    most: Decimal | None = None
    choices: str = ""
    faults: str = ""
    on_fail: OnFail = OnFail.NONE


def item_fault(item: Wording) -> ItemFault | None:
    """Say what is wrong with an item; one without words is none and is left out."""
    if bool(item.text_sw) != bool(item.text_en):
        return ItemFault.ONE_LANGUAGE
    if item.least is not None and item.most is not None and item.least > item.most:
        return ItemFault.TURNED_ROUND
    return _fault_of_kind(item) if item.text_sw else None


def _fault_of_kind(item: Wording) -> ItemFault | None:
    offered, has_limits = words(item.choices), (item.least, item.most) != (None, None)
    if has_limits and item.kind is not ItemKind.NUMBER:
        return ItemFault.NOT_A_READING
    if item.kind is ItemKind.CHOICE and len(set(offered)) < FEWEST_CHOICES:
        return ItemFault.TOO_FEW_CHOICES
    if item.kind is ItemKind.CHOICE and not set(words(item.faults)) <= set(offered):
        return ItemFault.NO_SUCH_CHOICE
    can_fail = item.kind in JUDGED or has_limits or bool(words(item.faults))
    return None if can_fail or item.on_fail is OnFail.NONE else ItemFault.NOTHING_WRONG


def moved(seqs: Sequence[int], seq: int, step: Step) -> list[int]:
    """Return the items in their new order; the first does not go up, nor the last down."""
    if seq not in seqs:
        return list(seqs)
    order, place = [one for one in seqs if one != seq], seqs.index(seq)
    if step is Step.REMOVE:
        return order
    order.insert(max(0, place - 1) if step is Step.UP else place + 1, seq)
    return order
