"""The place of the articles in the menu, and what to say where a move came too late."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.knowledge import permissions
from helpdesk.knowledge.models import Article, Revision

bp = Blueprint("knowledge", "helpdesk.knowledge.views", url_prefix="/articles")
entry("knowledge.list_articles", _l("Help articles"), permissions.VIEW, order=25, if_room=True)
setting(
    "knowledge.list_articles",
    _l("Help articles"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What people can solve by themselves, step by step"),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("Somebody was faster: the article has another status now. Look at it again."),
)


def back_to(article: Article) -> ResponseReturnValue:
    return redirect(url_for("knowledge.show", article_id=article.id), code=303)


def way_back(former: Revision | None) -> str:
    """Return where a POST brings a former text back, or "" where nothing has changed."""
    if former is None:
        return ""
    of = former.article_id
    return url_for("knowledge.bring_back", article_id=of, revision_id=former.id)
