"""Forms of the help articles."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SelectField
from wtforms.validators import AnyOf

from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.knowledge import labels
from helpdesk.knowledge.queries import Filters
from helpdesk.knowledge.rules import NEEDED, PARTS, Status, Topic
from helpdesk.knowledge.services import Texts

MOST = 10_000  # characters of a part


class ListForm(FilterForm):
    """What narrows the list of articles; the status is offered to those who write."""

    q = Text(_l("Search"))
    topic = SelectField(
        _l("About"),
        choices=options([("", lazy_pgettext("articles", "All")), *labels.TOPIC.items()]),
        default="",
    )
    status = SelectField(
        _l("Status"),
        choices=options([("", _l("Drafts and published ones")), *labels.STATUS.items()]),
        default="",
    )

    @property
    def filters(self) -> Filters:
        if not self.validate():
            return Filters()
        return Filters(
            text=self.q.data or "",
            topic=Topic(self.topic.data) if self.topic.data else None,
            status=Status(self.status.data) if "status" in self and self.status.data else None,
        )


class _ArticleFields(Form):
    """Swahili is needed; English as a whole, or not at all."""

    topic = SelectField(_l("About"), choices=options(labels.TOPIC))
    title_sw = Text(_l("Title in Swahili"), required=_l("Write the title in Swahili."))
    problem_sw = LongText(
        _l("Problem in Swahili"), required=_l("Write the problem in Swahili."), most=MOST
    )
    cause_sw = LongText(_l("Cause in Swahili"), most=MOST)
    solution_sw = LongText(
        _l("Solution in Swahili"), required=_l("Write the solution in Swahili."), most=MOST
    )
    title_en = Text(_l("Title in English"))
    problem_en = LongText(_l("Problem in English"), most=MOST)
    cause_en = LongText(_l("Cause in English"), most=MOST)
    solution_en = LongText(_l("Solution in English"), most=MOST)
    keywords = Text(_l("Other words for it"), most=300)
    files = FilesField(_l("Picture or file"))

    @property
    def texts(self) -> Texts:
        words = {name: self[name].data or "" for name in (*_swahili(), *_english(), "keywords")}
        return Texts(topic=Topic(self.topic.data), **words)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        missing = list(self._missing_english())
        for name in missing:
            self.refuse(name, _("Write this in English too, or leave all of the English empty."))
        return valid and not missing

    def _missing_english(self) -> Iterator[str]:
        if any(self[name].data for name in _english()):
            yield from (f"{part}_en" for part in NEEDED if not self[f"{part}_en"].data)


class NewArticleForm(_ArticleFields):
    """An article that is not there yet."""


class ArticleForm(_ArticleFields, EditForm):
    """An article that others may change meanwhile."""


class FeedbackForm(ActionForm):
    """Did it help? Each of its two buttons says one of the answers.

    `instead` says that somebody was about to send a request, whose draft `unsent` names.
    """

    helpful = HiddenField(validators=[AnyOf(("yes", "no"))])
    instead = HiddenField()
    unsent = HiddenField()

    @property
    def is_yes(self) -> bool:
        return bool(self.helpful.data == "yes")


class Undo(ActionForm):
    """A move, or a text that comes back; the notice of either takes it back in the same way."""


def _swahili() -> Iterator[str]:
    return (f"{part}_sw" for part in PARTS)


def _english() -> Iterator[str]:
    return (f"{part}_en" for part in PARTS)
