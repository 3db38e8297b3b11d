"""Amounts of money in words, Swahili and English, as papers that are signed repeat them."""

from decimal import Decimal

SW_ONES = ("", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa")
SW_TENS = (
    *("", "kumi", "ishirini", "thelathini", "arobaini"),
    *("hamsini", "sitini", "sabini", "themanini", "tisini"),
)
SW_GROUPS = ("", "elfu", "milioni", "bilioni", "trilioni")
EN_ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
EN_TENS = (
    *("", "", "twenty", "thirty", "forty"),
    *("fifty", "sixty", "seventy", "eighty", "ninety"),
)
EN_GROUPS = ("", "thousand", "million", "billion", "trillion")
HUNDRED = 100
MOST = Decimal(10) ** 15  # the first amount that the groups do not reach


def amount_in_words(amount: Decimal, language: str) -> str:
    """Say shillings and cents; raises ValueError for what is negative or 10^15 and more."""
    if not 0 <= amount < MOST:
        raise ValueError(f"{amount} cannot be said")
    shillings, cents = divmod(int(amount * HUNDRED), HUNDRED)
    if language == "sw":
        said = f"Shilingi {_swahili(shillings)}"
        return f"{said} na senti {_swahili(cents)}" if cents else said
    said = f"{_english(shillings)} shillings"
    said = f"{said} and {_english(cents)} cents" if cents else said
    return said[0].upper() + said[1:]


def _groups(number: int) -> list[tuple[int, int]]:
    """Return the thousands of a number, the highest first, each with its place."""
    found: list[tuple[int, int]] = []
    place = 0
    while number:
        number, rest = divmod(number, 1000)
        if rest:
            found.insert(0, (place, rest))
        place += 1
    return found


def _swahili(number: int) -> str:
    groups = [_swahili_group(place, value) for place, value in _groups(number)]
    return ", ".join(groups) or "sifuri"


def _swahili_group(place: int, value: int) -> str:
    """Say hundreds of thousands before their "elfu", lest it be taken for that of one."""
    said, name = _swahili_hundreds(value), SW_GROUPS[place]
    return f"{said} {name}" if place == 1 and value >= HUNDRED else f"{name} {said}".strip()


def _swahili_hundreds(value: int) -> str:
    hundreds, rest = divmod(value, HUNDRED)
    tens, ones = divmod(rest, 10)
    parts = [f"mia {SW_ONES[hundreds]}" if hundreds else "", SW_TENS[tens], SW_ONES[ones]]
    *first, last = [part for part in parts if part]
    return f"{' '.join(first)} na {last}" if first else last


def _english(number: int) -> str:
    groups = _groups(number)
    said = [f"{_english_hundreds(value)} {EN_GROUPS[place]}".strip() for place, value in groups]
    if len(said) > 1 and groups[-1][0] == 0 and groups[-1][1] < HUNDRED:
        said[-1] = f"and {said[-1]}"
    return " ".join(said) or "zero"


def _english_hundreds(value: int) -> str:
    hundreds, rest = divmod(value, HUNDRED)
    small = _english_tens(rest)
    if not hundreds:
        return small
    return f"{EN_ONES[hundreds]} hundred" + (f" and {small}" if small else "")


def _english_tens(value: int) -> str:
    if value < len(EN_ONES):
        return EN_ONES[value]
    tens, ones = divmod(value, 10)
    return f"{EN_TENS[tens]}-{EN_ONES[ones]}" if ones else EN_TENS[tens]
