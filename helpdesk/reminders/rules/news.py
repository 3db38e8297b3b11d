"""Who is told what and how, and when it is too late to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from helpdesk.core.local_time import ZONE, local_date
from helpdesk.core.working_time import WorkingCalendar, add_working_time

NEWS = timedelta(days=1)
BROKEN = 100  # percent of the time that was promised
KEPT = timedelta(days=90)  # how long a notification stays after it was read


class Kind(StrEnum):
    """What a notification tells."""

    REPLIED = "replied"
    RESOLVED = "resolved"
    REMINDER = "reminder"
    GIVEN_UP = "given_up"
    MERGED = "merged"
    JOINED_RESOLVED = "joined_resolved"
    CANCELLED = "cancelled"
    GOES_ON = "goes_on"
    ANSWERED = "answered"
    REOPENED = "reopened"
    COLLEAGUE = "colleague"
    REPAIRED = "repaired"
    ASSIGNED = "assigned"
    TEAM = "team"
    WARNED = "warned"
    APPROVAL = "approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    REFUSED = "refused"
    VERIFY = "verify"
    SENT_BACK = "sent_back"
    VERIFIED = "verified"
    SECURITY = "security"
    HANDED = "handed"
    DIFFERS = "differs"
    OVERDUE = "overdue"
    ENDS = "ends"
    VISITS_DUE = "visits_due"
    STILL_WAITS = "still_waits"
    TO_ORDER = "to_order"
    RAN_LOW = "ran_low"
    BACKUP_OLD = "backup_old"
    TO_CONFIRM = "to_confirm"
    ESTIMATE = "estimate"
    ESTIMATE_APPROVED = "estimate_approved"
    ESTIMATE_RETURNED = "estimate_returned"
    ESTIMATE_WAITS = "estimate_waits"
    REQUISITION_WAITS = "requisition_waits"
    YEAR_WAITS = "year_waits"
    YEAR_MISSING = "year_missing"


class Because(StrEnum):
    """Why it is told to this person."""

    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    HEAD = "head"
    APPROVER = "approver"
    VERIFIER = "verifier"
    DOER = "doer"
    TEAM = "team"
    SECURITY = "security"
    HOLDER = "holder"
    HANDED_BY = "handed_by"
    KEEPER = "keeper"
    RESPONSIBLE = "responsible"
    PROGRAM = "program"


class Channel(StrEnum):
    BOTH = "both"
    IN_APP = "in_app"
    E_MAIL = "e_mail"
    MUTE = "mute"


class MailHours(StrEnum):
    OFFICE = "office"
    ALWAYS = "always"
    OWN = "own"


USUAL: Mapping[Kind, Channel] = {
    **dict.fromkeys(Kind, Channel.BOTH),
    Kind.ANSWERED: Channel.IN_APP,
    Kind.COLLEAGUE: Channel.IN_APP,
    Kind.REPAIRED: Channel.IN_APP,
    Kind.ASSIGNED: Channel.IN_APP,
    Kind.TEAM: Channel.IN_APP,
    Kind.RAN_LOW: Channel.IN_APP,
}
FOR_OFFICERS = frozenset(
    {
        Kind.ANSWERED,
        Kind.REOPENED,
        Kind.COLLEAGUE,
        Kind.REPAIRED,
        Kind.ASSIGNED,
        Kind.TEAM,
        Kind.WARNED,
        Kind.REFUSED,
        Kind.SENT_BACK,
        Kind.VERIFIED,
        Kind.DIFFERS,
        Kind.ENDS,
        Kind.VISITS_DUE,
        Kind.TO_ORDER,
        Kind.RAN_LOW,
        Kind.BACKUP_OLD,
        Kind.TO_CONFIRM,
        Kind.ESTIMATE_APPROVED,
        Kind.ESTIMATE_RETURNED,
        Kind.YEAR_MISSING,
    }
)
REMINDERS = frozenset(
    {
        Kind.ENDS,
        Kind.VISITS_DUE,
        Kind.STILL_WAITS,
        Kind.TO_ORDER,
        Kind.BACKUP_OLD,
        Kind.TO_CONFIRM,
        Kind.ESTIMATE_WAITS,
        Kind.OVERDUE,
        Kind.REQUISITION_WAITS,
        Kind.YEAR_WAITS,
        Kind.YEAR_MISSING,
    }
)
"""What the engine of reminders tells day by day, and its reader may put off."""
PUT_OFF = REMINDERS | {Kind.WARNED}
"""The clock of a request goes by office hours, so it has steps of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How somebody wants to be told; own hours are from the first full hour until the last."""

    channels: Mapping[Kind, Channel] = field(default_factory=dict)
    mail_hours: MailHours = MailHours.OFFICE
    mail_from: int = 7
    mail_until: int = 20
    digest_hour: int | None = None
    by_sms: bool = False

    def channel(self, kind: Kind) -> Channel:
        return self.channels.get(kind, USUAL[kind])

    @property
    def silent(self) -> frozenset[Kind]:
        """Return what its person wants to hear nothing of."""
        return frozenset(kind for kind in Kind if self.channel(kind) is Channel.MUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How somebody is told of one thing, and when a letter or a text message of its own goes."""

    is_shown: bool
    mail_at: datetime | None = None
    text_at: datetime | None = None
    is_for_digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What must be known of this moment to choose the ways."""

    now: datetime
    calendar: WorkingCalendar
    can_mail: bool
    can_text: bool
    is_urgent: bool


def ways(kind: Kind, wishes: Wishes, moment: Moment) -> Ways | None:
    """Choose how to tell; None is for whoever wants to hear nothing of this kind.

    What cannot be mailed is shown instead, so that nothing is lost.
    """
    channel = wishes.channel(kind)
    if channel is Channel.MUTE:
        return None
    goes_out = channel in (Channel.BOTH, Channel.E_MAIL)
    is_mailed = goes_out and moment.can_mail
    is_for_digest = is_mailed and wishes.digest_hour is not None and not moment.is_urgent
    at = _sent_at(wishes, moment) if goes_out and not is_for_digest else None
    return Ways(
        is_shown=channel is not Channel.E_MAIL or not is_mailed,
        mail_at=at if moment.can_mail else None,
        text_at=at if moment.can_text and wishes.by_sms else None,
        is_for_digest=is_for_digest,
    )


def _sent_at(wishes: Wishes, moment: Moment) -> datetime:
    return moment.now if moment.is_urgent else told_at(wishes, moment.now, moment.calendar)


def told_at(wishes: Wishes, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the first moment from now on at which a message does not disturb."""
    if wishes.mail_hours is MailHours.ALWAYS:
        return now
    hours = calendar if wishes.mail_hours is MailHours.OFFICE else _own_hours(wishes)
    return add_working_time(now, timedelta(0), hours)


