"""How long something has been outside, and whether it still is."""

from datetime import datetime

from helpdesk.core.local_time import ZONE


class AlreadyAnsweredError(Exception):
    """They have answered, so there is nothing more to ask them."""


def check_unanswered(answered_at: datetime | None) -> None:
    if answered_at is not None:
        raise AlreadyAnsweredError


def days_out(sent_at: datetime, until: datetime) -> int:
    """Return the nights that lie between, as people count days."""
    return (until.astimezone(ZONE).date() - sent_at.astimezone(ZONE).date()).days
