"""No request of a kind that has a form goes past that form, however it was made."""

from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.kinds import queries
from helpdesk.kinds.models import DataCorrection
from helpdesk.reminders.models import Notification
from helpdesk.tickets import queries as tickets
from helpdesk.tickets import services
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import BulkAct, BulkRefusal, Cause, HeldError, Kind, Status, WaitingFor
from helpdesk.tickets.services import sorted_out
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds import factories as forms
from tests.kinds.factories import approve
from tests.pages import save
from tests.tickets.factories import ticket as opened

SAID = "Kiasi cha stakabadhi 00123 si sahihi"
CORRECTION = {
    "record_reference": "Stakabadhi 00123",
    "field_name": "Kiasi",
    "value_before": "50,000",
    "value_after": "5,000",
    "cause": "typing",
}
SOLVED: dict[str, Any] = {"cause": Cause.NO_FAULT, "resolution": "Tayari", "now": MONDAY_MORNING}


def category(council_id: int, kind: Kind) -> Category:
    names = {"name_sw": kind.value, "name_en": kind.value}
    return factories.saved(Category(council_id=council_id, code=kind.value, kind=kind, **names))


@pytest.fixture
def formless(somebody) -> Ticket:
    """What Asha reported by the ordinary form, of a kind that has a form of its own."""
    made = opened(
        requester=somebody.asker,
        subject="Stakabadhi imekosewa",
        description=SAID,
        category=category(somebody.council_id, Kind.DATA_CORRECTION),
        system=somebody.system,
    )
    save()
    return made


def test_it_is_not_resolved_without_its_form_in_any_way(pages, somebody, formless):
    officer = as_actor(somebody.officer)
    url = f"/tickets/{formless.id}"
    pages.sign_in(somebody.officer)

    with pytest.raises(HeldError):
        services.resolve(formless, actor=officer, **SOLVED)
    able, refused = sorted_out(BulkAct.RESOLVE, [formless], actor=officer)
    assert (able, refused) == ([], {BulkRefusal.NO_FORM: [formless]})
    assert pages.redirected(f"{url}/resolve") == url
    page = pages.get(url)
    assert "Bila fomu hiyo" in page.select_one("#form").get_text()
    assert not page.select("[name=resolve]")
    bulk = pages.get(f"/tickets/bulk?act=resolve&ticket={formless.id}").get_text()
    assert "fomu yake haijajazwa" in bulk
    assert formless.reference in bulk
    db.session.refresh(formless)
    assert formless.status is Status.NEW


def test_the_officer_fills_in_the_form_and_the_same_request_waits_for_approval(
    pages, somebody, formless
):
    pages.sign_in(somebody.officer)
    form = pages.get(f"/kinds/tickets/{formless.id}/form/new")
    assert form.select_one("#reason").text.strip() == SAID
    assert form.select_one("#system_id [selected]")["value"] == str(somebody.system.id)

    pages.submit(form, **CORRECTION)

    made = db.session.scalars(select(DataCorrection)).one()
    assert made.ticket_id == formless.id
    db.session.refresh(formless)
    assert (formless.requester_id, formless.entered_by_id) == (
        somebody.asker.id,
        somebody.officer.id,
    )
    assert formless.waiting_for is WaitingFor.APPROVAL
    assert formless.subject == "Stakabadhi imekosewa"
    approve(formless, somebody.head_of_department)
    assert tickets.is_held(formless, Status.RESOLVED), "it is still to be done and verified"
    assert pages.redirected(f"/kinds/tickets/{formless.id}/form/new") == f"/tickets/{formless.id}"


def test_its_requester_fills_it_in_too_and_nobody_else(pages, somebody, formless):
    url = f"/kinds/tickets/{formless.id}/form/new"
    pages.sign_in(somebody.head_of_department)
    assert pages.peek(url).status_code == 403

    pages.sign_in(somebody.asker)
    assert "Jaza fomu" in pages.get(f"/tickets/{formless.id}").get_text()
    pages.submit(pages.get(url), **CORRECTION)

    db.session.refresh(formless)
    assert (formless.entered_by_id, formless.status) == (None, Status.WAITING)


def test_another_category_makes_it_another_kind_and_can_be_undone(somebody, formless):
    fault = category(somebody.council_id, Kind.INCIDENT)
    officer = as_actor(somebody.officer)

    services.change(
        formless, {"category_id": fault.id}, reason="", actor=officer, now=MONDAY_MORNING
    )
    assert [formless.kind] == [Kind.INCIDENT]
    services.undo(formless, actor=officer, now=MONDAY_MORNING)

    assert formless.kind is Kind.DATA_CORRECTION


def test_a_form_settles_the_kind_whatever_the_category_becomes(pages, somebody, formless):
    pages.sign_in(somebody.asker)
    pages.submit(pages.get(f"/kinds/tickets/{formless.id}/form/new"), **CORRECTION)
    db.session.refresh(formless)

    fault = category(somebody.council_id, Kind.INCIDENT)
    officer = as_actor(somebody.officer)
    services.change(
        formless, {"category_id": fault.id}, reason="", actor=officer, now=MONDAY_MORNING
    )

    assert formless.kind is Kind.DATA_CORRECTION


