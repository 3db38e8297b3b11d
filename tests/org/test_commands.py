"""`helpdesk holidays import`, as a shell runs it."""

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from helpdesk.cli import main
from helpdesk.infra.access import the_program
from helpdesk.org import queries
from tests import factories
from tests.pages import save


@pytest.fixture
def said(app):
    def run(*words):
        save()
        script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
        return CliRunner().invoke(main, ("holidays", "import", *words), obj=script)

    return run


def years(council):
    return set(queries.holidays_by_year(the_program(council.id)))


def test_years_are_added_to_all_councils(said):
    ours, theirs = factories.council(code="MBR"), factories.council(code="JIR")

    result = said("2026..2031")

    assert result.exit_code == 0, result.output
    assert "MBR: 1" in result.output
    assert years(ours) == years(theirs) == set(range(2026, 2032))


def test_a_second_time_adds_nothing(said):
    factories.council(code="MBR")
    said("2031")

    assert said("2031").output == "MBR: 0 holidays added\n"


def test_one_council_may_be_named(said):
    ours, theirs = factories.council(code="MBR"), factories.council(code="JIR")

    said("2031", "--council", "MBR")

    assert (years(ours), years(theirs)) == ({2031}, set())


@pytest.mark.parametrize("wrong", ["31", "2031..", "2031..2026", "2026...2031", "1999", "2078"])
def test_wrong_years_are_wrong_usage(said, wrong):
    factories.council()

    result = said(wrong)

    assert result.exit_code == 2
    assert "is not like 2031 or 2026..2031" in result.output


def test_a_council_that_is_not_there_is_a_failure(said):
    result = said("2031", "--council", "XYZ")

    assert result.exit_code == 1
    assert "there is no such council" in result.output
