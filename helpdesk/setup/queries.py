"""What has been set up already, and whether this installation can work."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exists, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from helpdesk.accounts.models import RoleGrant, User
from helpdesk.audit import queries as audit_queries
from helpdesk.audit.models import AuditEntry
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.core.text import fold
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import JobState
from helpdesk.knowledge.models import Article
from helpdesk.org.models import Council
from helpdesk.paths import shipped
from helpdesk.setup.rules.values import WHO_CAN_SIGN_IN
from helpdesk.systems.models import System
from helpdesk.tickets.models import CannedAnswer, Category, TicketChecklist

LISTS: Mapping[str, tuple[str, InstrumentedAttribute[str]]] = {
    "ticket_categories": ("ticket_category.add", Category.code),
    "ticket_checklists": ("ticket_checklist.add", TicketChecklist.name_sw),
    "ready_answers": ("canned_answer.add", CannedAnswer.title_sw),
    "articles": ("article.add", Article.title_sw),
    "systems": ("system.add", System.acronym),
    "checklists": ("checklist_template.add", ChecklistTemplate.title_sw),
}
PATIENCE = timedelta(minutes=30)  # a due job that waits longer has nobody to run it


@dataclass(frozen=True, slots=True)
class Readiness:
    """What must be in order before people are let in."""

    database: bool
    migrations: bool = False
    jobs: bool = False

    @property
    def is_ready(self) -> bool:
        return self.database and self.migrations and self.jobs


def readiness(now: datetime) -> Readiness:
    try:
        current = revision() == newest_revision()
        return Readiness(database=True, migrations=current, jobs=current and _jobs_run(now))
    except DBAPIError:
        return Readiness(database=False)


def revision() -> str | None:
    """Return the last migration that the database has seen."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    return _migrations().get_current_head()


def is_known(wanted: str) -> bool:
    """Tell whether this program has heard of a migration; a newer one's it has not."""
    return any(step.revision == wanted for step in _migrations().walk_revisions())


def any_council() -> bool:
    return bool(db.session.scalar(select(exists().select_from(Council))))


def has_council(code: str) -> bool:
    return bool(db.session.scalar(select(exists().where(Council.code == code))))


def ever_listed(actor: Actor) -> dict[str, tuple[str, frozenset[str]]]:
    """Say of each shipped list what names its entries, and the names that a council ever had.

    Those are what stands in it now, and what the log saw being added: it may have been renamed
    or removed since.
    """
    return {
        kind: (name.key, _named(name, actor) | _added(action, actor))
        for kind, (action, name) in LISTS.items()
    }


def _named(name: InstrumentedAttribute[str], actor: Actor) -> frozenset[str]:
    rows = select(name).where(name.class_.council_id == actor.council_id)
    return frozenset(map(fold, db.session.scalars(rows)))


def _added(action: str, actor: Actor) -> frozenset[str]:
    entries = audit_queries.visible_to(actor).where(AuditEntry.action == action)
    said = db.session.scalars(entries.with_only_columns(AuditEntry.changes))
    return frozenset(fold(str(new)) for text in said for _old, new in json.loads(text).values())


def sample_people() -> Sequence[RoleGrant]:
    """Return who may look around in the sample council; nobody where another one was set up."""
    grants = db.session.scalars(
        select(RoleGrant)
        .join(RoleGrant.user)
        .where(User.username.in_(WHO_CAN_SIGN_IN))
        .options(joinedload(RoleGrant.user))
    ).all()
    found = {grant.user.username: grant for grant in grants}
    return [found[name] for name in WHO_CAN_SIGN_IN] if len(found) == len(WHO_CAN_SIGN_IN) else []


def _jobs_run(now: datetime) -> bool:
    """Tell whether no job has been due for long; one that is being worked on is not late."""
    free = or_(JobState.claimed_until.is_(None), JobState.claimed_until <= now)
    late = select(exists().where(JobState.next_due_at < now - PATIENCE, free))
    return not db.session.scalar(late)


def _migrations() -> ScriptDirectory:
    return ScriptDirectory(str(shipped("migrations")))