def test_what_an_officer_sorts_as_a_security_incident_is_narrow_from_then_on(pages, somebody):
    secret = category(somebody.council_id, Kind.SECURITY_INCIDENT)
    made = opened(requester=somebody.asker, subject="Akaunti imedukuliwa", category=secret)
    save()
    assert [made.kind] == [Kind.INCIDENT], "opening hides nothing"
    pages.sign_in(somebody.officer)
    page = pages.get(f"/tickets/bulk?act=category&ticket={made.id}&back=/tickets/{made.id}")

    shown = pages.submit(page, category_id=str(secret.id))

    assert "Mkurugenzi" in shown.get_text()
    assert "/batches/" not in str(shown), "nobody takes back what he no longer sees"
    db.session.refresh(made)
    assert made.kind is Kind.SECURITY_INCIDENT
    assert pages.peek(f"/tickets/{made.id}").status_code == 404
    told = db.session.scalars(select(Notification.user_id)).all()
    assert sorted(told) == sorted([somebody.head_of_ict.id, somebody.director.id])

    pages.sign_in(somebody.head_of_ict)
    form = pages.get(f"/kinds/tickets/{made.id}/form/new")
    pages.submit(form, severity="critical", what_happened="Nywila iliibiwa")
    db.session.refresh(made)
    assert (made.priority, queries.has_form(made)) == ("P1", True)
    assert len(db.session.scalars(select(Notification)).all()) == len(told), "announced once"


def test_a_call_that_is_solved_already_but_needs_a_form_stays_open(pages, somebody):
    category(somebody.council_id, Kind.DATA_CORRECTION).keywords = "stakabadhi:9"
    save()
    pages.sign_in(somebody.officer)
    page = pages.get(f"/tickets/phone?person={somebody.asker.id}")

    shown = pages.submit(
        page,
        subject="Stakabadhi imekosewa",
        hardship="slowed",
        channel="phone",
        is_solved="y",
        cause="no_fault",
        resolution="Tayari",
    )

    assert db.session.scalars(select(Ticket)).one().status is Status.NEW
    assert "bila fomu yake" in shown.get_text()


def test_who_joins_an_outage_reports_a_fault_and_needs_no_form(somebody, formless):
    formless.is_outage = True

    joined = services.join_outage(
        formless,
        person=somebody.head_of_department,
        actor=as_actor(somebody.head_of_department),
        now=MONDAY_MORNING,
    )

    assert joined.kind is Kind.INCIDENT


def test_the_triage_confirms_a_guess_of_security_and_says_who_sees_it(pages, somebody):
    secret = category(somebody.council_id, Kind.SECURITY_INCIDENT)
    made = opened(requester=somebody.asker, subject="Akaunti imedukuliwa", category=secret)
    save()
    pages.sign_in(somebody.officer)
    box = {f"to-{made.id}": str(somebody.head_of_ict.id)}

    shown = pages.submit(pages.get("/tickets/triage"), **box)

    assert f"Sasa ni tukio la usalama: {made.reference}" in shown.get_text()
    assert pages.peek(f"/tickets/{made.id}").status_code == 404
    db.session.refresh(made)
    assert (made.kind, made.assignee_id) == (Kind.SECURITY_INCIDENT, somebody.head_of_ict.id)


def split_from(made: Ticket, officer: User, subject: str) -> Ticket:
    asker = made.requester
    assert asker is not None
    said: dict[str, Any] = {"author": asker, "actor": as_actor(asker), "now": MONDAY_MORNING}
    message = services.reply(made, text="Pia jambo jingine", **said)
    part = services.split(message, subject=subject, actor=as_actor(officer), now=MONDAY_MORNING)
    save()
    return part


def test_a_part_of_a_security_incident_stays_one(pages, somebody):
    secret = category(somebody.council_id, Kind.SECURITY_INCIDENT)
    made = opened(requester=somebody.asker, category=secret)
    services.take(made, actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    services.change(
        made,
        {"category_id": secret.id},
        reason="",
        actor=as_actor(somebody.officer),
        now=MONDAY_MORNING,
    )

    part = split_from(made, somebody.officer, "Barua pepe imeingiliwa")

    assert (part.kind, part.assignee_id) == (Kind.SECURITY_INCIDENT, somebody.officer.id)
    other = factories.user("technician", council_id=somebody.council_id)
    pages.sign_in(other)
    pages.get(f"/tickets/{part.id}", status=404)
    assert "Barua pepe" not in pages.get("/search?q=jambo").select_one("main").text


def test_a_part_of_a_request_with_a_form_is_an_ordinary_request(somebody):
    made = forms.correction(somebody).ticket

    part = split_from(made, somebody.officer, "Printa inakwama")

    assert (part.kind, part.category) == (Kind.INCIDENT, None)


def test_a_call_about_security_that_is_solved_already_becomes_an_incident(pages, somebody):
    secret = category(somebody.council_id, Kind.SECURITY_INCIDENT)
    secret.keywords = "imedukuliwa:9"
    save()
    pages.sign_in(somebody.officer)
    page = pages.get(f"/tickets/phone?person={somebody.asker.id}")

    pages.submit(
        page,
        subject="Akaunti yangu imedukuliwa",
        hardship="slowed",
        is_solved="y",
        cause="misuse",
        resolution="Nywila mpya",
    )

    made = db.session.scalars(select(Ticket)).one()
    assert (made.kind, made.assignee_id) == (Kind.SECURITY_INCIDENT, somebody.officer.id)
    assert made.status is not Status.RESOLVED
