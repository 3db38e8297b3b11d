"""A backup comes back whole, and a bad one changes nothing."""

import gzip
import io
import json
import sqlite3
import tarfile
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine, text

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.backup import queries, services
from helpdesk.backup.rules import BadArchiveError
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship
from tests.system import world

ASKED = tickets.Asked(subject="Printa haichapishi", hardship=Hardship.SLOWED)


@pytest.fixture
def council(app):
    return world.made()


@pytest.fixture
def archive(council, tmp_path):
    path = tmp_path / "backup.tar.gz"
    services.make_backup(path, now=clock.now())
    return path


def test_a_backup_restores_into_an_empty_folder(archive, tmp_path):
    into = tmp_path / "new" / "instance"

    manifest = services.restore(archive, into, stamp="x")

    with sqlite3.connect(into / "helpdesk.sqlite3") as back:
        for name, count in manifest.tables.items():
            assert back.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,)  # noqa: S608
    back.close()
    assert manifest.tables["ticket"] == 3
    stored = db.session.scalars(db.select(Attachment.stored_name)).one()
    assert (into / "uploads" / stored[:2] / stored).read_bytes() == b"1"


def test_what_was_there_before_is_kept_beside_it(archive, tmp_path):
    into = tmp_path / "instance-old"
    into.mkdir()
    (into / "secret_key").write_text("mine")
    (into / "helpdesk.sqlite3").write_text("older")

    services.restore(archive, into, stamp="20260301-0900")

    assert (into / "secret_key").read_text() == "mine"
    assert (tmp_path / "instance-old-before-20260301-0900/helpdesk.sqlite3").read_text() == "older"


def test_an_archive_is_for_its_owner_alone_and_holds_no_secret(archive):
    with tarfile.open(archive) as tar:
        names = tar.getnames()

    assert archive.stat().st_mode & 0o777 == 0o600
    assert names[:2] == ["manifest.json", "database.sqlite3"]
    assert not any("secret" in name or "toml" in name for name in names)


def test_a_backup_taken_while_tickets_are_written_is_whole(app, council, tmp_path):
    stop, written = Event(), []

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                with transaction():
                    own = council_person(council)
                    made = tickets.open_ticket(
                        ASKED, requester=own, actor=as_actor(own), now=clock.now()
                    )
                    written.append(made.reference)
                time.sleep(0.02)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            before, path = len(written), tmp_path / f"{number}.tar.gz"
            manifest = services.make_backup(path, now=clock.now())
            assert 3 + before <= manifest.tables["ticket"] <= 3 + len(written)
            services.restore(path, tmp_path / f"back-{number}", stamp="x")
    finally:
        stop.set()
        writer.join()
    assert len(written) > 4


def council_person(council):
    return db.session.get_one(User, council.gaps["user_id"])


def rewritten(archive: Path, change) -> None:
    """Unpack an archive, let `change` alter its members by name, and pack it again."""
    with tarfile.open(archive) as tar:
        files = {one.name: tar.extractfile(one) for one in tar if one.isreg()}
        members = {name: file.read() for name, file in files.items() if file}
    odd = change(members) or []
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for info in odd:
            tar.addfile(info)


def manifest_with(**changes):
    def change(members):
        said = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**said, **changes}).encode()

    return change


def drop_upload(members):
    members.pop(next(name for name in members if name.startswith("uploads/")))


def add_stranger(members):
    members["../../evil"] = b"x"


def add_link(_members):
    link = tarfile.TarInfo("uploads/00/" + "f" * 32)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return [link]


def flip_a_byte(members):
    content = bytearray(members["database.sqlite3"])
    content[len(content) // 2] ^= 255
    members["database.sqlite3"] = bytes(content)


def manifest_is_junk(members):
    members["manifest.json"] = b"[]"


def truncate(archive, share):
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * share)])


