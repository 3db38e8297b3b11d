"""Checklists in use, and inspections by them."""

from decimal import Decimal

from helpdesk.accounts.queries import as_actor
from helpdesk.checklists import services as checklists
from helpdesk.checklists.rules import ItemKind, OnFail, Outcome, Purpose
from helpdesk.inspections import services
from helpdesk.inspections.rules import Answer
from tests import factories
from tests.factories import MONDAY_MORNING

ITEMS = (
    checklists.Asked(text_sw="Imesafishwa", text_en="Cleaned", kind=ItemKind.PASS_FAIL),
    checklists.Asked(
        text_sw="Inachapisha",
        text_en="Prints",
        kind=ItemKind.PASS_FAIL_NA,
        on_fail=OnFail.CREATE_CORRECTIVE,
        weight=3,
    ),
    checklists.Asked(
        text_sw="Joto",
        text_en="Heat",
        kind=ItemKind.NUMBER,
        most=Decimal(80),
        unit="°C",
        is_mandatory=False,
        on_fail=OnFail.CREATE_CORRECTIVE,
    ),
    checklists.Asked(
        text_sw="Haijaungua",
        text_en="Not burnt",
        on_fail=OnFail.MARK_UNSERVICEABLE,
    ),
)
GOOD = Answer(Outcome.PASS)
FAULT = Answer(Outcome.FAIL, note="Haifanyi kazi")
SKIPPED = Answer(Outcome.NOT_DONE)


def checklist(council_id, *, kinds=("PR",), code="printa", items=ITEMS, purpose=Purpose.INSPECTION):
    program = factories.program(council_id)
    text = checklists.Text(
        title_sw="Printa", title_en="Printers", kinds=kinds, items=items, purpose=purpose
    )
    template = checklists.add(text, code=code, actor=program)
    checklists.publish(template, actor=program)
    return template


def inspection(asset, template, *answers, by, condition=None, now=MONDAY_MORNING):
    answers = answers or (GOOD, GOOD, SKIPPED, GOOD)
    found = services.Found(template, answers, condition)
    return services.inspect(asset, found, by=by, actor=as_actor(by), now=now)
