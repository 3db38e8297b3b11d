"""A backup comes back whole, and a bad one changes nothing."""

import gzip
import hashlib
import io
import json
import os
import random
import shutil
import sqlite3
import tarfile
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine, func, select, text

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import attach, path_of
from helpdesk.backup import queries, services
from helpdesk.backup.rules import BadArchiveError
from helpdesk.infra import archives, clock, uploads
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.setup.queries import newest_revision
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship
from tests.system import world

ASKED = tickets.Asked(subject="Printa haichapishi", hardship=Hardship.SLOWED)


@pytest.fixture
def council(one_of_everything):
    """One of everything, and files that are what their rows say."""
    for file in db.session.scalars(db.select(Attachment)):
        file.sha256 = hashlib.sha256(path_of(file).read_bytes()).hexdigest()
    world.save()
    return one_of_everything


@pytest.fixture
def archive(council, tmp_path):
    path = tmp_path / "backup.tar.gz"
    services.make_backup(path, now=clock.now())
    return path


@pytest.fixture(scope="module")
def kept():
    """A backup of that council, once it has been made."""
    return []


@pytest.fixture
def doomed(app, kept, request, tmp_path):
    """An archive to be damaged, for which nobody asks what the database holds meanwhile."""
    if not kept:
        kept.append(request.getfixturevalue("archive").read_bytes())
    path = tmp_path / "backup.tar.gz"
    path.write_bytes(kept[0])
    return path


@pytest.fixture
def live(tmp_path):
    """The data of a running council, which no bad archive may touch."""
    folder = tmp_path / "live"
    (folder / "uploads/00").mkdir(parents=True)
    with sqlite3.connect(folder / "helpdesk.sqlite3") as database:
        database.execute("CREATE TABLE precious (thing)")
    database.close()
    (folder / "uploads/00/file").write_bytes(b"precious")
    (folder / "secret_key").write_text("mine")
    (folder / "secret_key").chmod(0o600)
    (folder / "helpdesk.toml").write_text("https = true")
    (folder / "backups").mkdir()
    (folder / "backups/older.tar.gz").write_bytes(b"older")
    return folder


def everything(folder: Path):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows_in(path: Path):
    engine = queries.sqlite_engine(path)
    with engine.connect() as back:
        found = {one.name: set(map(str, back.execute(one.select()))) for one in queries.tables()}
    engine.dispose()
    return found


def live_rows():
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            one.name: set(map(str, connection.execute(one.select()))) for one in queries.tables()
        }


# --- making one


def test_a_backup_restores_into_an_empty_folder_row_by_row(archive, tmp_path):
    into = tmp_path / "new" / "instance"

    manifest = services.restore(archive, into, stamp="x")

    assert rows_in(into / "helpdesk.sqlite3") == live_rows()
    assert manifest.tables == {name: len(rows) for name, rows in live_rows().items()}
    assert manifest.tables["ticket"] > 2
    stored = db.session.scalars(
        db.select(Attachment.stored_name).order_by(Attachment.id).limit(1)
    ).one()
    assert (into / "uploads" / stored[:2] / stored).read_bytes() == b"1"
    assert {path.name for path in into.iterdir()} == {"helpdesk.sqlite3", "uploads"}


def test_an_archive_is_for_its_owner_alone_and_holds_no_secret(archive, instance):
    with tarfile.open(archive) as tar:
        names = tar.getnames()

    assert archive.stat().st_mode & 0o777 == 0o600
    assert names[:2] == ["manifest.json", "database.sqlite3"]
    assert not any("secret" in name or "toml" in name for name in names)


def test_it_says_what_it_holds(archive):
    manifest = services.verify(archive)

    assert (manifest.revision, manifest.files, manifest.lost) == (newest_revision(), 3, frozenset())
    ends = db.session.execute(text("SELECT council_id, sequence, hash FROM audit_head")).all()
    assert {(key, end.sequence, end.hash) for key, end in manifest.log_ends.items()} == set(ends)


def test_nothing_is_left_beside_it(archive, tmp_path):
    assert {path.name for path in tmp_path.iterdir()} - {"instance"} == {"backup.tar.gz"}


def test_a_lost_file_is_told_and_keeps_nobody_from_a_backup(council, tmp_path):
    file = db.session.scalars(db.select(Attachment).order_by(Attachment.id).limit(1)).one()
    path_of(file).unlink()

    manifest = services.make_backup(tmp_path / "a.tar.gz", now=clock.now())
    assert manifest.lost == {f"uploads/{file.stored_name[:2]}/{file.stored_name}"}
    assert services.restore(tmp_path / "a.tar.gz", tmp_path / "back", stamp="x").lost


def test_a_damaged_file_is_told_and_kept_as_it_is(council, tmp_path):
    file = db.session.scalars(db.select(Attachment).order_by(Attachment.id).limit(1)).one()
    path_of(file).write_bytes(b"2")

    manifest = services.make_backup(tmp_path / "a.tar.gz", now=clock.now())
    services.restore(tmp_path / "a.tar.gz", tmp_path / "back", stamp="x")

    (name,) = manifest.lost
    assert (tmp_path / "back" / name).read_bytes() == b"2"


def test_what_cannot_be_verified_never_gets_its_name(council, tmp_path):
    """Somebody changed the audit log: that is no backup of an honest council."""
    (tmp_path / "a.tar.gz").write_bytes(b"yesterday's")
    db.session.execute(text("UPDATE audit_entry SET actor_name = 'nobody' WHERE sequence = 2"))
    db.session.commit()

    with pytest.raises(BadArchiveError, match="audit log"):
        services.make_backup(tmp_path / "a.tar.gz", now=clock.now())

    assert (tmp_path / "a.tar.gz").read_bytes() == b"yesterday's"
    assert {path.name for path in tmp_path.iterdir()} - {"instance"} == {"a.tar.gz"}


@pytest.mark.slow
def test_backups_taken_while_tickets_are_written_are_whole(app, council, tmp_path):
    """Twenty tickets with a file each second; each backup holds all that were there before."""
    stop = Event()
    written: list[str] = []
    already = db.session.scalar(select(func.count()).select_from(Ticket)) or 0
    db.session.rollback()

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                with transaction():
                    own = db.session.get_one(User, council.gaps["user_id"])
                    reference = _ticket_with_file(own, len(written))
                written.append(reference)  # it counts when it is committed
                time.sleep(0.05)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            _wait_for(written, 5 * number + 3)
            before, path = len(written), tmp_path / f"{number}.tar.gz"
            manifest = services.make_backup(path, now=clock.now())
            _check_restored(path, tmp_path / f"back-{number}", manifest)
            assert already + before <= manifest.tables["ticket"] <= already + len(written) + 1
            assert 1 + before <= manifest.files
    finally:
        stop.set()
        writer.join()


def _ticket_with_file(own, number):
    made = tickets.open_ticket(ASKED, requester=own, actor=as_actor(own), now=clock.now())
    content = f"%PDF-{number}".encode()
    waiting = uploads.folder() / f"incoming-{number}"
    waiting.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    file = uploads.Upload("a.pdf", "application/pdf", len(content), digest, waiting)
    attach(uploads.Batch(fresh=(file,)), owner_kind="ticket", owner=made, actor=as_actor(own))
    waiting.unlink()
    return made.reference


def _wait_for(written, number):
    for _tenth in range(300):
        if len(written) >= number:
            return
        time.sleep(0.1)
    raise TimeoutError


def _check_restored(path, into, manifest):
    services.restore(path, into, stamp="x")
    with sqlite3.connect(into / "helpdesk.sqlite3") as back:
        for name, count in manifest.tables.items():
            assert back.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,)  # noqa: S608
        for stored, sha256 in back.execute("SELECT stored_name, sha256 FROM attachment"):
            content = (into / "uploads" / stored[:2] / stored).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256
    back.close()


def test_old_daily_backups_and_unfinished_ones_are_let_go(council):
    folder = services.backups_folder()
    for day in range(1, 31):
        folder.mkdir(exist_ok=True)
        (folder / f"helpdesk-202501{day:02d}-020000.tar.gz").write_bytes(b"old")
    (folder / ".backup-killed").mkdir()
    long_ago = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(folder / ".backup-killed", (long_ago, long_ago))
    (folder / ".backup-running").mkdir()

    services.make_daily_backup(clock.now())

    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == ".backup-running"
    assert len(left[1:]) == 14
    assert left[-1].startswith(f"helpdesk-{clock.today():%Y%m%d}")


@pytest.mark.sqlite_only(reason="a PostgreSQL database is there or not reachable")
def test_before_the_first_start_there_is_nothing_to_back_up(app, database, tmp_path):
    db.session.remove()
    db.engine.dispose()
    path = Path(str(db.engine.url.database))
    path.unlink()

    with pytest.raises(services.NothingThereError):
        services.make_backup(tmp_path / "a.tar.gz", now=clock.now())

    assert not path.exists()


# --- going back to one


def test_what_was_there_before_is_kept_beside_it(archive, live, tmp_path):
    before = everything(live)

    services.restore(archive, live, stamp="20260301-0900")

    after = everything(live)
    assert after["secret_key"] == b"mine"
    assert (live / "secret_key").stat().st_mode & 0o777 == 0o600
    assert after["helpdesk.toml"] == b"https = true"
    assert after["backups/older.tar.gz"] == b"older"
    assert "uploads/00/file" not in after
    kept = everything(tmp_path / "live-before-20260301-0900")
    assert kept == {name: content for name, content in before.items() if "backups" not in name}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_root_restores_belongs_to_whom_it_belonged(archive, live):
    os.chown(live, 65534, 65534)

    services.restore(archive, live, stamp="x")

    restored = [live, *(path for path in live.rglob("*") if "backups" not in path.parts)]
    assert {path.stat().st_uid for path in restored} == {65534}


def test_a_running_program_is_not_pulled_from_under(archive, live, tmp_path):
    """It keeps its database open, even when it does nothing."""
    engine = queries.sqlite_engine(live / "helpdesk.sqlite3")
    with engine.connect() as busy:
        busy.exec_driver_sql("SELECT * FROM precious").all()
        busy.rollback()

        with pytest.raises(services.InUseError):
            services.restore(archive, live, stamp="x")
    engine.dispose()
    assert not (tmp_path / "live-before-x").exists()

    services.restore(archive, live, stamp="x")


def test_a_database_that_is_beyond_reading_is_replaced(archive, live):
    (live / "helpdesk.sqlite3").write_bytes(b"nothing that anybody can read" * 100)

    services.restore(archive, live, stamp="x")

    assert rows_in(live / "helpdesk.sqlite3") == live_rows()


def test_a_swap_that_fails_half_way_is_taken_back(archive, live, monkeypatch):
    before, rename = everything(live), Path.rename

    def fail(path, target):
        if target == live and path.name == "data":
            raise OSError("no more")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no more"):
        services.restore(archive, live, stamp="x")

    assert everything(live) == before


def test_a_backup_fills_another_database(archive, empty_database):
    """As when a council grows from SQLite to PostgreSQL, or loses its PostgreSQL."""
    engine = create_engine(empty_database)
    with engine.begin() as connection:
        with pytest.raises(BadArchiveError, match="no tables yet"):
            services.fill_database(archive, empty_database)
        db.metadata.create_all(connection)
        queries.note_revision(connection, newest_revision() or "")

    manifest = services.fill_database(archive, empty_database)

    with engine.connect() as filled:
        assert queries.row_counts(filled) == dict(manifest.tables)
        for one in queries.tables():
            assert set(map(str, filled.execute(one.select()))) == live_rows()[one.name], one.name
    with pytest.raises(BadArchiveError, match="not empty"):
        services.fill_database(archive, empty_database)
    engine.dispose()


