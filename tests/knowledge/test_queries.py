"""Finding articles."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.knowledge import queries
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.queries import Filters
from helpdesk.knowledge.rules import Status, Topic
from tests import factories
from tests.knowledge.factories import article


@pytest.fixture
def officer(app):
    return as_actor(factories.user("technician"))


@pytest.fixture
def reader(officer):
    return as_actor(factories.user(council_id=officer.council_id))


@pytest.fixture
def jam(officer):
    return article(
        officer.council_id,
        title_sw="Karatasi imekwama kwenye printa",
        title_en="Paper is jammed in the printer",
        problem_sw="Printa imesimama",
        keywords="imenasa",
    )


def found(actor, **filters):
    return [one.id for one in db.session.scalars(queries.matching(actor, Filters(**filters)))]


def titles(articles):
    return [one.title_sw for one in articles]


@pytest.mark.parametrize(
    "text", ["kwama", "PRINTA", "printer", "kichapishi", "jammed", "imenasa", "mashine ya kuchapa"]
)
def test_an_article_is_found_by_its_words_and_by_what_they_mean(reader, jam, text):
    assert found(reader, text=text) == [jam.id]
    assert found(reader, text=f"{text} zambarau") == []


def test_a_reader_finds_what_is_published_and_an_officer_what_is_not_retired(officer, reader):
    made = {one: article(officer.council_id, status=one) for one in Status}
    published, draft, retired = (
        made[one].id for one in (Status.PUBLISHED, Status.DRAFT, Status.RETIRED)
    )

    assert found(reader) == [published]
    assert found(reader, status=Status.DRAFT) == []
    assert set(found(officer)) == {published, draft}
    assert found(officer, status=Status.RETIRED) == [retired]


def test_articles_are_told_apart_by_what_they_are_about(officer, jam):
    network = article(officer.council_id, topic=Topic.NETWORK)

    assert found(officer, topic=Topic.NETWORK) == [network.id]


def test_nobody_finds_what_another_council_wrote(jam):
    stranger = as_actor(factories.user("technician"))

    assert found(stranger) == []
    assert queries.suggest("karatasi imekwama", stranger) == []


def test_a_text_is_answered_with_the_articles_about_it(officer, reader, jam):
    article(officer.council_id, title_sw="Printa haichapishi")
    article(officer.council_id, title_sw="Kompyuta haiwaki")

    suggested = queries.suggest("Karatasi imekwama ndani ya printer yetu", reader)

    assert titles(suggested) == ["Karatasi imekwama kwenye printa", "Printa haichapishi"]
    assert queries.suggest("Karatasi imekwama", reader, most=1) == [jam]


def test_what_is_not_published_is_never_suggested(officer):
    article(officer.council_id, status=Status.DRAFT, title_sw="Karatasi imekwama")
    article(officer.council_id, status=Status.RETIRED, title_sw="Karatasi imekwama")

    assert queries.suggest("Karatasi imekwama", officer) == []


@pytest.mark.parametrize("text", ["", "%", "_", "'; DROP TABLE article; --", "a\x00b", "x" * 9000])
def test_hostile_words_find_nothing_and_break_nothing(reader, jam, text):
    assert queries.suggest(text, reader) == []
    assert found(reader, text=text) in ([], [jam.id])


def test_the_best_of_2000_articles_is_found_with_the_same_statements(officer, reader, jam):
    row = {one.key: getattr(jam, one.key) for one in Article.__table__.columns if one.key != "id"}
    copies = [
        {**row, "title_sw": f"Printa {n}", "title_words": f" printa aina{n} "} for n in range(2000)
    ]
    db.session.execute(db.insert(Article), copies)

    assert titles(queries.suggest("Printa imenasa karatasi", reader))[0] == jam.title_sw
    assert titles(queries.suggest("printa aina7", reader))[0] == "Printa 7"
