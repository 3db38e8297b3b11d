"""Pages of places."""

from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org import forms, labels, permissions, queries, rules, services
from helpdesk.org.models import Location
from helpdesk.org.views.blueprint import bp
from helpdesk.org.views.frames import saved_or_shown

PLACES_BY_NAME = Order(Location.name, Location.id)


@bp.get("/locations/")
@requires(permissions.MANAGE)
def list_locations() -> ResponseReturnValue:
    actor, form = current_actor(), forms.LocationFilter()
    text, state = (form.q.data, form.state.data) if form.validate() else ("", "open")
    if text:
        page = paged(queries.places_named(text, state, actor=actor), PLACES_BY_NAME)
        places = [queries.Place(location, 0) for location in page.items]
    else:
        page = paged(queries.sites_in(state, actor=actor), PLACES_BY_NAME)
        places = queries.trees(page.items, state, actor=actor)
    return render_template(
        "org/list_locations.html",
        form=form,
        page=page,
        places=places,
        kinds=labels.LOCATION_KINDS,
        is_narrowed=bool(text) or state != "open",
    )


@bp.route("/locations/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_location() -> ResponseReturnValue:
    form = forms.NewLocationForm(parent_id=request.args.get("parent", 0, type=int))
    form.offer(queries.location_choices(current_actor()))
    return saved_or_shown(
        form,
        _add,
        said=_("The place has been added."),
        then=url_for(".list_locations"),
        page="org/new_location.html",
    )


def _add(form: forms.NewLocationForm) -> None:
    actor = current_actor()
    added = services.add_location(
        code=form.code.data or "",
        kind=form.chosen_kind,
        name=form.name.data or "",
        parent_id=form.parent_id.data or None,
        ward=form.ward.data or "",
        actor=actor,
    )
    services.change_location(added, actor=actor, distance_km=form.kilometres)


@bp.route("/locations/<int:location_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_location(location_id: int) -> ResponseReturnValue:
    actor = current_actor()
    location = queries.location_or_404(location_id, actor=actor)
    form = forms.LocationForm(location)
    form.offer(_possible_parents(location))
    return saved_or_shown(
        form,
        partial(_change, location),
        said=_("Changes have been saved."),
        then=url_for(".list_locations"),
        page="org/change_location.html",
        location=location,
    )


def _possible_parents(location: Location) -> forms.Choices:
    """Every open place, and where it lies now although that may be closed."""
    choices = dict(queries.location_choices(current_actor()))
    if location.parent is not None:
        choices.setdefault(location.parent.id, location.parent.name)
    return choices.items()


def _change(location: Location, form: forms.LocationForm) -> None:
    try:
        services.change_location(
            location,
            actor=current_actor(),
            code=form.code.data,
            kind=form.chosen_kind,
            name=form.name.data,
            parent_id=form.parent_id.data or None,
            ward=form.ward.data,
            distance_km=form.kilometres,
        )
    except rules.NotATreeError:
        form.refuse("parent_id", _("A place cannot lie in itself or in a place that lies in it."))


@bp.route("/locations/<int:location_id>/deactivate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def deactivate_location(location_id: int) -> ResponseReturnValue:
    location = queries.location_or_404(location_id, actor=current_actor())
    form, inside = forms.DeactivateForm(location), len(queries.open_places_in(location))
    if form.validate_on_submit():
        services.deactivate(location, actor=current_actor())
        undo_url = url_for(".activate_location", location_id=location.id)
        said = _("%(name)s is closed.", name=location.name)
        done(said, undo_url="" if inside else undo_url, version=location.version)
        return redirect(url_for(".list_locations"), code=303)
    page = render_template(
        "org/deactivate_location.html", form=form, location=location, inside=inside
    )
    return page, form.status


@bp.route("/locations/<int:location_id>/activate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def activate_location(location_id: int) -> ResponseReturnValue:
    location = queries.location_or_404(location_id, actor=current_actor())
    form = forms.Undo(location)
    if form.validate_on_submit():
        services.activate(location, actor=current_actor())
        done(_("%(name)s is in use again.", name=location.name))
        return redirect(url_for(".list_locations"), code=303)
    page = render_template("org/activate_location.html", form=form, location=location)
    return page, form.status
