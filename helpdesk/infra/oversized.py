"""What was typed in a form whose files are too large: a form is sent in the order of its fields."""

from contextlib import suppress

from flask import request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

MOST_READ = 512 * 1024  # bytes in which the texts before the first large file have to be


def take_texts() -> None:
    """Let the rest of a refused request go on as if these texts alone had come."""
    request.form = ImmutableMultiDict(_texts() if _is_unread() else [])
    request.files = ImmutableMultiDict()


def _is_unread() -> bool:
    """Tell whether it was refused by its length, before any of it was read."""
    length, most = request.content_length or 0, request.max_content_length
    return most is not None and length > most


def _texts() -> list[tuple[str, str]]:
    boundary = parse_options_header(request.content_type)[1].get("boundary")
    if not boundary:
        return []
    decoder = MultipartDecoder(boundary.encode(), MOST_READ)
    decoder.receive_data(request.environ["wsgi.input"].read(MOST_READ))
    found: list[tuple[str, bytes]] = []
    with suppress(ValueError):  # whatever came before is whole
        _read(decoder, found)
    return [(name, words.decode(errors="replace")) for name, words in found]


def _read(decoder: MultipartDecoder, found: list[tuple[str, bytes]]) -> None:
    """Add the fields that came whole; what is in files is passed over."""
    name, words = "", b""
    while not isinstance(part := decoder.next_event(), NeedData | Epilogue):
        if isinstance(part, Field | File):
            name, words = part.name if isinstance(part, Field) else "", b""
        elif isinstance(part, Data) and name:
            words += part.data
            if not part.more_data:
                found.append((name, words))
