"""A duplicate goes on as another request, and can be parted from it again."""

from datetime import timedelta

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.queries import history
from helpdesk.infra.db import db
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause, MergeRefusal, Status, WaitingFor
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.factories import ticket as opened

MINUTE = timedelta(minutes=1)
HISTORY = {"version", "last_activity_at"}
OPEN_STATES = ["new", "assigned", "in_progress", "requester", "external", "approval"]


@pytest.fixture
def other(requester):
    """What somebody else of the council reported about the same."""
    neighbour = factories.user(council_id=requester.council_id, name="Mtunza kumbukumbu")
    return opened(requester=neighbour, subject="Mtandao umekatika ghorofa ya pili")


@pytest.fixture
def ticket(requester):
    return opened(requester=requester, subject="Hakuna mtandao")


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def columns(ticket):
    db.session.flush()
    db.session.refresh(ticket)
    return {
        column.key: getattr(ticket, column.key)
        for column in Ticket.__mapper__.column_attrs
        if column.key not in HISTORY
    }


def brought_to(ticket, state, officer):
    """Lead a ticket to one of OPEN_STATES."""
    actor, now = as_actor(officer), MONDAY_MORNING
    if state == "assigned":
        services.assign(ticket, to=officer, actor=actor, now=now)
    if state in ("new", "assigned"):
        return
    services.take(ticket, actor=actor, now=now)
    if state != "in_progress":
        waiting_for = WaitingFor(state)
        services.wait(ticket, waiting_for=waiting_for, reason="", actor=actor, now=now)


@pytest.mark.parametrize("state", OPEN_STATES)
@pytest.mark.parametrize("minutes", [1, 10])
def test_undo_leaves_both_as_they_were_but_for_their_history(
    ticket, other, officer, state, minutes
):
    brought_to(ticket, state, officer)
    brought_to(other, "in_progress", officer)
    before = columns(ticket), columns(other)
    merged_at = MONDAY_MORNING + timedelta(hours=2)

    services.merge(ticket, into=other, actor=as_actor(officer), now=merged_at)
    assert (ticket.status, ticket.merged_into_id) == (Status.CANCELLED, other.id)
    services.undo(ticket, actor=as_actor(officer), now=merged_at + minutes * MINUTE)

    assert (columns(ticket), columns(other)) == before


def test_after_ten_minutes_nothing_can_be_parted(ticket, other, officer):
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)

    with pytest.raises(rules.NothingToUndoError):
        services.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING + 11 * MINUTE)


def refusal_of(ticket, into, officer):
    with pytest.raises(rules.CannotMergeError) as refused:
        services.merge(ticket, into=into, actor=as_actor(officer), now=MONDAY_MORNING)
    return refused.value.refusal


def test_a_request_cannot_go_on_as_itself(ticket, officer):
    assert refusal_of(ticket, ticket, officer) is MergeRefusal.ITSELF


def test_no_circle_can_be_made(ticket, other, officer):
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)

    assert refusal_of(other, ticket, officer) is MergeRefusal.OTHER_MERGED
    third = opened(requester=ticket.requester)
    assert refusal_of(third, ticket, officer) is MergeRefusal.OTHER_MERGED
    assert refusal_of(ticket, third, officer) is MergeRefusal.MERGED


def test_requests_of_two_councils_are_never_joined(ticket, officer):
    assert refusal_of(ticket, opened(), officer) is MergeRefusal.OTHER_COUNCIL


def test_only_open_requests_are_joined(ticket, other, officer):
    services.resolve(
        other, cause=Cause.CABLE, resolution="Kebo", actor=as_actor(officer), now=MONDAY_MORNING
    )

    assert refusal_of(ticket, other, officer) is MergeRefusal.OTHER_OVER
    assert refusal_of(other, ticket, officer) is MergeRefusal.OVER
    services.confirm(other, actor=as_actor(other.requester), now=MONDAY_MORNING)
    assert refusal_of(ticket, other, officer) is MergeRefusal.OTHER_OVER


def test_what_others_hang_on_is_not_joined_away(ticket, other, officer):
    services.put_under(other, parent=ticket, actor=as_actor(officer), now=MONDAY_MORNING)

    assert refusal_of(ticket, other, officer) is MergeRefusal.HAS_CHILDREN


