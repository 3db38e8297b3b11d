"""The way to the articles on the home page, and one in full where it may save a request."""

from flask import render_template

from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.knowledge import forms, labels, permissions
from helpdesk.knowledge.queries import Answer


@panel("dashboard.home", order=10)
def way_to_the_articles(_person: object) -> str:
    return render_template("knowledge/_tile.html") if can(current_actor(), permissions.VIEW) else ""


@panel("tickets.answer", order=10)
def whole_answer(answer: object) -> str:
    """Show an article in full to whoever is about to send a request, and ask whether it helps."""
    if not isinstance(answer, Answer):
        return ""
    form = forms.FeedbackForm(answer.article)
    return render_template("knowledge/_answer.html", answer=answer, form=form, labels=labels)
