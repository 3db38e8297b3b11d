"""What the sample council asks about its computers, and what some of them say."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.equipment import queries, services
from helpdesk.equipment.models import Asset, CategoryField
from helpdesk.equipment.rules import IN_HAND, FieldKind
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

SYSTEMS = ["Windows 10", "Windows 11", "Ubuntu 24.04"]
COMPUTERS = ("PC", "LT")
MEMORY = ("8", "4", "16")


def describe_devices(program: Actor, *, now: datetime) -> None:
    """Some computers have answers; one switch and the device beside it belong together."""
    for category in queries.categories(program):
        if category.code in COMPUTERS:
            asked = [_memory(category.id, program), _system(category.id, program)]
            _answer(category.id, asked, program, now=now)
    _join("UP", "SV", program, now=now)


def _memory(category_id: int, program: Actor) -> CategoryField:
    facts = services.FieldFacts(
        name_sw="Kumbukumbu (RAM)",
        name_en="Memory (RAM)",
        kind=FieldKind.NUMBER,
        unit="GB",
        choices=[],
        position=1,
    )
    category = queries.category_or_404(category_id, actor=program)
    return services.add_field(category, facts, actor=program)


def _system(category_id: int, program: Actor) -> CategoryField:
    facts = services.FieldFacts(
        name_sw="Mfumo endeshi",
        name_en="Operating system",
        kind=FieldKind.CHOICE,
        choices=SYSTEMS,
        position=2,
    )
    category = queries.category_or_404(category_id, actor=program)
    return services.add_field(category, facts, actor=program)


def _answer(
    category_id: int, asked: list[CategoryField], program: Actor, *, now: datetime
) -> None:
    devices = _devices(program).where(Asset.category_id == category_id).limit(12)
    for number, device in enumerate(db.session.scalars(devices)):
        said = (MEMORY[number % 3], SYSTEMS[number % 3])
        answers = {str(field.id): one for field, one in zip(asked, said, strict=True)}
        services.describe(device, answers, actor=program, now=now)
