"""Lists to choose from say the same as the library's own, and nothing that was typed is HTML."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from helpdesk.infra.fields import options
from helpdesk.infra.selects import drawn, options_of

NASTY = '"><script>&'


class SampleForm(Form):
    list = SelectField(choices=options([("", _l("(optional)")), ("a", NASTY), (NASTY, "b")]))
    grouped = SelectField(choices=[SelectChoice("a", "A", optgroup="One")])
    many = SelectMultipleField(choices=options([("a", "A"), ("b", "B")]))
    red = SelectField(choices=options([("a", "A")]), render_kw={"class": "red"})
    text = StringField()


def test_every_box_is_drawn_as_the_library_draws_it(app):
    with app.test_request_context():
        form = SampleForm(list=NASTY, grouped="a", many=["b"], text=NASTY)
        for box in form:
            attributes = {"autocomplete": "off", "maxlength": False}
            assert drawn(box, **attributes) == box(**attributes)
            assert hasattr(drawn(box), "__html__")


def test_the_lines_of_many_lists_are_written_once_and_one_is_chosen_in_each():
    choosing = options_of([("a", NASTY), (NASTY, "b")])
    escaped = "&#34;&gt;&lt;script&gt;&amp;"

    first = f'<option value="a" selected>{escaped}</option>'
    assert choosing("a") == first + f'<option value="{escaped}">b</option>'
    assert choosing("") == choosing("a").replace(" selected", "")
    assert f'value="{escaped}" selected' in choosing(NASTY)
