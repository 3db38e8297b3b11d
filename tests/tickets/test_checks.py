"""Checklists: worded once, put on a request, ticked off by whoever did it."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.setup.imports.founding import ticket_checklists
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import TicketChecklist
from tests import factories
from tests.factories import MONDAY_MORNING

HOUR = timedelta(hours=1)
TEXT = services.ChecklistText(
    name_sw="Kompyuta mpya",
    name_en="New computer",
    items_sw="Weka Windows\nWeka antivirus\nJaribu printa",
    items_en="Install Windows\nInstall the antivirus\nTest the printer",
)


@pytest.fixture
def checklist(officer):
    return services.add_checklist(TEXT, actor=as_actor(officer))


@pytest.fixture
def checks(ticket, checklist, officer):
    services.put_on(ticket, checklist, actor=as_actor(officer), now=MONDAY_MORNING)
    return queries.checks_on(ticket)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def test_a_list_is_put_on_and_ticked_in_one_save(pages, ticket, checklist, officer):
    pages.sign_in(officer)
    empty = pages.get(f"/tickets/{ticket.id}/checks")
    shown = pages.submit(empty, form="put-form", checklist_id=str(checklist.id))
    assert "0 kati ya 3" in words(shown)

    first, _second, third = queries.checks_on(ticket)
    ticked = pages.submit(shown, form="checks-form", done_checks=[str(first.id), str(third.id)])

    assert "2 kati ya 3" in words(ticked)
    assert "Weka Windows (Afisa TEHAMA, " in words(ticked)
    assert [box["value"] for box in ticked.select("[name=done_checks][checked]")] == [
        str(first.id),
        str(third.id),
    ]


def test_who_did_it_first_stays_written(ticket, checks, officer):
    colleague = factories.user("technician", council_id=officer.council_id)
    first, second, _third = checks
    services.tick(ticket, [first.id], actor=as_actor(officer), now=MONDAY_MORNING)

    later = MONDAY_MORNING + HOUR
    services.tick(ticket, [first.id, second.id], actor=as_actor(colleague), now=later)

    assert (first.done_by_id, first.done_at) == (officer.id, MONDAY_MORNING)
    assert (second.done_by_id, second.done_at) == (colleague.id, later)
    services.tick(ticket, [], actor=as_actor(colleague), now=later)
    assert {(one.done_by_id, one.done_at) for one in checks} == {(None, None)}


def test_the_second_officer_wipes_out_no_tick_of_the_first(pages, ticket, checks, officer):
    pages.sign_in(officer)
    stale = pages.get(f"/tickets/{ticket.id}")
    done = [checks[0].id]
    services.tick(ticket, done, actor=as_actor(officer), now=MONDAY_MORNING + HOUR)

    refused = pages.submit(stale, form="checks-form", done_checks=[str(checks[1].id)], status=409)

    assert refused.select(".error-summary")
    assert refused.select(f"[name=done_checks][value='{checks[1].id}'][checked]")
    db.session.expire_all()
    assert [bool(one.done_at) for one in queries.checks_on(ticket)] == [True, False, False]


def test_what_stands_on_a_request_keeps_its_words(ticket, checklist, checks, officer):
    new = services.ChecklistText("Kompyuta", "Computer", "Kitu kingine", "Another thing")
    services.change_checklist(checklist, new, actor=as_actor(officer))

    assert [one.text_sw for one in queries.checks_on(ticket)] == TEXT.items_sw.splitlines()
    services.put_on(ticket, checklist, actor=as_actor(officer), now=MONDAY_MORNING)
    assert [one.position for one in queries.checks_on(ticket)] == [1, 2, 3, 4]


def test_a_list_comes_off_again_while_nothing_of_it_is_done(pages, ticket, checklist, officer):
    pages.sign_in(officer)
    empty = pages.get(f"/tickets/{ticket.id}/checks")
    shown = pages.submit(empty, form="put-form", checklist_id=str(checklist.id))

    pages.press(shown, f"/tickets/{ticket.id}/checklist/1/take-off")
    assert queries.checks_on(ticket) == []

    actor = as_actor(officer)
    services.put_on(ticket, checklist, actor=actor, now=MONDAY_MORNING)
    services.tick(ticket, [queries.checks_on(ticket)[0].id], actor=actor, now=MONDAY_MORNING)
    with pytest.raises(rules.NothingToUndoError):
        services.take_off(ticket, since=1, actor=actor, now=MONDAY_MORNING)


def test_a_requester_sees_no_checks(pages, ticket, checks):
    pages.sign_in(ticket.requester)

    assert "Weka antivirus" not in words(pages.get(f"/tickets/{ticket.id}"))
    assert pages.get(f"/tickets/{ticket.id}/checks", status=403)
    assert pages.get("/tickets/checklists/", status=403)


def test_an_auditor_reads_and_ticks_nothing(pages, ticket, checks):
    pages.sign_in(factories.user("auditor", council_id=ticket.council_id))

    page = pages.get(f"/tickets/{ticket.id}")

    assert "Weka antivirus" in words(page)
    assert not page.select("#checks-form")


def test_a_list_is_written_changed_and_retired(pages, officer):
    pages.sign_in(officer)
    said = {"name_sw": "Printa", "name_en": "Printer", "items_sw": "Safisha", "items_en": "Clean"}
    listed = pages.submit(pages.get("/tickets/checklists/new"), **said)
    assert "Printa" in words(listed, "tbody")
    checklist = db.session.scalars(db.select(TicketChecklist)).one()

    pages.submit(pages.get(f"/tickets/checklists/{checklist.id}"), name_sw="Printa mpya")
    retired = pages.press(
        pages.get("/tickets/checklists/"), f"/tickets/checklists/{checklist.id}/use"
    )
    assert "Printa mpya" in words(retired, "tbody")
    assert queries.checklists_in_use(as_actor(officer)) == []
    pages.press(retired, f"/tickets/checklists/{checklist.id}/use")
    assert queries.checklists_in_use(as_actor(officer)) == [checklist]


def test_both_languages_have_as_many_lines(pages, officer):
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get("/tickets/checklists/new"),
        name_sw="Printa",
        name_en="Printer",
        items_sw="Safisha\nJaribu",
        items_en="Clean",
        status=422,
    )

    assert refused.select(".error-summary a[href='#items_en']")
    assert db.session.scalars(db.select(TicketChecklist)).all() == []


def test_two_lists_do_not_share_a_name(pages, checklist, officer):
    pages.sign_in(officer)
    said = {"name_en": "x", "items_sw": "x", "items_en": "x"}

    refused = pages.submit(
        pages.get("/tickets/checklists/new"), name_sw=checklist.name_sw, status=422, **said
    )

    assert refused.select(".error-summary a[href='#name_sw']")


def test_a_council_begins_with_five_lists_in_both_languages():
    lists = ticket_checklists()

    assert len(lists) == 5
    for one in lists:
        assert one.name_sw != one.name_en
        assert len(one.items_sw) == len(one.items_en) >= 7
        assert all(one.items_sw)
        assert all(one.items_en)


def test_lists_of_another_council_do_not_exist(pages, ticket, officer):
    foreign = services.add_checklist(TEXT, actor=as_actor(factories.user("technician")))
    pages.sign_in(officer)

    assert pages.get(f"/tickets/checklists/{foreign.id}", status=404)
    assert not pages.get(f"/tickets/{ticket.id}/checks").select("#put-form")
