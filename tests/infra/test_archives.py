"""A packed file gives back exactly what was put in, or nothing at all."""

import gzip
import random
import tarfile
import tracemalloc
from io import BytesIO

import pytest

from helpdesk.infra import archives

CONTENT = {"first": b"one" * 1000, "folder/second": b"", "third": bytes(range(256)) * 600}


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive"
    (tmp_path / "first").write_bytes(CONTENT["first"])
    given = {**CONTENT, "first": tmp_path / "first"}
    archives.write(path, given.items())
    return path


def read(path):
    return {name: content.read() for name, _size, content in archives.read(path)}


def packed(path, *members):
    """An archive as somebody else might make it: of each member its header and content."""
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for header, content in members:
            tar.addfile(header, BytesIO(content))
    return path


def header(name, *, kind=tarfile.REGTYPE, size=0, **given):
    made = tarfile.TarInfo(name)
    made.type, made.size = kind, size
    for field, value in given.items():
        setattr(made, field, value)
    return made


def test_what_was_put_in_comes_out(archive):
    assert read(archive) == CONTENT
    assert archive.stat().st_mode & 0o777 == 0o600


def test_the_same_files_make_the_same_archive(archive, tmp_path):
    again = tmp_path / "again"
    archives.write(again, CONTENT.items())

    assert again.read_bytes() == archive.read_bytes()


def test_an_archive_that_is_there_is_not_overwritten(archive):
    with pytest.raises(FileExistsError):
        archives.write(archive, [])


def test_any_other_program_can_open_it(archive):
    with tarfile.open(archive) as tar:
        assert tar.getnames() == list(CONTENT)


def test_every_cut_is_noticed(archive, tmp_path):
    whole, cut = archive.read_bytes(), tmp_path / "cut"
    for length in {*range(0, len(whole), 37), len(whole) - 1, len(whole) - 4, len(whole) - 8}:
        cut.write_bytes(whole[:length])
        with pytest.raises(archives.UNREADABLE):
            read(cut)


def test_a_turned_bit_is_noticed_or_does_not_matter(archive, tmp_path):
    whole, turned = archive.read_bytes(), tmp_path / "turned"
    chance = random.Random(5)  # noqa: S311
    noticed = 0
    for _round in range(400):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        turned.write_bytes(damaged)
        try:
            assert read(turned) == CONTENT
        except archives.UNREADABLE:
            noticed += 1
    assert noticed > 380


ODD = {
    "a link": header("x", kind=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "a hard link": header("x", kind=tarfile.LNKTYPE, linkname="first"),
    "a folder": header("x", kind=tarfile.DIRTYPE),
    "a device": header("x", kind=tarfile.CHRTYPE),
    "a pipe": header("x", kind=tarfile.FIFOTYPE),
    "a sparse file": header("x", kind=tarfile.GNUTYPE_SPARSE),
    "a long name": header("x" * 200),
    "a header of its own": header("x", pax_headers={"comment": "a" * 5000}),
}


@pytest.mark.parametrize("kind", ODD)
def test_nothing_but_plain_files_is_let_through(tmp_path, kind):
    path = packed(tmp_path / "odd", (header("first"), b""), (ODD[kind], b""))

    with pytest.raises(archives.UNREADABLE):
        read(path)


def test_a_header_that_unpacks_to_a_gigabyte_is_not_unpacked(tmp_path):
    bomb = header("x", kind=tarfile.XHDTYPE, size=2**30)
    path = tmp_path / "bomb"
    with gzip.open(path, "wb", compresslevel=1) as target:
        target.write(bomb.tobuf())
        for _megabyte in range(64):
            target.write(b"\x00" * 2**20)

    tracemalloc.start()
    with pytest.raises(archives.UNREADABLE):
        read(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 10 * 2**20


@pytest.mark.parametrize(
    "more",
    [b"more", gzip.compress(b"more"), gzip.compress(b"\x00" * 3 * 1024**2)],
    ids=["text", "packed text", "packed nothing without end"],
)
def test_what_follows_the_end_is_refused(archive, more):
    archive.write_bytes(archive.read_bytes() + more)

    with pytest.raises(archives.UNREADABLE):
        read(archive)


OTHERS = {
    "nothing": b"",
    "text": b"hello" * 500,
    "packed text": gzip.compress(b"hello" * 5000),
    "packed nothing": gzip.compress(b""),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_archive_at_all_is_refused(tmp_path, kind):
    path = tmp_path / "other"
    path.write_bytes(OTHERS[kind])

    with pytest.raises(archives.UNREADABLE):
        read(path)
