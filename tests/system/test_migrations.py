"""Migrations make exactly the tables that the models describe."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from helpdesk.app import create_app
from helpdesk.infra.db import db
from helpdesk.paths import shipped
from helpdesk.start import newest_revision, revision

VERSIONS = sorted(path.stem for path in Path(shipped("migrations"), "versions").glob("*.py"))
BREAKING = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{head}"

def upgrade():
    council = sa.Column("council_id", sa.Integer(), sa.ForeignKey("council.id"))
    op.create_table("novelty", council)
    op.execute("INSERT INTO novelty VALUES (77)")
"""


@pytest.fixture
def broken_upgrade(app, tmp_path):
    folder = shutil.copytree(shipped("migrations"), tmp_path / "migrations")
    (folder / "versions" / "9999_breaking.py").write_text(BREAKING.format(head=VERSIONS[-1][:4]))
    with pytest.raises((SystemExit, IntegrityError)):
        upgrade(directory=str(folder))


def test_models_and_migrations_agree(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_every_condition_of_the_models_is_in_the_database(app):
    """Those are never written by autogenerate."""
    wanted = {
        (table.name, rule.name)
        for table in db.metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    found = inspect(db.engine).get_multi_check_constraints().items()

    assert {(table, rule["name"]) for (_, table), rules in found for rule in rules} == wanted


def test_migrations_are_numbered_in_one_line():
    assert [name.split("_")[0] for name in VERSIONS] == [
        f"{number:04d}" for number in range(1, len(VERSIONS) + 1)
    ]


def test_an_empty_database_comes_to_the_newest_migration(empty_database):
    with create_app({"DATABASE_URL": empty_database}).app_context():
        assert revision() is None
        upgrade()
        assert revision() == newest_revision() == VERSIONS[-1][:4]
        db.engine.dispose()


def test_the_last_migration_can_be_undone(app):
    downgrade(revision="-1")
    upgrade()


def test_a_migration_that_breaks_foreign_keys_leaves_no_trace(broken_upgrade):
    assert "novelty" not in inspect(db.engine).get_table_names()
    assert revision() == VERSIONS[-1][:4]


@pytest.mark.sqlite_only(reason="only there are foreign keys put aside for a migration")
def test_foreign_keys_are_kept_again_after_a_migration(broken_upgrade):
    assert db.session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
