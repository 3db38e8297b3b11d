"""What the receiver says of a paper."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.custody import forms, labels, permissions, queries, rules, services
from helpdesk.custody.models import Handover
from helpdesk.custody.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done


@bp.post("/<int:handover_id>/accept")
@requires(permissions.ANSWER)
def accept(handover_id: int) -> ResponseReturnValue:
    actor = current_actor()
    handover = queries.get_or_404(handover_id, actor=actor)
    _check_asked(handover)
    form = forms.AcceptForm(handover)
    if not form.validate_on_submit():
        return render_template(
            "custody/answer.html", handover=handover, form=form, labels=labels, asks=False
        ), form.status
    services.accept(handover, actor=actor, now=clock.now())
    done(_("You have accepted the equipment of paper %(number)s.", number=handover.number))
    return redirect(url_for(".show", handover_id=handover.id), code=303)


@bp.route("/<int:handover_id>/differs", methods=["GET", "POST"])
@requires(permissions.ANSWER)
def differ(handover_id: int) -> ResponseReturnValue:
    actor = current_actor()
    handover = queries.get_or_404(handover_id, actor=actor)
    _check_asked(handover)
    form = forms.DifferForm(handover)
    if form.validate_on_submit():
        services.differ(handover, form.note.data or "", actor=actor, now=clock.now())
        done(_("Thank you. Whoever made the paper has been told."))
        return redirect(url_for(".show", handover_id=handover.id), code=303)
    return render_template(
        "custody/answer.html", handover=handover, form=form, labels=labels, asks=True
    ), form.status


def _check_asked(handover: Handover) -> None:
    if handover.receiver_id != current_actor().id or handover.answer is not rules.Answer.WAITING:
        raise rules.NothingToAnswerError
