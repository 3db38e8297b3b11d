"""Words of what people are told, why, and how."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from helpdesk.audit.labels import name_values
from helpdesk.reminders.rules import BROKEN, Because, Channel, Kind, MailHours
from helpdesk.reminders.rules.rhythm import Topic

KINDS = {
    Kind.REPLIED: _l("An officer replied to my request"),
    Kind.RESOLVED: _l("My request was resolved"),
    Kind.REMINDER: _l("My request waits for my answer"),
    Kind.GIVEN_UP: _l("My request was closed without my answer"),
    Kind.MERGED: _l("My request goes on together with another one"),
    Kind.JOINED_RESOLVED: _l("A request with which mine was joined was resolved"),
    Kind.CANCELLED: _l("My request was cancelled by the ICT unit"),
    Kind.GOES_ON: _l("My request, which had ended, is taken up again"),
    Kind.ANSWERED: _l("The requester wrote on a request that I work on"),
    Kind.REOPENED: _l("A request that I resolved is not solved"),
    Kind.COLLEAGUE: _l("A colleague replied on a request that I work on"),
    Kind.REPAIRED: _l("A repair for a request that I work on is finished"),
    Kind.ASSIGNED: _l("A request is given to me"),
    Kind.TEAM: _l("A request is given to my team"),
    Kind.WARNED: _l("The time to resolve a request runs out"),
    Kind.APPROVAL: _l("A request waits for my approval"),
    Kind.APPROVED: _l("My request was approved"),
    Kind.REJECTED: _l("My request was not approved"),
    Kind.REFUSED: _l("A request that I work on was not approved"),
    Kind.VERIFY: _l("A correction of data waits for me to verify it"),
    Kind.SENT_BACK: _l("A correction that I made has to be made again"),
    Kind.VERIFIED: _l("A correction that I made was verified"),
    Kind.SECURITY: _l("A security incident is reported"),
    Kind.HANDED: _l("Equipment is handed over to me"),
    Kind.DIFFERS: _l("Somebody did not receive what I handed over"),
    Kind.OVERDUE: _l("Equipment that was lent or sent out is not back in time"),
    Kind.ENDS: _l("A contract, a licence or warranties end soon"),
    Kind.VISITS_DUE: _l("Preventive visits that I am responsible for are due"),
    Kind.STILL_WAITS: _l("A request still waits for my approval"),
    Kind.TO_ORDER: _l("Parts in the store run out"),
    Kind.RAN_LOW: _l("A part came down to its reorder point"),
    Kind.BACKUP_OLD: _l("There is no fresh backup"),
    Kind.TO_CONFIRM: _l("A day off comes whose date is an estimate"),
    Kind.ESTIMATE: _l("A cost estimate waits for my decision"),
    Kind.ESTIMATE_APPROVED: _l("A cost estimate that I submitted was approved"),
    Kind.ESTIMATE_RETURNED: _l("A cost estimate that I submitted was returned"),
    Kind.ESTIMATE_WAITS: _l("A cost estimate still waits for my decision"),
    Kind.REQUISITION_WAITS: _l("A requisition waits for my decision"),
    Kind.YEAR_WAITS: _l("The preventive plan of a year waits for my decision"),
    Kind.YEAR_MISSING: _l("A financial year has no approved preventive plan"),
}
SENTENCES = {
    Kind.REPLIED: _l("%(name)s has replied to your request."),
    Kind.RESOLVED: _l("Your request has been resolved. Say whether the problem is solved."),
    Kind.REMINDER: _l("The ICT unit waits for your answer until %(day)s."),
    Kind.GIVEN_UP: _l("Your request was closed because the question was not answered."),
    Kind.MERGED: _l("Your request was reported more than once. It goes on as one."),
    Kind.JOINED_RESOLVED: _l(
        "The problem that others reported too has been resolved. If yours is not, report it again."
    ),
    Kind.CANCELLED: _l("%(name)s has cancelled your request: %(note)s"),
    Kind.GOES_ON: _l("Your request had ended, but %(name)s has taken it up again."),
    Kind.ANSWERED: _l("%(name)s, who asked, has written to you."),
    Kind.REOPENED: _l("%(name)s says that it is not solved yet. The request is open again."),
    Kind.COLLEAGUE: _l("%(name)s has replied to the requester."),
    Kind.REPAIRED: _l("The repair for this request is finished."),
    Kind.ASSIGNED: _l("%(name)s has given you this request."),
    Kind.TEAM: _l("%(name)s has given this request to your team."),
    Kind.WARNED: _l("%(percent)s percent of the time to resolve this request is used."),
    Kind.APPROVAL: _l("%(name)s asks for your approval."),
    Kind.APPROVED: _l("Your request was approved. The ICT unit now works on it."),
    Kind.REJECTED: _l("Your request was not approved: %(note)s"),
    Kind.REFUSED: _l("This request was not approved: %(note)s"),
    Kind.VERIFY: _l("%(name)s has made the correction. Look in the system whether it is right."),
    Kind.SENT_BACK: _l("%(name)s says that the correction has to be made again: %(note)s"),
    Kind.VERIFIED: _l("%(name)s has verified the correction that you made."),
    Kind.SECURITY: _l("%(name)s has reported a security incident."),
    Kind.HANDED: _l("%(name)s has handed equipment over to you. Say whether you have it."),
    Kind.DIFFERS: _l("%(name)s does not agree with the paper: %(note)s"),
    Kind.OVERDUE: _l("This equipment should have come back by %(day)s."),
    Kind.ENDS: _l("The last day is %(day)s. Decide in time whether it is renewed."),
    Kind.VISITS_DUE: _l("Visits to be made: %(number)s, due on %(day)s."),
    Kind.STILL_WAITS: _l("It has waited for a decision since %(day)s."),
    Kind.TO_ORDER: _l("Parts at or below their reorder point: %(number)s."),
    Kind.RAN_LOW: _l("%(held)s %(unit)s left in all stores; to be ordered from %(point)s on."),
    Kind.BACKUP_OLD: _l("The last backup that went well was made on %(day)s."),
    Kind.ESTIMATE: _l("%(name)s has submitted it. It waits for your decision now."),
    Kind.ESTIMATE_APPROVED: _l("Every office has agreed: it is approved."),
    Kind.ESTIMATE_RETURNED: _l("It was returned for changes: %(note)s"),
    Kind.ESTIMATE_WAITS: _l("It has waited for your decision since %(day)s."),
    Kind.REQUISITION_WAITS: _l("It has waited for your decision since %(day)s."),
    Kind.YEAR_WAITS: _l("It has waited for your decision since %(day)s."),
    Kind.YEAR_MISSING: _l("The year begins on %(day)s. Draft its plan and have it approved."),
    Kind.TO_CONFIRM: _l("It is expected on %(day)s. Confirm the date, or change it."),
}
HEADINGS = {
    "ticket": _l("Request No. %(reference)s: %(subject)s"),
    "handover": _l("Paper No. %(reference)s: %(subject)s"),
    "contract": _l("Support contract %(reference)s"),
    "licence": _l("Licence of %(reference)s"),
    "warranty": _l("Devices whose warranty ends: %(reference)s"),
    "maintenance_plan": _l("Preventive plan: %(reference)s"),
    "stock": _l("Parts to order"),
    "part": _l("Part %(reference)s: %(subject)s"),
    "backup": _l("Backup"),
    "holiday": _l("Day off: %(reference)s"),
    "estimate": _l("Cost estimate No. %(reference)s: %(subject)s"),
    "requisition": _l("Requisition No. %(reference)s: %(subject)s"),
    "year_plan": _l("Preventive plan of %(reference)s"),
    "year_missing": _l("Preventive plan of %(reference)s"),
}
OVER = _l("It ended on %(day)s.")
BACK_ON = _l("This equipment is to come back on %(day)s.")
NEVER = _l("No backup has gone well yet. See why in the list of background jobs.")
LATE = _l("The time to resolve this request is over.")
REASONS = {
    Because.REQUESTER: _l("You are told because it is your request."),
    Because.ASSIGNEE: _l("You are told because you work on this request."),
    Because.HEAD: _l("You are told because you head the ICT unit."),
    Because.APPROVER: _l("You are told because you decide about this request."),
    Because.VERIFIER: _l("You are told because you may verify this correction."),
    Because.DOER: _l("You are told because you made this correction."),
    Because.TEAM: _l("You are told because you belong to the team that has this request."),
    Because.SECURITY: _l(
        "You are told because you are one of the few who may read security incidents."
    ),
    Because.HOLDER: _l("You are told because the equipment is in your hands."),
    Because.KEEPER: _l("You are told because you look after the equipment of the council."),
    Because.RESPONSIBLE: _l("You are told because this work is given to you."),
    Because.PROGRAM: _l("You are told because you look after the program."),
    Because.HANDED_BY: _l("You are told because you handed this equipment over."),
}
CHANNELS = {
    Channel.BOTH: _l("Here and by e-mail"),
    Channel.IN_APP: _l("Here only"),
    Channel.E_MAIL: _l("By e-mail only"),
    Channel.MUTE: _l("Not at all"),
}
MAIL_HOURS = {
    MailHours.OFFICE: _l("In office hours only; what comes later waits for the next morning"),
    MailHours.ALWAYS: _l("At any time"),
    MailHours.OWN: _l("In the hours that I choose below, every day"),
}

TOPICS = {
    Topic.VISITS: _l("Preventive visits"),
    Topic.APPROVALS: _l("Approvals that wait"),
    Topic.STOCK: _l("Parts to order"),
    Topic.BACKUP: _l("Backup"),
    Topic.HOLIDAYS: _l("Days off to confirm"),
    Topic.ENDINGS: _l("Contracts, licences and warranties that end"),
    Topic.LOANS: _l("Equipment that is lent or in a workshop"),
    Topic.YEAR: _l("The yearly plan that is missing"),
    Topic.CLOCK: _l("The time of requests"),
}
COUNTED_FROM = {
    Topic.VISITS: _l("Counted from the day on which a visit is due; whoever does it hears."),
    Topic.APPROVALS: _l("Counted from the day on which it was asked; whoever decides hears."),
    Topic.STOCK: _l("Counted from each Monday; store keepers and the head of the unit hear."),
    Topic.BACKUP: _l("Counted from the last backup that went well; administrators hear."),
    Topic.HOLIDAYS: _l("Counted from the day off itself; the head and administrators hear."),
    Topic.ENDINGS: _l("Counted from the last day; ICT officers and the head of the unit hear."),
    Topic.LOANS: _l("Counted from the day of return; who has it and who gave it out hear."),
    Topic.YEAR: _l("Counted from the first day of the year; the head of the unit hears."),
    Topic.CLOCK: _l(
        "At 50, 80 and 100 percent of the time, in office hours; the officer, then the head hear."
    ),
}


def heading(subject_type: str, words: Mapping[str, str]) -> str:
    """Say which thing it is about, in the language of whoever reads."""
    return str(HEADINGS[subject_type]) % words


def sentence(kind: Kind, words: Mapping[str, str]) -> str:
    """Say it in the language of whoever reads."""
    if kind is Kind.WARNED and int(words["percent"]) >= BROKEN:
        return str(LATE)
    if kind is Kind.BACKUP_OLD and not words["day"]:
        return str(NEVER)
    said = OVER if kind is Kind.ENDS and words["step"] == "0" else SENTENCES[kind]
    if kind is Kind.OVERDUE and words.get("step") == "1":
        said = BACK_ON
    return str(said) % words


for _kind in Kind:
    name_values("notification_wishes", f"notify_{_kind}", CHANNELS)
name_values("notification_wishes", "mail_hours", MAIL_HOURS)
