"""One trouble that hits many: the banner, "me too", one word to all, one end for all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func
from time_machine import travel

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.tickets import queries, rules, services
from helpdesk.tickets.models import Category, Comment, SlaEvent, Ticket
from helpdesk.tickets.rules import Cause, Hardship, Kind, Priority, Status
from helpdesk.tickets.rules.outages import Report, Trouble, propose
from tests import factories
from tests.equipment import factories as devices
from tests.infra.files import png
from tests.pages import save
from tests.tickets.factories import ticket as opened

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)  # a Monday
MUSE = "MUSE haipatikani"


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def first(app):
    """Who reported the outage first."""
    return factories.user(name="Mhasibu wa Kwanza")


@pytest.fixture
def officer(first):
    return factories.user("technician", council_id=first.council_id, name="Baraka Sanga")


@pytest.fixture
def systems(first):
    return factories.saved(
        Category(
            council_id=first.council_id,
            code="MFU-HIT",
            kind=Kind.INCIDENT,
            name_sw="Hitilafu ya mfumo",
            name_en="Fault of a system",
            keywords="muse:4,mfumo:2",
        )
    )


@pytest.fixture
def outage(first, officer, systems):
    ticket = opened(requester=first, subject="Siwezi kuingia MUSE mimi Mhasibu", now=NOW)
    services.mark_outage(ticket, subject=MUSE, actor=as_actor(officer), now=NOW)
    return ticket


@pytest.fixture
def asha(first):
    return factories.user(council_id=first.council_id, name="Asha Juma")


@pytest.fixture
def neema(first):
    return factories.user(council_id=first.council_id, name="Neema Mwakyusa")


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def joined(outage, person):
    return services.join_outage(outage, person=person, actor=as_actor(person), now=NOW)


def ended(outage, officer, now=NOW):
    services.resolve(
        outage,
        cause=Cause.OUTSIDE_SERVICE,
        resolution="MUSE imerudi",
        actor=as_actor(officer),
        now=now,
    )


def children_of(outage):
    found = db.select(Ticket).where(Ticket.parent_id == outage.id).order_by(Ticket.id)
    return db.session.scalars(found).all()


# the banner and "me too"


def test_everybody_of_the_council_sees_it_at_home_and_in_the_form(pages, outage, asha):
    pages.sign_in(asha)

    for page in ("/", "/tickets/new", "/outages/"):
        assert "MUSE haipatikani, tangu 02/03/2026, 09:00. Tunashughulikia." in words(
            pages.get(page)
        )
        assert "Nami pia (1)" in words(pages.get(page))


def test_one_tap_is_enough(pages, outage, asha, first):
    pages.sign_in(asha)
    home = pages.get("/")

    after = pages.press(home, "/outages/join")

    (child,) = children_of(outage)
    assert (child.requester_id, child.subject) == (asha.id, MUSE)
    assert child.category_id == outage.category_id
    assert child.reference in words(after, "[role=status]")
    assert "Umehesabiwa kati ya walioathirika (2)" in words(after)
    assert not after.select("form[action='/outages/join']")


def test_nobody_is_counted_twice(pages, outage, asha, first):
    pages.sign_in(asha)
    home = pages.get("/")
    for _ in range(2):
        pages.press(home, "/outages/join")
    joined(outage, asha)
    joined(outage, first)

    assert len(children_of(outage)) == 1
    own = queries.own_in_outage(outage, first.id)
    assert own is not None
    assert own.id == outage.id


def test_a_made_up_outage_cannot_be_joined(pages, outage, asha):
    ordinary = opened(requester=asha)
    foreign = factories.user()
    other = opened(requester=foreign)
    there = factories.user("technician", council_id=foreign.council_id)
    services.mark_outage(other, subject="Yao", actor=as_actor(there), now=NOW)
    pages.sign_in(asha)

    for wanted in (ordinary.id, other.id, "x", ""):
        pages.post("/outages/join", outage_id=wanted, status=404)
    assert children_of(ordinary) == children_of(other) == []


def test_what_is_over_cannot_be_joined(pages, outage, asha, officer):
    pages.sign_in(asha)
    home = pages.get("/")
    ended(outage, officer)

    refused = pages.press(home, "/outages/join", status=409)

    assert "limekwisha" in words(refused)
    assert children_of(outage) == []


def test_another_council_sees_nothing(pages, outage):
    pages.sign_in(factories.user())

    for page in ("/", "/tickets/new", "/outages/"):
        assert "MUSE" not in words(pages.get(page))
    assert "Hakuna tatizo kubwa linalojulikana kwa sasa." in words(pages.get("/outages/"))


def test_what_is_over_stays_on_the_list_for_two_weeks(pages, outage, asha, officer):
    joined(outage, asha)
    ended(outage, officer)
    pages.sign_in(asha)

    page = pages.get("/outages/")
    assert "Hakuna tatizo kubwa" in words(page)
    assert MUSE in words(page, "table")
    assert "MUSE" not in words(pages.get("/"), "main > *") or MUSE not in words(
        pages.get("/tickets/new")
    )
    with travel(NOW + timedelta(days=15), tick=False):
        pages.sign_in(asha)
        assert not pages.get("/outages/").select("table")


# what those affected may know of each other


def test_whoever_joined_sees_his_own_ticket_and_no_other_name(pages, outage, asha, neema):
    mine, hers = joined(outage, asha), joined(outage, neema)
    pages.sign_in(asha)

    seen = [pages.get(path) for path in ("/", "/outages/", f"/tickets/{mine.id}", "/tickets/")]

    for page in seen:
        for secret in ("Neema", "Mwakyusa", "Mhasibu", hers.reference, outage.reference):
            assert secret not in str(page)
    assert "Ombi hili ni sehemu ya tukio kubwa: MUSE haipatikani." in words(seen[2])
    assert "(3)" in words(seen[0])
    for other in (outage, hers):
        pages.get(f"/tickets/{other.id}", status=404)


def test_whoever_reported_it_first_sees_a_number_and_no_name(pages, outage, asha, first):
    hers = joined(outage, asha)
    pages.sign_in(first)

    page = pages.get(f"/tickets/{outage.id}")

    assert "Mtu mwingine 1 ameathirika" in words(page)
    assert "Asha" not in str(page)
    assert hers.reference not in str(page)


def test_officers_see_who_is_affected(pages, outage, asha, officer):
    hers = joined(outage, asha)
    pages.sign_in(officer)

    page = pages.get(f"/tickets/{outage.id}")

    assert "Asha Juma" in words(page)
    assert page.select(f"a[href='/tickets/{hers.id}']")


def test_a_head_of_department_sees_those_of_his_department_alone(pages, outage, asha, neema, first):
    chief = factories.user("manager", council_id=first.council_id)
    for person in (asha, neema):
        joined(outage, person)
    db.session.flush()
    narrow = factories.user(council_id=first.council_id)
    factories.grant(narrow, "manager", department_id=first.department_id)

    whole = queries.children(outage, actor=as_actor(chief))
    db.session.refresh(narrow)
    part = queries.children(outage, actor=as_actor(narrow))

    assert len(whole) == 2
    assert part == []


# marking, putting under, taking out


def test_an_officer_marks_a_ticket_in_words_for_everybody_and_takes_it_back(pages, first, officer):
    ticket = opened(requester=first, subject="Siwezi kuingia MUSE", now=NOW)
    pages.sign_in(officer)

    form = pages.get(f"/outages/{ticket.id}/mark")
    assert form.select_one("#words")["value"] == "Siwezi kuingia MUSE"
    shown = pages.submit(form, words=MUSE)

    assert "Awali liliitwa “Siwezi kuingia MUSE”." in words(shown)
    assert MUSE in words(pages.get("/"))
    pages.press(shown, f"/tickets/{ticket.id}/undo")
    db.session.expire_all()
    assert (ticket.is_outage, ticket.subject) == (False, "Siwezi kuingia MUSE")
    assert MUSE not in words(pages.get("/"))


def test_an_outage_weighs_as_what_hits_everybody_and_says_why(pages, first, officer):
    ticket = opened(requester=first, subject="Siwezi kuingia", hardship=Hardship.NUISANCE, now=NOW)
    assert ticket.priority is Priority.P4
    services.mark_outage(ticket, subject=MUSE, actor=as_actor(officer), now=NOW)
    assert (ticket.impact, ticket.priority) == (1, Priority.P3)
    pages.sign_in(officer)
    assert "Tukio kubwa linaathiri watu wengi." in words(pages.get(f"/tickets/{ticket.id}"))

    services.undo(ticket, actor=as_actor(officer), now=NOW)
    assert (ticket.impact, ticket.priority) == (3, Priority.P4)


def test_an_outage_weighs_no_less_than_its_heaviest_part(first, asha, officer):
    light = opened(requester=first, hardship=Hardship.NUISANCE, now=NOW)
    heavy = opened(requester=asha, hardship=Hardship.STOPPED, now=NOW + timedelta(minutes=1))
    values = {"priority": Priority.P1, "priority_reason": "Mishahara"}
    services.change(heavy, values, reason="", actor=as_actor(officer), now=NOW)

    outage = services.make_outage([heavy, light], actor=as_actor(officer), now=NOW)

    assert (outage.id, outage.priority) == (light.id, Priority.P1)


@pytest.mark.parametrize(
    ("said_by_hand", "becomes"), [("", Priority.P1), ("Njia nyingine ipo", Priority.P3)]
)
def test_what_joins_later_makes_an_outage_heavier_unless_somebody_set_it(
    first, asha, officer, said_by_hand, becomes
):
    outage = services.make_outage(
        [opened(requester=first, now=NOW)], actor=as_actor(officer), now=NOW
    )
    set_by_hand = {"priority": Priority.P3, "priority_reason": said_by_hand}
    services.change(outage, set_by_hand, reason="", actor=as_actor(officer), now=NOW)
    heavy = opened(requester=asha, now=NOW)
    salaries = {"priority": Priority.P1, "priority_reason": "Mishahara"}
    services.change(heavy, salaries, reason="", actor=as_actor(officer), now=NOW)

    services.put_under_outage(heavy, outage, actor=as_actor(officer), now=NOW)

    assert outage.priority is becomes


def test_a_part_of_an_outage_is_no_outage_itself(outage, asha, officer):
    child = joined(outage, asha)

    with pytest.raises(rules.NotUnderAnOutageError):
        services.mark_outage(child, subject="x", actor=as_actor(officer), now=NOW)
    with pytest.raises(rules.NotUnderAnOutageError):
        services.put_under_outage(outage, outage, actor=as_actor(officer), now=NOW)


def test_a_ticket_is_put_under_an_outage_and_taken_out_again(pages, outage, asha, officer):
    ticket = opened(requester=asha, subject="MUSE imegoma", now=NOW)
    pages.sign_in(officer)

    form = pages.get(f"/outages/{ticket.id}/put")
    shown = pages.submit(form, outage_id=str(outage.id))
    assert [one.id for one in children_of(outage)] == [ticket.id]
    assert "sehemu ya tukio kubwa" in words(shown)

    pages.press(shown, f"/outages/{ticket.id}/take-out")
    assert children_of(outage) == []
    assert ticket.status is Status.NEW


def test_it_is_taken_back_with_one_press(pages, outage, asha, officer):
    ticket = opened(requester=asha, subject="MUSE imegoma", now=NOW)
    pages.sign_in(officer)
    shown = pages.submit(pages.get(f"/outages/{ticket.id}/put"), outage_id=str(outage.id))

    pages.press(shown, f"/tickets/{ticket.id}/undo")

    assert children_of(outage) == []


def test_an_outage_of_another_council_is_not_offered(pages, outage, officer):
    foreign = factories.user("technician")
    ticket = opened(requester=factories.user(council_id=foreign.council_id), now=NOW)
    pages.sign_in(foreign)

    assert not pages.get(f"/tickets/{ticket.id}").select("a[href$='/put']")
    assert not pages.get(f"/outages/{ticket.id}/put").select("input[name=outage_id]")
    with pytest.raises(rules.NotUnderAnOutageError):
        services.put_under_outage(ticket, outage, actor=as_actor(foreign), now=NOW)


def test_what_is_none_after_all_lets_its_children_go_and_can_be_taken_back(
    pages, outage, asha, officer
):
    child = joined(outage, asha)
    pages.sign_in(officer)

    shown = pages.press(pages.get(f"/tickets/{outage.id}"), f"/outages/{outage.id}/unmark")
    db.session.expire_all()
    assert (outage.is_outage, child.parent_id) == (False, None)

    pages.press(shown, f"/tickets/{outage.id}/undo")
    db.session.expire_all()
    assert (outage.is_outage, child.parent_id) == (True, outage.id)


def test_whoever_pressed_on_an_old_page_changes_nothing(pages, outage, officer):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{outage.id}")
    services.take(outage, actor=as_actor(officer), now=NOW)

    pages.press(page, f"/outages/{outage.id}/unmark", status=409)

    assert outage.is_outage


# one word to all, one end for all


def test_one_update_reaches_everybody(pages, outage, asha, neema, officer):
    tickets = [outage, joined(outage, asha), joined(outage, neema)]
    pages.sign_in(officer)

    form = pages.get(f"/outages/{outage.id}/tell")
    pages.submit(form, text="Wizara inashughulikia, hadi saa nane")

    said = db.session.scalars(db.select(Comment).order_by(Comment.ticket_id)).all()
    assert [one.ticket_id for one in said] == [one.id for one in tickets]
    assert {one.text for one in said} == {"Wizara inashughulikia, hadi saa nane"}
    assert all(one.responded_at == NOW for one in tickets)
    pages.sign_in(asha)
    assert "Wizara inashughulikia" in words(pages.get(f"/tickets/{tickets[1].id}"))


def told(outage, officer, text, now=NOW):
    actor = as_actor(officer)
    services.tell_all(outage, text=text, author=officer, actor=actor, now=now)


def test_the_banner_has_the_newest_word_to_all_and_no_other(pages, outage, asha, first, officer):
    told(outage, officer, "Fundi yupo njiani")
    told(outage, officer, "TTCL wanatafuta", NOW + timedelta(minutes=20))
    later, actor = NOW + timedelta(minutes=30), as_actor(officer)
    services.reply(outage, text="Kwako peke yako", author=officer, actor=actor, now=later)
    services.note(outage, text="Siri ya fundi", author=officer, actor=actor, now=later)
    pages.sign_in(asha)

    said = words(pages.get("/"))

    assert "Taarifa ya 02/03/2026, 09:20: TTCL wanatafuta" in said
    assert not [one for one in ("njiani", "peke yako", "Siri") if one in said]


def test_a_guest_at_a_label_reads_what_concerns_the_device_and_nothing_private(
    pages, outage, systems, officer, first
):
    holder = factories.user(council_id=first.council_id)
    at = devices.whereabouts(first.council_id, custodian=holder)
    device = devices.asset(first.council_id, at=at)
    told(outage, officer, "TTCL wanatafuta")
    services.note(outage, text="Siri ya fundi", author=officer, actor=as_actor(officer), now=NOW)
    path = f"/e/{device.label_code}"
    known = "Aina: Hitilafu ya mfumo, tangu"
    assert known not in words(pages.get(path))  # neither of a system, nor of such a device

    outage.asset = device
    save()
    said = words(pages.get(path))

    assert known in said
    assert "TTCL wanatafuta" in said
    private = MUSE, first.name, officer.name, outage.reference, "Siri", "Mimi pia", "Nami pia"
    assert not [one for one in private if one in said]


def test_what_is_resolved_already_hears_no_more(outage, asha, officer):
    done = joined(outage, asha)
    ended(done, officer)

    services.tell_all(outage, text="Bado", author=officer, actor=as_actor(officer), now=NOW)

    told = db.session.scalars(db.select(Comment.ticket_id)).all()
    assert told == [outage.id]


def test_the_end_of_an_outage_is_the_end_for_all(pages, outage, asha, neema, officer):
    tickets = [outage, joined(outage, asha), joined(outage, neema)]
    pages.sign_in(officer)

    form = pages.get(f"/tickets/{outage.id}/resolve")
    pages.submit(form, cause="outside_service", resolution="MUSE imerudi")

    for one in tickets:
        assert (one.status, one.cause, one.resolution) == (
            Status.RESOLVED,
            Cause.OUTSIDE_SERVICE,
            "MUSE imerudi",
        )
    assert "MUSE haipatikani, tangu" not in words(pages.get("/"))


def clock_of(ticket):
    events = queries.sla_events(ticket)
    return [str(event.kind) for event in rules.standing(events)]


def test_the_whole_end_is_taken_back_within_ten_minutes(pages, outage, asha, neema, officer):
    tickets = [outage, joined(outage, asha), joined(outage, neema)]
    before = [(one.status, one.resolution_due_at, clock_of(one)) for one in tickets]
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{outage.id}/resolve")
    shown = pages.submit(form, cause="outside_service", resolution="MUSE imerudi")
    assert all("stop" in clock_of(one) for one in tickets)

    with travel(NOW + timedelta(minutes=9), tick=False):
        pages.press(shown, f"/tickets/{outage.id}/undo")

    db.session.expire_all()
    assert [(one.status, one.resolution_due_at, clock_of(one)) for one in tickets] == before
    assert all(one.resolution == "" and one.cause is None for one in tickets)


def test_after_ten_minutes_it_stays_ended(outage, asha, officer):
    joined(outage, asha)
    ended(outage, officer)

    with pytest.raises(rules.NothingToUndoError):
        services.undo(outage, actor=as_actor(officer), now=NOW + timedelta(minutes=11))


def test_whoever_confirmed_meanwhile_is_left_alone(outage, asha, neema, officer):
    hers, mine = joined(outage, asha), joined(outage, neema)
    ended(outage, officer)
    services.confirm(hers, actor=as_actor(asha), now=NOW)

    services.undo(outage, actor=as_actor(officer), now=NOW)

    assert hers.status is Status.CLOSED
    assert (mine.status, outage.status) == (Status.NEW, Status.NEW)


def test_undoing_a_child_leaves_the_outage_and_the_others(outage, asha, neema, officer):
    hers, mine = joined(outage, asha), joined(outage, neema)
    ended(outage, officer)

    services.undo(hers, actor=as_actor(officer), now=NOW)

    assert hers.status is Status.NEW
    assert {mine.status, outage.status} == {Status.RESOLVED}


def test_another_officer_does_not_take_it_back(outage, asha, officer, first):
    joined(outage, asha)
    ended(outage, officer)
    other = factories.user("technician", council_id=first.council_id)

    with pytest.raises(rules.NothingToUndoError):
        services.undo(outage, actor=as_actor(other), now=NOW)


def test_the_end_of_an_ordinary_ticket_ends_nothing_else(outage, asha, officer):
    child = joined(outage, asha)

    ended(child, officer)

    assert outage.status is Status.NEW


def test_every_clock_has_its_own_stop(outage, asha, officer):
    joined(outage, asha)
    ended(outage, officer)

    stops = db.session.scalar(
        db.select(func.count()).select_from(SlaEvent).where(SlaEvent.kind == "stop")
    )
    assert stops == 2


# what is not to be done after all


def cancelled(pages, outage):
    page = pages.get(f"/tickets/{outage.id}/cancel")
    return page, pages.submit(page, why="Lilikuwa jaribio la umeme")


def test_who_waited_for_a_cancelled_outage_stands_in_the_queue_again_and_reads_why(
    pages, outage, asha, neema, officer
):
    tickets = [joined(outage, asha), joined(outage, neema)]
    pages.sign_in(officer)
    page, _shown = cancelled(pages, outage)
    assert "Maombi 2 yanasubiri mwisho wa tukio hili" in words(page)

    db.session.expire_all()
    assert outage.status is Status.CANCELLED
    assert [(one.parent_id, one.status) for one in tickets] == [(None, Status.NEW)] * 2
    sorting = pages.get("/tickets/triage")
    assert all(sorting.select(f"a[href='/tickets/{one.id}']") for one in tickets)
    services.resolve(
        tickets[0], cause=Cause.SURGE, resolution="x", actor=as_actor(officer), now=NOW
    )
    pages.sign_in(neema)
    assert "Lilikuwa jaribio la umeme" in words(pages.get(f"/tickets/{tickets[1].id}"), ".timeline")


def test_a_cancelled_outage_comes_back_with_all_who_joined_it(pages, outage, asha, officer):
    child = joined(outage, asha)
    pages.sign_in(officer)
    _page, shown = cancelled(pages, outage)

    pages.press(shown, f"/tickets/{outage.id}/uncancel")

    db.session.expire_all()
    assert (outage.status, outage.is_outage, child.parent_id) == (Status.NEW, True, outage.id)


def test_whoever_reported_an_outage_does_not_cancel_it_for_all(pages, outage, first):
    pages.sign_in(first)

    assert not pages.get(f"/tickets/{outage.id}").select("a[href$='/cancel']")
    pages.get(f"/tickets/{outage.id}/cancel", status=409)


# the question before a second ticket


@pytest.fixture
def asked(pages, outage, asha):
    """The page that asks whether it is a known outage."""
    pages.sign_in(asha)
    page = pages.get("/tickets/new")
    return pages.submit(
        page,
        subject="Mfumo wa MUSE haufunguki",
        hardship="stopped",
        description="Mstari wa kwanza\nMstari wa pili",
        files=[(BytesIO(png()), "skrini.png")],
        status=200,
    )


def choose(pages, asked, known):
    """Press one of the buttons of the question."""
    (button,) = asked.select(f"button[name=known][value='{known}']")
    form = asked.select_one("form#main-form")
    box = asked.new_tag(
        "input", attrs={"type": "hidden", "name": "known", "value": button["value"]}
    )
    form.append(box)
    return pages.submit(asked)


def test_before_a_second_ticket_it_is_asked_whether_it_is_known(asked, outage):
    assert asked.h1.get_text(strip=True) == "Je, ni mojawapo ya haya?"
    assert MUSE in words(asked)
    assert db.session.scalars(db.select(Ticket.id)).all() == [outage.id]


def test_me_too_keeps_text_and_files(pages, asked, outage, asha):
    shown = choose(pages, asked, outage.id)

    (child,) = children_of(outage)
    assert shown.select_one("#reference").get_text(strip=True) == child.reference
    assert (child.requester_id, child.subject) == (asha.id, "Mfumo wa MUSE haufunguki")
    assert child.description == "Mstari wa kwanza\nMstari wa pili"
    (file,) = db.session.scalars(db.select(Attachment)).all()
    assert (file.owner_kind, file.owner_id, file.name) == ("ticket", child.id, "skrini.png")


def test_no_sends_the_request_once_with_text_and_files(pages, asked, outage):
    choose(pages, asked, "none")
    choose_again = pages.submit(asked)

    (ticket,) = db.session.scalars(db.select(Ticket).where(Ticket.id != outage.id)).all()
    assert ticket.parent_id is None
    assert ticket.description == "Mstari wa kwanza\nMstari wa pili"
    assert choose_again.select_one("#reference").get_text(strip=True) == ticket.reference
    (file,) = db.session.scalars(db.select(Attachment)).all()
    assert file.owner_id == ticket.id


def test_what_is_not_like_it_is_sent_at_once(pages, outage, asha):
    pages.sign_in(asha)

    shown = pages.submit(pages.get("/tickets/new"), subject="Printa haichapishi", hardship="slowed")

    assert shown.select_one("#reference")


def test_whoever_is_counted_is_not_asked_again(pages, outage, asha):
    joined(outage, asha)
    pages.sign_in(asha)

    shown = pages.submit(
        pages.get("/tickets/new"), subject="Mfumo wa MUSE haufunguki", hardship="slowed"
    )

    assert shown.select_one("#reference")


def test_a_made_up_choice_makes_an_ordinary_ticket(pages, asked, outage, asha):
    ordinary = opened(requester=asha)
    form = asked.select_one("form#main-form")
    box = {"type": "hidden", "name": "known", "value": str(ordinary.id)}
    form.append(asked.new_tag("input", attrs=box))

    pages.submit(asked)

    assert children_of(ordinary) == children_of(outage) == []


# like tickets that may be an outage


@pytest.fixture
def like(first, asha, neema, systems):
    """Three people report the like within the hour, in another order than that of time."""
    return [
        opened(
            requester=person, subject=f"MUSE haifunguki {name}", now=NOW - timedelta(minutes=ago)
        )
        for person, name, ago in ((asha, "kwangu", 5), (first, "tangu asubuhi", 40), (neema, "", 1))
    ]


def test_three_like_tickets_of_three_people_are_proposed_to_officers(pages, like, officer, asha):
    pages.sign_in(officer)
    home = pages.get("/")
    assert "Watu 3 wameripoti tatizo kama hili ndani ya saa moja." in words(home)
    assert "Aina: Hitilafu ya mfumo" in words(home)

    shown = pages.press(home, "/outages/propose")

    oldest = like[1]
    db.session.expire_all()
    assert shown.select_one("#reference").get_text(strip=True) == oldest.reference
    assert oldest.is_outage
    assert {one.id for one in children_of(oldest)} == {like[0].id, like[2].id}
    pages.press(shown, f"/tickets/{oldest.id}/undo")
    db.session.expire_all()
    assert [(one.is_outage, one.parent_id) for one in like] == [(False, None)] * 3


@pytest.mark.parametrize("path", ["/tickets/", "/tickets/triage"])
def test_the_proposal_stands_above_the_lists_where_officers_work(pages, like, officer, path):
    pages.sign_in(officer)
    page = pages.get(path)
    assert "wameripoti tatizo kama hili" in words(page, ".notice")

    pages.press(page, "/outages/propose")

    db.session.expire_all()
    assert [one.is_outage for one in like].count(True) == 1
    assert "wameripoti" not in words(pages.get(path))


def test_nobody_else_gets_the_proposal(pages, like, asha):
    for reader in (asha, factories.user("auditor", council_id=asha.council_id)):
        pages.sign_in(reader)
        assert "wameripoti tatizo kama hili" not in words(pages.get("/"))
    neighbour = factories.user("technician")
    pages.sign_in(neighbour)
    assert "wameripoti" not in words(pages.get("/"))


def test_a_proposal_that_is_over_makes_nothing(pages, like, officer, systems):
    pages.sign_in(officer)
    home = pages.get("/")
    ended(like[0], officer)

    said = pages.press(home, "/outages/propose")

    assert "Hakuna tena maombi kama hayo." in words(said)
    assert not any(one.is_outage for one in like)


def test_a_known_outage_is_not_proposed_again(pages, like, officer, outage):
    pages.sign_in(officer)

    assert "wameripoti" not in words(pages.get("/"))


def report(number, by=None, **about):
    return Report(
        ticket_id=number,
        reference=f"No {number}",
        by=f"person {number if by is None else by}",
        at=NOW + timedelta(minutes=number),
        subject="MUSE",
        **(about or {"category_id": 1}),
    )


REPORTS = [report(number) for number in range(3)]


def test_what_is_enough_for_a_proposal():
    (found,) = propose(reversed(REPORTS))
    assert [one.ticket_id for one in found.reports] == [0, 1, 2]
    assert found.people == 3

    twice = [*REPORTS[:2], report(9, by=1)]
    mixed = [*REPORTS[:2], report(9, category_id=2)]
    assert propose(twice) == propose(mixed) == propose([]) == []
    assert propose(REPORTS, known=[Trouble(category_id=1)]) == []


def test_a_system_tells_more_than_a_category():
    """Whatever category was guessed, those of one system are one; those of two never are."""
    tausi = [report(number, system_id=4, category_id=number or None) for number in range(3)]
    muse = [report(number + 10, system_id=5, category_id=1) for number in range(3)]

    assert [len(one.reports) for one in propose([*tausi, *muse, *REPORTS])] == [3, 3, 3]
    known = Trouble(system_id=4, category_id=1)
    assert [one.about for one in propose([*tausi, *muse], known=[known])] == ["system 5"]


def test_what_is_unticked_stays_by_itself(pages, like, officer):
    pages.sign_in(officer)
    home = pages.get("/")
    home.select_one(f"#like-{like[2].id}").decompose()

    pages.press(home, "/outages/propose")

    db.session.expire_all()
    assert [one.parent_id for one in like] == [like[1].id, None, None]


# so many statements and no more


def test_pages_keep_their_statements_however_many_are_affected(pages, outage, officer, first):
    pages.sign_in(officer)
    paths = ["/", "/outages/", "/tickets/new", f"/tickets/{outage.id}"]
    joined(outage, factories.user(council_id=first.council_id))
    few = [pages.statements(path) for path in paths]
    for _ in range(12):
        joined(outage, factories.user(council_id=first.council_id))

    assert [pages.statements(path) for path in paths] == few


@pytest.mark.parametrize("path", ["/", "/tickets/", "/tickets/triage"])
def test_pages_keep_their_statements_with_proposals(pages, like, officer, first, path):
    pages.sign_in(officer)
    few = pages.statements(path)
    for _ in range(6):
        someone = factories.user(council_id=first.council_id)
        opened(requester=someone, subject="MUSE tena", now=NOW)

    assert pages.statements(path) == few


def test_eight_taps_at_once_count_once(app, outage, asha):
    save()
    outage_id, actor = outage.id, as_actor(asha)

    def tap(_number):
        with app.app_context(), transaction():
            there = queries.outage_or_404(outage_id, actor=actor)
            person = db.session.get_one(User, actor.id)
            services.join_outage(there, person=person, actor=actor, now=NOW)

    with ThreadPoolExecutor(8) as taps:
        list(taps.map(tap, range(8)))
    db.session.rollback()  # what was read before is older than the taps

    assert len(children_of(outage)) == 1


def test_the_form_says_before_and_after_that_the_clock_begins_anew(pages, asha, officer):
    ticket = opened(requester=asha, hardship=Hardship.SLOWED)
    pages.sign_in(officer)
    page = pages.get(f"/outages/{ticket.id}/mark")
    assert "muda wa kulitatua utahesabiwa upya" in words(page).lower()
    done = pages.submit(page)
    assert "umehesabiwa upya" in words(done, "body")
