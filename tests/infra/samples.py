"""A small feature with a form of each kind, to try the ground on."""

import secrets
from typing import Any

from flask import Blueprint, redirect, render_template_string, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from helpdesk.attachments import permissions
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.infra.access import Actor, current_actor, public, requires
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.fields import DateField, FilesField, LongText, MoneyField, Text
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.notices import done
from helpdesk.org import queries, services
from helpdesk.org.models import Location
from helpdesk.org.rules import LocationKind

bp = Blueprint("samples", __name__, url_prefix="/samples")

PAGE = """
{% extends "layout/page.html" %}
{% from "components/form.html" import action_form, buttons, error_summary, field, keys %}
{% block title %}Sample{% endblock %}
{% block main %}
  {{ error_summary(form) }}
  <h1>Sample</h1>
  <form method="post" action="{{ request.path }}" id="main-form" enctype="multipart/form-data"
    novalidate>
    {{ keys(form) }}
    {% set shown = ("Text", "LongText", "FilesField", "DateField", "MoneyField") %}
    {% for input in form if input.type in shown %}
      {{ field(input) }}
    {% endfor %}
    {{ buttons("Save") }}
  </form>
{% endblock %}
"""
SHOWN = """
{% extends "layout/page.html" %}
{% from "components/form.html" import action_form %}
{% block title %}{{ place.name }}{% endblock %}
{% block main %}
  <h1>{{ place.name }}</h1>
  <p id="ward">{{ place.ward }}</p>
  <ul id="files">{% for file in files %}<li>{{ file.name }}</li>{% endfor %}</ul>
  {{ action_form("/samples/%d/close"|format(place.id), "Close", close) }}
{% endblock %}
"""


class SampleForm(Form):
    name = Text("Name", required="Enter a name.")
    ward = LongText("Ward")
    password_hint = Text("Hint")
    files = FilesField("Files")


class EditSampleForm(EditForm):
    name = Text("Name", required="Enter a name.")
    ward = Text("Ward")


class CloseSample(ActionForm):
    """Close it."""


class NumbersForm(Form):
    day = DateField("Day", required="Enter a day.")
    price = MoneyField("Price")


def visible_ids(actor: Actor) -> Select[Any]:
    return queries.visible_to(actor).with_only_columns(Location.id)


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new() -> ResponseReturnValue:
    form = SampleForm()
    if form.validate_on_submit():
        place = services.add_location(
            code=secrets.token_hex(8),
            kind=LocationKind.SITE,
            name=form.name.data or "",
            ward=form.ward.data or "",
            actor=current_actor(),
        )
        attach(form.files.data, owner_kind="sample", owner=place, actor=current_actor())
        done("Saved.")
        return redirect(url_for(".show", place_id=place.id), code=303)
    return render_template_string(PAGE, form=form), form.status


@bp.get("/<int:place_id>")
@requires(permissions.OPEN)
def show(place_id: int) -> ResponseReturnValue:
    place = queries.location_or_404(place_id, actor=current_actor())
    files = files_of("sample", [place.id])[place.id]
    return render_template_string(SHOWN, place=place, files=files, close=CloseSample(place))


@bp.route("/<int:place_id>/edit", methods=["GET", "POST"])
@requires(permissions.OPEN)
def edit(place_id: int) -> ResponseReturnValue:
    place = queries.location_or_404(place_id, actor=current_actor())
    form = EditSampleForm(place)
    if form.validate_on_submit():
        services.change_location(
            place, actor=current_actor(), name=form.name.data, ward=form.ward.data
        )
        done("Changed.", undo_url=url_for(".close", place_id=place.id), version=place.version)
        return redirect(url_for(".show", place_id=place.id), code=303)
    return render_template_string(PAGE, form=form), form.status


@bp.post("/<int:place_id>/close")
@requires(permissions.OPEN)
def close(place_id: int) -> ResponseReturnValue:
    place = queries.location_or_404(place_id, actor=current_actor())
    form = CloseSample(place)
    if not form.validate_on_submit():
        return render_template_string(PAGE, form=form), form.status
    services.change_location(place, actor=current_actor(), is_active=False)
    done("Closed.")
    return redirect(url_for(".show", place_id=place.id), code=303)


@bp.route("/numbers", methods=["GET", "POST"])
@requires(permissions.OPEN)
def numbers() -> ResponseReturnValue:
    form = NumbersForm()
    form.validate_on_submit()
    return render_template_string(PAGE, form=form), form.status


@bp.route("/broken", methods=["GET", "POST"])
@requires(permissions.OPEN)
def broken() -> ResponseReturnValue:
    """Fail with work half done, as a mistake of ours would."""
    done("Saved.")
    if request.method == "POST":
        db.session.add(Location(council_id=current_actor().council_id, code="half", name="half"))
    raise RuntimeError("a mistake of ours")


@bp.post("/twice")
@requires(permissions.OPEN)
def twice() -> ResponseReturnValue:
    """Break a rule of the database in the middle of a view."""
    first = found_or_404(select(Location).limit(1))
    db.session.add(
        Location(council_id=first.council_id, code=first.code, kind=LocationKind.SITE, name="again")
    )
    db.session.flush()
    return redirect("/samples/new", code=303)


@bp.get("/open")
@public
def open_to_all() -> ResponseReturnValue:
    return {"open": True}


@bp.get("/unmarked")
def unmarked() -> ResponseReturnValue:
    return "nobody said who may see this"
