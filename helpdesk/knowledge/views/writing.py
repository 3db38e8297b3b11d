"""Writing articles, publishing and retiring them."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.keys import key
from helpdesk.infra.notices import done
from helpdesk.knowledge import forms, labels, permissions, queries, services
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.rules import Status
from helpdesk.knowledge.services import Origin
from helpdesk.knowledge.views.blueprint import back_to, bp, way_back

UNDO = {
    Status.DRAFT: "knowledge.withdraw",
    Status.PUBLISHED: "knowledge.publish",
    Status.RETIRED: "knowledge.retire",
}


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.WRITE)
def new() -> ResponseReturnValue:
    """Write an article, perhaps from what something else has told: `from` and `id` name it."""
    actor, kind, source_id = current_actor(), request.args.get("from", ""), _source_id()
    told = queries.told(kind, source_id, actor=actor)
    form = forms.NewArticleForm(**_begun(told))
    if form.validate_on_submit():
        origin = Origin(kind, source_id) if told is not None and source_id is not None else None
        article = services.write(form.texts, actor=actor, now=clock.now(), origin=origin)
        attach(form.files.data, owner_kind="article", owner=article, actor=actor)
        done(_("The draft has been saved. Publish it when it is ready."))
        return redirect(url_for(".show", article_id=article.id), code=303)
    return render_template("knowledge/new.html", form=form, told=told), form.status


def _source_id() -> int | None:
    return request.args.get("id", type=key)


def _begun(told: queries.Told | None) -> dict[str, str]:
    """Return what stands in the boxes of a new article."""
    if told is None:
        return {}
    return {
        "title_sw": told.title,
        "problem_sw": told.problem,
        "cause_sw": told.cause,
        "solution_sw": told.solution,
    }


@bp.route("/<int:article_id>/change", methods=["GET", "POST"])
@requires(permissions.WRITE)
def change(article_id: int) -> ResponseReturnValue:
    actor = current_actor()
    article = queries.article_or_404(article_id, actor=actor)
    form = forms.ArticleForm(article)
    if form.validate_on_submit():
        former = services.change(article, form.texts, actor=actor, now=clock.now())
        attach(form.files.data, owner_kind="article", owner=article, actor=actor)
        done(_("Changes have been saved."), undo_url=way_back(former), version=article.version)
        return back_to(article)
    files = files_of("article", [article.id]).get(article.id, [])
    page = render_template(
        "knowledge/change.html", form=form, article=article, files=files, labels=labels
    )
    return page, form.status


@bp.post("/<int:article_id>/publish")
@requires(permissions.WRITE)
def publish(article_id: int) -> ResponseReturnValue:
    return _moved(article_id, Status.PUBLISHED, _("The article has been published."))


@bp.post("/<int:article_id>/withdraw")
@requires(permissions.WRITE)
def withdraw(article_id: int) -> ResponseReturnValue:
    return _moved(article_id, Status.DRAFT, _("The article is a draft again."))


@bp.post("/<int:article_id>/retire")
@requires(permissions.WRITE)
def retire(article_id: int) -> ResponseReturnValue:
    return _moved(article_id, Status.RETIRED, _("The article is retired."))


def _moved(article_id: int, wanted: Status, said: str) -> ResponseReturnValue:
    """Move an article on, and offer to take that back."""
    actor = current_actor()
    article: Article = queries.article_or_404(article_id, actor=actor)
    if not forms.Undo(article).validate_on_submit():
        abort(409)
    former = article.status
    services.move(article, wanted, actor=actor, now=clock.now())
    undo_url = url_for(UNDO[former], article_id=article.id)
    done(said, undo_url=undo_url, version=article.version)
    return back_to(article)
