"""The shipped lists come to councils of older releases too, and never twice."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import delete, func, select

from helpdesk.accounts.queries import as_actor
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.knowledge import services as knowledge
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.rules import Status
from helpdesk.org.models import Holiday
from helpdesk.setup.imports.founding import shipped_lists
from helpdesk.setup.services.lists import add_missing
from helpdesk.systems import services as systems
from helpdesk.systems.models import System
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import CannedAnswer, Category, TicketChecklist
from tests import factories

TABLES = (CannedAnswer, TicketChecklist, Article, System, Category, Holiday, ChecklistTemplate)


def counts(council):
    return {
        table.__tablename__: db.session.scalar(
            select(func.count()).select_from(table).where(table.council_id == council.id)
        )
        for table in TABLES
    }


@pytest.fixture
def council(app):
    """A council of a release that knew none of the lists."""
    made = factories.council()
    factories.department(made.id, code="FED")
    db.session.commit()
    return made


@pytest.fixture
def program(council):
    return factories.program(council.id)


def supplied(program):
    with transaction():
        return add_missing(shipped_lists(), program)


def first(table, program):
    rows = select(table).where(table.council_id == program.council_id).order_by(table.id)
    return db.session.scalars(rows.limit(1)).one()


def test_a_council_of_an_older_release_gets_every_list_once(council, program):
    assert set(counts(council).values()) == {0}
    lists = shipped_lists()

    added = supplied(program)

    found = counts(council)
    assert found == {
        "canned_answer": len(lists.ready_answers),
        "ticket_checklist": len(lists.ticket_checklists),
        "article": len(lists.articles),
        "system": len(lists.systems),
        "ticket_category": len(lists.ticket_categories),
        "holiday": len(lists.holidays),
        "checklist_template": len(lists.checklists),
    }
    assert added == sum(found.values())
    assert supplied(program) == 0
    assert counts(council) == found


def test_what_a_council_renamed_retired_or_removed_stays_so(council, program):
    supplied(program)
    answer, article = first(CannedAnswer, program), first(Article, program)
    head = as_actor(factories.user("head", council_id=council.id))
    texts = tickets.AnswerTexts(
        title_sw="Jina letu", title_en="Our name", text_sw=answer.text_sw, text_en=answer.text_en
    )
    tickets.change_answer(answer, texts, actor=head)
    knowledge.move(article, Status.RETIRED, actor=head, now=clock.now())
    removed = first(TicketChecklist, program)
    db.session.execute(delete(TicketChecklist).where(TicketChecklist.id == removed.id))
    db.session.commit()
    before = counts(council)

    assert supplied(program) == 0
    assert counts(council) == before
    assert (answer.title_sw, article.status) == ("Jina letu", Status.RETIRED)


def test_what_a_council_has_under_the_same_name_is_its_own(council, program):
    shipped = shipped_lists().systems[0]
    own = systems.Details(
        acronym=shipped.acronym.lower(),
        full_name="Our own words",
        owner="",
        purpose_sw="",
        purpose_en="",
        is_critical=False,
        is_for_all=False,
    )
    system = systems.add(own, actor=program)
    db.session.commit()

    supplied(program)

    assert system.full_name == "Our own words"
    assert counts(council)["system"] == len(shipped_lists().systems)


def test_an_old_kind_of_request_gets_its_keywords_and_keeps_its_name(council, program):
    shipped = next(one for one in shipped_lists().ticket_categories if one.keywords)
    old = Category(
        council_id=council.id,
        code=shipped.code,
        kind=shipped.kind,
        name_sw="Jina la zamani",
        name_en="Old name",
    )
    kept = Category(
        council_id=council.id,
        code="ZETU",
        kind=shipped.kind,
        name_sw="Yetu",
        name_en="Ours",
    )
    db.session.add_all([old, kept])
    db.session.commit()

    supplied(program)

    assert (old.name_sw, old.keywords) == ("Jina la zamani", shipped.keywords)
    assert kept.keywords == ""


@pytest.mark.sqlite_only(reason="what an upgrade says is the same on every database")
def test_an_upgrade_says_what_each_council_got(tmp_path, empty_database):
    shell = {
        **os.environ,
        "HELPDESK_INSTANCE": str(tmp_path / "instance"),
        "HELPDESK_DATABASE_URL": empty_database,
    }
    answers = tmp_path / "setup.toml"
    answers.write_text(
        '[council]\ncode = "MBR"\nname_sw = "Mbarali"\nname_en = "Mbarali"\nregion = "Mbeya"\n'
        '[administrator]\nusername = "msimamizi"\nname = "Asha"\n',
        encoding="utf-8",
    )

    def run(*words):
        command = [sys.executable, "-m", "helpdesk", *words]
        done = subprocess.run(  # noqa: S603
            command, env=shell, capture_output=True, text=True, check=True, timeout=120
        )
        return done.stdout.splitlines()

    run("setup", "--from", str(answers))

    assert run("db", "upgrade")[1:] == ["MBR: 0 entries of the shipped lists added"]
