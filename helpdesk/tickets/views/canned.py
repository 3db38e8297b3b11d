"""Answers that are kept ready, and putting one into a reply."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import drafts, request_keys
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, services
from helpdesk.tickets.forms.canned import Undo
from helpdesk.tickets.rules import Placeholder
from helpdesk.tickets.views.blueprint import bp


@bp.get("/answers")
@requires(permissions.WORK)
def list_answers() -> ResponseReturnValue:
    answers = queries.all_answers(current_actor())
    return render_template(
        "tickets/list_answers.html",
        answers=answers,
        retire_forms={one.id: forms.RetireAnswerForm(one) for one in answers},
        restore_forms={one.id: forms.RestoreAnswerForm(one) for one in answers},
    )


@bp.route("/answers/new", methods=["GET", "POST"])
@requires(permissions.WORK)
def new_answer() -> ResponseReturnValue:
    form = forms.NewReadyAnswerForm()
    if form.validate_on_submit():
        try:
            services.add_answer(form.texts, actor=current_actor())
        except services.TitleTakenError:
            form.refuse("title_sw", _("Another answer has this title."))
        else:
            done(_("The answer “%(title)s” is ready for use.", title=form.title_sw.data))
            return redirect(url_for(".list_answers"), code=303)
    gaps = list(Placeholder)
    return render_template("tickets/new_answer.html", form=form, gaps=gaps), form.status


@bp.route("/answers/<int:answer_id>/change", methods=["GET", "POST"])
@requires(permissions.WORK)
def change_answer(answer_id: int) -> ResponseReturnValue:
    actor = current_actor()
    answer = queries.answer_or_404(answer_id, actor=actor)
    form = forms.ReadyAnswerForm(answer)
    if form.validate_on_submit():
        try:
            services.change_answer(answer, form.texts, actor=actor)
        except services.TitleTakenError:
            form.refuse("title_sw", _("Another answer has this title."))
        else:
            done(_("The answer “%(title)s” has been saved.", title=form.title_sw.data))
            return redirect(url_for(".list_answers"), code=303)
    return render_template(
        "tickets/change_answer.html", form=form, answer=answer, gaps=list(Placeholder)
    ), form.status


@bp.post("/answers/<int:answer_id>/retire")
@requires(permissions.WORK)
def retire_answer(answer_id: int) -> ResponseReturnValue:
    answer = queries.answer_or_404(answer_id, actor=current_actor())
    if not forms.RetireAnswerForm(answer).validate_on_submit():
        abort(409)
    services.retire_answer(answer, actor=current_actor())
    said = _("The answer “%(title)s” is offered no more.", title=answer.title_sw)
    done(said, undo_url=url_for(".undo_retire", answer_id=answer.id), version=answer.version)
    return redirect(url_for(".list_answers"), code=303)


@bp.post("/answers/<int:answer_id>/restore")
@requires(permissions.WORK)
def restore_answer(answer_id: int) -> ResponseReturnValue:
    answer = queries.answer_or_404(answer_id, actor=current_actor())
    return _restored(answer_id, forms.RestoreAnswerForm(answer))


@bp.post("/answers/<int:answer_id>/undo")
@requires(permissions.WORK)
def undo_retire(answer_id: int) -> ResponseReturnValue:
    return _restored(answer_id, Undo(queries.answer_or_404(answer_id, actor=current_actor())))


def _restored(answer_id: int, form: forms.RestoreAnswerForm | Undo) -> ResponseReturnValue:
    if not form.validate_on_submit():
        abort(409)
    answer = queries.answer_or_404(answer_id, actor=current_actor())
    services.restore_answer(answer, actor=current_actor())
    done(_("The answer “%(title)s” is ready for use.", title=answer.title_sw))
    return redirect(url_for(".list_answers"), code=303)


@bp.post("/<int:ticket_id>/answer")
@requires(permissions.WORK)
def insert_answer(ticket_id: int) -> ResponseReturnValue:
    """Come back to the ticket with the chosen answer in the reply, below what was typed.

    The button stands in the form of the reply, so that nothing of it is lost on the way.
    """
    actor, reply_key = current_actor(), request.form.get(request_keys.FIELD, "")
    ticket = queries.get_or_404(ticket_id, actor=actor)
    url = with_query(
        url_for(".show", ticket_id=ticket.id), answer=str(request.form.get("answer", 0, type=key))
    )
    if actor.id is not None and request_keys.owner_of(reply_key) == actor.id:
        drafts.save(reply_key, actor.id)
        url = with_query(url, draft=reply_key)
    return redirect(f"{url}#text", code=303)
