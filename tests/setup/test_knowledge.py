"""Articles and systems that every council begins with."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.knowledge import queries as knowledge
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.rules import Status
from helpdesk.setup.imports import founding
from helpdesk.systems import queries as systems
from helpdesk.systems.models import System, SystemUse
from tests.setup.conftest import person


def test_a_council_begins_with_twenty_articles_in_both_languages():
    articles = founding.articles()

    assert len(articles) == 20
    assert len({one.title_sw for one in articles}) == 20
    for one in articles:
        assert all((one.title_en, one.problem_en, one.cause_en, one.solution_en))
        assert one.solution_sw.count("\n") == one.solution_en.count("\n"), one.title_sw
        assert len(one.title_sw) <= 120
        assert len(one.keywords) <= 300


def test_a_council_begins_with_the_government_systems():
    known = founding.systems()

    assert len({one.acronym for one in known}) == len(known) == 37
    assert {one.acronym for one in known if not one.is_in_use} == {"LGRCIS", "TANePS"}
    departments = {one.code for one in founding.departments()}
    for one in known:
        assert bool(one.departments) != one.is_for_all, one.acronym
        assert set(one.departments) <= departments


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Printer haichapishi", "Printa haichapishi"),
        ("Nimesahau password ya FFARS", "Nywila ya FFARS"),
        ("Akaunti yangu ya PlanRep imefungwa", "Nywila ya FFARS"),
        ("MUSE haifunguki tangu asubuhi", "MUSE haifunguki"),
        ("Kompyuta inaganda sana", "Kompyuta ni nzito"),
        ("Laptop haiwaki", "Kompyuta haiwaki"),
        ("UPS inapiga kelele", "UPS inalia"),
        ("Hakuna internet ofisi nzima", "Hakuna intaneti"),
        ("POS haitoi risiti", "POS haichapishi"),
        ("My flash disk has a virus", "Kompyuta ina virusi"),
        ("The printer does not print", "Printa haichapishi"),
        ("GoTHoMIS haifunguki zahanati", "GoTHoMIS haifunguki"),
        ("Email ya Serikali imejaa", "Barua pepe ya Serikali"),
    ],
)
def test_what_people_report_finds_its_article(sample, text, title):
    reader = as_actor(person("mtumishi"))

    assert knowledge.suggest(text, reader)[0].title_sw.startswith(title)


@pytest.mark.parametrize(
    "text", ["Naomba kuhamishiwa ofisi", "Kiti kimevunjika", "Likizo ya mwaka", "Habari za kazi"]
)
def test_what_no_article_is_about_finds_none(sample, text):
    assert knowledge.suggest(text, as_actor(person("mtumishi"))) == []


def test_the_sample_council_has_its_articles_systems_and_champions(sample):
    actor = as_actor(person("afisa"))

    published = db.session.scalars(knowledge.visible_to(actor)).all()
    assert {one.status for one in published} == {Status.PUBLISHED}
    assert len(published) == 20
    muse = systems.matching(actor, systems.Filters(text="muse")).where(System.acronym == "MUSE")
    (found,) = db.session.scalars(muse)
    assert {use.department.code for use in found.open_uses} == {"FED", "UNU", "MIP"}
    named = db.session.scalar(
        db.select(db.func.count()).select_from(SystemUse).where(SystemUse.champion_id.is_not(None))
    )
    assert named
    assert db.session.scalar(db.select(db.func.count()).select_from(Article)) == 40
