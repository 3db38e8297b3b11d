"""Whoever touches the log is found out, and what it says can be read."""

import random
import time
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from helpdesk.audit import queries
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries import broken_links, changed_fields
from helpdesk.audit.rules import entry_hash
from helpdesk.audit.services import record
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests import factories
from tests.pages import save

LENGTH = 40
TAMPERINGS = 200
ENTRY, HEAD = (db.metadata.tables[name] for name in ("audit_entry", "audit_head"))
CONTENT = [column for column in ENTRY.columns if column.name != "id"]


@pytest.fixture
def council(app):
    council = factories.council()
    for number in range(LENGTH):
        actor = factories.program(council.id)
        record(actor, "account.change", council, {"phone": [str(number), "0754"]})
        save()
    return council


def row(sequence):
    found = db.session.execute(select(ENTRY).where(ENTRY.c.sequence == sequence)).one()
    return dict(found._mapping)


def write(place, **values):
    db.session.execute(update(ENTRY).where(ENTRY.c.sequence == place).values(**values))


def other(value, chance):
    """Return a value that differs in one sign, number or moment."""
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        return (
            value[:place] + chance.choice("aZ7é ") + value[place + chance.randrange(2) + 1 :] + "x"
        )
    if isinstance(value, int):
        return value + chance.choice([-1000, 1000])
    if value is None:
        return chance.randrange(100)
    return value + timedelta(microseconds=chance.choice([-1, 1, 10**6]))


def change_a_byte(chance):
    sequence, column = chance.randint(1, LENGTH), chance.choice(CONTENT).name
    write(sequence, **{column: other(row(sequence)[column], chance)})


def delete_one(chance):
    sequence = chance.randint(1, LENGTH)
    db.session.execute(delete(ENTRY).where(ENTRY.c.sequence == sequence))


def swap_two(chance):
    one, two = chance.sample(range(1, LENGTH + 1), 2)
    write(one, sequence=-1)
    write(two, sequence=one)
    write(-1, sequence=two)


def insert_one(chance):
    """Put a whole entry in between, honest in itself, and push the later ones on."""
    place = chance.randint(2, LENGTH + 1)
    before = row(place - 1)
    later = ENTRY.c.sequence >= place
    db.session.execute(update(ENTRY).where(later).values(sequence=-ENTRY.c.sequence - 1))
    db.session.execute(update(ENTRY).where(ENTRY.c.sequence < 0).values(sequence=-ENTRY.c.sequence))
    forged = AuditEntry(
        **{**before, "id": None, "sequence": place, "previous_hash": before["hash"]}
    )
    values = {column.name: getattr(forged, column.name) for column in CONTENT}
    values["hash"] = entry_hash(before["hash"], forged.hashed_fields())
    db.session.execute(insert(ENTRY).values(**values))


def cut_the_tail(chance):
    keep = chance.randint(0, LENGTH - 1)
    db.session.execute(delete(ENTRY).where(ENTRY.c.sequence > keep))


def rewrite_and_sign(chance):
    """Change an entry and give it the hash that belongs to it now."""
    sequence = chance.randint(1, LENGTH)
    entry = AuditEntry(**{**row(sequence), "actor_name": "Mwingine"})
    write(
        sequence, actor_name="Mwingine", hash=entry_hash(entry.previous_hash, entry.hashed_fields())
    )


def touch_the_head(chance):
    values = chance.choice([{"sequence": LENGTH - 1}, {"sequence": LENGTH + 1}, {"hash": "0" * 64}])
    db.session.execute(update(HEAD).values(**values))


def remove_the_head(_chance):
    db.session.execute(delete(HEAD))


WAYS = (
    change_a_byte,
    change_a_byte,
    change_a_byte,
    delete_one,
    swap_two,
    insert_one,
    cut_the_tail,
    rewrite_and_sign,
    touch_the_head,
    remove_the_head,
)


