"""One packed file that holds many: written for good, and read without trusting it."""

import gzip
import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

LONGEST_END = 1024 * 1024  # bytes that may follow the last file
UNREADABLE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


class NotPlainError(tarfile.TarError):
    """Something that is no plain file under a plain name, or that follows the end."""


class _PlainFile(tarfile.TarInfo):
    """Refuse links, devices, and headers that are read into memory, before anybody follows them."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_PlainFile":
        header = super().frombuf(buf, encoding, errors)
        if header.type not in {tarfile.REGTYPE, tarfile.AREGTYPE}:
            raise NotPlainError(f"{header.name!r} is no plain file")
        return header


def write(archive: Path, members: Iterable[tuple[str, Path | bytes]]) -> None:
    """Pack files or texts under these names, for the eyes of their owner alone."""
    handle = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        with (
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=target, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT) as tar,
        ):
            for name, content in members:
                _add(tar, name, content)
        target.flush()
        os.fsync(target.fileno())


def read(archive: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield name, size and content of each file; an archive is whole when this has come to its end.

    What is cut, altered or odd raises one of UNREADABLE, here or from the content.
    """
    with gzip.open(archive) as packed:
        with tarfile.open(fileobj=packed, mode="r|", tarinfo=_PlainFile) as tar:
            for header in tar:
                yield header.name, header.size, tar.extractfile(header) or BytesIO()
        _check_end(packed)


def make_lasting(folder: Path) -> None:
    """See to it that new names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _add(tar: tarfile.TarFile, name: str, content: Path | bytes) -> None:
    header = tarfile.TarInfo(name)
    header.mode = 0o600
    with BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
        header.size = source.seek(0, os.SEEK_END)
        source.seek(0)
        tar.addfile(header, source)


def _check_end(packed: gzip.GzipFile) -> None:
    """Read to the very end, where the checksum of all is; only zeros may be left."""
    rest = packed.read(LONGEST_END)
    if rest.strip(b"\x00") or packed.read(1):
        raise NotPlainError("more follows its end")
