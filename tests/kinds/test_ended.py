"""Where a request ends before its form is finished, everybody concerned reads what is true."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.kinds import queries, services
from helpdesk.kinds.models import Approval
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule, Stage
from helpdesk.outbox import services as outbox
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import State
from helpdesk.reminders.models import Notification
from helpdesk.reminders.queries import count_unread
from helpdesk.reminders.rules import Kind as News
from helpdesk.tickets import rules
from helpdesk.tickets import services as tickets
from helpdesk.tickets.rules import Kind, Status
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import approve, correction, decide, pending
from tests.kinds.test_declared import asked as fill_in
from tests.kinds.test_declared import words as on_paper
from tests.pages import save
from tests.tickets.factories import ticket as opened

WHY = "Mfumo unafungwa wiki ijayo"


@pytest.fixture
def asked(somebody):
    made = correction(somebody)
    save()
    return made


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def cancel(pages, ticket, officer, why=WHY):
    pages.sign_in(officer)
    return pages.submit(pages.get(f"/tickets/{ticket.id}/cancel"), why=why)


def of_kind(person, kind):
    found = db.session.query(Notification).filter_by(user_id=person.id, kind=kind)
    return found.all()


def test_whoever_asked_is_told_that_the_office_cancelled_it_and_why(
    app, pages, somebody, asked, monkeypatch
):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "localhost")
    somebody.asker.email = "asha@halmashauri.go.tz"
    save()

    cancel(pages, asked.ticket, somebody.officer)

    (letter,) = db.session.query(Message).filter_by(recipient=somebody.asker.email)
    told = f"Afisa TEHAMA ameghairi ombi lako: {WHY}"
    for part in (told, "kwa sababu ombi ni lako", f"/tickets/{asked.ticket_id}"):
        assert part in letter.body
    pages.sign_in(somebody.asker)
    assert told in words(pages.get("/notifications/"))


def test_many_cancelled_at_once_are_told_and_ones_own_cancelling_is_not(somebody):
    own = opened(requester=somebody.asker)
    tickets.cancel(own, reason="x", actor=as_actor(somebody.asker), now=MONDAY_MORNING)
    assert of_kind(somebody.asker, "cancelled") == []

    many = [opened(requester=somebody.asker) for _number in range(2)]
    wish = tickets.Wish(act=rules.BulkAct.CANCEL, text=WHY)
    seen = {one.id: one.version for one in many}
    tickets.carry_out(wish, many, seen, actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    assert len(of_kind(somebody.asker, "cancelled")) == 2


def test_what_was_not_approved_or_taken_back_is_not_told_as_cancelled_too(somebody, asked):
    decide(asked, somebody.head_of_department, approved=False, note="Hapana")

    assert of_kind(somebody.asker, "cancelled") == []
    assert len(of_kind(somebody.asker, "rejected")) == 1


def test_nobody_is_asked_about_a_cancelled_request_until_that_is_taken_back(pages, somebody, asked):
    approver, address = somebody.head_of_department, f"/kinds/approvals/{pending(asked).id}"
    paper = f"/kinds/data-corrections/{asked.id}/form?lang=en"
    assert count_unread(as_actor(approver)) == 1

    shown = cancel(pages, asked.ticket, somebody.officer)
    assert "Haihitajiki tena" in words(shown)
    printed = on_paper(pages.download(paper).data)
    assert "No longer needed" in printed
    assert WHY in printed, "and who cancelled it, and when"
    assert count_unread(as_actor(approver)) == 0
    pages.sign_in(approver)
    page = pages.get(address)
    assert f"Afisa TEHAMA alighairi ombi hili tarehe 02/03/2026: {WHY}" in words(page)
    assert not page.select("#main-form")

    tickets.uncancel(asked.ticket, actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    save()
    pages.sign_in(somebody.officer)
    assert "Waited for" in on_paper(pages.download(paper).data)
    assert count_unread(as_actor(approver)) == 1
    pages.sign_in(approver)
    pages.submit(pages.get(address), decision="yes")
    db.session.refresh(asked)
    assert asked.stage is Stage.APPROVED


def test_a_request_with_a_form_is_not_joined_away(pages, somebody, asked):
    other = opened(requester=somebody.asker)
    save()
    pages.sign_in(somebody.officer)

    page = pages.get(f"/tickets/{asked.ticket_id}/merge")
    assert "lina fomu yenye idhini na kazi yake" in words(page)
    assert not page.select("#main-form")
    with pytest.raises(rules.CannotMergeError):
        tickets.merge(
            asked.ticket, into=other, actor=as_actor(somebody.officer), now=MONDAY_MORNING
        )
    assert pending(asked).decided_by is None
    tickets.merge(other, into=asked.ticket, actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    assert other.status is Status.CANCELLED


@pytest.mark.parametrize("is_secret", ["merged", "other"])
def test_who_reported_what_is_joined_to_what_he_may_not_see_keeps_his_page(
    pages, somebody, is_secret
):
    mine, other = opened(requester=somebody.asker), opened(requester=somebody.director)
    {"merged": mine, "other": other}[is_secret].kind = Kind.SECURITY_INCIDENT
    tickets.merge(mine, into=other, actor=as_actor(somebody.head_of_ict), now=MONDAY_MORNING)
    save()
    pages.sign_in(somebody.asker)

    page = pages.get(f"/tickets/{mine.id}")

    assert other.reference in words(page)
    assert not page.select(f"a[href='/tickets/{other.id}']")
    for link in {one["href"] for one in page.select(f"main a[href^='/tickets/{mine.id}']")}:
        assert pages.peek(link).status_code == 200, link


def test_the_second_of_two_approvers_reads_who_was_first_and_keeps_his_words(
    pages, somebody, asked
):
    pages.sign_in(somebody.director)
    page = pages.get(f"/kinds/approvals/{pending(asked).id}")
    decide(asked, somebody.head_of_department, note="Sawa")
    save()

    late = pages.submit(page, decision="no", note="Kiasi <b>hakilingani</b>", status=409)

    assert "Mkuu wa Idara aliidhinisha hili tarehe 02/03/2026." in words(late)
    assert "Uamuzi wako haukuhifadhiwa." in words(late)
    assert words(late, "blockquote") == "Kiasi <b>hakilingani</b>"
    assert asked.stage is Stage.APPROVED


def test_an_approver_who_decides_what_is_being_cancelled_keeps_his_words(pages, somebody, asked):
    pages.sign_in(somebody.head_of_department)
    page = pages.get(f"/kinds/approvals/{pending(asked).id}")
    officer = as_actor(somebody.officer)
    tickets.cancel(asked.ticket, reason=WHY, actor=officer, now=MONDAY_MORNING)
    save()

    late = pages.submit(page, decision="yes", note="Sawa kabisa", status=409)

    assert WHY in words(late)
    assert words(late, "blockquote") == "Sawa kabisa"


def test_who_takes_it_back_too_late_reads_what_to_do(pages, somebody, asked):
    pages.sign_in(somebody.asker)
    address = f"/kinds/approvals/{pending(asked).id}/withdraw"
    page = pages.get(address)
    approve(asked.ticket, somebody.head_of_department)

    late = pages.submit(page, reason="Nimekosea")
    back = pages.get(pages.redirected(address))

    said = "Hili limeshaidhinishwa, hivyo huwezi tena kuliondoa mwenyewe."
    assert said in words(late, "body")
    assert said in words(back, "body")
    assert asked.ticket.status is Status.NEW


def test_who_would_cancel_what_waits_for_approval_is_led_to_taking_it_back(pages, somebody, asked):
    pages.sign_in(somebody.asker)

    page = pages.get(pages.redirected(f"/tickets/{asked.ticket_id}/cancel"))

    assert "bonyeza “Ondoa ombi” hapa" in words(page, "body")
    assert page.select(f"a[href='/kinds/approvals/{pending(asked).id}/withdraw']")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("data-correction", 422), ("access-request", 422), ("report-request", 303), ("advice", 303)],
)
def test_corrections_and_accesses_keep_an_approver_others_need_none(pages, somebody, kind, status):
    pages.sign_in(somebody.head_of_ict)
    page = pages.get(f"/kinds/chains/{kind}")

    shown = pages.submit(page, first="", second="", third="", status=status)

    assert ("Chagua angalau mwidhinishaji mmoja" in words(shown)) == (status == 422)


def test_a_list_of_forms_tells_refused_taken_back_and_cancelled_apart(pages, neema, head, officer):
    refused, withdrawn, cancelled = (fill_in(pages, "change", neema) for _number in range(3))
    step, now = queries.approvals_of(refused)[0], MONDAY_MORNING
    services.decide(step, False, "Hapana", actor=as_actor(head), now=now)
    services.withdraw(withdrawn, reason="Nimekosea", actor=as_actor(neema), now=now)
    tickets.cancel(cancelled, reason=WHY, actor=as_actor(officer), now=now)
    save()
    pages.sign_in(head)

    rows = [words(row, "td:last-child") for row in pages.get("/kinds/change/").select("[data-row]")]
    assert rows == ["Limeghairiwa", "Limeondolewa", "Limekataliwa"]
    sheet = pages.download("/kinds/change/?format=csv").data.decode()
    assert [word for word in rows if word not in sheet] == []


def test_a_list_of_corrections_tells_them_apart_too(pages, somebody):
    refused, withdrawn, cancelled = (correction(somebody) for _number in range(3))
    step, now = queries.approvals_of(refused.ticket)[0], MONDAY_MORNING
    services.decide(step, False, "Hapana", actor=as_actor(somebody.head_of_department), now=now)
    asker, officer = as_actor(somebody.asker), as_actor(somebody.officer)
    services.withdraw(withdrawn.ticket, reason="Nimekosea", actor=asker, now=now)
    tickets.cancel(cancelled.ticket, reason=WHY, actor=officer, now=now)
    save()
    pages.sign_in(somebody.head_of_ict)

    page = pages.get("/kinds/data-corrections/?view=all")

    said = [words(row, "td:last-child") for row in page.select("[data-row]")]
    assert said == ["Yameghairiwa", "Yameondolewa", "Hayakuidhinishwa"]
    sheet = pages.download("/kinds/data-corrections/?view=all&format=csv").data.decode()
    assert [one for one in said if one not in sheet] == []
    assert "Yameghairiwa" in words(pages.get(f"/tickets/{cancelled.ticket_id}"), "#form")


def test_whoever_takes_it_finds_it_waiting_for_approval_still(pages, somebody, asked):
    actor, ticket = as_actor(somebody.officer), asked.ticket
    tickets.take(ticket, actor=actor, now=MONDAY_MORNING)
    tickets.assign(ticket, to=somebody.officer, actor=actor, now=MONDAY_MORNING)
    save()

    assert (ticket.status, ticket.waiting_for) == (Status.WAITING, rules.WaitingFor.APPROVAL)
    pages.sign_in(somebody.asker)
    assert "Linasubiri idhini" in words(pages.get(f"/tickets/{ticket.id}"), "#next")
    approve(asked, somebody.head_of_department)
    assert [ticket.status, ticket.assignee] == [Status.ASSIGNED, somebody.officer]


def unread_of(person, kind):
    return [one for one in of_kind(person, kind) if one.read_at is None]


def test_what_was_taken_back_or_decided_is_no_news_any_more(somebody, asked):
    officer, asker, head = somebody.officer, somebody.asker, somebody.head_of_department
    by: dict[str, Any] = {"actor": as_actor(officer), "now": MONDAY_MORNING}
    with time_machine.travel(MONDAY_MORNING):
        tickets.cancel(asked.ticket, reason=WHY, **by)
        assert len(unread_of(asker, News.CANCELLED)) == 1
        tickets.undo(asked.ticket, **by)
        assert (unread_of(asker, News.CANCELLED), len(unread_of(head, News.APPROVAL))) == ([], 1)

        approve(asked, head)

        assert unread_of(head, News.APPROVAL) == []


def test_who_was_asked_for_a_step_that_is_decided_has_no_news_of_it(somebody, asked):
    last = Approval(
        council_id=asked.ticket.council_id,
        ticket=asked.ticket,
        position=2,
        rule=ApproverRule.DIRECTOR,
        status=ApprovalStatus.LATER,
        asked_at=MONDAY_MORNING,
    )
    db.session.add(last)
    save()
    with time_machine.travel(MONDAY_MORNING):
        decide(asked, somebody.head_of_department)

    assert unread_of(somebody.head_of_department, News.APPROVAL) == []
    (news,) = unread_of(somebody.director, News.APPROVAL)
    assert news.step == str(last.id)


def test_a_letter_of_the_night_is_kept_back_when_its_news_is_over(app, monkeypatch, somebody):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    somebody.head_of_department.email = "idara@mbarali.go.tz"
    night = MONDAY_MORNING + timedelta(hours=14)
    officer = as_actor(somebody.officer)
    with time_machine.travel(night, tick=False):
        ticket = correction(somebody).ticket
        (letter,) = db.session.scalars(
            select(Message).where(Message.recipient == "idara@mbarali.go.tz")
        )
        tickets.cancel(ticket, reason=WHY, actor=officer, now=night)
        db.session.refresh(letter)
        assert (letter.state, outbox.claim_due(night + timedelta(hours=12))) == (
            State.WITHDRAWN,
            [],
        )

        tickets.undo(ticket, actor=officer, now=night)

    db.session.refresh(letter)
    assert letter.state is State.WAITING
    assert letter in outbox.claim_due(night + timedelta(hours=12))
