"""What every council begins with: the shipped lists, the calendar, and its own setup.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import holidays as calendars

from helpdesk.org.rules import DepartmentKind
from helpdesk.setup.imports.files import rows
from helpdesk.setup.rules.values import (
    AssetCategory,
    Council,
    Department,
    Founding,
    Holiday,
    Letterhead,
    TicketCategory,
)
from helpdesk.tickets.rules import Kind

FIRST_YEAR, LAST_YEAR = 2025, 2030
ELECTION_DAY = Holiday(
    day=date(2025, 10, 29),
    name_sw="Siku ya Uchaguzi Mkuu",
    name_en="General Election Day",
    is_estimated=False,
)
KINDS = {
    "hitilafu": Kind.INCIDENT,
    "huduma": Kind.SERVICE_REQUEST,
    "marekebisho": Kind.DATA_CORRECTION,
    "usalama": Kind.SECURITY_INCIDENT,
    "ushauri": Kind.ADVICE,
    "nyingine": Kind.SERVICE_REQUEST,
}
KINDS_OF_CATEGORIES = {"MFU-KUI": Kind.ACCESS_REQUEST, "MFU-RIP": Kind.REPORT_REQUEST}


class SetupFileError(ValueError):
    """A table of a setup.toml lacks a word, or has one that nobody knows."""


def departments() -> tuple[Department, ...]:
    return tuple(
        Department(
            code=row["code"],
            kind=DepartmentKind(row["type"]),
            name_sw=row["name_sw"],
            name_en=row["name_en"],
        )
        for row in rows("departments")
    )


def holidays() -> tuple[Holiday, ...]:
    """Return the days off that the library knows, and those it never heard of."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    swahili = calendars.country_holidays("TZ", years=years, language="sw")
    english = calendars.country_holidays("TZ", years=years, language="en_US")
    known = {day: _holiday(day, swahili[day], english[day]) for day in swahili}
    days = {ELECTION_DAY.day: ELECTION_DAY} | known
    return tuple(days[day] for day in sorted(days))


def ticket_categories() -> tuple[TicketCategory, ...]:
    return tuple(
        TicketCategory(
            code=row["code"],
            kind=KINDS_OF_CATEGORIES.get(row["code"], KINDS[row["type"]]),
            name_sw=row["name_sw"],
            name_en=row["name_en"],
        )
        for row in rows("ticket_categories")
    )


def asset_categories() -> tuple[AssetCategory, ...]:
    return tuple(
        AssetCategory(
            code=row["code"],
            name_sw=row["name_sw"],
            name_en=row["name_en"],
            icon=row["icon"],
            life_months=int(row["life_months"]),
            criticality=int(row["criticality"]),
            warranty_months=int(row["warranty_months"]),
        )
        for row in rows("asset_categories")
    )


def founding(council: Council, letterheads: Iterable[Letterhead]) -> Founding:
    """Return what a council begins with: its own name, and the shipped lists."""
    return Founding(
        council=council,
        letterheads=tuple(letterheads),
        departments=departments(),
        holidays=holidays(),
        ticket_categories=ticket_categories(),
        asset_categories=asset_categories(),
    )


def council_in(said: Mapping[str, Any]) -> Council:
    return Council(**_checked(Council, "council", said.get("council", {})))


def letterheads_in(said: Mapping[str, Any]) -> list[Letterhead]:
    tables = said.get("letterheads", [])
    return [Letterhead(**_checked(Letterhead, "letterheads", table)) for table in tables]


def _checked(
    kind: type[Council | Letterhead], name: str, said: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the words of a table of a TOML file, or tell which of them is wrong."""
    wanted = {field.name: field for field in fields(kind)}
    for word in said.keys() - wanted.keys():
        raise SetupFileError(f"[{name}] has a word that nobody knows: {word}")
    for word, field in wanted.items():
        if field.default is MISSING and not said.get(word):
            raise SetupFileError(f"[{name}] lacks {word}")
        if word in said and type(said[word]) is not field.type:
            raise SetupFileError(f"[{name}] has something strange as {word}")
    return {word: text.strip() if isinstance(text, str) else text for word, text in said.items()}


def _holiday(day: date, name_sw: str, name_en: str) -> Holiday:
    return Holiday(
        day=day,
        name_sw=name_sw.replace(" (makisio)", ""),
        name_en=name_en.replace(" (estimated)", ""),
        is_estimated="(makisio)" in name_sw,
    )
