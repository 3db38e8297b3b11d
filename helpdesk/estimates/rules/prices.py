"""Where a price comes from, how old it may be, and where a line comes from."""

from datetime import date, timedelta
from enum import StrEnum

OLD = timedelta(days=180)


class PriceSource(StrEnum):
    LAST_PURCHASE = "last_purchase"
    QUOTATION = "quotation"
    FRAMEWORK = "framework"
    MARKET_SURVEY = "market_survey"
    OFFICER = "officer"
    REPAIRS = "repairs"


class Origin(StrEnum):
    """Where a line was taken from; what was typed is `manual`."""

    MANUAL = "manual"
    STOCK = "stock"
    REPLACEMENT = "replacement"
    FAILURES = "failures"
    PLANS = "plans"
    REQUISITIONS = "requisitions"


def is_old(priced_on: date | None, *, today: date) -> bool:
    """Tell whether a price is to be asked for again; one without a date is."""
    return priced_on is None or today - priced_on > OLD
