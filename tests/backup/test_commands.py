"""Backing up and asking for health, as an administrator types it."""

import pytest

from helpdesk.backup.commands import backup, check, restore
from helpdesk.infra.db import db
from tests import factories
from tests.pages import save


@pytest.fixture
def typed(app):
    factories.user()
    save()
    db.session.remove()
    runner = app.test_cli_runner()
    return lambda command, *words: runner.invoke(command, [str(word) for word in words])


def test_backing_up_and_going_back(typed, instance, tmp_path):
    made = typed(backup)
    assert made.exit_code == 0, made.output
    (file,) = (instance / "backups").glob("*.tar.gz")
    assert "verified" in made.output

    assert "whole" in typed(backup, "verify", file).output
    back = typed(restore, file, "--into", tmp_path / "back")
    assert back.exit_code == 0, back.output
    assert (tmp_path / "back/helpdesk.sqlite3").exists()


def test_a_bad_file_is_explained_in_one_line(typed, tmp_path):
    bad = tmp_path / "bad.tar.gz"
    bad.write_text("hello")

    refused = typed(restore, bad, "--into", tmp_path / "back")

    assert refused.exit_code == 1
    assert "nothing was touched" in refused.output
    assert not (tmp_path / "back").exists()


def test_health_says_what_is_wrong_and_what_is_not(typed, instance):
    ill = typed(check)
    assert ill.exit_code == 1
    assert "WRONG backup: there is none" in ill.output
    assert "ok    database" in ill.output

    typed(backup)
    key = instance / "secret_key"
    key.write_text("x" * 64)
    key.chmod(0o644)
    assert "WRONG secret key" in typed(check).output
    key.chmod(0o600)
    well = typed(check)
    assert well.exit_code == 0, well.output
