"""Whom colleagues in the sample council ask first about a system; the caller commits."""

from collections.abc import Iterable, Mapping

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.setup.rules.values import Champion
from helpdesk.systems import queries, services


def name_champions(
    said: Iterable[Champion], people: Mapping[tuple[str, str], User], program: Actor
) -> None:
    """Name those whose office is filled; `people` are by department and title."""
    systems = db.session.scalars(queries.matching(program, queries.Filters(state=None)))
    uses = {
        (system.acronym, use.department.code): use for system in systems for use in system.open_uses
    }
    for one in said:
        person = people.get((one.department, one.title))
        if person is not None:
            services.name_champion(uses[one.system, one.department], person, actor=program)
