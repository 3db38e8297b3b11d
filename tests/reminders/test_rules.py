"""How somebody is told: by the wishes, the hour and the calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from helpdesk.core.local_time import ZONE
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.reminders import rules
from helpdesk.reminders.rules import Channel, Kind, MailHours, Moment, Wishes

HOLIDAY = date(2026, 3, 3)
CALENDAR = WorkingCalendar(
    windows=((time(7, 30), time(15, 30)),), holidays=frozenset({HOLIDAY}), zone=ZONE
)
MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)  # Monday, 09:00 on the wall
EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)  # 21:00
WEDNESDAY_OPENS = datetime(2026, 3, 4, 4, 30, tzinfo=UTC)


def moment(now=MORNING, **given):
    usual = {"can_mail": True, "can_text": True, "is_urgent": False}
    return Moment(now=now, calendar=CALENDAR, **{**usual, **given})


def chosen(channel=Channel.BOTH, now=MORNING, wishes=None, **given):
    said = Wishes(channels={Kind.REPLIED: channel}, **(wishes or {}))
    return rules.ways(Kind.REPLIED, said, moment(now, **given))


@pytest.mark.parametrize(
    ("channel", "is_shown", "is_mailed"),
    [
        (Channel.BOTH, True, True),
        (Channel.IN_APP, True, False),
        (Channel.E_MAIL, False, True),
    ],
)
def test_each_channel_does_what_it_says(channel, is_shown, is_mailed):
    told = chosen(channel)

    assert (told.is_shown, told.mail_at is not None) == (is_shown, is_mailed)


def test_what_is_muted_is_not_told_at_all():
    assert chosen(Channel.MUTE) is None


def test_what_cannot_be_mailed_is_shown_instead():
    told = chosen(Channel.E_MAIL, can_mail=False)

    assert told.is_shown
    assert told.mail_at is None


@pytest.mark.parametrize(
    ("hours", "at"),
    [
        (MailHours.ALWAYS, EVENING),
        (MailHours.OFFICE, WEDNESDAY_OPENS),
        (MailHours.OWN, datetime(2026, 3, 3, 4, tzinfo=UTC)),
    ],
)
def test_no_letter_disturbs_outside_the_chosen_hours(hours, at):
    assert chosen(now=EVENING, wishes={"mail_hours": hours}).mail_at == at


def test_within_the_hours_it_comes_at_once():
    assert chosen().mail_at == MORNING


def test_what_is_urgent_comes_at_night_too():
    assert chosen(now=EVENING, is_urgent=True).mail_at == EVENING


def test_whoever_wants_one_letter_a_day_gets_no_others_but_urgent_ones():
    daily = {"digest_hour": 8}

    assert chosen(wishes=daily).mail_at is None
    assert chosen(wishes=daily).is_for_digest
    assert chosen(wishes=daily, is_urgent=True).mail_at == MORNING
    assert not chosen(wishes=daily, is_urgent=True).is_for_digest
    assert not chosen(Channel.IN_APP, wishes=daily).is_for_digest


def test_a_text_message_is_sent_only_to_who_asked_for_it():
    assert chosen().text_at is None
    assert chosen(wishes={"by_sms": True}).text_at == MORNING
    assert chosen(wishes={"by_sms": True}, can_text=False).text_at is None
    assert chosen(wishes={"by_sms": True}, can_mail=False).text_at == MORNING
    assert chosen(Channel.IN_APP, wishes={"by_sms": True}).text_at is None


@pytest.mark.parametrize(
    ("hour", "last_on", "now", "is_due"),
    [
        (9, None, MORNING, True),
        (10, None, MORNING, False),
        (9, date(2026, 3, 2), MORNING, False),
        (9, date(2026, 3, 1), MORNING, True),
        (9, date(2026, 2, 20), EVENING, True),
        (9, None, MORNING + timedelta(days=1), False),
        (None, None, MORNING, False),
    ],
)
def test_the_daily_letter_comes_once_a_working_day_however_late(hour, last_on, now, is_due):
    wishes = Wishes(digest_hour=hour)

    assert rules.is_digest_due(wishes, last_on, now=now, calendar=CALENDAR) is is_due


def test_on_a_holiday_it_comes_to_whoever_reads_at_any_time():
    wishes = Wishes(digest_hour=9, mail_hours=MailHours.ALWAYS)
    tuesday = MORNING + timedelta(days=1)

    assert rules.is_digest_due(wishes, None, now=tuesday, calendar=CALENDAR)
