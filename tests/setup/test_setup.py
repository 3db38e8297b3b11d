"""A council of one's own: asked for, or written down in a setup.toml."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import AssetCategory
from helpdesk.infra import passwords
from helpdesk.infra.db import db
from helpdesk.org.models import Council, Department, Holiday, LetterheadText
from helpdesk.tickets.models import Category
from tests.setup.conftest import command, person

ANSWERS = """
[council]
code = "RUN"
name_sw = "Halmashauri ya Wilaya ya Rungwe"
name_en = "Rungwe District Council"
region = "Mbeya"

[letterhead]
contacts = "S.L.P. 148, Tukuyu"

[administrator]
username = "mkuu.tehama"
name = "Mkuu wa Kitengo cha TEHAMA"
"""
TYPED = "rungwe dc\nrun\n\n\n\n0000 000 000\nChumba 4\nTukuyu\n\nMkuu wa Kitengo\n"


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "setup.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_council_begins_with_the_shipped_lists(app, answers):
    result = command(app, "setup", "--from", str(answers))

    assert result.exit_code == 0, result.output
    assert count(Department) == 19
    assert count(Category) == 23
    assert count(AssetCategory) == 13
    assert count(Holiday) > 90
    letterheads = db.session.scalars(db.select(LetterheadText)).all()
    assert {text.contacts for text in letterheads} == {"S.L.P. 148, Tukuyu"}
    assert command(app, "audit", "verify").exit_code == 0


def test_the_first_administrator_gets_a_password_for_one_time(app, answers):
    said = command(app, "setup", "--from", str(answers)).stdout

    user = person("mkuu.tehama")
    assert as_actor(user).roles == {"administrator"}
    assert user.must_change_password
    assert passwords.matches(said.rsplit(maxsplit=1)[1], user.password_hash)


def test_it_asks_and_knows_the_councils_of_the_country(app):
    result = command(app, "setup", typed=TYPED)

    assert result.exit_code == 0, result.output
    council = db.session.scalars(db.select(Council)).one()
    assert (council.code, council.region) == ("RUN", "Mbeya")
    assert council.name_sw == "Halmashauri ya Wilaya ya Rungwe"
    assert person("msimamizi").name == "Mkuu wa Kitengo"


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('code = "RUN"', "", "[council] lacks code"),
        ('code = "RUN"', 'code = "R1"', "'R1' must be 2 to 6 capital letters"),
        ('code = "RUN"', 'code = "RUN"\ncolour = "blue"', "a word that nobody knows: colour"),
        ('region = "Mbeya"', "region = 7", "[council] region must be a text in quotes"),
        ("[administrator]", "[administrator", "line 11"),
        ('"mkuu.tehama"', '"Mkuu wa TEHAMA"', "nobody can sign in as 'Mkuu wa TEHAMA'"),
        ("[council]", "council = 3\n[other]", "[council] is not a table"),
    ],
    ids=str,
)
def test_wrong_answers_are_explained_in_one_line(app, answers, right, wrong, reason):
    answers.write_text(ANSWERS.replace(right, wrong), encoding="utf-8")

    result = command(app, "setup", "--from", str(answers))

    assert result.exit_code == 1
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert count(Council) == 0


def test_a_council_is_set_up_once(app, answers):
    command(app, "setup", "--from", str(answers))
    again = command(app, "setup", "--from", str(answers))

    assert again.exit_code == 1
    assert "there is a council RUN already" in again.stderr


def test_a_name_that_somebody_has_takes_the_whole_setup_back(app, answers):
    command(app, "setup", "--from", str(answers))
    answers.write_text(ANSWERS.replace('"RUN"', '"OTHER"'), encoding="utf-8")

    again = command(app, "setup", "--from", str(answers))

    assert again.exit_code == 1
    assert "mkuu.tehama" in again.stderr
    assert count(Council) == 1
