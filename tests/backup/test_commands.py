"""Keeping the data from a shell: each command says in a line what it did or why it did not."""

import os
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import delete, select, text

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import path_of
from helpdesk.backup import commands, services
from helpdesk.cli import main
from helpdesk.infra import clock, scheduling
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox.models import Message
from helpdesk.setup.queries import Readiness
from tests import factories
from tests.system import world


@pytest.fixture
def said(app):
    """Run `helpdesk WORDS` over the database of the test."""

    def run(*words, status=0):
        world.save()
        script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
        result = CliRunner().invoke(main, [str(word) for word in words], obj=script)
        assert result.exit_code == status, result.output
        return result.output

    return run


@pytest.fixture
def council(one_of_everything):
    return one_of_everything


@pytest.fixture
def healthy(app, council, said, instance):
    """An installation in which everything is as it should be."""
    db.session.execute(delete(Message))  # the sample has one that was given up
    (instance / "secret_key").touch(mode=0o600)
    (instance / "secret_key").write_text("0" * 64)
    said("backup")
    for job in scheduling.declared_jobs():
        scheduling.run_if_due(job, clock.now())
    return instance


def wrong(said):
    lines = said("check", status=1).splitlines()
    return [line.removeprefix("WRONG ") for line in lines if line.startswith("WRONG")]


def test_a_backup_lies_among_the_others_unless_told_otherwise(said, council, instance, tmp_path):
    output = said("backup")
    (made,) = (instance / "backups").glob("*.tar.gz")
    assert output.startswith(f"{made}: ")
    assert "3 files, verified" in output

    said("backup", "--out", tmp_path / "far" / "away.tar.gz")
    assert (tmp_path / "far" / "away.tar.gz").exists()


def test_a_backup_is_verified_and_restored(said, council, tmp_path):
    path = tmp_path / "a.tar.gz"
    said("backup", "--out", path)

    assert "whole" in said("backup", "verify", path)
    assert "rows are back" in said("restore", path, "--into", tmp_path / "back")
    assert (tmp_path / "back/helpdesk.sqlite3").exists()


def test_lost_files_are_told(said, council, tmp_path):
    path_of(db.session.scalars(select(Attachment).order_by(Attachment.id).limit(1)).one()).unlink()

    assert "1 attached files are missing" in said("backup", "--out", tmp_path / "a.tar.gz")
    output = said("restore", tmp_path / "a.tar.gz", "--into", tmp_path / "back")
    assert "1 attached files were lost" in output


@pytest.mark.parametrize(
    "words", [["backup", "verify"], ["restore", "--into", "back"]], ids=["verify", "restore"]
)
def test_a_bad_file_is_explained_in_one_line(said, app, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    Path("bad.tar.gz").write_bytes(b"hello")

    output = said(*words, "bad.tar.gz", status=1)

    assert output.startswith("Error: bad.tar.gz: it cannot be read")
    assert output.endswith("nothing was touched\n")
    assert output.count("\n") == 1
    assert not Path("back").exists()


def test_a_running_program_is_told_to_stop(said, council, tmp_path, monkeypatch):
    said("backup", "--out", tmp_path / "a.tar.gz")

    def in_use(*_given, **_named):
        raise services.InUseError

    monkeypatch.setattr(services, "_check_nobody_is_in", in_use)
    output = said("restore", tmp_path / "a.tar.gz", "--into", tmp_path / "back", status=1)
    assert output == "Error: the program is running: stop it first\n"


def test_a_place_that_cannot_be_written_to_is_explained(said, council, tmp_path):
    (tmp_path / "file").write_text("")

    output = said("backup", "--out", tmp_path / "file" / "a.tar.gz", status=1)

    assert output.startswith("Error: ")
    assert output.count("\n") == 1


@pytest.mark.sqlite_only(reason="a PostgreSQL database is there or not reachable")
def test_without_a_database_there_is_nothing_to_back_up(said, app):
    db.session.remove()
    db.engine.dispose()
    Path(str(db.engine.url.database)).unlink()

    assert said("backup", status=1) == "Error: there is no database to back up yet\n"


def test_a_file_that_is_not_there_is_a_wrong_usage(said, app, tmp_path):
    said("backup", "verify", tmp_path / "none", status=2)
    said("restore", tmp_path / "none", "--into", tmp_path, status=2)


def test_an_address_that_leads_here_from_nowhere_else_is_noted(said, healthy):
    assert "note  public address: no other device can open http://127.0.0.1:8000" in said("check")


def test_a_healthy_installation_says_so_line_by_line(app, said, healthy, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://tehama.mbarali")
    lines = said("check").splitlines()

    assert lines == [
        "ok    database",
        "ok    migrations",
        "ok    background jobs",
        "ok    integrity",
        "ok    attached files",
        "ok    e-mail",
        "ok    backup",
        "ok    disk",
        "ok    secret key",
    ]


def test_an_old_backup_is_noticed(said, healthy):
    (made,) = (healthy / "backups").glob("*.tar.gz")
    at = (clock.now() - timedelta(hours=27)).timestamp()
    os.utime(made, (at, at))

    (complaint,) = wrong(said)
    assert complaint.startswith("backup: the last one is of ")

    made.unlink()
    assert wrong(said) == ["backup: there is none"]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660])
