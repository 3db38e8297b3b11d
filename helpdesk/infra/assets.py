"""Style, script and icons: named by what they hold, so that a browser asks for each once a year."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from flask import Flask, Response, abort, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from helpdesk.infra import compression, icons
from helpdesk.infra.access import public
from helpdesk.paths import shipped

PREFIX = "/static"
SPRITE = "img/icons.svg"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file under the address that browsers know it by."""

    address: str
    body: bytes
    packed: bytes
    mimetype: str


class SessionOfPages(SecureCookieSessionInterface):
    """The session, but for files: with a cookie, a browser would ask for them on every page."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Serve the files, pack whatever is text, and tell the templates where the files are."""
    app.add_url_rule(f"{PREFIX}/<path:filename>", "static", serve)
    app.session_interface = SessionOfPages()
    compression.init_app(app)
    app.jinja_env.globals.update(
        static_url=static_url, icon_url=lambda name: f"{static_url(SPRITE)}#{icons.known(name)}"
    )


def static_url(name: str) -> str:
    """Return the address of a file by its plain name, such as css/app.css."""
    return f"{PREFIX}/{assets()[name].address}"


@cache
def assets() -> Mapping[str, Asset]:
    return {name: _asset(name, body) for name, body in _sources()}


@public
def serve(filename: str) -> Response:
    asset = _by_address().get(filename) or abort(404)
    response = Response(asset.body, mimetype=asset.mimetype)
    if compression.is_wanted():
        response.set_data(asset.packed)
        response.content_encoding = "gzip"
    response.headers.update({"Cache-Control": YEAR, "X-Content-Type-Options": "nosniff"})
    response.vary.add("Accept-Encoding")
    return response


@cache
def _by_address() -> Mapping[str, Asset]:
    return {asset.address: asset for asset in assets().values()}


def _sources() -> Iterator[tuple[str, bytes]]:
    folder = shipped("static")
    for path in sorted(path for path in folder.rglob("*") if path.suffix in TYPES):
        yield path.relative_to(folder).as_posix(), path.read_bytes()
    yield SPRITE, icons.sprite()


def _asset(name: str, body: bytes) -> Asset:
    path = PurePosixPath(name)
    digest = hashlib.sha256(body).hexdigest()[:8]
    return Asset(
        address=str(path.with_suffix(f".{digest}{path.suffix}")),
        body=body,
        packed=gzip.compress(body, mtime=0),
        mimetype=TYPES[path.suffix],
    )
