"""How an entry is hashed, so that each one vouches for all before it."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

FIRST = "0" * 64


class Area(StrEnum):
    """What an act was about: the first word of its name, as in "ticket.open"."""

    ACCOUNT = "account"
    COUNCIL = "council"
    LETTERHEAD = "letterhead"
    HOLIDAY = "holiday"
    DEPARTMENT = "department"
    LOCATION = "location"
    ASSET = "asset"
    ASSET_MODEL = "asset_model"
    ASSET_CATEGORY = "asset_category"
    TICKET = "ticket"
    TICKET_CATEGORY = "ticket_category"
    WORK_ORDER = "work_order"
    LABOUR_RATE = "labour_rate"
    STORE = "store"
    PART = "part"
    STOCK = "stock"
    ATTACHMENT = "attachment"


def canonical(changes: Mapping[str, object]) -> str:
    """Spell changes in one way only, as text, so that both databases keep the same bytes."""
    return json.dumps(
        changes, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )


def entry_hash(previous: str, fields: Mapping[str, object]) -> str:
    return hashlib.sha256(f"{previous}{canonical(fields)}".encode()).hexdigest()
