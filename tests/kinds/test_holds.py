"""A request with a form is not solved past its form."""

from typing import Any

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.kinds import services
from helpdesk.kinds.rules import Stage
from helpdesk.tickets import services as tickets
from helpdesk.tickets.rules import BulkAct, BulkRefusal, Cause, HeldError, Status, WaitingFor
from helpdesk.tickets.services import sorted_out
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, decide
from tests.pages import save

SOLVED: dict[str, Any] = {
    "cause": Cause.NO_FAULT,
    "resolution": "Nimefanya moja kwa moja",
    "now": MONDAY_MORNING,
}


def test_nobody_solves_what_is_not_approved(pages, somebody):
    made = correction(somebody)
    officer = as_actor(somebody.officer)

    with pytest.raises(HeldError):
        tickets.resolve(made.ticket, actor=officer, **SOLVED)
    able, refused = sorted_out(BulkAct.RESOLVE, [made.ticket], actor=officer)
    assert (able, refused) == ([], {BulkRefusal.HELD: [made.ticket]})
    save()
    pages.sign_in(somebody.officer)
    assert pages.redirected(f"/tickets/{made.ticket_id}/resolve") == f"/tickets/{made.ticket_id}"
    db.session.refresh(made.ticket)
    assert made.ticket.status is Status.WAITING


def test_what_is_approved_is_solved_by_its_form_alone(somebody):
    made = correction(somebody)
    decide(made, somebody.head_of_department)
    officer = as_actor(somebody.officer)

    tickets.take(made.ticket, actor=officer, now=MONDAY_MORNING)
    with pytest.raises(HeldError):
        tickets.resolve(made.ticket, actor=officer, **SOLVED)

    assert made.stage is Stage.APPROVED
    tickets.cancel(made.ticket, reason="Haihitajiki", actor=officer, now=MONDAY_MORNING)
    assert made.ticket.status is Status.CANCELLED


def test_nobody_goes_on_with_what_is_not_approved(pages, somebody):
    made = correction(somebody)
    path = f"/tickets/{made.ticket_id}"
    save()
    pages.sign_in(somebody.officer)
    assert not pages.get(path).select(f'form[action="{path}/resume"]')

    with pytest.raises(HeldError):
        tickets.resume(made.ticket, actor=as_actor(somebody.officer), now=MONDAY_MORNING)


def test_an_officers_own_wait_for_an_approval_ends_when_he_says_so(pages, somebody):
    made = correction(somebody)
    decide(made, somebody.head_of_department)
    officer, wait = as_actor(somebody.officer), WaitingFor.APPROVAL
    tickets.take(made.ticket, actor=officer, now=MONDAY_MORNING)
    tickets.wait(made.ticket, waiting_for=wait, reason="Hazina", actor=officer, now=MONDAY_MORNING)
    save()
    pages.sign_in(somebody.officer)
    path = f"/tickets/{made.ticket_id}"

    pages.press(pages.get(path), f"{path}/resume")

    db.session.refresh(made.ticket)
    assert made.ticket.status is Status.IN_PROGRESS


def test_what_was_verified_and_is_not_right_is_done_and_verified_again(somebody):
    made = correction(somebody)
    decide(made, somebody.head_of_department)
    officer, asker = as_actor(somebody.officer), as_actor(somebody.asker)
    verified: dict[str, Any] = {
        "cause": Cause.NO_FAULT,
        "words": "Imesahihishwa",
        "now": MONDAY_MORNING,
    }
    services.do(made, "", actor=officer, now=MONDAY_MORNING)
    services.verify(made, "", actor=asker, **verified)

    tickets.reopen(made.ticket, reason="Bado", actor=asker, now=MONDAY_MORNING)

    assert (made.stage, made.done_by, made.verified_at) == (Stage.APPROVED, None, None)
    services.do(made, "Sasa", actor=officer, now=MONDAY_MORNING)
    services.verify(made, "", actor=asker, **verified)
    assert (made.stage, made.ticket.status) == (Stage.VERIFIED, Status.CLOSED)
