"""Names of what checklists are for, of their states, and of what items ask."""

from decimal import Decimal
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.checklists.rules import ItemFault, ItemKind, OnFail, Outcome, Purpose, State
from helpdesk.infra.i18n import number

PURPOSE = {
    Purpose.INSPECTION: lazy_pgettext("checklist", "Inspection"),
    Purpose.COMMISSIONING: lazy_pgettext("checklist", "Installation"),
    Purpose.AFTER_REPAIR: lazy_pgettext("checklist", "After a repair"),
    Purpose.RECEIPT: lazy_pgettext("checklist", "Receipt"),
    Purpose.DISPOSAL: lazy_pgettext("checklist", "Disposal"),
    Purpose.PM: lazy_pgettext("checklist", "Preventive maintenance"),
}
STATE = {
    State.DRAFT: lazy_pgettext("checklist", "Draft"),
    State.ACTIVE: lazy_pgettext("checklist", "In use"),
    State.SUPERSEDED: lazy_pgettext("checklist", "Replaced"),
    State.RETIRED: lazy_pgettext("checklist", "Retired"),
}
KIND = {
    ItemKind.PASS_FAIL: _l("In order or a fault"),
    ItemKind.PASS_FAIL_NA: _l("In order, a fault or not applicable"),
    ItemKind.NUMBER: _l("A reading"),
    ItemKind.CHOICE: _l("One of several words"),
    ItemKind.TEXT: _l("A remark in words"),
    ItemKind.PHOTO: _l("A photo"),
}
ON_FAIL = {
    OnFail.NONE: _l("Nothing further"),
    OnFail.CREATE_CORRECTIVE: _l("A request is opened"),
    OnFail.MARK_UNSERVICEABLE: _l("The device becomes unserviceable"),
}
OUTCOME = {
    Outcome.PASS: lazy_pgettext("outcome", "In order"),
    Outcome.FAIL: lazy_pgettext("outcome", "Fault"),
    Outcome.NOT_APPLICABLE: lazy_pgettext("outcome", "Not applicable"),
    Outcome.NOT_DONE: lazy_pgettext("outcome", "Not looked at"),
}
ITEM_FAULT = {
    ItemFault.ONE_LANGUAGE: _l("Write each item in both languages."),
    ItemFault.TURNED_ROUND: _l("The upper limit is below the lower one."),
    ItemFault.NOT_A_READING: _l("Only a reading has limits."),
    ItemFault.TOO_FEW_CHOICES: _l("Write at least two words to choose from, with commas."),
    ItemFault.NO_SUCH_CHOICE: _l("A word that is a fault must be one of the words to choose from."),
    ItemFault.NOTHING_WRONG: _l(
        "Nothing that is answered here can be a fault, so it cannot lead to anything."
    ),
}

name_values("checklist_template", "state", STATE)
name_values("checklist_template", "purpose", PURPOSE)


class Limited(Protocol):
    """An item or its copy."""

    least: Decimal | None
    most: Decimal | None
    unit: str


class Found(Protocol):
    """What was found at an item."""

    value: Decimal | None
    unit: str
    said: str
    outcome: Outcome


def limits(item: Limited) -> str:
    """Say between which values a reading is in order; nothing where all of them are."""
    least, most = spelled(item.least, item.unit), spelled(item.most, item.unit)
    if least and most:
        return str(_("%(least)s to %(most)s", least=least, most=most))
    if least:
        return str(_("at least %(least)s", least=least))
    return str(_("at most %(most)s", most=most)) if most else ""


def spelled(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit}".strip()


def finding(result: Found) -> str:
    """Say what was found, with the reading or the words behind it."""
    said = spelled(result.value, result.unit) or result.said
    outcome = str(OUTCOME[result.outcome])
    return f"{outcome}: {said}" if said else outcome
