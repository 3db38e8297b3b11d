"""An entry is kept exactly when its change is, and writers never fork the chain."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from helpdesk.accounts import services
from helpdesk.audit.models import AuditEntry, AuditHead
from helpdesk.audit.queries import broken_links
from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from tests import factories
from tests.audit.factories import last_entry
from tests.pages import save

WRITERS, TIMES = 6, 10


@pytest.fixture
def asha(app):
    person = factories.user(name="Asha")
    save()
    return person


def count():
    return db.session.scalar(select(func.count()).select_from(AuditEntry))


def test_an_entry_says_who_did_what_when_and_from_where(pages, asha):
    pages.sign_in(asha)
    pages.submit(pages.get("/me"), phone="0754123456")

    last = last_entry()
    assert (last.actor_id, last.actor_name, last.action) == (asha.id, "Asha", "account.change")
    assert (last.subject_type, last.subject_id) == ("user_account", asha.id)
    assert last.changes == '{"phone":["","+255754123456"]}'
    assert last.origin == "127.0.0.1"
    assert last.at.tzinfo is not None


def test_a_refused_change_leaves_no_entry(pages, asha):
    pages.sign_in(asha)
    page = pages.get("/me")
    before = count()

    pages.submit(page, phone="hapana", status=422)

    assert count() == before


def change_and_fail(person, actor):
    services.change_person(person, actor=actor, phone="+255754123456")
    raise OSError("power cut")


def test_a_change_that_was_rolled_back_leaves_no_entry(asha):
    before, actor = count(), the_program(asha.council_id)

    with pytest.raises(OSError, match="power"), transaction():
        change_and_fail(asha, actor)

    db.session.expire_all()
    assert (asha.phone, count()) == ("", before)
    with transaction():
        services.change_person(asha, actor=actor, email="a@b.tz")
    assert count() == before + 1


def test_a_commit_that_fails_leaves_neither_change_nor_entry(asha):
    before, actor = count(), the_program(asha.council_id)
    asha.name = None  # the database refuses this only when it is written
    record(actor, "account.change", asha)

    with pytest.raises(Exception, match="name"):
        save()
    db.session.rollback()

    assert count() == before
    assert list(broken_links()) == []


def write_often(app, council_id):
    with app.app_context():
        for number in range(TIMES):
            with transaction():
                council = db.session.get_one(Council, council_id)
                record(the_program(council_id), "account.change", council, {"phone": ["", number]})
        db.session.remove()


def test_writers_at_the_same_time_never_fork_the_chain(app):
    council_id, first = factories.council().id, factories.council().id
    save()
    before = count()

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [
            pool.submit(write_often, app, (council_id, first)[number % 2])
            for number in range(WRITERS)
        ]
    for writer in writers:
        writer.result()
    db.session.rollback()  # whatever was read before belongs to an older view of the data

    assert list(broken_links()) == []
    assert count() == before + WRITERS * TIMES
    ends = select(AuditHead.sequence).order_by(AuditHead.council_id)
    assert db.session.scalars(ends).all() == [WRITERS * TIMES // 2] * 2


def test_only_what_differs_is_a_change(asha):
    assert changes_of(asha, name="Asha", phone="0754", email="") == {"phone": ["", "0754"]}


def test_a_moment_of_another_zone_is_written_and_hashed_as_utc(asha):
    local = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Africa/Dar_es_Salaam"))

    record(the_program(asha.council_id), "account.change", asha, at=local)
    save()
    db.session.expire_all()

    assert list(broken_links()) == []
