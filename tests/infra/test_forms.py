"""Forms that say which version they saw, and speak the reader's language."""

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.infra.fields import Text, options
from helpdesk.infra.forms import FilterForm, Form
from helpdesk.org.models import Location
from helpdesk.org.services import change_location
from tests import factories
from tests.controls import successful

SUMMARY = '{% from "components/form.html" import error_summary %}{{ error_summary(form) }}'


@pytest.fixture
def place(app, asha):
    return factories.location(asha.council_id, name="Chumba 4")


@pytest.fixture
def form(at_desk, place):
    db.session.commit()
    return at_desk.get(f"/samples/{place.id}/edit")


def somebody_else_changes(place, **wanted):
    juma = factories.user(council_id=place.council_id, name="Juma Ally")
    change_location(place, actor=as_actor(juma), **wanted)
    db.session.commit()


def stored(place):
    db.session.rollback()
    return db.session.scalars(select(Location).where(Location.id == place.id)).one()


def test_a_stale_save_is_refused_and_the_second_one_is_not(at_desk, place, form):
    somebody_else_changes(place, name="Chumba 5")

    stale = at_desk.submit(form, name="Chumba 6", ward="Rujewa", status=409)

    assert stored(place).name == "Chumba 5"
    told = stale.select_one(".error-summary").get_text()
    assert "Juma Ally" in told
    assert "Chumba 4" in told
    assert "Chumba 5" in told
    assert stale.select_one("#name")["value"] == "Chumba 6"
    assert stale.select_one("#ward")["value"] == "Rujewa"

    at_desk.submit(stale)
    assert (stored(place).name, stored(place).ward) == ("Chumba 6", "Rujewa")


def test_the_second_save_changes_only_what_was_typed(at_desk, place, form):
    somebody_else_changes(place, name="Chumba 5")

    stale = at_desk.submit(form, ward="Rujewa", status=409)
    at_desk.submit(stale)

    assert (stored(place).name, stored(place).ward) == ("Chumba 5", "Rujewa")


def test_a_draft_over_an_older_version_takes_over_what_others_saved(at_desk, place, form):
    (html,) = form.select("#main-form")
    typed = {**successful(form, html).to_dict(), "ward": "Rujewa", "language": "en"}
    back = at_desk.get(at_desk._send("POST", "/language", data=typed).location)
    somebody_else_changes(place, name="Chumba 5")

    at_desk.submit(at_desk.submit(back, status=409))

    assert (stored(place).name, stored(place).ward) == ("Chumba 5", "Rujewa")


def test_a_stale_form_with_a_mistake_tells_both(at_desk, place, form):
    somebody_else_changes(place, name="Chumba 5")

    stale = at_desk.submit(form, name="", status=409)

    assert "Juma Ally" in stale.select_one(".error-summary").get_text()
    assert stale.select_one("#name-error")


def test_a_second_change_between_two_sends_is_told_as_well(at_desk, place, form):
    somebody_else_changes(place, name="Chumba 5")
    stale = at_desk.submit(form, name="Chumba 6", status=409)
    somebody_else_changes(place, ward="Igurusi")

    staler = at_desk.submit(stale, status=409)

    assert "Igurusi" in staler.select_one(".error-summary").get_text()


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 400, "٣"])
def test_a_made_up_version_is_stale(at_desk, place, form, version):
    at_desk.submit(form, name="Chumba 6", version=version, status=409)

    assert stored(place).name == "Chumba 4"


def test_a_version_seen_before_a_change_of_language_is_still_stale(at_desk, place, form):
    (html,) = form.select("#main-form")
    typed = {**successful(form, html).to_dict(), "name": "Chumba 6", "language": "en"}
    somebody_else_changes(place, name="Chumba 5")

    answer = at_desk._send("POST", "/language", data=typed)
    back = at_desk.get(answer.location)

    assert back.select_one("#name")["value"] == "Chumba 6"
    at_desk.submit(back, status=409)
    assert stored(place).name == "Chumba 5"


