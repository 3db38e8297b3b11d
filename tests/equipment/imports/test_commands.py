"""Bringing a sheet in from the command line."""

import pytest
from sqlalchemy import func, select

from helpdesk.audit.models import AuditEntry
from helpdesk.equipment.commands import brought
from helpdesk.equipment.models import Asset
from helpdesk.infra.db import db
from tests.equipment.imports.factories import LAPTOP, PRINTER, csv
from tests.pages import save


@pytest.fixture
def run(app, council, tmp_path):
    """Run the command over a file with one good and one bad row."""
    file = tmp_path / "vifaa.csv"
    file.write_bytes(csv(LAPTOP, PRINTER.replace("1,250,000", "laki")))
    save()

    def ran(*given, content=None):
        if content is not None:
            file.write_bytes(content)
        return app.test_cli_runner().invoke(brought, ["assets", str(file), *given])

    return ran


def _count() -> int:
    return db.session.scalars(select(func.count(Asset.id))).one()


def test_a_dry_run_tells_and_saves_nothing(run):
    said = run("--dry-run", "--lang", "en")

    assert said.output.splitlines() == [
        "3: Purchase cost (laki): This is no amount. Write it in digits, for example 1,250,000.",
        "1 new, 0 changed, 0 the same, 1 wrong",
    ]
    assert (said.exit_code, _count()) == (0, 0)


def test_good_rows_are_saved_and_the_import_is_in_the_log(run):
    assert run().exit_code == 0

    assert _count() == 1
    acts = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1))
    assert acts.one() == "asset.import"


def test_what_cannot_be_read_is_said_in_one_line(run):
    said = run("--lang", "en", content=b"%PDF-1.4")

    assert said.exit_code == 1
    assert said.output.startswith("Error: This is no spreadsheet")
