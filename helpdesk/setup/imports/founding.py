"""What every council begins with: the shipped lists, the calendar, and its own setup.toml."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import holidays as calendars

from helpdesk.core.text import fold
from helpdesk.org.rules import DepartmentKind
from helpdesk.setup.imports.files import rows
from helpdesk.setup.rules.values import (
    Administrator,
    AssetCategory,
    Council,
    Department,
    Founding,
    Holiday,
    Letterhead,
    Letters,
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


def letterheads(contacts: str) -> tuple[Letterhead, ...]:
    """Return what stood above every council's papers from when on, with a council's own address."""
    return tuple(
        Letterhead(
            starts_on=date.fromisoformat(row["starts_on"]),
            parent_sw=row["parent_sw"],
            parent_en=row["parent_en"],
            contacts=contacts.strip(),
        )
        for row in rows("parents")
    )


def founding(council: Council, *, contacts: str) -> Founding:
    """Return what a council begins with: its own name, and the shipped lists."""
    return Founding(
        council=council,
        letterheads=letterheads(contacts),
        departments=departments(),
        holidays=holidays(),
        ticket_categories=ticket_categories(),
        asset_categories=asset_categories(),
    )


def find_council(name: str) -> Council | None:
    """Return a council of the country by a name such as "Mbarali DC"; its code is not known."""
    wanted = fold(name)
    named = (row for row in rows("councils") if fold(row["short_name"]) == wanted)
    row = next(named, None)
    if row is None:
        return None
    region, name_sw, name_en = row["region"], row["name_sw"], row["name_en"]
    return Council(code="", name_sw=name_sw, name_en=name_en, region=region)


def founding_in(said: Mapping[str, Any]) -> Founding:
    council = Council(**_checked(said, "council", Council))
    letters = _checked(said, "letterhead", Letters) if "letterhead" in said else {}
    return founding(council, contacts=letters.get("contacts", ""))


def administrator_in(said: Mapping[str, Any]) -> Administrator:
    return Administrator(**_checked(said, "administrator", Administrator))


def _checked(said: Mapping[str, Any], name: str, kind: type[Any]) -> dict[str, str]:
    """Return the words of a table of a TOML file, or tell which of them is wrong."""
    table, wanted = said.get(name, {}), {field.name: field for field in fields(kind)}
    if not isinstance(table, Mapping):
        raise SetupFileError(f"[{name}] is not a table")
    for word, text in table.items():
        if word not in wanted:
            raise SetupFileError(f"[{name}] has a word that nobody knows: {word}")
        if not isinstance(text, str):
            raise SetupFileError(f"[{name}] {word} must be a text in quotes")
    for word, field in wanted.items():
        if field.default is MISSING and not table.get(word, "").strip():
            raise SetupFileError(f"[{name}] lacks {word}")
    return {word: text.strip() for word, text in table.items()}


def _holiday(day: date, name_sw: str, name_en: str) -> Holiday:
    return Holiday(
        day=day,
        name_sw=name_sw.replace(" (makisio)", ""),
        name_en=name_en.replace(" (estimated)", ""),
        is_estimated="(makisio)" in name_sw,
    )