def test_an_untouched_log_is_whole(council):
    assert list(broken_links()) == []


def test_no_tampering_goes_unseen(council):
    chance, unseen = random.Random(20261122), []  # noqa: S311  # the same each time
    for number in range(TAMPERINGS):
        tamper = WAYS[number % len(WAYS)]
        tamper(chance)
        if not list(broken_links()):
            unseen.append((number, tamper.__name__))
        db.session.rollback()

    assert unseen == []
    assert list(broken_links()) == []


@pytest.mark.sqlite_only(reason="only there can a column hold what its type does not allow")
def test_what_cannot_even_be_read_is_reported(council):
    db.session.execute(db.text("UPDATE audit_entry SET at = 'yesterday' WHERE sequence = 7"))

    assert list(broken_links()) == [f"council {council.id}: an entry cannot be read"]


def test_one_councils_log_says_nothing_about_anothers(council):
    neighbour = factories.council()
    record(factories.program(neighbour.id), "account.change", neighbour)
    save()
    write(LENGTH, action="account.add")

    assert [line.split(":")[0] for line in broken_links()] == [f"council {council.id}"]


@pytest.mark.slow
def test_a_long_log_is_checked_quickly(council):
    entry = row(LENGTH)
    previous, rows = entry["hash"], []
    for sequence in range(LENGTH + 1, 20_001):
        copy = {**entry, "id": None, "sequence": sequence, "previous_hash": previous}
        previous = entry_hash(previous, AuditEntry(**copy).hashed_fields())
        rows.append(
            {name: value for name, value in copy.items() if name != "id"} | {"hash": previous}
        )
    db.session.execute(insert(ENTRY), rows)
    db.session.execute(update(HEAD).values(sequence=20_000, hash=previous))
    began = time.process_time()

    assert list(broken_links()) == []
    assert time.process_time() - began < 10


def entry(council, changes, action="account.change"):
    record(factories.program(council.id), action, council, changes)
    save()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"phone": ["", "0754"]}, ("Simu", "–", "0754")),
        ({"phone": ["0754", None]}, ("Simu", "0754", "–")),
        ({"is_active": [True, False]}, ("Inatumika", "Ndiyo", "Hapana")),
        (
            {"ends_on": [None, clock.today().replace(2026, 6, 30)]},
            ("Tarehe ya mwisho", "–", "30/06/2026"),
        ),
        ({"code": "AFY"}, ("Msimbo", "–", "AFY")),
        ({"at": [None, factories.MONDAY_MORNING]}, ("at", "–", "02/03/2026, 09:00")),
        ({"some_new_field": [1, 2]}, ("some new field", "1", "2")),
    ],
)
def test_changes_are_told_in_words(app, council, changes, expected):
    with app.test_request_context():
        assert changed_fields(entry(council, changes), {}) == [expected]


def test_roles_are_told_in_words(app):
    user = factories.user("technician")
    save()
    granted = select(AuditEntry).where(AuditEntry.action == "account.grant")

    with app.test_request_context():
        changes = {c.field: c.new for c in changed_fields(db.session.scalars(granted).one(), {})}

    assert user.grants
    assert changes == {"Jukumu": "Afisa TEHAMA", "Tarehe ya kuanza": "01/07/2022"}


def test_names_take_one_statement_for_each_kind_of_record(app):
    users = [factories.user(name=f"Mtumishi {number}") for number in range(3)]
    save()
    entries = db.session.scalars(select(AuditEntry)).all()

    names = queries.names_in(entries, actor=factories.program(users[0].council_id))

    assert {names["user_account", user.id] for user in users} == {user.name for user in users}
    assert len(names) == db.session.scalar(select(func.count()).select_from(names_of(entries)))


def names_of(entries):
    """Everything that the log spoke of, once."""
    about = {(one.subject_type, one.subject_id) for one in entries}
    return select(ENTRY.c.id).where(ENTRY.c.id <= len(about)).subquery()
