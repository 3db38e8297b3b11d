"""What the council promises: times to answer and to resolve."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.org.queries import own_council
from helpdesk.tickets import forms, labels, permissions, queries, services
from helpdesk.tickets.views.blueprint import bp


@bp.route("/targets", methods=["GET", "POST"])
@requires(permissions.SET_TARGETS)
def change_targets() -> ResponseReturnValue:
    actor = current_actor()
    council = own_council(actor)
    found = queries.own_targets(council.id)
    form = forms.TargetsForm(council, queries.general_targets(found))
    if form.validate_on_submit():
        services.set_targets(council, form.targets, actor=actor)
        done(_("The times have been saved. They hold for requests from now on."))
        return redirect(url_for(".change_targets"), code=303)
    page = render_template(
        "tickets/change_targets.html",
        form=form,
        labels=labels,
        categories=queries.categories(actor),
        own={one.category_id for one in found},
    )
    return page, form.status


@bp.route("/targets/<int:category_id>", methods=["GET", "POST"])
@requires(permissions.SET_TARGETS)
def change_category_targets(category_id: int) -> ResponseReturnValue:
    actor = current_actor()
    council, category = own_council(actor), queries.category_or_404(category_id, actor=actor)
    found = queries.own_targets(council.id)
    own = {one.priority: one.targets for one in found if one.category_id == category.id}
    form = forms.CategoryTargetsForm(council, own)
    if form.validate_on_submit():
        services.set_targets(council, form.targets, category=category, actor=actor)
        done(_("The times for %(category)s have been saved.", category=named(category)))
        return redirect(url_for(".change_targets"), code=303)
    page = render_template(
        "tickets/change_category_targets.html",
        form=form,
        labels=labels,
        category=category,
        general=queries.general_targets(found),
    )
    return page, form.status
