"""Checklists that replace each other, and what an inspection keeps and sets off."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.checklists import queries as checklist_queries
from helpdesk.checklists import services as checklists
from helpdesk.checklists.rules import NotADraftError, NothingAskedError, Outcome, State
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra.db import db
from helpdesk.inspections import labels, queries, rules, services
from helpdesk.inspections.models import InspectionFollowUp
from helpdesk.inspections.rules import Answer, Reason
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING
from tests.inspections.factories import FAULT, GOOD, ITEMS, SKIPPED, checklist, inspection

TODAY = date(2026, 3, 2)


def new_text(*items):
    return checklists.Text(title_sw="Printa", title_en="Printers", kinds=["PR"], items=items)


def test_a_new_version_replaces_the_old_one_when_it_is_brought_into_use(template, actor):
    draft = checklists.new_version(template, actor=actor)
    assert (draft.number, draft.state, len(draft.items)) == (2, State.DRAFT, len(ITEMS))
    assert checklists.new_version(template, actor=actor) is draft
    assert checklist_queries.active_for("PR", actor=actor) is template

    checklists.change(draft, new_text(ITEMS[0]), actor=actor)
    checklists.publish(draft, actor=actor)

    assert checklist_queries.active_for("PR", actor=actor) is draft
    assert template is not None
    assert (template.state, len(template.items)) == (State.SUPERSEDED, len(ITEMS))


def test_what_is_or_was_in_use_is_never_changed(template, actor):
    with pytest.raises(NotADraftError):
        checklists.change(template, new_text(ITEMS[0]), actor=actor)
    with pytest.raises(NotADraftError):
        checklists.publish(template, actor=actor)


def test_an_empty_checklist_is_not_brought_into_use(council_id, actor):
    empty = checklists.add(new_text(), code="tupu", actor=actor)
    with pytest.raises(NothingAskedError):
        checklists.publish(empty, actor=actor)


def test_a_later_version_never_changes_what_was_found(template, printer, officer, actor):
    hot = Answer(Outcome.FAIL, value=Decimal("85.5"))
    done = inspection(printer, template, GOOD, GOOD, hot, GOOD, by=officer)
    draft = checklists.new_version(template, actor=actor)
    checklists.change(draft, new_text(ITEMS[0]), actor=actor)
    checklists.publish(draft, actor=actor)
    db.session.flush()
    db.session.expire_all()

    third = done.results[2]
    assert (third.text_sw, third.most, third.value) == ("Joto", Decimal(80), Decimal("85.5"))
    assert (done.reference, done.number) == ("MBR/INS/2025-26/00001", 1)


def test_the_condition_follows_the_score_or_what_the_inspector_says(template, printer, officer):
    first = inspection(printer, template, FAULT, GOOD, SKIPPED, GOOD, by=officer)
    assert (first.score, first.condition, printer.condition) == (80, "C", Condition.FAIR)

    again = inspection(printer, template, by=officer, condition=Condition.POOR)
    assert (again.score, again.condition_before, printer.condition) == (100, "C", Condition.POOR)


def test_each_fault_opens_one_request_and_inspecting_again_no_other(template, printer, officer):
    hot = Answer(Outcome.FAIL, value=Decimal(90))
    first = inspection(printer, template, FAULT, FAULT, hot, GOOD, by=officer)
    second = inspection(printer, template, FAULT, FAULT, hot, GOOD, by=officer)

    assert db.session.scalar(select(func.count(Ticket.id))) == 2
    asked = [result.follow_up.ticket if result.follow_up else None for result in first.results]
    assert [bool(ticket) for ticket in asked] == [False, True, True, False]
    assert asked[1] is not None
    assert asked[1].asset is printer
    assert "Inachapisha" in asked[1].subject
    assert second.results[1].follow_up.ticket is asked[1]
    assert queries.of_ticket(asked[1], actor=as_actor(officer)) == [first, second]


def test_a_result_never_has_two_requests(template, printer, officer):
    done = inspection(printer, template, GOOD, FAULT, SKIPPED, GOOD, by=officer)
    follow_up = done.results[1].follow_up
    twice = InspectionFollowUp(result_id=follow_up.result_id, ticket_id=follow_up.ticket_id)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(twice)


def test_a_grave_fault_makes_a_device_unserviceable_where_its_life_allows(
    template, printer, officer
):
    inspection(printer, template, GOOD, GOOD, SKIPPED, FAULT, by=officer)
    assert printer.status is Status.UNSERVICEABLE

    inspection(printer, template, GOOD, GOOD, SKIPPED, FAULT, by=officer)
    assert printer.status is Status.UNSERVICEABLE


def test_a_lost_device_is_not_inspected(template, printer, officer):
    printer.status = Status.LOST_STOLEN
    with pytest.raises(rules.NotInspectedError):
        inspection(printer, template, by=officer)


def needs(actor, today=TODAY, **filters):
    found = queries.listed(actor, queries.Filters(**filters), today=today)
    assets = db.session.scalars(found.order_by(Asset.id)).unique().all()
    reasons = queries.needs(assets, actor=actor, today=today)
    return {asset.id: reasons[asset.id].reasons for asset in assets}


def test_the_list_says_why_each_device_needs_maintenance(
    council_id, template, printer, officer, actor
):
    poor = made.asset(council_id, condition=Condition.POOR)
    made.asset(council_id)
    a_year_ago = MONDAY_MORNING - timedelta(days=400)
    old = made.asset(council_id, now=a_year_ago)
    inspection(printer, template, FAULT, GOOD, SKIPPED, GOOD, by=officer)

    assert needs(actor) == {
        printer.id: [Reason.FAILED],
        poor.id: [Reason.POOR],
        old.id: [Reason.OVERDUE],
    }
    assert list(needs(actor, view="poor")) == [poor.id]
    assert queries.counts(actor, today=TODAY) == {
        "all": 3,
        "failed": 1,
        "poor": 1,
        "overdue": 1,
        "repeated": 0,
    }


def test_a_good_inspection_takes_a_device_off_the_list(template, printer, officer, actor):
    later = MONDAY_MORNING + timedelta(hours=1)
    inspection(printer, template, FAULT, GOOD, SKIPPED, GOOD, by=officer)
    inspection(printer, template, by=officer, now=later)

    assert needs(actor) == {}


def test_no_council_sees_the_inspections_and_checklists_of_another(template, printer, officer):
    done = inspection(printer, template, by=officer)
    other = as_actor(factories.user("technician"))

    assert db.session.scalars(queries.visible_to(other)).all() == []
    assert checklist_queries.listed(other) == []
    assert checklist_queries.active_for("PR", actor=other) is None
    assert done in db.session.scalars(queries.visible_to(as_actor(officer))).all()
    assert checklist(other.council_id) is not template


def test_the_head_says_how_often_and_the_reason_is_spelt_out(council_id, printer, actor):
    head = as_actor(factories.user("head", council_id=council_id))
    printer.criticality = 1
    later = TODAY + timedelta(days=40)
    assert needs(actor, later) == {}

    kept = queries.intervals_of(council_id)
    months = {"service": 1, "department": 6, "person": 12}
    services.set_intervals(kept, months, actor=head, now=MONDAY_MORNING)

    assert needs(actor, later) == {printer.id: [Reason.OVERDUE]}
    need = queries.needs([printer], actor=actor, today=later)[printer.id]
    assert labels.why(Reason.OVERDUE, need) == (
        "Hakijawahi kukaguliwa tangu kiandikishwe tarehe 02/03/2026. Hukaguliwa kila mwezi 1."
    )


def test_every_reason_says_what_is_behind_it(council_id, template, printer, officer, actor):
    inspection(printer, template, FAULT, FAULT, SKIPPED, GOOD, by=officer)
    need = queries.needs([printer], actor=actor, today=TODAY)[printer.id]

    assert labels.why(Reason.FAILED, need) == "Ukaguzi wa mwisho ulikuta matatizo 2."
    assert labels.why(Reason.POOR, need) == "Hali yake ni: Chakavu."
