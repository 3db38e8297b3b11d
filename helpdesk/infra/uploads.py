"""Files that a form brings: known kinds only, images made anew, kept aside until saved."""

import hashlib
import os
import secrets
import struct
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from flask import current_app, g, request
from PIL import Image, ImageOps
from werkzeug.datastructures import FileStorage

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST = 5  # files of one field
MOST_AT_ONCE = 20  # files of one request that we look into
MOST_LETTERS = 120  # of a file's name
LONGEST_SIDE = 1600  # pixels; a phone's photo shrinks to about 300 kB
MOST_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, before any is unpacked
IMAGES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}


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
    """A file that may not be kept; `reason` is one of those that fields.py has words for."""

    name: str
    reason: str
    digest: str = field(default="", compare=False)  # what tells it from another of its name


class RefusedError(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Batch:
    """What one field brought now, and what its draft already holds but the person let go."""

    draft_key: str = ""
    fresh: tuple[Upload, ...] = ()
    refused: tuple[Refused, ...] = ()
    dropped: frozenset[str] = field(default_factory=frozenset)


def receive() -> None:
    """Take in the files of this request, before anything is locked; once is enough."""
    if "uploads" in g:
        return
    taken: dict[str, list[Upload | Refused]] = {}
    chosen = [(name, file) for name, file in request.files.items(multi=True) if file.filename]
    for number, (name, file) in enumerate(chosen):
        look = _taken if number < MOST_AT_ONCE else _too_many
        taken.setdefault(name, []).append(look(file))
    g.uploads = taken


def batch(name: str, draft_key: str) -> Batch:
    """Return what one field brought; a file let go and chosen anew is kept."""
    files = g.get("uploads", {}).get(name, [])
    fresh = tuple(file for file in files if isinstance(file, Upload))
    return Batch(
        draft_key=draft_key,
        fresh=fresh,
        refused=tuple(file for file in files if isinstance(file, Refused)),
        dropped=frozenset(request.form.getlist(f"drop_{name}")) - {file.id for file in fresh},
    )


def fresh_files() -> list[Upload]:
    files = g.get("uploads", {}).values()
    return [file for field_files in files for file in field_files if isinstance(file, Upload)]


def dropped_files() -> frozenset[str]:
    """Return what the person let go, in any field."""
    names = [name for name in request.form if name.startswith("drop_")]
    dropped = {value for name in names for value in request.form.getlist(name)}
    return frozenset(dropped - {file.id for file in fresh_files()})


def fingerprint() -> list[tuple[str, str]]:
    """Tell what was sent from anything else: telephones call every picture by the same name."""
    files = g.get("uploads", {}).items()
    return sorted(
        (name, file.id if isinstance(file, Upload) else f"{file.name} {file.digest}")
        for name, field_files in files
        for file in field_files
    )


def discard(_error: BaseException | None = None) -> None:
    """Remove what nobody kept, at the end of the request."""
    for upload in fresh_files():
        upload.path.unlink(missing_ok=True)


def folder() -> Path:
    path = Path(current_app.instance_path) / "uploads"
    path.mkdir(parents=True, exist_ok=True, mode=0o750)
    return path


def _taken(file: FileStorage) -> Upload | Refused:
    content = file.stream.read(LARGEST + 1)
    found = taken(file.filename or "", content)
    if isinstance(found, Refused):
        return replace(found, digest=hashlib.sha256(content).hexdigest())
    return found


def taken(given_name: str, content: bytes) -> Upload | Refused:
    """Set a file aside that came in whatever way; the caller unlinks `path` in the end."""
    name = _plain(given_name)
    if len(content) > LARGEST:
        return Refused(name, "size")
    try:
        safe, mimetype = _made_safe(content)
    except RefusedError as refusal:
        return Refused(name, _reason(refusal, name))
    name = _with_ending(name, ENDINGS[mimetype])
    return Upload(name, mimetype, len(safe), hashlib.sha256(safe).hexdigest(), _set_aside(safe))


def _reason(refusal: RefusedError, name: str) -> str:
    """Believe the name so far that its owner holds the file for one of our kinds."""
    is_called_so = name.lower().endswith(tuple(sum(ENDINGS.values(), ())))
    return "damaged" if refusal.reason == "kind" and is_called_so else refusal.reason


def as_text(name: str, content: bytes) -> Upload:
    """Set something aside that is only ever saved, and as plain text, whatever it holds."""
    digest = hashlib.sha256(content).hexdigest()
    return Upload(name, "text/plain", len(content), digest, _set_aside(content))


def _too_many(file: FileStorage) -> Refused:
    return Refused(_plain(file.filename or ""), "number")


def _plain(name: str) -> str:
    """Return the last part of a name, without what cannot be printed or turns letters round."""
    printable = "".join(letter for letter in name if letter.isprintable())
    return PurePosixPath(printable.replace("\\", "/")).name[:MOST_LETTERS].strip()


def _with_ending(name: str, endings: tuple[str, ...]) -> str:
    """Let no name promise another kind of file to whoever opens it later."""
    if name.lower().endswith(endings) and not name.startswith("."):
        return name
    return f"{name.lstrip('.') or 'file'}{endings[0]}"


def _made_safe(content: bytes) -> tuple[bytes, str]:
    """Return what may be kept and its type, told by the leading bytes and never by the name."""
    if not content:
        raise RefusedError("empty")
    if content.startswith(b"%PDF-"):
        return content, "application/pdf"
    for mark, kind in IMAGES.items():
        if content.startswith(mark):
            return _redrawn(BytesIO(content), kind), f"image/{kind.lower()}"
    raise RefusedError("kind")


def _redrawn(source: IO[bytes], kind: str) -> bytes:
    """Draw the picture anew: smaller, upright, and without the place where it was taken."""
    try:
        with Image.open(source, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RefusedError("pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _written(_upright(picture), kind)
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, struct.error) as error:
        raise RefusedError("damaged") from error


def _upright(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _written(picture: Image.Image, kind: str) -> bytes:
    clean = picture.convert("RGB") if kind == "JPEG" else picture
    clean.info = {}
    target = BytesIO()
    clean.save(target, kind, quality=80, optimize=True)
    return target.getvalue()


def _set_aside(content: bytes) -> Path:
    path = folder() / f"incoming-{secrets.token_hex(16)}"
    with path.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return path
