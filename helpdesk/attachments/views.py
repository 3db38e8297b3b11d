"""Downloading a file, after asking whoever owns it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from helpdesk.attachments import permissions, queries
from helpdesk.attachments.services import path_of
from helpdesk.infra import downloads
from helpdesk.infra.access import current_actor, requires

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


@bp.get("/<int:attachment_id>")
@requires(permissions.OPEN)
def download(attachment_id: int) -> ResponseReturnValue:
    file = queries.get_or_404(attachment_id, actor=current_actor())
    return downloads.download(path_of(file), mimetype=file.mimetype, name=file.name)