def test_a_filled_database_counts_on_from_where_it_was(archive, empty_database):
    engine = create_engine(empty_database)
    with engine.begin() as connection:
        db.metadata.create_all(connection)
        queries.note_revision(connection, newest_revision() or "")
    services.fill_database(archive, empty_database)

    council = db.metadata.tables["council"]
    values = {"code": "NEW", "name_sw": "x", "name_en": "x", "region": "x"}
    with engine.begin() as connection:
        highest = max(connection.scalars(db.select(council.c.id)))
        key = connection.execute(council.insert().values(values)).inserted_primary_key
    engine.dispose()
    assert key == (highest + 1,)


# --- what is refused


def rewritten(archive: Path, change) -> None:
    """Unpack an archive, let `change` alter its members by name, and pack it again."""
    members = {name: content.read() for name, _size, content in archives.read(archive)}
    odd = change(members) or []
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for info in odd:
            tar.addfile(info, io.BytesIO(b"x" * info.size))


def manifest_with(**changes):
    def change(members):
        said = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**said, **changes}).encode()

    return change


def declared(name, size=1):
    """Say in the manifest as well that there is such a member, as a careful liar would."""

    def change(members):
        said = json.loads(members["manifest.json"])
        said["members"][name] = [size, hashlib.sha256(b"x").hexdigest()]
        members["manifest.json"] = json.dumps(said).encode()
        if size == 1:
            members[name] = b"x"

    return change


def drop_upload(members):
    members.pop(next(name for name in members if name.startswith("uploads/")))


def add_stranger(members):
    members["../../evil"] = b"x"


def add_twice(members):
    name = next(name for name in members if name.startswith("uploads/"))
    info = tarfile.TarInfo(name)
    info.size = 1
    return [info]


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


def manifest_is_last(members):
    members["manifest.json"] = members.pop("manifest.json")


def database(statement):
    """Change the database in a way that only looking into it can tell."""

    def change(members):
        with sqlite3.connect(":memory:") as copy:
            copy.deserialize(as_rollback_journal(members["database.sqlite3"]))
            copy.execute("PRAGMA foreign_keys = OFF")
            copy.execute("PRAGMA ignore_check_constraints = ON")
            copy.executescript(statement)
            content = copy.serialize()
        copy.close()
        members["database.sqlite3"] = content
        said = json.loads(members["manifest.json"])
        digest = hashlib.sha256(content).hexdigest()
        said["members"]["database.sqlite3"] = [len(content), digest]
        members["manifest.json"] = json.dumps(said).encode()

    return change


def as_rollback_journal(content):
    """A database in memory cannot be in WAL mode."""
    return content[:18] + b"\x01\x01" + content[20:]


def not_a_database(members):
    members["database.sqlite3"] = b"x"
    declared("database.sqlite3")(members)


def truncate(archive, share):
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * share)])


def shorten(archive, by):
    archive.write_bytes(archive.read_bytes()[:-by])


def rewrite(change):
    return lambda path: rewritten(path, change)


def newer(members):
    """As the next version of this program would make it."""
    database("UPDATE alembic_version SET version_num = '9999'")(members)
    manifest_with(revision="9999")(members)


