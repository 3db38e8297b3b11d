"""The reader's language, and how figures and dates are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask import session
from flask_babel import force_locale, get_locale, gettext

from helpdesk.infra import i18n
from tests import factories

AT = datetime(2026, 6, 30, 21, 5, tzinfo=UTC)  # midnight has passed in Rujewa


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "TZS 0"),
        ("1250000", "TZS 1,250,000"),
        ("1250000.00", "TZS 1,250,000"),
        ("1250000.5", "TZS 1,250,000.50"),
        ("-85.05", "TZS -85.05"),
        ("9999999999999999.99", "TZS 9,999,999,999,999,999.99"),
    ],
)
def test_money_has_cents_only_where_there_are_some(amount, written):
    assert i18n.tzs(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1000, "1,000"),
        (-1000, "-1,000"),
        (Decimal("12.500"), "12.5"),
        (Decimal("0.125"), "0.125"),
        (Decimal("1000.000"), "1,000"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(100), "100"),
    ],
)
def test_a_number_loses_none_of_its_decimals(value, written):
    assert i18n.number(value) == written


def test_days_and_moments_are_those_of_rujewa():
    assert i18n.day(date(2026, 3, 9)) == "09/03/2026"
    assert i18n.day(AT) == "01/07/2026"
    assert i18n.moment(AT) == "01/07/2026, 00:05"
    assert (i18n.day(None), i18n.moment(None)) == ("–", "–")


@pytest.mark.parametrize(
    ("amount", "swahili", "english"),
    [
        (timedelta(seconds=59), "Dakika 0", "0 minutes"),
        (timedelta(minutes=1), "Dakika 1", "1 minute"),
        (timedelta(minutes=59), "Dakika 59", "59 minutes"),
        (timedelta(minutes=60), "Saa 1", "1 hour"),
        (timedelta(hours=23, minutes=59), "Saa 23", "23 hours"),
        (timedelta(days=1), "Siku 1", "1 day"),
        (timedelta(days=40), "Siku 40", "40 days"),
    ],
)
def test_a_length_of_time_is_said_in_its_largest_unit(sample_app, amount, swahili, english):
    with sample_app.test_request_context():
        with force_locale("sw"):
            assert i18n.duration(amount).capitalize() == swahili
        with force_locale("en"):
            assert i18n.duration(amount) == english


def test_a_thing_with_two_names_is_called_by_that_of_the_reader(sample_app):
    fund = SimpleNamespace(name_sw="Fedha", name_en="Finance")
    with sample_app.test_request_context():
        with force_locale("sw"):
            assert i18n.named(fund) == "Fedha"
        with force_locale("en"):
            assert i18n.named(fund) == "Finance"


def test_swahili_is_spoken_where_nobody_chose(sample_app):
    with sample_app.test_request_context(headers={"Accept-Language": "en"}):
        assert i18n.language() == "sw"
        assert str(get_locale()) == "sw"


@pytest.mark.parametrize(("said", "spoken"), [("en", "en"), ("sw", "sw"), ("xx", "sw"), ("", "sw")])
def test_a_browser_remembers_its_language(sample_app, said, spoken):
    with sample_app.test_request_context():
        session["language"] = said
        assert i18n.language() == spoken


def test_a_persons_choice_goes_before_the_browsers(pages):
    pages.sign_in(factories.user(language="en"))
    with pages._client.session_transaction() as cookie:
        cookie["language"] = "sw"

    assert pages.get("/samples/new").html["lang"] == "en"


def test_jobs_and_commands_speak_swahili_unless_told(sample_app):
    with sample_app.app_context():
        assert i18n.language() == "sw"
        assert gettext("Page not here") == "Page not here"
        with force_locale("en"):
            assert str(get_locale()) == "en"
