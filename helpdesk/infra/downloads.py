"""An uploaded file on its way back to a browser."""

from io import BytesIO
from pathlib import Path

from flask import Response, send_file

SHOWN = frozenset({"image/jpeg", "image/png"})


def download(path: Path, *, mimetype: str, name: str) -> Response:
    """Show what we drew ourselves; anything else is only ever saved, and nothing is kept."""
    answer = send_file(
        BytesIO(path.read_bytes()),
        mimetype=mimetype,
        as_attachment=mimetype not in SHOWN,
        download_name=name,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer
