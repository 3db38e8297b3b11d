"""The sample council is whole, true to its own ledgers, and made but once."""

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.core.measures import NEVER
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries import held_by
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.kinds.labels.declared import Sort
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import RECORDS, KindStep, SecurityIncident
from helpdesk.kinds.models.access import Access, AccessRequest
from helpdesk.kinds.queries import has_form
from helpdesk.kinds.queries.declared import declared_record
from helpdesk.kinds.rules.access import Act
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import State
from helpdesk.org.models import Council, Department, Holiday, LetterheadText, Location
from helpdesk.stock.models import Part, StockLevel, StockMovement
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.queries import own_tickets
from helpdesk.tickets.rules import OPEN, Status
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import Kind as OrderKind
from tests.setup.conftest import command, person

OFFICES = {
    "mtumishi": ("requester", "MBR"),
    "mtumishi2": ("requester", "MBR"),
    "muda": ("requester", "MBR"),
    "afisa": ("technician", "MBR"),
    "afisa2": ("technician", "MBR"),
    "mkuu": ("head", "MBR"),
    "mtunza": ("storekeeper", "MBR"),
    "mkurugenzi": ("manager", "MBR"),
    "mhazina": ("manager", "MBR"),
    "mkaguzi": ("auditor", "MBR"),
    "msimamizi": ("administrator", "MBR"),
    "jirani.mtumishi": ("requester", "WNG"),
    "jirani.afisa": ("technician", "WNG"),
    "jirani.mkurugenzi": ("manager", "WNG"),
}


def all_of(model, *conditions):
    return db.session.scalars(db.select(model).where(*conditions)).all()


def of_mbarali(model):
    mbarali = db.session.scalars(db.select(Council).where(Council.code == "MBR")).one()
    return all_of(model, model.council_id == mbarali.id)


def test_it_says_who_can_sign_in_and_the_password_once(told):
    lines = [line.split(maxsplit=2) for line in told.stdout.splitlines()]

    assert [(words[0], words[1]) for words in lines[1:]] == [
        (name, role) for name, (role, _council) in OFFICES.items()
    ]
    assert told.stdout.startswith("Password of everybody: ")


def test_everybody_has_one_role_in_one_council(sample):
    people = {user.username: user for user in all_of(User)}
    councils = {council.id: council.code for council in all_of(Council)}

    found = {
        name: (people[name].grants[0].role, councils[people[name].council_id]) for name in OFFICES
    }
    assert found == OFFICES
    assert all(len(user.grants) == 1 for user in people.values())


def test_everybody_signs_in_with_the_password_that_was_printed(told, sample):
    password = told.stdout.splitlines()[0].removeprefix("Password of everybody: ")

    for name in ("mtumishi", "jirani.mkurugenzi"):
        user = accounts.check_password(name, password, address="", now=clock.now())
        assert not user.must_change_password


def test_nobody_has_a_personal_name_or_an_address(sample):
    for user in all_of(User):
        assert user.job_title
        assert user.name.startswith(user.job_title)
        assert not user.email


def test_the_lists_are_those_of_the_files(sample):
    sites = [one for one in of_mbarali(Location) if one.kind == "site"]

    assert len(of_mbarali(Department)) == 19
    assert len(sites) == 48
    assert len({site.ward for site in sites}) == 20
    assert len(of_mbarali(Location)) > 48, "headquarters has buildings and rooms"
    assert len(of_mbarali(Category)) == 23
    assert len(of_mbarali(AssetModel)) == 30
    assert len(of_mbarali(Part)) == 25


def test_the_letterhead_changed_when_the_ministry_did(sample):
    older, newer = sorted(of_mbarali(LetterheadText), key=lambda text: text.starts_on)

    assert older.parent_sw.upper() == "OFISI YA RAIS – TAMISEMI"
    assert newer.parent_sw.upper() == "OFISI YA WAZIRI MKUU – TAMISEMI"
    assert str(newer.starts_on) == "2025-11-17"


def test_the_election_day_was_off_and_feasts_of_the_moon_are_estimates(sample):
    days = {str(one.day): one for one in of_mbarali(Holiday)}

    assert not days["2025-10-29"].is_estimated
    assert days["2026-03-21"].name_sw == "Eid El-Fitri"
    assert days["2026-03-21"].is_estimated


def test_the_audit_log_is_whole(sample):
    assert command(sample, "audit", "verify").exit_code == 0
    assert len(all_of(AuditEntry)) > 1000


def test_the_days_of_a_form_follow_each_other(sample):
    """What was done was done after it was asked, and not after it was noted."""
    for step in all_of(KindStep):
        ticket = db.session.get_one(Ticket, step.ticket_id)
        record, asked = declared_record(ticket), clock.local_date(ticket.opened_at)
        declared = DECLARED[ticket.kind].step(step.name)
        for part in declared.parts if declared else ():
            noted = getattr(record, part.name) if part.sort is Sort.DATE else None
            assert noted is None or asked <= noted <= clock.local_date(step.at), part.name
    for incident in all_of(SecurityIncident):
        assert incident.happened_on <= clock.local_date(incident.ticket.opened_at)