def test_its_clock_stops_and_it_leaves_every_count(ticket, other, officer):
    actor = as_actor(officer)
    services.merge(ticket, into=other, actor=actor, now=MONDAY_MORNING)

    counts = queries.counts(actor, now=MONDAY_MORNING + MINUTE)
    assert (counts["open"], counts["unassigned"], counts["today"]) == (1, 1, 1)


def test_an_officer_joins_and_takes_it_back(pages, ticket, other, officer):
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/merge")

    shown = pages.submit(form, number=other.reference)

    assert shown.h1.get_text(strip=True) == other.subject
    assert ticket.reference in words(shown, "[role=status]")
    assert ticket.subject in words(shown)
    back = pages.press(shown, f"/tickets/{ticket.id}/undo")
    assert back.h1.get_text(strip=True) == ticket.subject
    db.session.refresh(ticket)
    assert (ticket.status, ticket.merged_into_id) == (Status.NEW, None)


def test_the_last_digits_of_a_number_are_enough(pages, ticket, other, officer):
    pages.sign_in(officer)

    shown = pages.submit(
        pages.get(f"/tickets/{ticket.id}/merge"), number=other.reference.rsplit("/")[-1].lstrip("0")
    )

    assert shown.h1.get_text(strip=True) == other.subject


def test_open_requests_of_the_same_person_are_offered(pages, ticket, other, officer):
    twin = opened(requester=ticket.requester, subject="Bado hakuna mtandao")
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/merge")

    assert [box["value"] for box in form.select("[name=other_id]")] == [str(twin.id)]
    assert pages.submit(form, other_id=str(twin.id)).h1.get_text(strip=True) == twin.subject


@pytest.mark.parametrize("number", ["", "99999", "MBR/TKT/x", "0" * 60, "٣", "'; --"])
def test_a_number_that_is_none_is_refused_in_words(pages, ticket, officer, number):
    pages.sign_in(officer)

    refused = pages.submit(pages.get(f"/tickets/{ticket.id}/merge"), number=number, status=422)

    assert refused.select(".error-summary a[href='#number']")
    db.session.refresh(ticket)
    assert ticket.merged_into_id is None


def test_the_number_of_another_council_is_none(pages, ticket, officer):
    foreign = opened()
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get(f"/tickets/{ticket.id}/merge"), number=foreign.reference, status=422
    )

    assert foreign.subject not in words(refused)


def test_its_address_leads_officers_on_and_its_requester_not(pages, ticket, other, officer):
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)
    services.note(other, text="Siri", author=officer, actor=as_actor(officer), now=MONDAY_MORNING)
    services.reply(
        other, text="Tunakuja", author=officer, actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)
    assert pages.redirected(f"/tickets/{ticket.id}") == f"/tickets/{other.id}"
    assert ticket.reference in words(pages.get(f"/tickets/{other.id}"), "[role=status]")
    assert pages.get(f"/tickets/{ticket.id}?stay=1").h1.get_text(strip=True) == ticket.subject

    pages.sign_in(ticket.requester)
    own = words(pages.get(f"/tickets/{ticket.id}"))
    assert other.reference in own
    for secret in (other.subject, other.requester.name, "Siri", "Tunakuja"):
        assert secret not in own
    assert pages.get(f"/tickets/{other.id}", status=404)


def test_a_duplicate_stays_on_its_requesters_home_while_the_other_goes_on(ticket, other, officer):
    asker = as_actor(ticket.requester)
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)
    assert queries.own_tickets(asker) == [ticket]

    services.cancel(other, reason="x", actor=as_actor(officer), now=MONDAY_MORNING)
    assert queries.own_tickets(asker) == []


def test_who_asked_twice_is_led_to_the_one_that_goes_on(pages, ticket, officer):
    twin = opened(requester=ticket.requester, subject="Bado hakuna mtandao")
    services.merge(ticket, into=twin, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(ticket.requester)

    assert pages.redirected(f"/tickets/{ticket.id}") == f"/tickets/{twin.id}"


def test_a_chain_leads_to_its_end(pages, ticket, other, officer):
    third = opened(requester=ticket.requester, subject="Mtandao wote")
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)
    services.merge(other, into=third, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)

    assert pages.redirected(f"/tickets/{ticket.id}") == f"/tickets/{third.id}"


