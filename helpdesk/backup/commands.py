"""Backing up, going back, and asking whether this installation is healthy."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text

from helpdesk.backup import queries, services
from helpdesk.backup.rules import BadArchiveError, is_too_old
from helpdesk.inbox import queries as inbox
from helpdesk.infra import clock, mailboxes
from helpdesk.infra.db import db
from helpdesk.outbox.queries import given_up
from helpdesk.setup.queries import readiness

LEAST_ROOM = 500 * 1024 * 1024  # bytes of free disk
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("backup", invoke_without_command=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.pass_context
@with_appcontext
def backup(context: click.Context, out: Path | None) -> None:
    """Write one verified file with the data and all attached files.

    The secret key and helpdesk.toml are not in it: keep them apart, they are secrets.
    """
    if context.invoked_subcommand is not None:
        return
    now = clock.now()
    target = out or services.usual_place(now)
    with _explained(target):
        manifest = services.make_backup(target, now=now)
    rows = sum(manifest.tables.values())
    click.echo(f"{target}: {rows:,} rows, {manifest.files:,} files, verified")
    if manifest.lost:
        click.echo(f"{len(manifest.lost)} attached files are missing or damaged", err=True)


@backup.command("verify")
@click.argument("file", type=FILE)
@with_appcontext
def verify(file: Path) -> None:
    """Read all of a backup and check it; nothing is changed."""
    with _explained(file):
        manifest = services.verify(file)
    made_at = manifest.made_at.astimezone(clock.ZONE)
    click.echo(f"{file}: made {made_at:%d/%m/%Y %H:%M}, whole")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--to-database", "url", help="Fill this empty database, such as a new PostgreSQL.")
@with_appcontext
def restore(file: Path, into: Path, url: str | None) -> None:
    """Put a backup in place of the data in a folder; stop the program first.

    What was there before is kept beside it. A bad file touches nothing.
    """
    stamp = f"{clock.now().astimezone(clock.ZONE):%Y%m%d-%H%M%S}"
    with _explained(file):
        if url:
            services.fill_database(file, url)
        manifest = services.restore(file, into, stamp=stamp)
    click.echo(f"{into}: {sum(manifest.tables.values()):,} rows are back")
    if manifest.lost:
        click.echo(f"{len(manifest.lost)} attached files were lost before it was made", err=True)


@click.command("check")
@with_appcontext
def check() -> None:
    """Say whether this installation is healthy, a line for each thing."""
    found = list(_examined(clock.now()))
    for name, complaint in found:
        click.echo(f"WRONG {name}: {complaint}" if complaint else f"ok    {name}")
    if note := _only_here(current_app.config["PUBLIC_URL"]):
        click.echo(f"note  public address: {note}")
    if any(complaint for _name, complaint in found):
        raise SystemExit(1)


def _examined(now: datetime) -> Iterator[tuple[str, str]]:
    ready = readiness(now)
    yield "database", "" if ready.database else "it does not answer"
    if ready.database:
        yield "migrations", "" if ready.migrations else "run `helpdesk db upgrade`"
    if ready.migrations:
        yield (
            "background jobs",
            "" if ready.jobs else "a job is late: is `helpdesk worker` running?",
        )
        yield "integrity", _integrity()
        yield "attached files", _missing_files()
        yield "e-mail", _refused_messages()
        if mailboxes.is_on():
            yield "mailbox", inbox.complaint()
    yield "backup", _backup_age(now)
    yield "disk", _room()
    yield "secret key", _key_mode()


def _only_here(address: str) -> str:
    """Labels and letters carry this address, which must lead here from elsewhere too."""
    if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
        return ""
    return f"no other device can open {address}; set public_url before printing labels"


def _integrity() -> str:
    """SQLite can tell; PostgreSQL looks after itself."""
    if db.engine.dialect.name != "sqlite":
        return ""
    found = db.session.scalar(text("PRAGMA integrity_check(1)"))
    if found != "ok":
        return f"the database is damaged: {found}"
    broken = db.session.execute(text("PRAGMA foreign_key_check")).first()
    return "" if broken is None else f"a row of {broken[0]} points to one that is not there"


def _missing_files() -> str:
    folder = services.backups_folder().parent
    stored = queries.stored_files(db.session.connection())
    missing = [name for name in stored if not (folder / name).is_file()]
    return f"{len(missing)} are missing, such as {missing[0]}" if missing else ""


def _refused_messages() -> str:
    count = given_up()
    return f"{count} messages could not be sent" if count else ""


def _backup_age(now: datetime) -> str:
    times = [path.stat().st_mtime for path in services.backups_folder().glob("*.tar.gz")]
    newest = datetime.fromtimestamp(max(times), UTC) if times else None
    if not is_too_old(newest, now=now):
        return ""
    if newest is None:
        return "there is none"
    return f"the last one is of {newest.astimezone(clock.ZONE):%d/%m/%Y %H:%M}"


def _room() -> str:
    free = shutil.disk_usage(current_app.instance_path).free
    return "" if free >= LEAST_ROOM else f"only {free // 1024**2:,} MB are free"


def _key_mode() -> str:
    path = Path(current_app.instance_path) / "secret_key"
    if not path.exists():
        return "" if current_app.secret_key else "there is none yet"
    mode = stat.S_IMODE(path.stat().st_mode)
    return "" if mode == 0o600 else f"others may read it (mode {mode:o})"


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say in one line why it could not be done, and that nothing was touched."""
    try:
        yield
    except services.NothingThereError:
        raise click.ClickException("there is no database to back up yet") from None
    except services.InUseError:
        raise click.ClickException("the program is running: stop it first") from None
    except (BadArchiveError, OSError) as error:
        raise click.ClickException(f"{file}: {error}; nothing was touched") from None
