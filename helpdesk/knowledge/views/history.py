"""What an article said before, and bringing it back."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.knowledge import forms, labels, permissions, queries, services
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.views.blueprint import back_to, bp, way_back

NEWEST_FIRST = Order(Revision.written_at, Revision.id, descending=True)


@bp.get("/<int:article_id>/history")
@requires(permissions.WRITE)
def list_revisions(article_id: int) -> ResponseReturnValue:
    article = queries.article_or_404(article_id, actor=current_actor())
    return render_template(
        "knowledge/list_revisions.html",
        article=article,
        page=paged(queries.revisions(article), NEWEST_FIRST),
        labels=labels,
    )


@bp.get("/<int:article_id>/history/<int:revision_id>")
@requires(permissions.WRITE)
def show_revision(article_id: int, revision_id: int) -> ResponseReturnValue:
    article = queries.article_or_404(article_id, actor=current_actor())
    return render_template(
        "knowledge/show_revision.html",
        article=article,
        revision=queries.revision_or_404(revision_id, article=article),
        form=forms.Undo(article),
        labels=labels,
    )


@bp.post("/<int:article_id>/history/<int:revision_id>/bring-back")
@requires(permissions.WRITE)
def bring_back(article_id: int, revision_id: int) -> ResponseReturnValue:
    actor = current_actor()
    article = queries.article_or_404(article_id, actor=actor)
    revision = queries.revision_or_404(revision_id, article=article)
    if not forms.Undo(article).validate_on_submit():
        abort(409)
    former = services.bring_back(article, revision, actor=actor, now=clock.now())
    done(_("The old text is back."), undo_url=way_back(former), version=article.version)
    return back_to(article)
