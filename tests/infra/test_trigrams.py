"""An index of parts of words: it follows every change, and without it all is found the same."""

import pytest
from sqlalchemy import inspect, text

from helpdesk.accounts.queries import as_actor
from helpdesk.backup.queries import row_counts
from helpdesk.infra import trigrams
from helpdesk.infra.db import db
from helpdesk.search import queries
from helpdesk.search.rules import Group, asked
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.pages import save
from tests.tickets.factories import ticket as opened

QUESTIONS = [
    "haribik",
    "roller imeharib",
    "vipuli",
    "pc",
    "pc imeharibika",
    '"imeharibika"',
    'a" OR "b',
    "NEAR(a b) AND NOT *",
    "imeharibika%",
    "\\_^(",
    "\N{GRINNING FACE}\N{GRINNING FACE}\N{GRINNING FACE}",
]


@pytest.fixture
def head(app):
    return factories.user("head")


@pytest.fixture
def indexed(head):
    save()
    trigrams.build()


def found(said, person):
    hits = queries.search(asked(said), actor=as_actor(person))
    return {ticket.id for one in hits if one.group is Group.TICKETS for ticket in one.items}


def test_all_is_found_with_an_index_as_without(head):
    for subject in ("Roller imeharibika", "Naomba vipuri", "PC imeharibika", "50% \\_^( tu"):
        opened(requester=head, subject=subject)
    before = {said: found(said, head) for said in QUESTIONS}
    assert [len(before[said]) for said in QUESTIONS[:3]] == [2, 1, 1]

    save()
    trigrams.build()
    db.session.expire_all()

    assert {said: found(said, head) for said in QUESTIONS} == before


def test_what_is_written_changed_or_gone_later_is_known_to_the_index(head, indexed):
    ticket = opened(requester=head, subject="Printa imeharibika")
    assert found("haribik", head) == {ticket.id}

    ticket.search_text = "printa inafanya kazi"
    db.session.flush()
    assert found("haribik", head) == set()
    assert found("inafanya", head) == {ticket.id}

    db.session.execute(text("DELETE FROM sla_event"))
    db.session.execute(db.delete(Ticket))
    assert found("inafanya", head) == set()


def test_what_very_many_have_is_found_too(head, indexed, monkeypatch):
    monkeypatch.setattr(trigrams, "MANY", 1)
    tickets = {opened(requester=head, subject="Printa imeharibika").id for _ in range(3)}

    assert found("haribik", head) == tickets


@pytest.mark.sqlite_only(reason="PostgreSQL looks after its indexes itself")
def test_an_index_that_lost_a_part_is_left_alone_and_made_anew(head, indexed):
    ticket = opened(requester=head, subject="Printa imeharibika")
    save()
    db.session.execute(text("DROP TRIGGER trigrams_ticket_search_text_on_update"))
    ticket.search_text = "printa inafanya kazi"
    save()
    assert found("inafanya", head) == {ticket.id}

    trigrams.build()

    assert found("inafanya", head) == {ticket.id}
    assert found("haribik", head) == set()


def test_an_index_is_no_part_of_what_is_counted_and_backed_up(head, indexed):
    counted = row_counts(db.session.connection())

    assert "ticket" in counted
    assert not [name for name in counted if trigrams.is_part(name)]
    found = inspect(db.engine)
    indexes = [str(one["name"]) for one in found.get_indexes("ticket")]
    assert any(map(trigrams.is_part, [*found.get_table_names(), *indexes]))