def test_what_its_requester_wrote_is_read_where_it_goes_on(pages, ticket, other, officer):
    services.merge(ticket, into=other, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(ticket.requester)
    pages.submit(pages.get(f"/tickets/{ticket.id}"), text="Leo umerudi kwangu")

    pages.sign_in(other.requester)
    assert "Leo umerudi" not in words(pages.get(f"/tickets/{other.id}"))
    pages.sign_in(officer)
    assert "Leo umerudi kwangu" in words(pages.get(f"/tickets/{other.id}"))


def test_an_internal_note_of_a_duplicate_is_not_among_its_replies(ticket, other, officer):
    actor = as_actor(officer)
    services.note(ticket, text="Siri", author=officer, actor=actor, now=MONDAY_MORNING)
    services.merge(ticket, into=other, actor=actor, now=MONDAY_MORNING)

    assert queries.public_replies(queries.merged_into(other, actor=actor)) == []


def test_a_stale_page_joins_nothing(pages, ticket, other, officer):
    pages.sign_in(officer)
    stale = pages.get(f"/tickets/{ticket.id}/merge")
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)

    refused = pages.submit(stale, number=other.reference, status=409)

    assert refused.select_one("#number")["value"] == other.reference
    db.session.refresh(ticket)
    assert ticket.merged_into_id is None


def test_related_requests_are_linked_and_parted(pages, ticket, other, officer):
    pages.sign_in(officer)

    shown = pages.submit(pages.get(f"/tickets/{ticket.id}/link"), number=other.reference)

    assert other.reference in words(shown, "aside")
    assert ticket.reference in words(pages.get(f"/tickets/{other.id}"), "aside")
    (undo,) = shown.select(f".notice form[action='/tickets/{ticket.id}/unlink/{other.id}']")
    assert undo
    save()
    parted = pages.press(
        pages.get(f"/tickets/{ticket.id}"), f"/tickets/{ticket.id}/unlink/{other.id}"
    )
    assert other.reference not in words(parted, "aside")


def test_to_link_twice_says_nothing_new(ticket, other, officer):
    for _time in range(2):
        services.link(ticket, other=other, actor=as_actor(officer), now=MONDAY_MORNING)
    services.link(other, other=ticket, actor=as_actor(officer), now=MONDAY_MORNING)

    assert queries.relatives(ticket, actor=as_actor(officer)).linked == [other]
    save()
    assert [act.action for act in history("ticket_link", ticket.id)] == ["ticket_link.add"]


def test_a_part_hangs_on_the_whole_and_never_in_a_circle(pages, ticket, other, officer):
    pages.sign_in(officer)
    pages.submit(pages.get(f"/tickets/{ticket.id}/link"), number=other.reference, relation="part")
    db.session.refresh(ticket)
    assert ticket.parent_id == other.id
    assert ticket.reference in words(pages.get(f"/tickets/{other.id}"), "aside")

    refused = pages.submit(
        pages.get(f"/tickets/{other.id}/link"),
        number=ticket.reference,
        relation="part",
        status=422,
    )
    assert refused.select(".error-summary a[href='#number']")
    services.unlink(ticket, other=other, actor=as_actor(officer), now=MONDAY_MORNING)
    assert ticket.parent_id is None


def test_a_requester_sees_no_links(pages, ticket, other, officer):
    services.link(ticket, other=other, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(ticket.requester)

    assert other.reference not in words(pages.get(f"/tickets/{ticket.id}"))


def test_a_part_is_not_related_besides(pages, ticket, other, officer):
    actor, now = as_actor(officer), MONDAY_MORNING
    services.link(ticket, other=other, actor=actor, now=now)
    services.put_under(ticket, parent=other, actor=actor, now=now)
    db.session.commit()

    assert queries.link_between(ticket, other) is None
    pages.sign_in(officer)
    for one, another in [(ticket, other), (other, ticket)]:
        page = pages.get(f"/tickets/{one.id}/link")
        said = pages.submit(page, status=422, number=another.reference)
        assert "ni sehemu ya jingine" in words(said)
