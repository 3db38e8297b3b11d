"""Trying what a rule may refuse, and saying on the same page why it did."""

from collections.abc import Callable

from helpdesk.infra.forms import Form
from helpdesk.kinds import labels
from helpdesk.kinds.rules import RefusedError


def tried(form: Form, act: Callable[[], None]) -> bool:
    """Do what a valid form asks for; a refusal stands in the form's errors."""
    return form.validate_on_submit() and accepted(form, act)


def accepted(form: Form, act: Callable[[], None]) -> bool:
    """Do what a form asks for that was found valid; a refusal stands in the form's errors."""
    try:
        act()
    except RefusedError as error:
        form.form_errors.append(labels.refused(error))
        return False
    return True


refusal = labels.why_not
