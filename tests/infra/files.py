"""Files as people send them, and as attackers do."""

import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def png(width=40, height=30, colour="red"):
    return _written(Image.new("RGB", (width, height), colour), "PNG")


def jpeg(width=40, height=30, **given):
    return _written(Image.new("RGB", (width, height), "blue"), "JPEG", **given)


def photo():
    """A large picture taken lying on its side, which says where and by whose telephone."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Tecno"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (8.0, 51.0, 36.0)
    return jpeg(4000, 3000, exif=exif, comment=b"Rujewa")


def bomb(side=20_000):
    """A PNG of some kilobytes that unpacks to more than a gigabyte."""
    rows = zlib.compress(b"\x00" * (side + 1) * 100, 9)
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def sent(content, name):
    """A file field's part of a form; a new one for each press, since it is read to its end."""
    return (BytesIO(content), name)


def _chunk(kind, body):
    checked = kind + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))


def _written(picture, kind, **given):
    target = BytesIO()
    picture.save(target, kind, **given)
    return target.getvalue()
