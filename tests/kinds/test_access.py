"""The register of accesses: filled by requests, emptied by them, watched over by people."""

import gzip
from datetime import date, datetime

import pytest
from sqlalchemy import select
from time_machine import travel

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import MOST_SUGGESTED, as_actor
from helpdesk.core.local_time import ZONE
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.kinds.models import Access, AccessReview
from helpdesk.kinds.models.access import AccessRequest
from helpdesk.kinds.rules.access import AccessState, access_state
from helpdesk.kinds.services.access import Entry, enter
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import approve
from tests.pages import save
from tests.sheets import text_of
from tests.systems.factories import system as some_system

TODAY = date(2026, 3, 2)
HEAVIEST = 8 * 1024


@pytest.fixture
def muse(neema):
    return some_system(neema.council_id, acronym="MUSE")


def given(system, person, right="Mhasibu", **said) -> Access:
    entry = Entry(
        system=system,
        person=person,
        holder_name=person.name,
        access_right=right,
        starts_on=date(2025, 7, 1),
        **said,
    )
    return enter(entry, actor=the_program(person.council_id))


def done_by(pages, worker, ticket: Ticket, *approvers):
    """Let everybody of the chain approve, and an officer note that it was done."""
    approve(ticket, *approvers)
    pages.sign_in(worker)
    url = f"/kinds/tickets/{ticket.id}/steps/carry-out"
    day = {"done_on-day": "2", "done_on-month": "3", "done_on-year": "2026"}
    return pages.submit(pages.get(url), **day), f"{url}/undo"


def newest() -> Ticket:
    return db.session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(1)).one()


ASKED = {
    "access_right": "Mhasibu",
    "reason": "Kazi mpya",
    "starts_on-day": "2",
    "starts_on-month": "3",
    "starts_on-year": "2026",
}


@pytest.mark.parametrize(
    ("ends_on", "ended_on", "state"),
    [
        (None, None, AccessState.OPEN),
        (date(2026, 6, 30), None, AccessState.OPEN),
        (date(2026, 3, 16), None, AccessState.ENDS_SOON),
        (date(2026, 3, 2), None, AccessState.ENDS_SOON),
        (date(2026, 3, 1), None, AccessState.OVERDUE),
        (date(2026, 3, 1), date(2026, 3, 1), AccessState.ENDED),
    ],
)
def test_an_access_stands_as_its_days_say(ends_on, ended_on, state):
    assert access_state(ends_on, ended_on, today=TODAY) is state


def test_an_access_is_in_the_register_when_it_was_given_and_no_longer_when_that_is_undone(
    pages, neema, officer, head, director, muse
):
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    pages.submit(form, act="give", holder_name="Neema Mushi", system_id=str(muse.id), **ASKED)
    ticket = newest()

    shown, undo = done_by(pages, officer, ticket, director, head)
    access = db.session.scalars(select(Access)).one()
    assert (access.person_id, access.starts_on, access.given_by_id) == (neema.id, TODAY, ticket.id)
    listed = pages.get("/kinds/accesses/")
    assert ticket.reference in listed.get_text()

    pages.press(shown, undo)
    db.session.refresh(access)
    assert access.ended_on is not None
    assert not pages.get("/kinds/accesses/").select("[data-row]")
    done_by(pages, officer, ticket)
    assert len(pages.get("/kinds/accesses/").select("[data-row]")) == 1


def test_an_access_may_be_for_a_new_employee_by_name_but_not_for_nobody(
    pages, neema, officer, head, director, muse
):
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    said = {"act": "give", "holder_name": "Mtumishi Mgeni", "system_id": str(muse.id), **ASKED}
    refused = pages.submit(form, status=422, **said)
    assert refused.select_one(".error-summary a[href='#holder_name']")

    pages.submit(refused, is_new="y", **said)
    done_by(pages, officer, newest(), director, head)

    access = db.session.scalars(select(Access)).one()
    assert (access.person_id, access.holder_name) == (None, "Mtumishi Mgeni")


def test_whoever_approved_does_not_give_the_access(pages, neema, officer, head, director, muse):
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    pages.submit(form, act="give", holder_name="Neema Mushi", system_id=str(muse.id), **ASKED)
    ticket = newest()
    approve(ticket, director, head)

    pages.sign_in(head)
    url = f"/kinds/tickets/{ticket.id}/steps/carry-out"
    day = {"done_on-day": "2", "done_on-month": "3", "done_on-year": "2026"}
    pages.submit(pages.get(url), status=422, **day)

    assert db.session.scalars(select(Access)).all() == []


