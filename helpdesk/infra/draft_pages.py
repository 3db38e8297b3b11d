"""Keeping a draft by a button or while one types, and finding it again on its page."""

from collections.abc import Iterable

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field

from helpdesk.infra import clock, drafts, request_keys
from helpdesk.infra.access import Role, current_actor, declare, requires, somebody
from helpdesk.infra.boxes import boxes, sent_by
from helpdesk.infra.drafts import Draft
from helpdesk.infra.fields import LongText
from helpdesk.infra.local_urls import page_of_form, with_query
from helpdesk.infra.notices import done
from helpdesk.infra.transactions import READING

OWN = declare("drafts.own", _l("Keep and continue one's own drafts"), *Role)
OF_RECORD = ("version", "opened")  # what a form carries of the record, and nobody types
bp = Blueprint("drafts", __name__, url_prefix="/drafts")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        has_long_text=has_long_text, new_key=request_keys.new_key, waiting_draft=waiting_draft
    )


@bp.post("/")
@requires(OWN)
def keep() -> ResponseReturnValue:
    """Keep the form as it is, for whoever presses the button for it."""
    key = _saved()
    if not key:
        return redirect(page_of_form(), code=303)
    done(_("The draft was saved. You find it again when you open this page."))
    return redirect(with_query(page_of_form(), draft=key), code=303)


@bp.post("/typed")
@requires(OWN)
def keep_typed() -> ResponseReturnValue:
    """Keep it quietly, for the page that sends it while somebody types."""
    if not _saved():
        return "", 204
    local = clock.now().astimezone(clock.ZONE)
    said = _("Draft saved %(time)s", time=f"{local:%H:%M}")
    return said, {"Content-Type": "text/plain; charset=utf-8"}


def _saved() -> str:
    """Save the draft and return its key; of a form that was sent meanwhile there is none."""
    key, user_id = request.form.get(request_keys.FIELD, ""), _own_id()
    if request_keys.owner_of(key) != user_id:
        abort(400)
    if request_keys.was_claimed(key):
        return ""
    drafts.save(key, user_id)
    return key


@bp.post("/<key>/discard")
@requires(OWN)
def discard(key: str) -> ResponseReturnValue:
    draft = _own_or_404(key)
    draft.discarded_at = clock.now()
    done(_("The draft was discarded."), undo_url=url_for(".restore", key=key))
    return redirect(draft.path, code=303)


@bp.post("/<key>/restore")
@requires(OWN)
def restore(key: str) -> ResponseReturnValue:
    draft = _own_or_404(key)
    draft.discarded_at = None
    return redirect(with_query(draft.path, draft=key), code=303)


def _own_or_404(key: str) -> Draft:
    return drafts.own_or_none(key, _own_id()) or abort(404)


def _own_id() -> int:
    return current_actor().id or 0


def waiting_draft() -> Draft | None:
    """Return the newest draft that a form of this page could go on with."""
    actor = somebody()
    if actor is None or request.method not in READING or "draft" in request.args:
        return None
    forms = drafts.forms_here()
    for draft in drafts.unsent_here(actor.id or 0):
        form = forms.get(request_keys.form_of(draft.key) or "")
        if form is not None and _says_more(draft, form):
            return draft
    return None


def has_long_text() -> bool:
    """Tell whether a form of this page is worth a button that keeps it as a draft."""
    forms = drafts.forms_here().values() if somebody() else ()
    return any(getattr(form, "keeps_draft", False) or _is_long(form) for form in forms)


def _is_long(form: Iterable[Field]) -> bool:
    return any(isinstance(box, LongText) for box in boxes(form))


def _says_more(draft: Draft, form: Iterable[Field]) -> bool:
    """Tell whether a draft holds anything that the form does not show by itself."""
    shown = {name: words for box in boxes(form) for name, words in sent_by(box).items()}
    typed = [(n, v.replace("\r\n", "\n").strip()) for n, v in draft.pairs if n not in OF_RECORD]
    return any(value and value not in shown.get(name, ()) for name, value in typed)
