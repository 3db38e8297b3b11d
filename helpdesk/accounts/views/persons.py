"""What the pages of one person share: who may be changed, and what comes after."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import permissions, queries
from helpdesk.accounts.models import User
from helpdesk.infra.access import current_actor


def person_for(user_id: int, may: permissions.Right) -> User:
    """Return somebody to whom the actor may do this, or refuse."""
    actor = current_actor()
    person = queries.get_or_404(user_id, actor=actor)
    if not may(actor, person):
        raise permissions.NotYourAccountError
    return person


def password_shown(person: User, password: str) -> ResponseReturnValue:
    """Answer with the password itself: it is never kept, and no address leads to it again."""
    return render_template("accounts/one_time_password.html", person=person, password=password)


def back_to(person: User) -> ResponseReturnValue:
    return redirect(url_for(".show_person", user_id=person.id), code=303)
