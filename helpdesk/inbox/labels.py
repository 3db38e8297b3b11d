"""Words about mails that came in, and those that stand below what was taken from one."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.inbox.rules import Reason, State
from helpdesk.infra.uploads import LARGEST, MOST, Refused

STATES = {
    State.HELD: lazy_pgettext("mail", "Waiting for you"),
    State.PARKED: lazy_pgettext("mail", "Set aside"),
    State.TAKEN: lazy_pgettext("mail", "Became a request or a reply"),
    State.IGNORED: lazy_pgettext("mail", "Automatic, passed over"),
    State.DISCARDED: lazy_pgettext("mail", "Discarded"),
}
STATE_KINDS = {
    State.HELD: "late",
    State.PARKED: "late",
    State.TAKEN: "done",
    State.IGNORED: "wait",
    State.DISCARDED: "wait",
}
REASONS = {
    Reason.UNKNOWN_SENDER: _l("Nobody in this system has this e-mail address."),
    Reason.SHARED_ADDRESS: _l("More than one person has this e-mail address."),
    Reason.NOT_A_PARTY: _l("It answers a request that somebody else asked for."),
    Reason.TOO_LARGE: _l(
        "It is too large. It is still in the mailbox; only its beginning is here."
    ),
    Reason.TOO_MANY: _l(
        "This sender wrote too often within an hour. Only its beginning is here, all of it is in "
        "the mailbox."
    ),
    Reason.NO_SENDER: _l("It does not say who sent it, or names several senders."),
    Reason.TOO_MANY_HEADERS: _l("Its head is far too long for an honest e-mail."),
    Reason.TOO_MANY_PARTS: _l("It has far too many parts inside one another."),
    Reason.BROKEN: _l("It could not be read."),
    Reason.EMPTY: _l("There is nothing in it."),
    Reason.LOOP: _l("It is one of our own e-mails that came back."),
    Reason.AUTOMATIC: _l("A program wrote it, such as an out-of-office answer or a newsletter."),
    Reason.RETURNED: _l("A mail server says that it could not deliver one of our e-mails."),
}
REFUSED = {
    "kind": _l("allowed types: JPG, PNG and PDF"),
    "empty": _l("it is empty"),
    "damaged": _l("it cannot be opened"),
    "size": _l("the largest file allowed is %(most)d MB", most=LARGEST // 1024**2),
    "pixels": _l("it has too many points"),
    "number": _l("at most %(most)d files are taken", most=MOST),
}

name_values("inbound_mail", "state", STATES)


def without_subject() -> str:
    return str(_("E-mail without a subject"))


def below(address: str, refused: Sequence[Refused], *, is_shortened: bool) -> str:
    """Return what stands below words that came by e-mail: from where, and what is missing.

    They do not name e-mail: whoever looks for trouble with e-mail shall not find all of these.
    """
    return "\n".join(f"[{line}]" for line in _lines(address, refused, is_shortened=is_shortened))


def _lines(address: str, refused: Sequence[Refused], *, is_shortened: bool) -> Iterator[str]:
    yield _("Sent from %(address)s", address=address)
    if is_shortened:
        yield _("Shortened; all of it is kept")
    for file in refused:
        reason = REFUSED[file.reason]
        yield _("File not taken: %(name)s (%(reason)s)", name=file.name or "?", reason=reason)