def test_no_request_of_a_kind_with_a_form_is_without_it(sample):
    for ticket in all_of(Ticket, Ticket.kind.in_(RECORDS)):
        assert has_form(ticket), ticket.subject


def test_nobody_has_the_same_access_twice(sample):
    held = Counter(
        (one.holder_name, one.system_id, one.access_right)
        for one in all_of(Access, Access.ended_on.is_(None))
    )

    assert set(held.values()) == {1}


def test_references_are_without_gaps_in_order_of_time(sample):
    """What came after the story, from the first removal on, was typed in with its own days.

    So was what plans asked for.
    """
    later = [one.ticket for one in all_of(AccessRequest, AccessRequest.act == Act.REMOVE)]
    first = {one.council_id: one.id for one in sorted(later, key=lambda form: -form.id)}
    papers = [
        (NEVER if one.id >= first.get(one.council_id, one.id + 1) else one.opened_at, one.reference)
        for one in all_of(Ticket)
    ]
    papers += [
        (NEVER if order.kind is OrderKind.PREVENTIVE else order.opened_at, order.reference)
        for order in all_of(WorkOrder)
    ]
    by_series = defaultdict(list)
    for _at, reference in sorted(papers):
        series, number = reference.rsplit("/", 1)
        by_series[series].append(int(number))

    assert {series.split("/")[1] for series in by_series} == {"TKT", "WO"}
    for numbers in by_series.values():
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_stock_ledger_adds_up_to_what_lies_there(sample):
    quantity: dict[int, Decimal] = defaultdict(Decimal)
    value: dict[int, Decimal] = defaultdict(Decimal)
    for movement in all_of(StockMovement):
        quantity[movement.level_id] += movement.quantity
        value[movement.level_id] += movement.value

    levels = all_of(StockLevel)
    assert len(levels) == 52, "25 parts in the store of each council, two in other stores"
    assert {one.id: one.quantity for one in levels} == quantity
    assert {one.id: one.value for one in levels} == value


def test_a_ledger_runs_in_order_of_time(sample):
    at = defaultdict(list)
    for movement in db.session.scalars(db.select(StockMovement).order_by(StockMovement.id)):
        at[movement.level_id].append(movement.at)

    assert all(before <= after for times in at.values() for before, after in pairwise(times))


def test_repairs_cost_what_their_lines_say(sample):
    orders = all_of(WorkOrder)
    assert any(order.parts for order in orders)
    assert any(order.cost_lines for order in orders)

    for order in orders:
        assert order.parts_cost == sum(used.cost for used in order.parts)
        assert order.labour_cost == sum(entry.cost for entry in order.labour)


@pytest.mark.parametrize("username", ["mtumishi", "mtumishi2", "muda", "jirani.mtumishi"])
def test_requesters_find_devices_and_tickets_of_their_own(sample, username):
    actor = as_actor(person(username))
    statuses = {ticket.status for ticket in own_tickets(actor)}

    assert held_by(actor)
    assert statuses & OPEN
    assert Status.RESOLVED in statuses


def test_requesters_are_of_two_departments(sample):
    assert person("mtumishi").department_id != person("mtumishi2").department_id


def test_nothing_is_yet_to_come(sample):
    now = clock.now()
    moments = [ticket.last_activity_at for ticket in all_of(Ticket)]
    moments += [asset.registered_at for asset in all_of(Asset)]
    moments += [entry.at for entry in all_of(AuditEntry)]

    assert max(moments) <= now


def test_the_unit_has_work_left(sample):
    tickets = of_mbarali(Ticket)

    assert any(ticket.status is Status.NEW and ticket.assignee_id is None for ticket in tickets)
    assert any(ticket.status is Status.WAITING for ticket in tickets)
    assert any(order.status not in {"done", "closed"} for order in of_mbarali(WorkOrder))


def test_a_database_with_a_council_is_left_alone(sample):
    before = len(all_of(AuditEntry))

    result = command(sample, "demo", "--size", "small", "--password", "jua kali la asubuhi")

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert len(all_of(AuditEntry)) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--size", "huge"], 2), (["--size", "0-tickets"], 2), (["--password", "1234567890"], 1)],
    ids=str,
)
def test_what_cannot_be_loaded_is_refused_before_anything_is_written(app, words, code):
    result = command(app, "demo", *words)

    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert all_of(Council) == []


def test_plans_were_kept_for_two_quarters_as_far_as_officers_keep_them(sample):
    """Punctually and late, and some visits were missed, waived or are still to be made."""
    assert {visit.state for visit in all_of(Occurrence)} == {
        State.GENERATED,
        State.DONE_ON_TIME,
        State.DONE_LATE,
        State.MISSED,
        State.WAIVED,
    }
