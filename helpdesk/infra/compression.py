"""Answers of text, packed for a slow line; how far they shrink must not tell what they hold."""

import secrets
from gzip import GzipFile
from io import BytesIO

from flask import Flask, Response, request

SHORTEST = 500  # bytes; less is not worth packing
PACKABLE = frozenset(
    {"application/json", "application/javascript", "application/xml", "image/svg+xml"}
)


def init_app(app: Flask) -> None:
    app.after_request(_pack)


def is_wanted() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _pack(response: Response) -> Response:
    as_it_is = response.is_streamed or response.direct_passthrough or response.content_encoding
    if as_it_is or not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= SHORTEST and is_wanted():
        response.set_data(_padded(body))
        response.content_encoding = "gzip"
    return response


def _is_text(response: Response) -> bool:
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind in PACKABLE


def _padded(body: bytes) -> bytes:
    """Compress under a file name of random length, which browsers ignore and guessers measure."""
    target = BytesIO()
    name = "a" * (1 + secrets.randbelow(64))
    with GzipFile(name, "wb", compresslevel=6, fileobj=target, mtime=0) as packer:
        packer.write(body)
    return target.getvalue()
