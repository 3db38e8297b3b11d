"""What people type becomes a value, or a sentence that says what to type."""

from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text
from helpdesk.infra.forms import Form


class AllForm(Form):
    name = Text("Name", most=20)
    story = LongText("Story", most=50)
    day = DateField("Day")
    price = MoneyField("Price")
    number = NumberField("Number", least=1, most=100)
    quantity = NumberField("Quantity", places=3)
    wanted = NumberField("Wanted", least=Decimal("0.01"), most=10**6, places=2)


@pytest.fixture
def typed(sample_app):
    """Type into a form, and return it validated."""

    def fill(**fields):
        parts = fields.pop("day", None)
        if parts is not None:
            names = ("day-day", "day-month", "day-year")
            fields |= dict(zip(names, parts, strict=True))
        form = AllForm(meta={"csrf": False})
        form.process(MultiDict(fields))
        form.validate()
        return form

    with sample_app.test_request_context():
        yield fill


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Chumba 4 ", "Chumba 4"),
        ("Ma\u0301rcia", "M\u00e1rcia"),
        ("<b>x</b>", "<b>x</b>"),
        ("'; DROP TABLE", "'; DROP TABLE"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("100%(x)s %s", "100%(x)s %s"),
        ("", ""),
        ("   ", ""),
        ("\u200b\u200d", ""),
        ("Printa\u202e 4", "Printa 4"),
    ],
)
def test_text_is_kept_as_it_was_typed(typed, said, kept):
    form = typed(name=said)

    assert (form.errors, form.name.data) == ({}, kept)


def test_lines_end_in_one_way(typed):
    assert typed(story="a\r\nb\tc\n").story.data == "a\nb\tc"


@pytest.mark.parametrize(
    "said", ["a\x00b", "a\x07b", "\x1b[31m", "a\x7fb", "a\x9bb", "a\x85b"], ids=ascii
)
@pytest.mark.parametrize("field", ["name", "story"])
def test_what_cannot_be_printed_is_refused(typed, field, said):
    assert "zisizoweza kuchapishwa" in typed(**{field: said}).errors[field][0]


@pytest.mark.parametrize("said", ["a\nb", "a\rb", "a\tb"], ids=ascii)
def test_one_line_is_one_line(typed, said):
    assert typed(name=said).errors["name"]


def test_text_has_a_limit_that_is_said(typed):
    assert "20" in typed(name="a" * 21).errors["name"][0]
    assert typed(name="a" * 20).errors == {}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1245000", "1245000"),
        ("1,245,000", "1245000"),
        ("1 245 000", "1245000"),
        ("1\u00a0245\u00a0000", "1245000"),
        (" 1,245,000.50 ", "1245000.50"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("007", "7"),
        ("999999999999.99", "999999999999.99"),
        ("1.000.000", "1000000"),
        ("5,000/=", "5000"),
        ("TSh 5 000", "5000"),
        ("Tsh. 5,000/-", "5000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, said, meant):
    form = typed(price=said)

    assert (form.errors, form.price.data) == ({}, Decimal(meant))
    assert form.price._value() == said.strip()


@pytest.mark.parametrize(
    "said",
    [
        "x", "12x", "12,50", "1,2,3", "1,24,000", "1..5", "1.2.3", "-5", "1e5", "1_000", "NaN",
        "Infinity", "sNaN", "٣", "0x10", "1.555", "1000000000000", "9" * 5000, "1,000 000x",
        ",", ".", "½", "1,245,00", "125.000",
    ],
    ids=lambda said: ascii(said)[:20],
)  # fmt: skip
def test_what_is_no_amount_is_refused_and_shown_again(typed, said):
    form = typed(price=said)

    assert form.errors["price"]
    assert form.price.data is None
    assert form.price._value() == said


@pytest.mark.parametrize(
    ("said", "fine"), [("1", True), ("100", True), ("0", False), ("101", False), ("1.5", False)]
)
def test_a_number_has_bounds(typed, said, fine):
    assert ("number" not in typed(number=said).errors) is fine


@pytest.mark.parametrize("said", ["0,5", "125.000", "elfu tano", "12,50"])
def test_what_could_mean_two_numbers_gets_one_message_that_shows_how(typed, said):
    (told,) = typed(price=said).errors["price"]

    assert told == (
        "Andika namba kwa tarakimu, mfano 12, 0.5 au 125,000: baada ya nukta tarakimu zisizozidi "
        "2, na kwa maelfu tumia mkato."
    )
    assert typed(number=said).errors["number"] == [
        "Andika namba kamili kwa tarakimu, mfano 12, 1500 au 125,000."
    ]


@pytest.mark.parametrize("said", ["0", "-1", "1000001"])
def test_a_number_that_must_be_above_nothing_says_so_once(typed, said):
    assert typed(wanted=said).errors["wanted"] == [
        "Andika namba iliyo zaidi ya 0, mfano 1, na isiyozidi 1,000,000."
    ]


def test_a_date_of_endless_digits_is_none(typed):
    assert typed(day=("9" * 30, "1", "2026")).errors["day"]
    assert typed(day=("1", "1", "9" * 5000)).errors["day"]


def test_a_quantity_may_have_three_decimals(typed):
    assert typed(quantity="0.125").quantity.data == Decimal("0.125")
    assert "quantity" in typed(quantity="0.1255").errors


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (("30", "6", "2026"), date(2026, 6, 30)),
        (("1", "07", " 2026 "), date(2026, 7, 1)),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_from_its_three_boxes(typed, said, meant):
    form = typed(day=said)

    assert (form.errors, form.day.data) == ({}, meant)


@pytest.mark.parametrize(
    "said",
    [
        ("31", "6", "2026"), ("29", "2", "2026"), ("0", "1", "2026"), ("1", "13", "2026"),
        ("1", "1", "26"), ("1", "1", "0026"), ("1", "1", "20260"), ("1", "", "2026"),
        ("a", "b", "c"),
        ("1", "1", "-2026"), ("1", "1", "9999"), ("1_0", "1", "2026"), ("٣", "1", "2026"),
        ("1" * 5000, "1", "2026"),
    ],
    ids=lambda said: ascii(said)[:30],
)  # fmt: skip
def test_what_is_no_date_is_refused_and_shown_again(typed, said):
    form = typed(day=said)

    assert "30/06/2026" in form.errors["day"][0]
    assert form.day.data is None
    assert (form.day.day_value, form.day.month_value, form.day.year_value) == said


def test_an_empty_date_is_none(typed):
    form = typed(day=("", "", ""))

    assert (form.errors, form.day.data) == ({}, None)