def test_a_button_is_stale_too(at_desk, place, form):
    page = at_desk.get(f"/samples/{place.id}")
    (button,) = page.select(f"form[action='/samples/{place.id}/close']")
    button["id"] = "close"
    somebody_else_changes(place, name="Chumba 5")

    at_desk.submit(page, form="close", status=409)

    assert stored(place).is_active


class SubjectForm(Form):
    subject = StringField(validators=[InputRequired(), Length(min=5)])


class NamelessForm(Form):
    place = StringField(_l("Place"), [InputRequired()])
    reason = StringField(_l("What is still wrong?"), [InputRequired()])
    state = SelectField(_l("Status"), choices=options({"open": "Wazi"}))
    username = Text(_l("User name"), required=_l("Enter your user name."))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "sw",
            [
                "Mahali: Sehemu hii ni lazima ijazwe.",
                "Ni nini bado hakijatatuliwa? Sehemu hii ni lazima ijazwe.",
                "Hali: Chagua mojawapo ya machaguo yaliyoorodheshwa.",
                "Andika jina lako la mtumiaji.",
            ],
        ),
        (
            "en",
            [
                "Place: This field is required.",
                "What is still wrong? This field is required.",
                "Status: Not a valid choice.",
                "Enter your user name.",
            ],
        ),
    ],
)
def test_the_summary_names_the_box_of_each_refusal_once(sample_app, language, expected):
    sent = sample_app.test_request_context(method="POST", data={"state": "gone"})
    with sent, force_locale(language):
        form = NamelessForm(meta={"csrf": False})
        assert not form.validate()
        page = BeautifulSoup(render_template_string(SUMMARY, form=form), "html.parser")

    assert [link.get_text() for link in page.select("a")] == expected


class NarrowForm(FilterForm):
    view = HiddenField()
    q = StringField("Tafuta", validators=[Length(max=3)])
    kind = SelectField(
        "Aina", choices=options([("", "Zote"), ("PR", " Printa")]), validate_choice=False
    )
    state = SelectField("Hali", choices=options({"open": "Wazi", "all": "Zote"}), default="open")


def test_wtforms_speaks_swahili(sample_app):
    with sample_app.test_request_context(method="POST", data={"subject": "abc"}):
        form = SubjectForm(meta={"csrf": False})
        assert not form.validate()
        assert form.errors["subject"] == ["Andika angalau herufi 5."]


def test_a_filter_reads_the_address_and_speaks_swahili(sample_app):
    with sample_app.test_request_context("/?q=printer"):
        form = NarrowForm()
        assert not form.validate()
        assert "herufi" in form.q.errors[0]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", []),
        ("view=gone&q=&kind=&state=open", []),
        ("q=hp", [("Tafuta", "hp")]),
        ("state=all&kind=PR", [("Aina", "Printa"), ("Hali", "Zote")]),
    ],
)
def test_a_filter_says_in_words_what_narrows_the_list(sample_app, query, said):
    with sample_app.test_request_context(f"/?{query}"):
        form = NarrowForm()

        assert form.validate()
        assert form.said == said
        assert form.is_used == bool(said)


def test_a_filter_that_makes_no_sense_says_nothing_and_can_be_cleared(sample_app):
    with sample_app.test_request_context("/?q=hp&state=nonsense"):
        form = NarrowForm()

        assert not form.validate()
        assert (form.said, form.is_used) == ([], True)


def test_a_service_may_refuse_what_validation_let_pass(sample_app):
    with sample_app.test_request_context(method="POST", data={"subject": "Mtandao"}):
        form = SubjectForm(meta={"csrf": False})
        assert (form.validate(), form.status) == (True, 200)

        form.refuse("subject", "No.")

        assert (form.errors, form.status) == ({"subject": ["No."]}, 422)
