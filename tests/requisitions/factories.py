"""Requisitions, asked for and agreed to."""

from datetime import datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.requisitions import services
from helpdesk.requisitions.models import Requisition
from helpdesk.stock.models import Part
from tests.factories import MONDAY_MORNING


def asked_for(
    *parts: Part, by: User, quantity: int = 2, now: datetime = MONDAY_MORNING, words: str = ""
) -> Requisition:
    lines = [services.Asked(part, "", Decimal(quantity)) for part in parts]
    lines += [services.Asked(None, words, Decimal(quantity))] if words else []
    return services.ask("Printa ya ofisi", lines, by=by, actor=as_actor(by), now=now)


def approved(
    requisition: Requisition, *, recommender: User, approver: User, now: datetime = MONDAY_MORNING
) -> Requisition:
    services.recommend(requisition, actor=as_actor(recommender), now=now)
    services.approve(requisition, actor=as_actor(approver), now=now)
    return requisition
