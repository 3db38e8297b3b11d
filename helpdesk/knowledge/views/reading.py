"""Finding and reading articles, and saying whether they helped."""

from functools import partial

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.queries import files_of
from helpdesk.infra import clock, drafts
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.infra.transactions import keep
from helpdesk.knowledge import forms, labels, permissions, queries, rules, services
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.reports import articles_report
from helpdesk.knowledge.views.blueprint import back_to, bp

BY_TITLE = Order(Article.title_sw, Article.id)


@bp.get("/")
@requires(permissions.VIEW)
def list_articles() -> ResponseReturnValue:
    actor, form = current_actor(), forms.ListForm()
    if not can(actor, permissions.WRITE):
        del form.status
    filters = form.filters
    if "format" in request.args:
        return _download(filters, form)
    page = paged(queries.matching(actor, filters), BY_TITLE)
    near = [] if page.items else queries.suggest(filters.text, actor)
    return render_template(
        "knowledge/list_articles.html",
        form=form,
        page=page,
        near=near,
        answers=queries.answers(page.items) if can(actor, permissions.WRITE) else {},
        labels=labels,
    )


def _download(filters: queries.Filters, form: forms.ListForm) -> ResponseReturnValue:
    """The same list, whole."""
    actor = current_actor()
    articles = whole(queries.matching(actor, filters), BY_TITLE)
    report = articles_report(
        articles,
        queries.answers(articles),
        narrowed=form.said,
        actor=actor,
        now=clock.now(),
    )
    return as_file(report, request.args["format"])


@bp.get("/<int:article_id>")
@requires(permissions.VIEW)
def show(article_id: int) -> ResponseReturnValue:
    actor = current_actor()
    article = queries.article_or_404(article_id, actor=actor)
    _count_opening(article)
    return render_template(
        "knowledge/show.html",
        article=article,
        files=files_of("article", [article.id]).get(article.id, []),
        answer=queries.own_answer(article, actor=actor),
        answers=queries.answers([article]).get(article.id, queries.Answers()),
        feedback_form=forms.FeedbackForm(article),
        instead="instead" in request.args,
        move_form=forms.Undo(article),
        moves=rules.TRANSITIONS[article.status],
        labels=labels,
    )


def _count_opening(article: Article) -> None:
    """Note that it is read; whoever writes articles opens them for other reasons."""
    actor, today = current_actor(), clock.today()
    if can(actor, permissions.WRITE) or queries.was_opened(article, actor=actor, on=today):
        return
    keep(partial(services.note_opening, article.id, actor=actor, on=today))


@bp.post("/<int:article_id>/feedback")
@requires(permissions.VIEW)
def judge(article_id: int) -> ResponseReturnValue:
    """Keep the answer; whom it did not help is led on to the ICT unit by the article's page."""
    actor = current_actor()
    article = queries.article_or_404(article_id, actor=actor)
    form = forms.FeedbackForm(article)
    if not form.validate_on_submit():
        abort(409 if form.conflict else 422)
    now = clock.now()
    services.judge(article, is_helpful=form.is_yes, actor=actor, now=now)
    if not (form.is_yes and form.instead.data):
        done(_("Thank you. Your answer has been saved."))
        return back_to(article)
    services.note_unsent(article, actor=actor, now=now)
    drafts.forget_unsent(form.unsent.data or "", actor.id or 0)
    done(_("Good that it helped. No request has been sent."))
    return back_to(article)
