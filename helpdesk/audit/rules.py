"""How an entry is hashed, so that each one vouches for all before it."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

FIRST = "0" * 64
MAKINGS = (".add", ".found", ".open", ".register")  # how acts end that bring a thing about


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
    TICKET_CHECKLIST = "ticket_checklist"
    TICKET_CHECK = "ticket_check"
    TICKET_LINK = "ticket_link"
    TICKET_TIME = "ticket_time"
    ESCALATION = "escalation"
    TEAM = "team"
    CANNED_ANSWER = "canned_answer"
    SAVED_VIEW = "saved_view"
    WORK_ORDER = "work_order"
    OUTSIDE_JOB = "outside_job"
    REPAIR_TEST = "repair_test"
    SIGN_OFF = "sign_off"
    LABOUR_RATE = "labour_rate"
    LABOUR_GRADE = "labour_grade"
    STORE = "store"
    PART = "part"
    PART_ORDER = "part_order"
    STOCK = "stock"
    REQUISITION = "requisition"
    VENDOR = "vendor"
    SPECIFICATION = "specification"
    PURCHASE_ORDER = "purchase_order"
    GOODS_RECEIPT = "goods_receipt"
    COMMISSIONING = "commissioning"
    ACCESS = "access"
    ACCESS_REVIEW = "access_review"
    APPROVAL = "approval"
    APPROVAL_CHAIN = "approval_chain"
    DATA_CORRECTION = "data_correction"
    DELEGATION = "delegation"
    ATTACHMENT = "attachment"
    ARTICLE = "article"
    SYSTEM = "system"
    SYSTEM_USE = "system_use"
    REPORT = "report"
    MESSAGE = "message"
    INBOUND_MAIL = "inbound_mail"
    HANDOVER = "handover"
    CLEARANCE = "clearance"
    LABEL = "label"
    CHECKLIST_TEMPLATE = "checklist_template"
    INSPECTION = "inspection"
    STOCKTAKE = "stocktake"
    STORE_COUNT = "store_count"
    MAINTENANCE_PLAN = "maintenance_plan"
    MAINTENANCE_OCCURRENCE = "maintenance_occurrence"
    YEAR_PLAN = "year_plan"
    ESTIMATE = "estimate"
    BUDGET_CODE = "budget_code"
    PRICE_ENTRY = "price_entry"
    TAX_RATE = "tax_rate"
    FUND_SOURCE = "fund_source"
    REMINDER_RULE = "reminder_rule"
    SURVEY = "survey"
    SURVEY_LINE = "survey_line"
    LOSS = "loss"
    CONTRACT = "contract"
    LICENCE = "licence"


def canonical(changes: Mapping[str, object]) -> str:
    """Spell changes in one way only, as text, so that both databases keep the same bytes."""
    return json.dumps(
        changes, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )


def entry_hash(previous: str, fields: Mapping[str, object]) -> str:
    return hashlib.sha256(f"{previous}{canonical(fields)}".encode()).hexdigest()