def test_a_request_to_take_away_finds_the_access_in_the_register(
    pages, neema, officer, head, director, muse
):
    access = given(muse, neema)
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    pages.submit(form, act="remove", holder_name="Neema Mushi", system_id=str(muse.id), **ASKED)
    ticket = newest()

    done_by(pages, officer, ticket, director, head)

    db.session.refresh(access)
    assert (access.ended_on, access.ended_by_id) == (TODAY, ticket.id)


def test_who_leaves_is_listed_until_one_request_has_taken_everything_away(
    pages, neema, officer, muse
):
    given(muse, neema)
    given(some_system(neema.council_id), neema)
    pages.sign_in(officer)
    assert not pages.get("/kinds/leavers/").select("[data-row]")
    accounts.deactivate(neema, actor=the_program(neema.council_id), now=MONDAY_MORNING)
    assert "Neema Mushi" in pages.get("/kinds/leavers/").get_text()

    page = pages.get(f"/kinds/leavers/{neema.id}")
    pages.press(page, f"/kinds/leavers/{neema.id}/removal")
    ticket = newest()
    again = pages.get(f"/kinds/leavers/{neema.id}")
    assert not again.select(f'form[action="/kinds/leavers/{neema.id}/removal"]')

    done_by(pages, officer, ticket)
    assert not pages.get("/kinds/leavers/").select("[data-row]")
    db.session.refresh(ticket)
    assert ticket.status is Status.RESOLVED


def test_a_review_is_kept_once_a_quarter_and_asks_for_what_shall_be_taken_away(
    pages, neema, officer, head, muse
):
    stays, goes = given(muse, neema), given(muse, officer, right="Msimamizi")
    pages.sign_in(head)
    listed = pages.get("/kinds/reviews/")
    assert listed.select_one(".badge-late")
    form = pages.get(f"/kinds/reviews/new?system={muse.id}&quarter=2025-26-Q3")
    refused = pages.submit(form, status=422, **{f"verdict_{stays.id}": "keep"})

    said = {f"verdict_{goes.id}": "remove", f"remark_{goes.id}": "Amehama kitengo"}
    shown = pages.submit(refused, **said)

    review = db.session.scalars(select(AccessReview)).one()
    assert "Amehama kitengo" in shown.get_text()
    assert review.removal is not None
    assert review.removal.reference in shown.get_text()
    assert pages.download(f"/kinds/reviews/{review.id}?format=pdf").data.startswith(b"%PDF")
    assert not pages.get("/kinds/reviews/").select_one(".badge-late")
    again = pages.redirected(f"/kinds/reviews/new?system={muse.id}&quarter=2025-26-Q3")
    assert again == f"/kinds/reviews/{review.id}"


def test_what_a_review_takes_away_is_asked_for_anew_when_that_was_cancelled(
    pages, neema, head, muse
):
    goes = given(muse, neema)
    pages.sign_in(head)
    form = pages.get(f"/kinds/reviews/new?system={muse.id}&quarter=2025-26-Q3")
    shown = pages.submit(form, **{f"verdict_{goes.id}": "remove", f"remark_{goes.id}": "Amehama"})
    review = db.session.scalars(select(AccessReview)).one()
    first = review.removal
    assert first is not None
    assert f"Inaondolewa, ombi {first.reference}" in shown.get_text()
    tickets.cancel(first, reason="Kosa", actor=as_actor(head), now=MONDAY_MORNING)
    save()
    left = pages.get(f"/kinds/reviews/{review.id}")
    assert "Haijaondolewa" in left.get_text()

    pages.press(left, f"/kinds/reviews/{review.id}/removal")

    db.session.refresh(review)
    assert review.removal is not None
    assert review.removal.id != first.id
    again = pages.get(f"/kinds/reviews/{review.id}")
    assert f"Inaondolewa, ombi {review.removal.reference}" in again.get_text()
    assert not again.select(f'form[action="/kinds/reviews/{review.id}/removal"]')


def test_the_register_takes_in_what_was_given_before_and_costs_the_same_however_long(
    pages, neema, officer, muse
):
    pages.sign_in(officer)
    form = pages.get("/kinds/accesses/new")
    said = {name: value for name, value in ASKED.items() if name != "reason"}
    pages.submit(form, holder_name="Neema Mushi", system_id=str(muse.id), **said)
    assert db.session.scalars(select(Access)).one().person_id == neema.id
    few = pages.statements("/kinds/accesses/")
    for _number in range(3):
        given(muse, factories.user(council_id=neema.council_id))
    save()

    assert pages.statements("/kinds/accesses/") == few
    assert pages.download("/kinds/accesses/?format=xlsx").data
    assert pages.download("/kinds/leavers/?format=csv").data


