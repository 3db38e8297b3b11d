"""What is in a cell, as the text, the date or the amount that somebody meant by it."""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from helpdesk.core.text import fold
from helpdesk.infra.fields import AMOUNT, LARGEST_AMOUNT, POINTED, SHILLINGS, SPACES, YEARS

Cell = str | int | float | bool | date | datetime | time | timedelta
NOTHING = frozenset({"", "-", "--", "–", "—", "/", "n/a", "na", "nil", "none", "null", "hakuna"})
FAULTS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
FIRST_SERIAL, LAST_SERIAL = 14_611, 73_415  # 1940 to 2100, as spreadsheets count days
DAY_ZERO = date(1899, 12, 30)
NUMBERS = re.compile(r"([0-9]{1,4})\s*[./\-\s]\s*([0-9]{1,2})\s*[./\-\s]\s*([0-9]{1,4})")
NAMED = re.compile(r"([0-9]{1,2})\s*[.\-/,\s]\s*([a-z]{3,9})\.?\s*[.\-/,\s]\s*([0-9]{2,4})")
CLOCK = re.compile(r"[t\s]+[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?\s*(am|pm)?z?$")
QUOTED = re.compile(r"'(?=[=+\-@|%])")  # as spreadsheets of ours mark what is no formula
ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTHS = {name: number for number, name in enumerate(ENGLISH, start=1)}
MONTHS |= {"mac": 3, "mei": 5, "ago": 8, "okt": 10, "des": 12}  # in Swahili


class Unreadable(StrEnum):
    FAULT = "fault"  # a formula that came to nothing
    DATE = "date"
    AMOUNT = "amount"
    UNPRINTABLE = "unprintable"


class UnreadableError(ValueError):
    """A cell that does not say what it should; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


def as_text(cell: Cell) -> str:
    """Return the words of a cell on one line, or "" where it says that there is nothing."""
    match cell:
        case str():
            return _tidied(cell)
        case bool() | time() | timedelta():
            return str(cell)
        case float() | int():
            return _number(cell)
        case _:
            has_time = isinstance(cell, datetime) and cell.time() != time()
            return f"{cell:%d/%m/%Y %H:%M}" if has_time else f"{cell:%d/%m/%Y}"


def _tidied(words: str) -> str:
    if words.strip() in FAULTS:
        raise UnreadableError(Unreadable.FAULT)
    composed = " ".join(unicodedata.normalize("NFC", words).split())
    plain = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf").strip()
    if any(unicodedata.category(sign) == "Cc" or sign == "\ufffd" for sign in plain):
        raise UnreadableError(Unreadable.UNPRINTABLE)
    said = QUOTED.sub("", plain, count=1) if plain.startswith("'") else plain
    return "" if said.casefold() in NOTHING else said


def _number(value: float) -> str:
    """Spell a number as it is seen: spreadsheets keep 12 as 12.0."""
    if not math.isfinite(value):
        raise UnreadableError(Unreadable.FAULT)
    return str(int(value)) if value == int(value) else repr(value)


def as_date(cell: Cell) -> date | None:
    """Read a date; of words in numbers the day is first, unless that cannot be."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool | time | timedelta):
        raise UnreadableError(Unreadable.DATE)
    words = as_text(cell)
    return _date_in(CLOCK.sub("", fold(words))) if words else None


def _date_in(words: str) -> date:
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", words):
        return _of_serial(float(words))
    if found := NUMBERS.fullmatch(words):
        return _of_numbers(*found.groups())
    if found := NAMED.fullmatch(words):
        return _valid(found[3], MONTHS.get(found[2][:3], 0), int(found[1]))
    raise UnreadableError(Unreadable.DATE)


def _of_serial(days: float) -> date:
    if not FIRST_SERIAL <= days <= LAST_SERIAL:
        raise UnreadableError(Unreadable.DATE)
    return DAY_ZERO + timedelta(days=int(days))


def _of_numbers(first: str, second: str, third: str) -> date:
    if len(first) == 4:
        return _valid(first, int(second), int(third))
    if int(second) > 12 >= int(first):
        return _valid(third, int(first), int(second))
    return _valid(third, int(second), int(first))


def _valid(year: str, month: int, day: int) -> date:
    if len(year) not in (2, 4):
        raise UnreadableError(Unreadable.DATE)
    try:
        return _within(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    except ValueError:
        raise UnreadableError(Unreadable.DATE) from None


def _within(day: date) -> date:
    if day.year not in YEARS:
        raise UnreadableError(Unreadable.DATE)
    return day


def as_amount(cell: Cell) -> Decimal | None:
    """Read a number from nothing up, with commas, gaps or shillings around it, to the cent."""
    if isinstance(cell, bool | date | time | timedelta):
        raise UnreadableError(Unreadable.AMOUNT)
    if isinstance(cell, int | float):
        return _checked(Decimal(_number(round(cell, 2))))
    words = SHILLINGS.sub("", SHILLINGS.sub("", as_text(cell)).strip()).strip()
    if not words:
        return None
    if POINTED.fullmatch(words):
        return _checked(Decimal(words.replace(".", "")))
    if not AMOUNT.fullmatch(words) or not words.strip("-.") or len(words.partition(".")[2]) > 2:
        raise UnreadableError(Unreadable.AMOUNT)
    return _checked(Decimal(SPACES.sub("", words)))


def _checked(amount: Decimal) -> Decimal:
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise UnreadableError(Unreadable.AMOUNT)
    return amount
