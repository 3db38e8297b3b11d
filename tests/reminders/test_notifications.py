"""People are told once, of what they may see, in their way; reading and muting are theirs."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.transactions import transaction
from helpdesk.outbox.models import Message
from helpdesk.reminders import jobs, queries
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import Channel, Kind, MailHours
from helpdesk.tickets import services
from helpdesk.tickets.events import TicketReplied, TicketWarned
from helpdesk.tickets.rules import Cause, Priority
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.reminders.factories import wishes
from tests.tickets.factories import ticket as opened

NIGHT = MONDAY_MORNING + timedelta(hours=14)  # 23:00


@pytest.fixture(autouse=True)
def monday(app):
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mail(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")


@pytest.fixture
def asha(app):
    return factories.user(name="Asha Mrisho", email="asha@mbarali.go.tz", phone="+255754000001")


@pytest.fixture
def juma(asha):
    return factories.user("technician", council_id=asha.council_id, name="Afisa Juma")


@pytest.fixture
def neema(asha):
    return factories.user("technician", council_id=asha.council_id, name="Afisa Neema")


@pytest.fixture
def ticket(asha, juma):
    made = opened(requester=asha, subject="Printa <haichapishi>", now=clock.now())
    services.take(made, actor=as_actor(juma), now=clock.now())
    db.session.commit()
    return made


def reply(ticket, author, text="Nakuja."):
    save()
    with transaction():
        said = services.reply(
            ticket, text=text, author=author, actor=as_actor(author), now=clock.now()
        )
    return said.id


def resolve(ticket, officer):
    with transaction():
        services.resolve(
            ticket, cause=Cause.WEAR, resolution="Roller.", actor=as_actor(officer), now=clock.now()
        )


def told(person=None):
    db.session.rollback()
    everything = db.session.scalars(select(Notification).order_by(Notification.id)).all()
    return [(one.user_id, one.kind) for one in everything if person in (None, one.user_id)]


def messages():
    db.session.rollback()
    return db.session.scalars(select(Message).order_by(Message.id)).all()


def test_a_reply_is_told_to_the_requester_and_to_the_officer_of_the_request(
    ticket, asha, juma, neema
):
    reply(ticket, neema)

    assert set(told()) == {
        (asha.id, Kind.REPLIED),
        (juma.id, Kind.COLLEAGUE),
    }


def test_nobody_is_told_what_he_did_himself(ticket, asha, juma):
    reply(ticket, juma)

    assert told() == [(asha.id, Kind.REPLIED)]


def test_what_the_requester_says_is_told_to_the_officer_of_the_request(ticket, asha, juma, neema):
    reply(ticket, asha, "Bado haichapishi.")
    resolve(ticket, juma)
    reply(ticket, asha, "Hapana, bado.")

    assert told(juma.id) == [(juma.id, Kind.ANSWERED)] * 2
    assert told(neema.id) == []


def test_the_officer_hears_that_it_is_not_solved(ticket, asha, juma):
    resolve(ticket, juma)
    with transaction():
        services.reopen(ticket, reason="Bado", actor=as_actor(asha), now=clock.now())

    assert told(juma.id) == [(juma.id, Kind.REOPENED)]


def test_whose_request_was_joined_hears_that_it_is_solved(pages, ticket, asha, juma):
    other = factories.user(council_id=asha.council_id)
    twin = opened(requester=other, subject="Printa pia", now=clock.now())
    services.merge(twin, into=ticket, actor=as_actor(juma), now=clock.now())
    save()

    resolve(ticket, juma)

    assert (other.id, Kind.JOINED_RESOLVED) in told(other.id)
    pages.sign_in(other)
    page = pages.get(f"/tickets/{twin.id}").select_one("main").text
    assert "toa taarifa tena" in page
    assert "Roller" not in page, "what was done stands on the request of another"
    with transaction():
        services.undo(ticket, actor=as_actor(juma), now=clock.now())
    mine = db.select(Notification).where(Notification.kind == Kind.JOINED_RESOLVED)
    assert db.session.scalars(mine).one().read_at is not None


def test_an_officer_who_solves_his_own_request_is_told_nothing(juma):
    own = opened(requester=juma, now=clock.now())
    db.session.commit()

    resolve(own, juma)

    assert told() == []


def test_the_same_thing_is_told_once(ticket, asha, juma):
    comment_id = reply(ticket, juma)
    with transaction():
        announce(TicketReplied(ticket_id=ticket.id, comment_id=comment_id))

    assert told() == [(asha.id, Kind.REPLIED)]


def test_an_internal_note_is_told_to_nobody(ticket, juma):
    with transaction():
        services.note(ticket, text="Siri", author=juma, actor=as_actor(juma), now=clock.now())

    assert told() == []


def test_what_is_not_saved_is_not_told(ticket, juma):
    def fail():
        with transaction():
            services.reply(ticket, text="x", author=juma, actor=as_actor(juma), now=clock.now())
            raise OSError("fire")

    with pytest.raises(OSError, match="fire"):
        fail()

    assert told() == []


def test_the_requester_of_a_merged_request_is_told_without_the_name_of_the_other(
    pages, ticket, asha, juma
):
    other = opened(subject="Siri ya Fedha", requester=factories.user(council_id=asha.council_id))
    save()
    with transaction():
        services.merge(ticket, into=other, actor=as_actor(juma), now=clock.now())

    pages.sign_in(asha)
    page = pages.get("/notifications/")
    assert told() == [(asha.id, Kind.MERGED)]
    assert "Siri ya Fedha" not in page.text
    assert other.reference not in page.text


def test_a_warning_is_told_to_the_officer_each_step_once(ticket, juma):
    for percent in (80, 80, 100):
        with transaction():
            announce(TicketWarned(ticket_id=ticket.id, percent=percent))

    assert told() == [(juma.id, Kind.WARNED)] * 2


def test_whoever_lost_the_right_to_see_a_thing_is_told_nothing_of_it(ticket, juma, neema):
    juma.grants[0].ended_at = clock.now()
    db.session.commit()

    reply(ticket, neema)

    assert (juma.id, Kind.COLLEAGUE) not in told()


def test_what_was_told_is_not_shown_after_the_right_has_ended(pages, ticket, juma, neema):
    reply(ticket, neema)
    actor = as_actor(juma)
    assert queries.count_unread(actor) == 1

    factories.grant(juma, "requester")
    juma.grants[0].ended_at = clock.now()
    db.session.commit()

    pages.sign_in(juma)
    page = pages.get("/notifications/")
    assert "Printa" not in page.select_one("main").text
    assert queries.count_unread(as_actor(juma)) == 0


def test_the_list_says_what_and_why_and_leads_there(pages, ticket, asha, juma):
    reply(ticket, juma)
    pages.sign_in(asha)

    page = pages.get("/notifications/")
    assert f"Ombi Na. {ticket.reference}: Printa <haichapishi>" in page.text
    assert "Afisa Juma amejibu ombi lako." in page.text
    assert "kwa sababu ombi ni lako" in page.text

    opened_page = pages.press(page, "/notifications/open")
    assert "Printa <haichapishi>" in opened_page.h1.text
    assert queries.count_unread(as_actor(asha)) == 0


def test_the_bell_counts_what_is_unread_on_every_page(pages, ticket, asha, juma):
    pages.sign_in(asha)
    assert bell(pages.get("/tickets/")) == "Arifa"

    reply(ticket, juma)
    reply(ticket, juma)

    assert bell(pages.get("/tickets/")) == "Arifa 2 ambazo hazijasomwa"


def bell(page):
    return " ".join(page.select_one(".masthead a[href='/notifications/']").text.split())


def test_all_are_marked_at_once_and_that_can_be_undone(pages, ticket, asha, juma):
    reply(ticket, juma)
    resolve(ticket, juma)
    pages.sign_in(asha)

    page = pages.press(pages.get("/notifications/"), "/notifications/read")
    assert "Hakuna arifa mpya" in page.text
    assert queries.count_unread(as_actor(asha)) == 0

    (undo,) = page.select("form[action^='/notifications/unread']")
    pages.press(page, undo["action"])
    assert queries.count_unread(as_actor(asha)) == 2


def test_nobody_opens_the_notification_of_another(pages, ticket, asha, juma):
    reply(ticket, juma)
    theirs = db.session.scalars(select(Notification.id)).one()
    pages.sign_in(juma)
    page = pages.get("/notifications/")
    assert "Hakuna arifa mpya" in page.text

    pages.sign_in(asha)
    (form,) = pages.get("/notifications/").select("form[action='/notifications/open']")
    form["id"] = "open"
    stolen = {box["name"]: box["value"] for box in form.select("input")}
    assert stolen["notification_id"] == str(theirs)

    other = factories.user("technician", council_id=juma.council_id)
    reply(ticket, other)
    pages.sign_in(juma)
    page = pages.get("/notifications/")
    (form,) = page.select("form[action='/notifications/open']")
    form["id"] = "open"
    assert pages.sent(page, form="open", notification_id=theirs).status_code == 404
    for made_up in ("0", "-1", "x", "9" * 30, ""):
        page = pages.get("/notifications/")
        (form,) = page.select("form[action='/notifications/open']")
        form["id"] = "open"
        assert pages.sent(page, form="open", notification_id=made_up).status_code == 404


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_a_page_costs_as_many_statements_for_200_notifications_as_for_2(pages, ticket, asha, juma):
    for _number in range(2):
        reply(ticket, juma)
    pages.sign_in(asha)
    few = [pages.statements(path) for path in ("/notifications/", "/tickets/")]

    for _number in range(198):
        reply(ticket, juma)

    assert [pages.statements(path) for path in ("/notifications/", "/tickets/")] == few


def test_wishes_are_kept_logged_and_obeyed(pages, mail, ticket, asha, juma):
    pages.sign_in(asha)
    page = pages.get("/notifications/preferences")
    assert not page.select("[name=warned]"), "who is no officer is not asked of officers' news"

    pages.submit(page, replied="mute", resolved="e_mail", mail_hours="always", digest_hour="-1")
    reply(ticket, juma)
    resolve(ticket, juma)

    assert told() == [(asha.id, Kind.RESOLVED)]
    assert len(messages()) == 1
    assert queries.count_unread(as_actor(asha)) == 0, "what is only mailed is not shown"
    page = pages.get("/notifications/preferences")
    assert page.select_one("[name=replied] [selected]")["value"] == "mute"


def test_hours_in_the_wrong_order_are_refused_in_words(pages, asha):
    pages.sign_in(asha)
    page = pages.get("/notifications/preferences")

    page = pages.submit(page, mail_hours="own", mail_from="9", mail_until="9", status=422)

    assert "Saa ya mwisho lazima iwe baada ya saa ya kwanza." in page.text


def test_a_stale_form_of_wishes_is_refused(pages, asha):
    pages.sign_in(asha)
    page = pages.get("/notifications/preferences")
    wishes(asha, digest_hour=8)
    wishes(asha, digest_hour=9)

    pages.submit(page, mail_hours="always", status=409)


def test_a_letter_of_the_night_waits_for_the_morning_but_an_urgent_one_does_not(
    mail, monday, asha, juma
):
    usual = opened(requester=asha, now=clock.now())
    urgent = opened(requester=asha, now=clock.now())
    urgent.priority, usual.priority = Priority.P1, Priority.P3
    db.session.commit()
    monday.move_to(NIGHT)

    reply(usual, juma)
    reply(urgent, juma)

    waits, goes = messages()
    assert waits.next_try_at == MONDAY_MORNING + timedelta(hours=22, minutes=30)
    assert goes.next_try_at == NIGHT


def test_thirty_days_of_news_come_in_daily_letters_none_lost_and_none_twice(
    mail, monday, ticket, asha, juma
):
    """Some nights the machine is off, and some hours the job runs twice."""
    wishes(asha, digest_hour=8, mail_hours=MailHours.ALWAYS)
    for day in range(30):
        monday.move_to(MONDAY_MORNING + timedelta(days=day, hours=3))
        reply(ticket, juma, f"Siku {day}")
        if day % 7 != 3:
            for hour in (6, 21, 21, 22):
                now = MONDAY_MORNING + timedelta(days=day, hours=hour)
                monday.move_to(now)
                jobs.send_digests(now)
    now = MONDAY_MORNING + timedelta(days=31)
    monday.move_to(now)
    jobs.send_digests(now)

    letters = messages()
    listed = sum(letter.body.count("amejibu ombi lako") for letter in letters)
    assert listed == 30
    assert len(letters) < 30
    assert all(letter.body.startswith("Ndugu Asha Mrisho,") for letter in letters)


def test_the_daily_letter_leaves_out_what_was_read(mail, monday, ticket, asha, juma):
    wishes(asha, digest_hour=8, mail_hours=MailHours.ALWAYS)
    reply(ticket, juma)
    db.session.execute(update(Notification).values(read_at=clock.now()))
    db.session.commit()

    jobs.send_digests(clock.now())

    assert messages() == []


def test_what_waits_for_a_daily_letter_is_shown_when_the_letter_is_given_up(
    mail, ticket, asha, juma
):
    wishes(asha, digest_hour=8, channels={Kind.REPLIED: Channel.E_MAIL})
    reply(ticket, juma)
    assert queries.count_unread(as_actor(asha)) == 0

    wishes(asha)

    assert queries.count_unread(as_actor(asha)) == 1


def test_what_was_read_long_ago_is_forgotten(ticket, asha, juma):
    reply(ticket, juma)
    reply(ticket, juma)
    first = db.session.scalars(select(Notification).order_by(Notification.id).limit(1)).one()
    first.read_at = clock.now() - timedelta(days=91)
    db.session.commit()

    jobs.forget_read(clock.now())

    assert len(told()) == 1


def test_a_text_message_says_it_shortly(app, monkeypatch, ticket, asha, juma):
    monkeypatch.setitem(app.config, "SMS_GATEWAY", "file")
    wishes(asha, by_sms=True)

    reply(ticket, juma)

    (message,) = messages()
    assert message.recipient == "+255754000001"
    assert message.body == f"{ticket.reference}: Afisa Juma amejibu ombi lako."


def test_text_messages_are_not_offered_while_there_is_no_gateway(app, pages, monkeypatch, asha):
    pages.sign_in(asha)
    assert not pages.get("/notifications/preferences").select("[name=by_sms]")

    monkeypatch.setitem(app.config, "SMS_GATEWAY", "file")
    assert pages.get("/notifications/preferences").select("[name=by_sms]")