DAMAGES = {
    **{
        f"cut at {part} %": lambda path, part=part: truncate(path, part / 100)
        for part in range(5, 100, 10)
    },
    "cut by a byte": lambda path: shorten(path, 1),
    "cut by its checksum": lambda path: shorten(path, 8),
    "empty": lambda path: path.write_bytes(b""),
    "not an archive": lambda path: path.write_bytes(b"hello" * 1000),
    "packed text": lambda path: path.write_bytes(gzip.compress(b"hello")),
    "a bare database": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(5000)),
    "more at its end": lambda path: path.write_bytes(path.read_bytes() + b"more"),
    "one byte turned": rewrite(flip_a_byte),
    "a file missing": rewrite(drop_upload),
    "a file twice": rewrite(add_twice),
    "a name that climbs out": rewrite(add_stranger),
    "a declared name that climbs out": rewrite(declared("../../evil")),
    "a declared name from the root": rewrite(declared("/etc/passwd")),
    "a declared name between": rewrite(declared("uploads/../helpdesk.sqlite3")),
    "a declared secret key": rewrite(declared("secret_key")),
    "a declared name with a break": rewrite(declared("uploads/00/" + "f" * 32 + "\n")),
    "more than any disk holds": rewrite(declared("uploads/00/" + "f" * 32, 10**18)),
    "less than nothing": rewrite(declared("uploads/00/" + "f" * 32, -1)),
    "a link": rewrite(add_link),
    "another program's": rewrite(manifest_with(program="wordpress")),
    "a newer form": rewrite(manifest_with(format=99)),
    "another revision than its database": rewrite(manifest_with(revision="9999")),
    "a newer revision": rewrite(newer),
    "counts that do not agree": rewrite(manifest_with(tables={"ticket": 1})),
    "a log that ends elsewhere": rewrite(manifest_with(log_ends={})),
    "a manifest of junk": rewrite(manifest_is_junk),
    "a manifest of strings": rewrite(manifest_with(members="x", tables=5)),
    "a manifest without a time": rewrite(manifest_with(made_at="yesterday")),
    "a manifest that comes last": rewrite(manifest_is_last),
    "no database at all": rewrite(not_a_database),
    "a database without tables": rewrite(database("DROP TABLE attachment; VACUUM")),
    "an entry of the log changed": rewrite(
        database("UPDATE audit_entry SET actor_name = 'nobody' WHERE sequence = 2")
    ),
    "a row that points nowhere": rewrite(database("UPDATE ticket SET requester_id = 999999")),
    "a ticket less": rewrite(database("DELETE FROM comment; DELETE FROM ticket_status_change")),
    "an attached file that is another": rewrite(
        database("UPDATE attachment SET sha256 = 'ab' || substr(sha256, 3)")
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_archive_touches_nothing(doomed, live, tmp_path, damage):
    DAMAGES[damage](doomed)
    before = everything(tmp_path)

    with pytest.raises(BadArchiveError) as refusal:
        services.restore(doomed, live, stamp="x")

    assert everything(tmp_path) == before
    assert str(refusal.value)
    with pytest.raises(BadArchiveError):
        services.verify(doomed)


def test_an_older_revision_is_taken_and_left_to_its_upgrade(archive, tmp_path, monkeypatch):
    ours = newest_revision()
    monkeypatch.setattr(services, "newest_revision", lambda: "9999")

    assert services.restore(archive, tmp_path / "back", stamp="x").revision == ours


def test_a_database_of_another_revision_than_it_says_is_refused(archive, monkeypatch):
    rewritten(archive, manifest_with(revision="0000"))
    monkeypatch.setattr(services, "is_known", lambda _revision: True)

    with pytest.raises(BadArchiveError, match="not of the revision"):
        services.verify(archive)


def test_turned_bits_are_refused_or_do_not_matter(archive, live, tmp_path):
    whole, before = archive.read_bytes(), everything(live)
    chance = random.Random(9)  # noqa: S311
    refused = 0
    for _round in range(25):
        damaged = bytearray(whole)
        damaged[chance.randrange(12, len(whole))] ^= 1 << chance.randrange(8)
        archive.write_bytes(damaged)
        with pytest.raises(BadArchiveError):
            services.verify(archive)
        refused += 1
    assert refused == 25
    assert everything(live) == before


def test_a_disk_without_room_says_so(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))

    with pytest.raises(BadArchiveError, match="no room"):
        services.restore(archive, tmp_path / "back", stamp="x")


def test_every_ticket_is_in_the_backup(archive, tmp_path):
    services.restore(archive, tmp_path / "back", stamp="x")

    engine = queries.sqlite_engine(tmp_path / "back/helpdesk.sqlite3")
    with engine.connect() as back:
        found = set(back.scalars(db.select(Ticket.reference)))
    engine.dispose()
    assert found == set(db.session.scalars(db.select(Ticket.reference)))
