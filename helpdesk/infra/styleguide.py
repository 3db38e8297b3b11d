"""Every component in every state, for developers and for the checks that walk its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import segno
from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, PasswordField, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.infra.access import public
from helpdesk.infra.fields import (
    DateField,
    FilesField,
    LongText,
    MoneyField,
    NumberField,
    Text,
    options,
)
from helpdesk.infra.forms import FilterForm, Form
from helpdesk.infra.notices import Notice, Undo
from helpdesk.infra.paging import Page
from helpdesk.infra.uploads import Batch, Upload

bp = Blueprint("styleguide", __name__, url_prefix="/styleguide")

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANSWERS = {"yes": "Ndiyo", "no": "Hapana, bado"}
OFFICES = {"fin": "Fedha", "edu": "Elimu", "hea": "Afya"}
REFUSED = "Andika maneno yanayoeleza tatizo"
REFUSABLE = (
    "title",
    "details",
    "hardship",
    "is_solved",
    "office",
    "offices",
    "is_internal",
    "found_on",
    "cost",
    "minutes",
    "person",
    "password",
    "files",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that a list of links or of suggestions shows."""

    label: str
    value: str = ""
    url: str = "/styleguide/"
    is_current: bool = False
    count: int | None = None


class SampleForm(Form):
    title = Text("Tatizo ni nini?", required=REFUSED)
    details = LongText("Eleza zaidi")
    hardship = RadioField(
        "Linakuathiri kiasi gani?", choices=options({**ANSWERS, "some": "Kwa shida"})
    )
    is_solved = RadioField("Je, limetatuliwa?", choices=options(ANSWERS))
    office = SelectField("Idara", choices=options(OFFICES))
    offices = SelectMultipleField(
        "Idara nyingine",
        choices=options(OFFICES),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    is_internal = BooleanField("Dokezo la ndani: mwombaji hataliona")
    found_on = DateField("Tarehe ya hitilafu", required=REFUSED)
    cost = MoneyField("Gharama", required=REFUSED)
    minutes = NumberField("Dakika")
    person = Text("Mtumishi", required=REFUSED)
    password = PasswordField("Nywila")
    files = FilesField("Picha au faili")


class SampleFilter(FilterForm):
    q = Text("Tafuta")
    unit = SelectField("Idara", choices=options({"": "Zote", **OFFICES}))


def init_app(app: Flask) -> None:
    """Show the guide where developers and tests look, never to a council."""
    if app.debug or app.testing:
        app.register_blueprint(bp)


@bp.route("/", methods=["GET", "POST"])
@public
def index() -> ResponseReturnValue:
    form = SampleForm()
    form.validate_on_submit()
    return render_template("styleguide/index.html", form=form, **_samples()), form.status


@bp.route("/form/<any(refused, stale):state>")
@public
def form(state: str) -> ResponseReturnValue:
    sample = SampleForm()
    sample.files.data = Batch(fresh=(Upload("printa.jpg", "image/jpeg", 217_000, "1f", Path()),))
    sample.conflict = state == "stale"
    for name in REFUSABLE if state == "refused" else ():
        sample.refuse(name, REFUSED)
    return render_template("styleguide/form.html", form=sample, people=_samples()["people"])


@bp.route("/confirm")
@public
def confirm() -> ResponseReturnValue:
    return render_template(
        "components/confirm.html",
        form=SampleForm(),
        question="Kufunga maombi 12?",
        facts=["Maombi 12 yatafungwa.", "Waombaji 9 watajulishwa kwa barua pepe."],
        inputs=["details"],
        label="Funga maombi 12",
        cancel_url="/styleguide/",
    )


@bp.route("/paper")
@public
def paper() -> ResponseReturnValue:
    return render_template("styleguide/paper.html", code=segno.make_qr("MBR-0011"), **_samples())


@bp.route("/bare")
@public
def bare() -> ResponseReturnValue:
    return render_template("styleguide/bare.html", form=SampleForm())


@bp.route("/errors/<int:code>")
@public
def error(code: int) -> ResponseReturnValue:
    said = {name: request.args.get(name, "") for name in ("kept_url", "made_url", "words")}
    return render_template(f"errors/{code}.html", reference="0f3c9a", wait_minutes=5, **said)


def _samples() -> Mapping[str, Any]:
    return {
        "at": NOON,
        "cost": Decimal(145_000),
        "filters": SampleFilter(),
        "notes": [
            Notice("Ombi MBR/TKT/2026-27/00042 limepangiwa Afisa A.", "done", Undo("/", 1, "")),
            Notice("Mfumo utazimwa leo saa za jioni, 17:00.", "info"),
            Notice("MUSE haipatikani tangu 08:40.", "warning"),
        ],
        "page": Page(items=("Jipya", "Linashughulikiwa"), total=1001, after="7~b", before="3~a"),
        "people": [Choice("Fedha", "Mhasibu"), Choice("Afya", "Mganga")],
        "views": [Choice("Yangu", count=14, is_current=True), Choice("Yaliyochelewa", count=5)],
    }
