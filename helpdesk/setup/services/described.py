"""What the sample council asks about its computers, and what some of them say."""

from datetime import datetime

from sqlalchemy import Select

from helpdesk.equipment import queries, services
from helpdesk.equipment.models import Asset, AssetCategory, CategoryField
from helpdesk.equipment.rules import IN_HAND, FieldKind
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

SYSTEMS = ["Windows 10", "Windows 11", "Ubuntu 24.04"]
COMPUTERS = ("PC", "LT")
MEMORY = ("8", "4", "16")


def describe_devices(program: Actor, *, now: datetime) -> None:
    """Some computers have answers, and a server stands on its UPS."""
    for category in queries.categories(program):
        if category.code in COMPUTERS:
            asked = [_memory(category, program), _system(category, program)]
            _answer(category, asked, program, now=now)
    _join("UPS", "SRV", program, now=now)


def _memory(category: AssetCategory, program: Actor) -> CategoryField:
    facts = services.FieldFacts(
        name_sw="Kumbukumbu (RAM)",
        name_en="Memory (RAM)",
        kind=FieldKind.NUMBER,
        unit="GB",
        choices=[],
        position=1,
    )
    return services.add_field(category, facts, actor=program)


def _system(category: AssetCategory, program: Actor) -> CategoryField:
    facts = services.FieldFacts(
        name_sw="Mfumo endeshi",
        name_en="Operating system",
        kind=FieldKind.CHOICE,
        choices=SYSTEMS,
        position=2,
    )
    return services.add_field(category, facts, actor=program)


def _join(part: str, whole: str, program: Actor, *, now: datetime) -> None:
    parts, wholes = (db.session.scalars(_devices(program, code)).first() for code in (part, whole))
    if parts is not None and wholes is not None:
        services.put_into(parts, wholes, actor=program, now=now)


def _devices(program: Actor, code: str) -> Select[Asset]:
    of_kind = queries.visible_to(program).join(Asset.category).where(AssetCategory.code == code)
    return of_kind.where(Asset.status.in_(IN_HAND)).order_by(Asset.asset_tag)


def _answer(
    category: AssetCategory, asked: list[CategoryField], program: Actor, *, now: datetime
) -> None:
    devices = _devices(program, category.code).limit(12)
    for number, device in enumerate(db.session.scalars(devices)):
        said = (MEMORY[number % 3], SYSTEMS[number % 3])
        answers = {str(field.id): one for field, one in zip(asked, said, strict=True)}
        services.describe(device, answers, actor=program, now=now)