def test_a_head_of_department_sees_the_accesses_of_his_people_alone(pages, neema, muse):
    given(muse, neema)
    given(muse, factories.user(council_id=neema.council_id, name="Mtu wa Mbali"))
    chief = factories.user(council_id=neema.council_id)
    factories.grant(chief, "manager", department_id=neema.department_id)
    pages.sign_in(chief)

    text = pages.get("/kinds/accesses/").get_text()

    assert "Neema Mushi" in text
    assert "Mtu wa Mbali" not in text


def test_an_access_with_a_last_day_reminds_before_it_and_after_it(pages, neema, officer, muse):
    given(muse, neema, ends_on=date(2026, 3, 10))
    save()
    pages.sign_in(officer)
    assert pages.get("/").select_one("a[href='/kinds/accesses/?state=ends_soon']")

    with travel(datetime(2026, 3, 11, 9, 0, tzinfo=ZONE), tick=False):
        pages.sign_in(officer)
        link = pages.get("/").select_one("a[href='/kinds/accesses/?state=overdue']")
        assert link
        assert len(pages.get(str(link["href"])).select("[data-row]")) == 1
    pages.sign_in(neema)
    assert "/kinds/accesses/" not in str(pages.get("/"))


@pytest.mark.parametrize("typed", ["  NEEMA   mushi ", "{0.username}", "Neema@Halmashauri.go.tz"])
def test_whoever_gets_an_access_is_named_in_many_ways(pages, neema, head, director, muse, typed):
    neema.email = "neema@halmashauri.go.tz"
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    assert "Neema Mushi" in [one["value"] for one in form.select("datalist option")]

    name = typed.format(neema)
    pages.submit(form, act="give", holder_name=name, system_id=str(muse.id), **ASKED)

    assert db.session.scalars(select(AccessRequest)).one().person_id == neema.id


def test_namesakes_are_told_apart_by_what_the_refusal_names(pages, neema, head, director, muse):
    other = factories.user(council_id=neema.council_id, name="Neema Mushi")
    pages.sign_in(neema)
    said = {"act": "give", "system_id": str(muse.id), **ASKED}

    form = pages.get("/kinds/access-request/new")
    refused = pages.submit(form, status=422, holder_name="Neema Mushi", **said)
    error = refused.select_one("#holder_name-error").get_text()
    assert all(one.username in error for one in (neema, other))
    assert other.department
    assert other.department.name_sw in error

    pages.submit(refused, holder_name=f"Neema Mushi ({other.username})", **said)
    assert db.session.scalars(select(AccessRequest)).one().person_id == other.id


def test_the_list_of_people_keeps_the_page_light_however_many_there_are(
    pages, neema, head, director, muse
):
    path = "/kinds/access-request/new"
    pages.sign_in(neema)
    for number in range(MOST_SUGGESTED - 3):
        title = f"Afisa {number % 17}"
        factories.saved(a_person(neema, f"Mtumishi {number} wa {number * 7919 % 1000}", title))
    assert len(pages.get(path).select("datalist option")) == MOST_SUGGESTED
    assert len(gzip.compress(pages.peek(path).data, 6)) <= HEAVIEST

    factories.saved(a_person(neema, "Mtumishi wa Mwisho"))
    page = pages.get(path)
    assert not page.select("datalist")
    said = {"act": "give", "system_id": str(muse.id), **ASKED}
    pages.submit(page, holder_name="neema mushi", **said)


def a_person(like: User, name: str, title: str = "") -> User:
    """Somebody who does no more than stand in the list of people."""
    return User(
        council_id=like.council_id,
        department_id=like.department_id,
        username=f"p{next(factories.numbers)}",
        name=name,
        job_title=title,
        password_hash="-",  # noqa: S106
    )


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        ((2, 3, 2026), (1, 3, 2026), "ends_on"),
        ((2, 3, 2026), (2, 3, 2999), "ends_on"),
        ((28, 2, 2025), None, "starts_on"),
        ((3, 3, 2036), None, "starts_on"),
    ],
)
def test_days_that_cannot_be_meant_are_refused_where_they_stand(
    pages, neema, muse, begins, ends, refused
):
    pages.sign_in(neema)
    said = {"holder_name": "Neema Mushi", "system_id": str(muse.id), **ASKED}
    said |= days("starts_on", begins) | (days("ends_on", ends) if ends else {})

    page = pages.get("/kinds/access-request/new")
    page = pages.submit(page, status=422, act="give", **said)

    assert [one["href"] for one in page.select(".error-summary a")] == [f"#{refused}-day"]