def test_a_key_that_others_may_read_is_noticed(said, healthy, mode):
    (healthy / "secret_key").chmod(mode)

    assert wrong(said) == [f"secret key: others may read it (mode {mode:o})"]


def test_a_full_disk_is_noticed(said, healthy, monkeypatch):
    monkeypatch.setattr(commands, "LEAST_ROOM", 2**60)

    (complaint,) = wrong(said)
    assert complaint.startswith("disk: only ")


def test_a_lost_file_is_noticed(said, healthy):
    path_of(db.session.scalars(select(Attachment).order_by(Attachment.id).limit(1)).one()).unlink()

    (complaint,) = wrong(said)
    assert complaint.startswith("attached files: 1 are missing, such as uploads/")


def test_a_message_that_was_given_up_is_noticed(said, healthy):
    now = clock.now()
    db.session.add(
        Message(
            council_id=factories.council().id,
            message_id="x",
            recipient="x",
            subject="",
            body="",
            queued_at=now,
            next_try_at=None,
        )
    )

    assert wrong(said) == ["e-mail: 1 messages could not be sent"]


def test_jobs_that_nobody_runs_are_noticed(said, healthy):
    with transaction():
        db.session.execute(
            db.update(scheduling.JobState).values(next_due_at=clock.now() - timedelta(hours=2))
        )

    assert wrong(said) == ["background jobs: a job is late: is `helpdesk worker` running?"]


@pytest.mark.sqlite_only(reason="PostgreSQL keeps its foreign keys")
def test_a_row_that_points_nowhere_is_noticed(said, healthy):
    db.session.rollback()
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE ticket SET requester_id = 999999")
        raw.execute("PRAGMA foreign_keys=ON")

    (complaint,) = wrong(said)
    assert complaint == "integrity: a row of ticket points to one that is not there"


def test_an_older_database_is_noticed(said, healthy):
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert wrong(said)[0] == "migrations: run `helpdesk db upgrade`"


def test_a_database_that_does_not_answer_hides_nothing_else(said, healthy, monkeypatch):
    monkeypatch.setattr(commands, "readiness", lambda _now: Readiness(database=False))
    (healthy / "secret_key").chmod(0o644)

    complaints = wrong(said)

    assert complaints[0] == "database: it does not answer"
    assert complaints[1].startswith("secret key: ")


def test_the_nightly_job_makes_a_backup(app, council, instance):
    world.save()
    (job,) = [job for job in scheduling.declared_jobs() if job.name == "backup.make"]

    job.work(clock.now())

    (made,) = (instance / "backups").iterdir()
    with tarfile.open(made) as tar:
        assert "database.sqlite3" in tar.getnames()
