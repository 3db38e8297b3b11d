"""The form that every form is: signed, keyed, trimmed, and speaking the reader's language."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField
from wtforms import Form as WtForm

from helpdesk.infra import drafts, request_keys
from helpdesk.infra.access import somebody
from helpdesk.infra.boxes import (
    boxes,
    chosen_words,
    mark_of,
    said_in,
    sent_by,
    show_record,
    untouched,
)
from helpdesk.infra.db import Versioned
from helpdesk.infra.messages import PoDomain

MESSAGES = PoDomain("wtforms")


LONGEST_VERSION = 10  # digits


class _Translations:
    """WTForms ships no Swahili, so its own messages come from our wtforms.po."""

    def gettext(self, string: str) -> str:
        return str(MESSAGES.get_translations().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(MESSAGES.get_translations().ungettext(singular, plural, n))


class _Speaking(WtForm):
    """What any form can: say in the reader's language what will not do."""

    class Meta(WtForm.Meta):
        def get_translations(self, form: WtForm) -> _Translations:
            return _Translations()

    def refuse(self, field: str, message: str) -> None:
        """Add what only a service could find out, as if validation had."""
        self[field].errors = [*self[field].errors, message]


class Form(_Speaking, FlaskForm):
    """A form with a key: sent twice it acts once, and refused it keeps what was typed."""

    request_key = HiddenField()
    conflict = False
    keeps_draft = False  # even where nothing long is asked
    asks = True  # for something that a stale page would bring along
    names_others = True  # who changed meanwhile what it is about

    def __init__(self, subject: object = None, **given: Any) -> None:
        self.subject = subject
        draft = drafts.wanted(type(self).__name__)
        self.is_resumed = draft is not None
        if self.is_resumed or not self._was_sent():
            given["formdata"] = draft
        super().__init__(obj=subject, **given)
        self.request_key.data = self.request_key.data or self._key()
        drafts.show(self)

    def is_submitted(self) -> bool:
        return bool(super().is_submitted()) and self._was_sent()

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Refuse also what came without the key that a page of ours would have sent along."""
        valid = bool(super().validate_on_submit(extra_validators))
        if self.is_submitted() and self._new_key() and request_keys.FIELD not in request.form:
            self.form_errors.append(_("The form was incomplete on its way. Send it once more."))
        return valid and not self.form_errors

    @property
    def status(self) -> int:
        """422 for a page that shows what was wrong, 409 for a stale one, 200 for one that asks."""
        if self.conflict:
            return 409
        return 422 if self.errors else 200

    @classmethod
    def _was_sent(cls) -> bool:
        """Tell this page's forms apart: only the one whose key came is filled from the request."""
        key = request.form.get(request_keys.FIELD)
        return request.method == "POST" and (not key or request_keys.form_of(key) == cls.__name__)

    @classmethod
    def _key(cls) -> str:
        return drafts.wanted_key(cls.__name__) or cls._new_key()

    @classmethod
    def _new_key(cls) -> str:
        actor = somebody()
        if actor is None or actor.id is None:
            return ""
        return request_keys.new_key(actor.id, cls.__name__)


class EditForm(Form):
    """A form over a record that others may change meanwhile.

    `opened` carries a mark of what each box said when the page was made. Where somebody else saves
    first, what the person had left alone says what is saved now, and only the rest is still theirs.
    """

    version = HiddenField()
    opened = HiddenField()
    subject: Versioned

    def __init__(self, subject: Versioned, **given: Any) -> None:
        super().__init__(subject, **given)
        # What was sent, and never what the record says: a missing version is a stale one.
        seen = str((self.version.raw_data or [""])[0])
        self.version_seen = _version(seen)
        if not self.is_resumed:  # what was typed over an older version stays stale
            self.version.data = str(subject.version)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        valid = super().validate_on_submit(extra_validators)
        self.conflict = self.is_submitted() and self.version_seen != self.subject.version
        if self.conflict:
            self._take_over()
        return valid and not self.conflict

    @property
    def as_opened(self) -> str:
        """Return what the next press shall carry to tell what was left alone."""
        if self.is_resumed:
            return self.opened.data or ""
        fresh = {box.name: sent_by(untouched(box)) for box in self._of_record()}
        return urlencode({name: mark_of(sent) for name, sent in fresh.items() if sent})

    def _take_over(self) -> None:
        """Let every box that was left alone say what others saved, and the rest tell of it."""
        opened = dict(parse_qsl(self.opened.data or ""))
        for box in self._of_record():
            fresh = untouched(box)
            shown = sent_by(fresh)
            typed = mark_of({name: request.form.getlist(name) for name in shown})
            if typed == opened.get(box.name):
                show_record(box)
            elif mark_of(shown) not in (typed, opened.get(box.name)):
                box.meanwhile = said_in(fresh)  # type: ignore[attr-defined]  # ours

    def _of_record(self) -> Iterator[Field]:
        return (box for box in boxes(self) if not isinstance(box, HiddenField))


def _version(sent: str) -> int:
    """Read a version; one that no record can have is older than all."""
    return int(sent) if sent.isdecimal() and len(sent) < LONGEST_VERSION else 0


class ActionForm(EditForm):
    """A button: nothing to fill in, yet keyed and versioned like every form."""

    asks = False


class FilterForm(_Speaking):
    """What narrows a list; it comes in the address, changes nothing and needs no keys."""

    def __init__(self, **given: Any) -> None:
        super().__init__(request.args, **given)

    @property
    def is_used(self) -> bool:
        return any(True for _box in self._filled())

    @property
    def said(self) -> list[tuple[str, str]]:
        """Return what narrows the list: the name of each box, and the words said in it."""
        if self.errors:  # what makes no sense narrows nothing
            return []
        return [(str(box.label.text), words) for box in self._filled() for words in _words(box)]

    def _filled(self) -> Iterator[Field]:
        """Go through the boxes that say something else than they do by themselves."""
        for box in self:
            is_shown = not isinstance(box, HiddenField)
            if is_shown and box.data and box.data != box.default:
                yield box


def _words(box: Field) -> list[str]:
    """Return what a person reads in a box; what is not offered in it has no words."""
    return chosen_words(box) if isinstance(box, SelectField) else [str(box.data)]
