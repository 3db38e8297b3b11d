"""Downloading a file, after asking whoever owns it."""

from io import BytesIO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from helpdesk.attachments import permissions, queries
from helpdesk.attachments.services import path_of
from helpdesk.infra.access import current_actor, requires

bp = Blueprint("attachments", __name__, url_prefix="/attachments")
SHOWN = frozenset({"image/jpeg", "image/png"})


@bp.get("/<int:attachment_id>")
@requires(permissions.OPEN)
def download(attachment_id: int) -> ResponseReturnValue:
    """Show what we drew ourselves; anything else is only ever saved."""
    file = queries.get_or_404(attachment_id, actor=current_actor())
    answer = send_file(
        BytesIO(path_of(file).read_bytes()),
        mimetype=file.mimetype,
        as_attachment=file.mimetype not in SHOWN,
        download_name=file.name,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer
