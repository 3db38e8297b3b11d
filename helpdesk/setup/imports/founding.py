"""What every council begins with: the shipped lists, the calendar, and its own setup.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from helpdesk.checklists.rules import ItemKind, OnFail, Purpose
from helpdesk.core.text import fold
from helpdesk.knowledge.rules import Topic
from helpdesk.org.imports import national_holidays
from helpdesk.org.rules import DepartmentKind
from helpdesk.setup.imports.files import described, rows
from helpdesk.setup.rules.values import (
    Administrator,
    Article,
    AssetCategory,
    CheckItem,
    Checklist,
    Council,
    Department,
    Founding,
    Letterhead,
    Letters,
    Lists,
    ReadyAnswer,
    System,
    TicketCategory,
    TicketChecklist,
)
from helpdesk.tickets.rules import Kind

YEARS = range(2025, 2031)  # whose days off a council begins with
EVERYBODY = "*"
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


def ticket_categories() -> tuple[TicketCategory, ...]:
    return tuple(
        TicketCategory(
            code=row["code"],
            kind=KINDS_OF_CATEGORIES.get(row["code"], KINDS[row["type"]]),
            name_sw=row["name_sw"],
            name_en=row["name_en"],
            keywords=row["keywords"],
        )
        for row in rows("ticket_categories")
    )


def ticket_checklists() -> tuple[TicketChecklist, ...]:
    """Return the lists in the order of the file; the items of one stand together."""
    lists = groupby(rows("ticket_checklists"), key=itemgetter("name_sw", "name_en"))
    return tuple(_checklist(sw, en, list(items)) for (sw, en), items in lists)


def _checklist(name_sw: str, name_en: str, items: Sequence[Mapping[str, str]]) -> TicketChecklist:
    return TicketChecklist(
        name_sw=name_sw,
        name_en=name_en,
        items_sw=tuple(item["item_sw"] for item in items),
        items_en=tuple(item["item_en"] for item in items),
    )


def ready_answers() -> tuple[ReadyAnswer, ...]:
    return tuple(ReadyAnswer(**row) for row in rows("ready_answers"))


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


def articles() -> tuple[Article, ...]:
    return tuple(
        Article(
            **{name: text.strip() for name, text in said.items() if name != "topic"},
            topic=Topic(said["topic"]),
        )
        for said in described("articles")["article"]
    )


def systems() -> tuple[System, ...]:
    return tuple(
        System(
            acronym=row["acronym"],
            full_name=row["full_name"],
            other_names=row["other_names"],
            owner=row["owner"],
            help_contact=row["help_contact"],
            purpose_sw=row["purpose_sw"],
            purpose_en=row["purpose_en"],
            is_critical=row["critical"] == "1",
            is_for_all=row["used_by"] == EVERYBODY,
            is_in_use=row["in_use"] == "1",
            departments=tuple(row["used_by"].replace(EVERYBODY, "").split()),
        )
        for row in rows("systems")
    )


def checklists() -> tuple[Checklist, ...]:
    """Return what is looked at on devices, and what is tested after a repair."""
    inspected = _checklists("checklists", Purpose.INSPECTION)
    return (*inspected, *_checklists("repair_tests", Purpose.AFTER_REPAIR))


def _checklists(name: str, purpose: Purpose) -> tuple[Checklist, ...]:
    """Read the lists of a file, in which the items of one list stand together."""
    lists = groupby(rows(name), key=itemgetter("code", "kinds", "title_sw", "title_en"))
    return tuple(
        Checklist(
            code=code,
            kinds=tuple(kinds.split()),
            title_sw=title_sw,
            title_en=title_en,
            items=tuple(map(_check_item, items)),
            purpose=purpose,
        )
        for (code, kinds, title_sw, title_en), items in lists
    )


def _check_item(row: Mapping[str, str]) -> CheckItem:
    return CheckItem(
        text_sw=row["item_sw"],
        text_en=row["item_en"],
        kind=ItemKind(row["kind"]),
        least=Decimal(row["least"]) if row["least"] else None,
        most=Decimal(row["most"]) if row["most"] else None,
        unit=row["unit"],
        is_mandatory=row["is_mandatory"] == "1",
        on_fail=OnFail(row["on_fail"]),
        weight=int(row["weight"]),
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
        asset_categories=asset_categories(),
        lists=shipped_lists(),
    )


def shipped_lists() -> Lists:
    return Lists(
        holidays=national_holidays(YEARS),
        ticket_categories=ticket_categories(),
        ticket_checklists=ticket_checklists(),
        ready_answers=ready_answers(),
        articles=articles(),
        systems=systems(),
        checklists=checklists(),
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
