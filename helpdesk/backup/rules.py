"""What a backup may hold, and when it is too old."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

PROGRAM = "helpdesk"
FORMAT = 1
DATABASE = "database.sqlite3"
MANIFEST = "manifest.json"
STORED = re.compile(r"uploads/[0-9a-f]{2}/[0-9a-f]{32}")
LARGEST_MANIFEST = 64 * 1024 * 1024
OLDEST = timedelta(hours=26)
KEPT = 14  # daily backups


class BadArchiveError(Exception):
    """An archive that is damaged, foreign or not for this program; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LogEnd:
    """Where the audit log of a council ended, so that nobody can cut it later."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself: rows by table, ends of the log, size and hash of members.

    `lost` are attached files that were missing or damaged on the disk when it was made.
    """

    version: str
    revision: str
    made_at: datetime
    tables: Mapping[str, int]
    members: Mapping[str, Member]
    log_ends: Mapping[int, LogEnd] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()

    @property
    def files(self) -> int:
        """How many attached files it holds."""
        return len(self.members) - 1

    def as_json(self) -> dict[str, Any]:
        return {
            "program": PROGRAM,
            "format": FORMAT,
            "version": self.version,
            "revision": self.revision,
            "made_at": self.made_at.isoformat(),
            "tables": dict(self.tables),
            "log_ends": {
                str(council_id): [end.sequence, end.hash]
                for council_id, end in self.log_ends.items()
            },
            "lost": sorted(self.lost),
            "members": {name: [one.size, one.sha256] for name, one in self.members.items()},
        }


def inside(stored_name: str) -> str:
    """Return the name in an archive of an attached file."""
    return f"uploads/{stored_name[:2]}/{stored_name}"


def read_manifest(said: Any) -> Manifest:
    """Check what an archive says of itself; whatever is odd makes it a stranger's."""
    try:
        if (said["program"], said["format"]) != (PROGRAM, FORMAT):
            raise BadArchiveError("this is not a backup of this program")
        manifest = _manifest(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadArchiveError(f"its manifest cannot be read: {error!r}") from error
    _check_members(manifest.members)
    return manifest


def _manifest(said: Any) -> Manifest:
    return Manifest(
        version=str(said["version"]),
        revision=str(said["revision"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        tables={str(name): int(count) for name, count in said["tables"].items()},
        log_ends={
            int(council_id): LogEnd(int(sequence), str(hash_))
            for council_id, (sequence, hash_) in said["log_ends"].items()
        },
        lost=frozenset(map(str, said["lost"])),
        members={
            str(name): Member(int(size), str(hash_))
            for name, (size, hash_) in said["members"].items()
        },
    )


def _check_members(members: Mapping[str, Member]) -> None:
    if DATABASE not in members:
        raise BadArchiveError("it holds no database")
    for name, member in members.items():
        if name != DATABASE and not STORED.fullmatch(name):
            raise BadArchiveError(f"it holds something that is not ours: {name!r}")
        if member.size < 0:
            raise BadArchiveError(f"it holds less than nothing: {name!r}")


def is_too_old(made_at: datetime | None, *, now: datetime) -> bool:
    return made_at is None or now - made_at > OLDEST
