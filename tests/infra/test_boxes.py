"""Two people over one record: what the second left alone is what the first saved."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms import Form as WtForm
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm
from tests.controls import successful

CHOICES = options({"a": "Kwanza", "b": "Pili", "c": "Tatu"})
FIELDS = """
{% from "components/form.html" import field, keys %}
<form id="main-form">
  {{ keys(form) }}
  {% for box in form if box.type not in ("HiddenField", "CSRFTokenField", "FieldList") %}
    {{ field(box) }}
  {% endfor %}
  {% for line in form.lines %}{{ field(line.form.part) }}{% endfor %}
</form>
"""


class Line(WtForm):
    part = Text("Part")


class EveryKind(EditForm):
    title = Text("Title", required="Enter a title.")
    text = LongText("Text")
    one = SelectField("One", choices=CHOICES)
    nobody = SelectField("Nobody", choices=options([(0, "None"), (7, "Seven")]), coerce=int)
    radio = RadioField("Radio", [InputRequired()], choices=CHOICES)
    tick = BooleanField("Tick")
    several = SelectMultipleField("Several", choices=CHOICES)
    boxes = SelectMultipleField(
        "Boxes",
        choices=CHOICES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    day = DateField("Day")
    price = MoneyField("Price")
    count = NumberField("Count")
    secret = PasswordField("Secret")
    lines = FieldList(FormField(Line), min_entries=2, max_entries=2)


@dataclass(frozen=True)
class Record:
    version: int = 1
    title: str = "Kompyuta"
    text: str = "\n Mstari\r\nmwingine "
    one: str = "b"
    nobody: int | None = None
    radio: str = "a"
    tick: bool = True
    several: list[str] = field(default_factory=lambda: ["a", "b"])
    boxes: list[str] = field(default_factory=lambda: ["c"])
    day: date | None = date(2026, 6, 30)
    price: Decimal | None = Decimal("1245000.50")
    count: int | None = None
    lines: tuple[dict[str, str], ...] = ({"part": "Betri"}, {"part": ""})


OPENED: Any = Record()
SAVED = Record(
    version=2,
    title="Printa",
    text="",
    one="c",
    nobody=7,
    radio="c",
    tick=False,
    several=["c"],
    boxes=[],
    day=None,
    price=None,
    count=12,
    lines=({"part": "Waya"}, {"part": "Kipuri"}),
)
TYPED: list[tuple[str, list[str], str]] = [
    ("title", ["Skana"], "Printa"),
    ("text", ["Mstari"], "(tupu)"),
    ("one", ["a"], "Tatu"),
    ("radio", ["b"], "Tatu"),
    ("several", ["b"], "Tatu"),
    ("boxes", ["a", "c"], "(tupu)"),
    ("day-year", ["2025"], "(tupu)"),
    ("price", ["5"], "(tupu)"),
    ("count", ["4"], "12"),
    ("lines-0-part", ["Chaja"], "Waya"),
]


def sent_from(form: EditForm) -> tuple[BeautifulSoup, MultiDict[str, object]]:
    page = BeautifulSoup(render_template_string(FIELDS, form=form), "html.parser")
    (html,) = page.select("form")
    return page, successful(page, html)


def shown(app, record: Any) -> MultiDict[str, object]:
    with app.test_request_context():
        return sent_from(EveryKind(record, meta={"csrf": False}))[1]


def refused(app, sent, *, record: Any) -> tuple[BeautifulSoup, MultiDict[str, object]]:
    with app.test_request_context(method="POST", data=sent):
        form = EveryKind(record, meta={"csrf": False})
        assert not form.validate_on_submit()
        assert form.conflict
        return sent_from(form)


def boxes_of(sent) -> dict[str, list[object]]:
    ours = ("version", "opened", "request_key", "next")
    return {
        name: [str(value).lstrip("\r\n") for value in sent.getlist(name)]
        for name in sent
        if name not in ours
    }


def test_what_was_left_alone_is_what_others_saved(sample_app):
    _page, again = refused(sample_app, shown(sample_app, OPENED), record=SAVED)

    assert boxes_of(again) == boxes_of(shown(sample_app, SAVED))
    assert (again["version"], again["opened"]) == ("2", shown(sample_app, SAVED)["opened"])


@pytest.mark.parametrize(("name", "typed", "theirs"), TYPED, ids=[one[0] for one in TYPED])
def test_what_was_typed_stays_and_tells_what_others_saved(sample_app, name, typed, theirs):
    sent = shown(sample_app, OPENED)
    sent.setlist(name, typed)

    page, again = refused(sample_app, sent, record=SAVED)

    box = name.removesuffix("-year")
    kept = {key: sent.getlist(key) for key in boxes_of(sent) if key.startswith(box)}
    assert boxes_of(again) == {**boxes_of(shown(sample_app, SAVED)), **kept}
    (told,) = page.select("[id$='-meanwhile']")
    assert told["id"] == f"{box}-meanwhile"
    assert told.get_text().endswith(theirs)


def test_what_was_unticked_stays_unticked(sample_app):
    opened, saved = replace(OPENED, tick=True), replace(OPENED, version=2, title="Printa")
    sent = shown(sample_app, opened)
    sent.poplist("tick")

    _page, again = refused(sample_app, sent, record=saved)

    assert "tick" not in again
    assert again["title"] == "Printa"


def test_a_refused_form_still_knows_what_was_left_alone(sample_app):
    sent = shown(sample_app, OPENED)
    sent["title"] = ""
    with sample_app.test_request_context(method="POST", data=sent):
        form = EveryKind(OPENED, meta={"csrf": False})
        assert not form.validate_on_submit()
        assert not form.conflict
        again = sent_from(form)[1]
    again["title"] = "Skana"

    _page, merged = refused(sample_app, again, record=SAVED)

    assert boxes_of(merged) == {**boxes_of(shown(sample_app, SAVED)), "title": ["Skana"]}


def test_a_mistake_of_ones_own_is_told_with_the_conflict_and_none_of_others(sample_app):
    sent = shown(sample_app, OPENED)
    sent["title"], sent["count"] = "", "x"
    sent.poplist("radio")

    page, _again = refused(sample_app, sent, record=SAVED)

    assert {one["id"] for one in page.select(".error")} == {
        "title-error",
        "count-error",
        "radio-error",
    }


@pytest.mark.parametrize("opened", ["", "nonsense", "title=&day=zzz", "&&&=%ff"])
def test_without_knowing_what_was_shown_all_that_was_sent_is_kept(sample_app, opened):
    sent = shown(sample_app, OPENED)
    sent["opened"] = opened

    _page, again = refused(sample_app, sent, record=SAVED)

    assert boxes_of(again) == boxes_of(sent)
