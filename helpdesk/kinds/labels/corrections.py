"""Words of data corrections."""

from collections.abc import Collection
from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.kinds.labels.approvals import STAGES
from helpdesk.kinds.rules import Act, ErrorCause, Stage
from helpdesk.tickets.rules import Status

CAUSES = {
    ErrorCause.TYPING: _l("A slip in typing"),
    ErrorCause.TRAINING: _l("The user was not trained for it"),
    ErrorCause.DESIGN: _l("The system allows or makes the error"),
    ErrorCause.CONNECTION: _l("The network or the power broke off"),
    ErrorCause.SOURCE: _l("The paper or file it came from was wrong"),
    ErrorCause.UNKNOWN: _l("Not known"),
}
CORRECTION_VIEWS = {
    "open": lazy_pgettext("corrections", "Not finished"),
    "asked": lazy_pgettext("corrections", "Waiting for approval"),
    "approved": lazy_pgettext("corrections", "To be made"),
    "done": lazy_pgettext("corrections", "To be verified"),
    "to_verify": lazy_pgettext("corrections", "Waiting for me to verify"),
    "verified": lazy_pgettext("corrections", "Made and verified"),
    "rejected": lazy_pgettext("corrections", "Not approved"),
    "all": lazy_pgettext("corrections", "All"),
}
ACTS = {
    Act.DO: lazy_pgettext("correction", "Made"),
    Act.VERIFY: lazy_pgettext("correction", "Verified"),
    Act.SEND_BACK: lazy_pgettext("correction", "Sent back"),
}
WITHDRAWN = lazy_pgettext("correction", "Taken back")
JOINED_AWAY = lazy_pgettext("correction", "Joined to another request")
CANCELLED = lazy_pgettext("correction", "Cancelled")


class Asked(Protocol):
    """What the words need of a ticket."""

    @property
    def id(self) -> int: ...

    @property
    def status(self) -> Status: ...

    @property
    def merged_into_id(self) -> int | None: ...


class Correction(Protocol):
    """What the words need of a correction."""

    @property
    def stage(self) -> Stage: ...

    @property
    def ticket(self) -> Asked: ...


def is_given_up(correction: Correction) -> bool:
    """Tell whether it ended without anybody having refused it."""
    is_over = correction.ticket.status is Status.CANCELLED
    return is_over and correction.stage is not Stage.REJECTED


def stage_said(correction: Correction, taken_back: Collection[int]) -> str:
    """Say how far a correction has come; `taken_back` are the ids of tickets that were."""
    if not is_given_up(correction):
        return str(STAGES[correction.stage])
    ticket = correction.ticket
    if ticket.id in taken_back:
        return str(WITHDRAWN)
    return str(JOINED_AWAY if ticket.merged_into_id else CANCELLED)


name_values("data_correction", "stage", STAGES)
name_values("data_correction", "cause", CAUSES)
