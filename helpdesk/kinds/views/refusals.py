"""Trying what a rule may refuse, and saying on the same page why it did."""

from collections.abc import Callable

from helpdesk.infra.forms import Form
from helpdesk.kinds import labels
from helpdesk.kinds.rules import RefusedError


def tried(form: Form, act: Callable[[], None]) -> bool:
    """Do what a valid form asks for; a refusal stands in the form's errors."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except RefusedError as error:
        form.form_errors.append(labels.refused(error))
        return False
    return True


refusal = labels.why_not