def test_what_is_entered_in_the_register_has_begun_already(pages, officer, neema, muse):
    pages.sign_in(officer)
    said = {"holder_name": "Neema Mushi", "system_id": str(muse.id), "access_right": "Mhasibu"}
    page = pages.get("/kinds/accesses/new")
    page = pages.submit(page, status=422, **said, **days("starts_on", (3, 3, 2026)))
    page = pages.submit(
        page, status=422, **said, **days("starts_on", (1, 7, 2016)), **days("ends_on", (1, 6, 2016))
    )

    pages.submit(page, **said, **days("starts_on", (1, 7, 2016)), **days("ends_on", (1, 7, 2026)))

    assert db.session.scalars(select(Access)).one().starts_on == date(2016, 7, 1)


def days(name, day):
    boxes = zip(("day", "month", "year"), day, strict=True)
    return {f"{name}-{box}": str(value) for box, value in boxes}


def test_what_nobody_registered_is_taken_away_all_the_same_and_the_record_says_so(
    pages, neema, officer, head, director, muse
):
    pages.sign_in(neema)
    form = pages.get("/kinds/access-request/new")
    pages.submit(form, act="remove", holder_name="Neema Mushi", system_id=str(muse.id), **ASKED)
    ticket = newest()
    assert ticket.subject == "Kuondoa ruhusa: Neema Mushi (MUSE)"
    note = "Rejista ya ruhusa haina kitu cha mtu huyu katika mfumo huu"
    pages.sign_in(officer)
    assert note in pages.get(f"/tickets/{ticket.id}").get_text()
    paper = pages.download(f"/kinds/tickets/{ticket.id}/form?format=pdf&lang=sw")
    assert note in " ".join(text_of(paper).split())

    late = given(muse, neema)  # and is registered before it is taken away
    done_by(pages, officer, ticket, director, head)

    db.session.refresh(late)
    assert (late.ended_on, late.ended_by_id) == (TODAY, ticket.id)
    assert note not in pages.get(f"/tickets/{ticket.id}").get_text()


def test_nobody_gets_what_he_has_already_unless_it_ends_first(
    pages, neema, officer, head, director, muse
):
    given(muse, neema, "Mhasibu", ends_on=date(2026, 3, 31))
    save()
    said = {"act": "give", "holder_name": "Neema Mushi", "system_id": str(muse.id), **ASKED}
    pages.sign_in(neema)
    refused = pages.submit(pages.get("/kinds/access-request/new"), status=422, **said)
    words = refused.select_one(".error-summary").get_text()
    assert "tayari ana haki ya “Mhasibu” kwenye MUSE tangu 01/07/2025" in words
    assert not db.session.scalars(select(Ticket)).all()

    pages.submit(refused, **{**said, "starts_on-day": "1", "starts_on-month": "4"})
    pages.sign_in(officer)
    form = pages.get("/kinds/accesses/new")
    since = {"starts_on-day": "2", "starts_on-month": "3", "starts_on-year": "2026"}
    entered = {"holder_name": "Neema Mushi", "system_id": str(muse.id), "access_right": "MHASIBU"}
    pages.submit(form, status=422, **entered, **since)


def test_what_another_request_gave_meanwhile_is_not_given_once_more(
    pages, neema, officer, head, director, muse
):
    said = {"act": "give", "holder_name": "Neema Mushi", "system_id": str(muse.id), **ASKED}
    made = []
    for _number in range(2):
        pages.sign_in(neema)
        pages.submit(pages.get("/kinds/access-request/new"), **said)
        made.append(newest())
    done_by(pages, officer, made[0], director, head)
    approve(made[1], director, head)
    pages.sign_in(officer)
    url = f"/kinds/tickets/{made[1].id}/steps/carry-out"
    day = {"done_on-day": "2", "done_on-month": "3", "done_on-year": "2026"}

    refused = pages.submit(pages.get(url), status=422, **day)

    assert made[0].reference in refused.get_text()
    assert len(db.session.scalars(select(Access)).all()) == 1
