"""A quarter's look at who has access to a system."""

from enum import StrEnum


class Verdict(StrEnum):
    KEEP = "keep"
    REMOVE = "remove"


class ReviewedBeforeError(Exception):
    """Somebody else has reviewed the system in this quarter."""
