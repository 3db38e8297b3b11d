"""What a backup may hold, and when it is too old."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself: rows by table, and size and hash of each member."""

    version: str
    revision: str
    made_at: datetime
    tables: Mapping[str, int]
    members: Mapping[str, Member]

    def as_json(self) -> dict[str, Any]:
        members = {name: [one.size, one.sha256] for name, one in self.members.items()}
        return {
            "program": PROGRAM,
            "format": FORMAT,
            "version": self.version,
            "revision": self.revision,
            "made_at": self.made_at.isoformat(),
            "tables": dict(self.tables),
            "members": members,
        }


def read_manifest(said: Any) -> Manifest:
    """Check what an archive says of itself; whatever is odd makes it a stranger's."""
    try:
        if (said["program"], said["format"]) != (PROGRAM, FORMAT):
            raise BadArchiveError("this is not a backup of this program")
        members = {
            name: Member(int(size), str(hash_)) for name, (size, hash_) in said["members"].items()
        }
        manifest = Manifest(
            version=str(said["version"]),
            revision=str(said["revision"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            tables={str(name): int(count) for name, count in said["tables"].items()},
            members=members,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadArchiveError(f"its manifest cannot be read: {error!r}") from error
    _check_names(members)
    return manifest


def _check_names(members: Mapping[str, Member]) -> None:
    if DATABASE not in members:
        raise BadArchiveError("it holds no database")
    for name in members:
        if name != DATABASE and not STORED.fullmatch(name):
            raise BadArchiveError(f"it holds something that is not ours: {name!r}")


def is_too_old(made_at: datetime | None, *, now: datetime) -> bool:
    return made_at is None or now - made_at > OLDEST
