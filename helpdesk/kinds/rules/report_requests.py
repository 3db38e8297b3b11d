"""In what form a report is handed out."""

from enum import StrEnum


class Delivery(StrEnum):
    SOFT = "soft"
    HARD = "hard"
    BOTH = "both"
