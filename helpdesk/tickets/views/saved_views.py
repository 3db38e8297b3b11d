"""Views of the queue under a name: saving, renaming, sharing and removing them."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, rules, services
from helpdesk.tickets.forms.views import Undo
from helpdesk.tickets.views.blueprint import bp


@bp.get("/views")
@requires(permissions.WORK)
def list_views() -> ResponseReturnValue:
    actor = current_actor()
    views = queries.saved_views(actor)
    own = [view for view in views if view.owner_id == actor.id]
    return render_template(
        "tickets/list_views.html",
        views=views,
        remove_forms={view.id: forms.RemoveViewForm(view) for view in own},
        most=rules.MOST_SHOWN,
    )


@bp.route("/views/new", methods=["GET", "POST"])
@requires(permissions.WORK)
def save_view() -> ResponseReturnValue:
    """Keep what narrows the queue, as the address says it, under a name."""
    query = rules.view_query(rules.words_of(request.args.get("query", "")).items())
    form = forms.NewViewForm()
    if form.validate_on_submit():
        wanted = rules.view_query(rules.words_of(form.query.data or "").items())
        shared = bool(form.is_shared.data)
        try:
            services.save_view(
                form.name.data or "", wanted, is_shared=shared, actor=current_actor()
            )
        except services.ViewNameTakenError:
            form.refuse("name", _("You have another view of this name."))
        else:
            done(_("The view “%(name)s” has been saved.", name=form.name.data))
            return redirect(f"{url_for('.list_tickets')}?{wanted}", code=303)
    form.query.data = form.query.data or query
    return render_template("tickets/save_view.html", form=form), form.status


@bp.route("/views/<int:view_id>/change", methods=["GET", "POST"])
@requires(permissions.WORK)
def change_view(view_id: int) -> ResponseReturnValue:
    actor = current_actor()
    view = queries.own_view_or_404(view_id, actor=actor)
    form = forms.ViewForm(view)
    if form.validate_on_submit():
        name, shared = form.name.data or "", bool(form.is_shared.data)
        try:
            services.change_view(view, name=name, is_shared=shared, actor=actor)
        except services.ViewNameTakenError:
            form.refuse("name", _("You have another view of this name."))
        else:
            done(_("The view “%(name)s” has been saved.", name=name))
            return redirect(url_for(".list_views"), code=303)
    return render_template("tickets/change_view.html", form=form, view=view), form.status


@bp.post("/views/<int:view_id>/remove")
@requires(permissions.WORK)
def remove_view(view_id: int) -> ResponseReturnValue:
    view = queries.own_view_or_404(view_id, actor=current_actor())
    form = forms.RemoveViewForm(view)
    if not form.validate_on_submit():
        abort(409)
    services.remove_view(view, actor=current_actor())
    undo_url = url_for(".restore_view", view_id=view.id)
    done(
        _("The view “%(name)s” has been removed.", name=view.name),
        undo_url=undo_url,
        version=view.version,
    )
    return redirect(url_for(".list_views"), code=303)


@bp.post("/views/<int:view_id>/restore")
@requires(permissions.WORK)
def restore_view(view_id: int) -> ResponseReturnValue:
    """Take back a removal."""
    view = queries.own_view_or_404(view_id, actor=current_actor())
    if not Undo(view).validate_on_submit():
        abort(409)
    services.restore_view(view, actor=current_actor())
    done(_("The view “%(name)s” is back.", name=view.name))
    return redirect(url_for(".list_views"), code=303)
