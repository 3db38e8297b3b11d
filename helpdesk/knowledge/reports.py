"""The list of help articles, on paper and for spreadsheets."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.knowledge import labels
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.queries import Answers


def articles_report(
    articles: Sequence[Article],
    answers: Mapping[int, Answers],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List articles as the page lists them."""
    columns = [
        Column(_("Title"), share=4),
        Column(pgettext("article", "Problem"), share=4),
        Column(_("About"), share=2),
        Column(_("Status"), share=2),
        Column(_("Last changed"), share=2),
        Column(_("Written by"), share=2),
        Column(_("Times opened"), numeric=True),
        Column(_("Readers who answered"), numeric=True),
        Column(_("Helped"), numeric=True),
        Column(_("Did not help"), numeric=True),
        Column(_("Requests not sent because of it"), numeric=True),
    ]
    rows = [_row(one, answers.get(one.id, Answers())) for one in articles]
    table = Table(columns=columns, rows=rows)
    return list_report(table, title=_("Help articles"), narrowed=narrowed, actor=actor, now=now)


def _row(article: Article, said: Answers) -> Sequence[Cell]:
    return (
        labels.title(article),
        labels.said(article, "problem"),
        str(labels.TOPIC[article.topic]),
        str(labels.STATUS[article.status]),
        article.written_at,
        article.written_by.name if article.written_by else _("The system"),
        said.opened,
        said.readers,
        said.yes,
        said.no,
        said.saved,
    )
