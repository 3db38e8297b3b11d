"""Files of records: stored before their row, given to their owner, and swept when nobody's."""

import hashlib
import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments import jobs, services
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of, files_of_draft
from helpdesk.audit.models import AuditEntry
from helpdesk.infra import clock, uploads
from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from helpdesk.infra.request_keys import RequestKey
from helpdesk.infra.transactions import transaction
from tests import factories

NOW = factories.MONDAY_MORNING
DAY = timedelta(days=1)


@pytest.fixture
def asha(app):
    return factories.user()


@pytest.fixture
def place(asha):
    made = factories.location(asha.council_id)
    db.session.commit()
    return made


def waiting(content, name="a.pdf"):
    """A file as a request leaves it, checked and set aside."""
    path = uploads.folder() / f"incoming-{name}"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return uploads.Upload(name, "application/pdf", len(content), digest, path)


def give(place, asha, *files, **batch):
    brought = uploads.Batch(fresh=files, **batch)
    with transaction():
        services.attach(brought, owner_kind="location", owner=place, actor=as_actor(asha))


def names(place):
    return [file.name for file in files_of("location", [place.id])[place.id]]


def test_a_file_lies_under_a_name_that_nobody_chose(place, asha, instance):
    give(place, asha, waiting(b"one", "../../x.pdf".replace("/", "_")))

    file = db.session.scalars(select(Attachment)).one()
    path = services.path_of(file)
    assert path.read_bytes() == b"one"
    assert path.parent.parent == instance / "uploads"
    assert "x" not in path.name
    assert len(path.name) == 32
    assert (file.council_id, file.user_id, file.draft_key) == (asha.council_id, asha.id, None)


def test_what_a_record_is_given_is_written_into_its_history(place, asha):
    give(place, asha, waiting(b"one", "barua.pdf"))

    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "attachment.add"))
    assert (entry.subject_type, entry.subject_id) == ("location", place.id)
    assert "barua.pdf" in entry.changes


def test_a_failed_save_leaves_no_row_and_the_file_waits_for_the_draft(place, asha):
    upload = waiting(b"one")
    services.attach(
        uploads.Batch(fresh=(upload,)), owner_kind="location", owner=place, actor=as_actor(asha)
    )
    db.session.rollback()
    with transaction():
        services.DraftFiles().keep_for_draft("key", 7, [upload])

    (file,) = files_of_draft("key")
    assert services.path_of(file).read_bytes() == b"one"


def test_a_disk_that_knows_one_name_only_is_copied_to(place, asha, monkeypatch):
    def refuse(_path, _target):
        raise OSError("no links here")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)

    give(place, asha, waiting(b"one"))

    assert services.path_of(db.session.scalars(select(Attachment)).one()).read_bytes() == b"one"


def test_files_of_a_draft_are_adopted_but_not_those_let_go(place, asha):
    kept, dropped = waiting(b"one", "one.pdf"), waiting(b"two", "two.pdf")
    with transaction():
        services.DraftFiles().keep_for_draft("key", asha.id, [kept, dropped])

    give(place, asha, draft_key="key", dropped=frozenset([dropped.sha256]))

    assert names(place) == ["one.pdf"]


def test_files_of_many_things_cost_one_statement(place, asha, app):
    other = factories.location(asha.council_id)
    db.session.commit()
    give(place, asha, waiting(b"one", "one.pdf"))
    give(other, asha, waiting(b"two", "two.pdf"))

    found = files_of("location", [place.id, other.id, 999])

    assert {owner: [file.name for file in files] for owner, files in found.items()} == {
        place.id: ["one.pdf"],
        other.id: ["two.pdf"],
    }


@pytest.fixture
def old_and_new(place, asha):
    """A file of a record, one of a draft, one of nothing; each of them old, and one new."""
    give(place, asha, waiting(b"owned", "owned.pdf"))
    with transaction():
        services.DraftFiles().keep_for_draft("key", asha.id, [waiting(b"draft", "draft.pdf")])
        db.session.add(Draft(key="key", user_id=asha.id, path="/", fields="[]", saved_at=NOW))
        db.session.add(RequestKey(key="key", user_id=asha.id, content="", made_at=NOW))
        db.session.execute(db.update(Attachment).values(stored_at=NOW))
    stray = uploads.folder() / "incoming-stray"
    stray.write_bytes(b"stray")
    for path in uploads.folder().rglob("*"):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    (uploads.folder() / "incoming-now").write_bytes(b"now")


def left(instance):
    return sorted(path.read_bytes() for path in (instance / "uploads").rglob("*") if path.is_file())


def test_what_belongs_to_nothing_for_a_day_is_swept_away(old_and_new, place, instance):
    jobs.clear_away(NOW + DAY + timedelta(minutes=1))
    os.utime(instance / "uploads" / "incoming-now")

    assert left(instance) == [b"now", b"owned"]
    assert names(place) == ["owned.pdf"]
    assert db.session.scalars(select(Draft)).all() != [], "words are kept for a week"


def test_nothing_is_swept_too_early(old_and_new, instance):
    before = left(instance)

    jobs.clear_away(NOW + DAY - timedelta(minutes=1))

    assert left(instance) == before


def test_words_and_keys_go_after_a_week(old_and_new):
    jobs.clear_away(NOW + 7 * DAY + timedelta(minutes=1))

    assert db.session.scalars(select(Draft)).all() == []
    assert db.session.scalars(select(RequestKey)).all() == []


def test_sweeping_twice_and_late_does_no_harm(old_and_new, place):
    for days in (2, 2, 400):
        jobs.clear_away(NOW + days * DAY)

    assert names(place) == ["owned.pdf"]
    assert clock.now() > NOW
