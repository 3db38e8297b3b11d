"""Rates of value added tax by the days on which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar


class TaxCode(StrEnum):
    """Which rate an estimate bears; a line that is exempt bears none."""

    STANDARD = "std"
    REDUCED = "red"
    ZERO = "zero"
    NOT_REGISTERED = "notreg"


class Rate(Protocol):
    """A rate in percent; without a last day it holds until further notice."""

    @property
    def code(self) -> TaxCode: ...
    @property
    def percent(self) -> Decimal: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def is_active(self) -> bool: ...


AnyRate = TypeVar("AnyRate", bound=Rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRate:
    """A rate as the law or somebody says it."""

    code: TaxCode
    percent: Decimal
    valid_from: date
    valid_to: date | None = None
    is_active: bool = True
    note: str = ""


USUAL_RATES = (
    SaidRate(code=TaxCode.STANDARD, percent=Decimal(18), valid_from=date(2009, 7, 1)),
    SaidRate(
        code=TaxCode.REDUCED,
        percent=Decimal(16),
        valid_from=date(2025, 9, 1),
        is_active=False,
        note="B2C",
    ),
    SaidRate(code=TaxCode.ZERO, percent=Decimal(0), valid_from=date(2009, 7, 1)),
    SaidRate(code=TaxCode.NOT_REGISTERED, percent=Decimal(0), valid_from=date(2009, 7, 1)),
)


class NoRateError(Exception):
    """No rate of this kind is in use on this day."""


class OverlapError(Exception):
    """Another rate of the same kind is in use on some of these days."""


def rates_on(rates: Iterable[AnyRate], day: date) -> dict[TaxCode, AnyRate]:
    """Return the rate of each kind that is in use on a day."""
    return {
        one.code: one
        for one in rates
        if one.is_active and one.valid_from <= day <= (one.valid_to or date.max)
    }


def rate_on(rates: Iterable[AnyRate], code: TaxCode, day: date) -> AnyRate:
    found = rates_on(rates, day).get(code)
    if found is None:
        raise NoRateError
    return found


def check_apart(wanted: Rate, others: Iterable[Rate]) -> None:
    """Refuse a rate in use that would hold on one day together with another of its kind."""
    rivals = (one for one in others if one.code is wanted.code and one.is_active)
    if wanted.is_active and any(_meet(wanted, one) for one in rivals):
        raise OverlapError


def _meet(one: Rate, other: Rate) -> bool:
    starts_before_end = one.valid_from <= (other.valid_to or date.max)
    return starts_before_end and other.valid_from <= (one.valid_to or date.max)
