"""What the pages of departments and of places do alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.forms import Form
from helpdesk.infra.notices import done
from helpdesk.org import rules

Wanted = TypeVar("Wanted", bound=Form)


def saved_or_shown(
    form: Wanted,
    save: Callable[[Wanted], None],
    *,
    said: str,
    then: str,
    page: str,
    **shown: object,
) -> ResponseReturnValue:
    """Save what a good form says, say so and go on; else show the page with what is wrong."""
    if form.validate_on_submit():
        with _taken_codes_told(form):
            save(form)
        if not form.errors:
            done(said)
            return redirect(then, code=303)
    return render_template(page, form=form, **shown), form.status


@contextmanager
def _taken_codes_told(form: Form) -> Iterator[None]:
    try:
        yield
    except rules.CodeTakenError:
        form.refuse("code", _("This code is already used. Choose another one."))