DAMAGES = {
    "cut at a tenth": lambda path: truncate(path, 0.1),
    "cut in the middle": lambda path: truncate(path, 0.5),
    "cut near its end": lambda path: truncate(path, 0.98),
    "empty": lambda path: path.write_bytes(b""),
    "not an archive": lambda path: path.write_bytes(b"hello" * 1000),
    "packed text": lambda path: path.write_bytes(gzip.compress(b"hello")),
    "one byte turned": lambda path: rewritten(path, flip_a_byte),
    "a file missing": lambda path: rewritten(path, drop_upload),
    "a name that climbs out": lambda path: rewritten(path, add_stranger),
    "a link": lambda path: rewritten(path, add_link),
    "another program's": lambda path: rewritten(path, manifest_with(program="wordpress")),
    "a newer form": lambda path: rewritten(path, manifest_with(format=99)),
    "another revision": lambda path: rewritten(path, manifest_with(revision="9999")),
    "counts that do not agree": lambda path: rewritten(path, manifest_with(tables={"ticket": 1})),
    "a manifest of junk": lambda path: rewritten(path, manifest_is_junk),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_archive_touches_nothing(archive, tmp_path, damage):
    live = tmp_path / "live"
    live.mkdir()
    (live / "helpdesk.sqlite3").write_bytes(b"the live data")
    DAMAGES[damage](archive)
    before = sorted(path.name for path in tmp_path.iterdir())

    with pytest.raises(BadArchiveError):
        services.restore(archive, live, stamp="x")

    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert [(p.name, p.read_bytes()) for p in live.iterdir()] == [
        ("helpdesk.sqlite3", b"the live data")
    ]


def test_a_changed_audit_log_is_found_in_a_backup(archive):
    def change(members):
        path = archive.with_name("changed.sqlite3")
        path.write_bytes(members["database.sqlite3"])
        with sqlite3.connect(path) as copy:
            copy.execute("UPDATE audit_entry SET actor_name = 'nobody' WHERE sequence = 2")
        copy.close()
        members["database.sqlite3"] = path.read_bytes()
        said = json.loads(members["manifest.json"])
        said["members"]["database.sqlite3"] = [path.stat().st_size, services._measured(path).sha256]
        members["manifest.json"] = json.dumps(said).encode()

    rewritten(archive, change)

    with pytest.raises(BadArchiveError, match="audit log"):
        services.verify(archive)


def test_a_backup_fills_another_database(archive, empty_database):
    """As when a council grows from SQLite to PostgreSQL."""
    engine = create_engine(empty_database)
    db.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        with db.engine.connect() as own:
            revision = queries.revision_of(own)
        connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})

    manifest = services.fill_database(archive, empty_database)

    with engine.connect() as filled:
        assert queries.row_counts(filled) == dict(manifest.tables)
        tables = [table for table in queries.tables() if "id" in table.c]
        with db.engine.connect() as own:
            for table in tables:
                rows = db.select(table).order_by(table.c.id)
                assert filled.execute(rows).all() == own.execute(rows).all(), table.name
    with pytest.raises(BadArchiveError, match="not empty"):
        services.fill_database(archive, empty_database)
    engine.dispose()


def test_old_daily_backups_are_let_go(council, instance):
    for day in range(1, 31):
        path = services.usual_place(clock.now()).with_name(
            f"helpdesk-202501{day:02d}-020000.tar.gz"
        )
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old")

    services.make_daily_backup(clock.now())

    left = sorted(path.name for path in services.backups_folder().iterdir())
    assert len(left) == 14
    assert left[-1].startswith(f"helpdesk-{clock.today():%Y%m%d}")


def test_every_ticket_is_in_the_backup(archive, tmp_path):
    services.restore(archive, tmp_path / "back", stamp="x")

    engine = queries.sqlite_engine(tmp_path / "back/helpdesk.sqlite3")
    with engine.connect() as back:
        found = set(back.scalars(db.select(Ticket.reference)))
    engine.dispose()
    assert found == set(db.session.scalars(db.select(Ticket.reference)))
