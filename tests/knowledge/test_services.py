"""Writing articles: nothing that was written is lost."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.db import db
from helpdesk.knowledge import queries, services
from helpdesk.knowledge.models import Feedback, Revision
from helpdesk.knowledge.rules import Status
from helpdesk.knowledge.services import Origin
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.knowledge.factories import article as some_article
from tests.knowledge.factories import texts
from tests.pages import save

LATER = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def officer(app):
    return as_actor(factories.user("technician"))


def kept(article):
    return db.session.scalars(queries.revisions(article).order_by(Revision.id)).all()


def test_an_article_begins_as_a_draft(officer):
    article = services.write(
        texts(title_sw="Printa"), actor=officer, now=MONDAY_MORNING, origin=Origin("ticket", 7)
    )

    assert article.status is Status.DRAFT
    assert article.written_by_id == officer.id
    assert queries.made_from("ticket", 7, actor=officer) is article
    assert queries.made_from("ticket", 8, actor=officer) is None


def test_each_save_keeps_what_stood_there_before(officer):
    article = services.write(texts(title_sw="Kwanza"), actor=officer, now=MONDAY_MORNING)

    former = services.change(article, texts(title_sw="Pili"), actor=officer, now=LATER)

    assert former is not None
    assert (former.title_sw, former.written_at) == ("Kwanza", MONDAY_MORNING)
    assert (article.title_sw, article.written_at) == ("Pili", LATER)


def test_a_save_that_changes_nothing_keeps_nothing(officer):
    article = services.write(texts(title_sw="Ileile"), actor=officer, now=MONDAY_MORNING)

    assert services.change(article, texts(title_sw="Ileile"), actor=officer, now=LATER) is None
    assert kept(article) == []


def test_an_old_text_comes_back_and_the_new_one_is_kept_too(officer):
    article = services.write(texts(title_sw="Kwanza"), actor=officer, now=MONDAY_MORNING)
    former = services.change(article, texts(title_sw="Pili"), actor=officer, now=LATER)
    assert former is not None

    services.bring_back(article, former, actor=officer, now=LATER)

    assert article.title_sw == "Kwanza"
    assert [one.title_sw for one in kept(article)] == ["Kwanza", "Pili"]


def test_a_move_that_makes_no_sense_is_refused(officer):
    article = some_article(officer.council_id)

    with pytest.raises(IllegalTransitionError):
        services.move(article, Status.PUBLISHED, actor=officer, now=LATER)


def test_a_reader_has_one_answer_the_last(officer):
    article = some_article(officer.council_id)

    services.judge(article, is_helpful=False, actor=officer, now=MONDAY_MORNING)
    services.judge(article, is_helpful=True, actor=officer, now=LATER)

    (answer,) = db.session.scalars(db.select(Feedback))
    assert (answer.is_helpful, answer.at) == (True, LATER)
    assert queries.answers([article])[article.id] == queries.Answers(yes=1, no=0)


def test_every_act_is_in_the_log(officer):
    article = services.write(texts(title_sw="Kwanza"), actor=officer, now=MONDAY_MORNING)
    services.change(article, texts(title_sw="Pili"), actor=officer, now=LATER)
    services.move(article, Status.PUBLISHED, actor=officer, now=LATER)
    services.judge(article, is_helpful=True, actor=officer, now=LATER)
    services.move(article, Status.RETIRED, actor=officer, now=LATER)
    services.move(article, Status.DRAFT, actor=officer, now=LATER)
    save()

    acts = [
        entry.action
        for entry in db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.sequence))
        if entry.subject_type == "article"
    ]
    assert acts == [
        f"article.{act}" for act in ("add", "change", "publish", "judge", "retire", "withdraw")
    ]
