"""What is never answered nor taken: our own words coming back."""

import re
from collections.abc import Set

from helpdesk.inbox.rules.letters import Letter

REFERENCE = re.compile(r"\b[A-Z0-9]{2,12}/TKT/[0-9]{4}-[0-9]{2}/[0-9]{5}\b")


def is_loop(letter: Letter, own_addresses: Set[str]) -> bool:
    """Tell whether we wrote it ourselves, as far as the mail says so."""
    return letter.sender in own_addresses or letter.loop_mark in own_addresses


def references_in(subject: str) -> list[str]:
    """Return the references of requests that a subject names."""
    return REFERENCE.findall(subject.upper())[:5]
