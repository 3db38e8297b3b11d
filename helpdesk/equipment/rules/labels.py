"""What labels are printed on, and how many at once."""

from enum import StrEnum

MOST_LABELS = 500


class Sheet(StrEnum):
    A4_3X8 = "a4-3x8"
    A4_2X7 = "a4-2x7"
    TAPE_24 = "tape-24"
    TAPE_62 = "tape-62"


PER_PAGE = {Sheet.A4_3X8: 24, Sheet.A4_2X7: 14, Sheet.TAPE_24: 1, Sheet.TAPE_62: 1}
