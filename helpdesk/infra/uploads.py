"""Files that a form brings: known kinds only, images made anew, kept aside until saved."""

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import current_app, g, request
from PIL import Image, ImageOps
from werkzeug.datastructures import FileStorage

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST = 5  # files of one field
LONGEST_SIDE = 1600  # pixels; a phone's photo shrinks to about 300 kB
MOST_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
IMAGES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept: `path` is where it waits."""

    name: str
    mimetype: str
    size: int
    sha256: str
    path: Path

    @property
    def id(self) -> str:
        """A file is known by what it holds, before and after it is stored."""
        return self.sha256


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that may not be kept: `reason` is "kind" or "size"."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one field brought now, and what its draft already holds but the person let go."""

    draft_key: str = ""
    fresh: tuple[Upload, ...] = ()
    refused: tuple[Refused, ...] = ()
    dropped: frozenset[str] = field(default_factory=frozenset)


def receive() -> None:
    """Take in the files of this request, before anything is locked."""
    taken: dict[str, list[Upload | Refused]] = {}
    for name, file in request.files.items(multi=True):
        if file.filename:
            taken.setdefault(name, []).append(_taken(file))
    g.uploads = taken


def batch(name: str, draft_key: str) -> Batch:
    files = g.get("uploads", {}).get(name, [])
    dropped = request.form.getlist(f"drop_{name}")
    return Batch(
        draft_key=draft_key,
        fresh=tuple(file for file in files if isinstance(file, Upload)),
        refused=tuple(file for file in files if isinstance(file, Refused)),
        dropped=frozenset(dropped),
    )


def fresh_files() -> list[Upload]:
    files = g.get("uploads", {}).values()
    return [file for field_files in files for file in field_files if isinstance(file, Upload)]


def discard(_error: BaseException | None = None) -> None:
    """Remove what nobody kept, at the end of the request."""
    for upload in fresh_files():
        upload.path.unlink(missing_ok=True)


def folder() -> Path:
    path = Path(current_app.instance_path) / "uploads"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _taken(file: FileStorage) -> Upload | Refused:
    name = Path((file.filename or "").replace("\\", "/")).name[:120]
    content = file.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Refused(name, "size")
    made = _made_safe(content)
    if made is None:
        return Refused(name, "kind")
    safe, mimetype = made
    return Upload(name, mimetype, len(safe), hashlib.sha256(safe).hexdigest(), _set_aside(safe))


def _made_safe(content: bytes) -> tuple[bytes, str] | None:
    """Return what may be kept and its type, told by the leading bytes and never by the name."""
    if content.startswith(b"%PDF-"):
        return content, "application/pdf"
    for mark, kind in IMAGES.items():
        if content.startswith(mark):
            return _redrawn(BytesIO(content), kind)
    return None


def _redrawn(source: IO[bytes], kind: str) -> tuple[bytes, str] | None:
    """Draw the picture anew: smaller, upright, and without the place where it was taken."""
    try:
        with Image.open(source, formats=[kind]) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            target = BytesIO()
            clean = upright.convert("RGB") if kind == "JPEG" else upright
            clean.info = {}
            clean.save(target, kind, quality=80, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return target.getvalue(), f"image/{kind.lower()}"


def _set_aside(content: bytes) -> Path:
    path = folder() / f"incoming-{secrets.token_hex(16)}"
    with path.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return path