def _own_hours(wishes: Wishes) -> WorkingCalendar:
    window = (time(wishes.mail_from), time(wishes.mail_until))
    return WorkingCalendar(windows=(window,), weekdays=frozenset(range(7)), zone=ZONE)


def is_digest_due(
    wishes: Wishes, last_on: date | None, *, now: datetime, calendar: WorkingCalendar
) -> bool:
    """Tell whether the digest of this day is due; one that is late comes the same day or next."""
    today = local_date(now)
    if wishes.digest_hour is None or (last_on is not None and last_on >= today):
        return False
    is_quiet_day = wishes.mail_hours is MailHours.OFFICE and not calendar.is_working_day(today)
    return now.astimezone(ZONE).hour >= wishes.digest_hour and not is_quiet_day


class Hears(StrEnum):
    ASSIGNEE = "assignee"
    HEAD = "head"


def hearers(percent: int, *, is_assigned: bool) -> frozenset[Hears]:
    """Return who is warned: whoever works on it, and the head of what nobody does or is late."""
    if not is_assigned:
        return frozenset({Hears.HEAD})
    return frozenset(Hears) if percent >= BROKEN else frozenset({Hears.ASSIGNEE})


def is_news(at: datetime, *, now: datetime) -> bool:
    """Tell whether it is worth a message: nobody shall read today of last year's repair."""
    return now - at <= NEWS
