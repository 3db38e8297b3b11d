"""The placeholders of ready answers."""

import re
from collections.abc import Mapping
from enum import StrEnum

GAP = re.compile(r"\{([^{}\n]*)\}")


class Placeholder(StrEnum):
    """What a ready answer leaves open; the words are the same in both languages."""

    NAME = "jina"
    REFERENCE = "namba"
    OFFICER = "afisa"
    DEVICE = "kifaa"
    DAY = "tarehe"


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands between braces and is none of ours, as it was written."""
    known = set(Placeholder)
    return [f"{{{gap}}}" for gap in dict.fromkeys(GAP.findall(text)) if gap not in known]


def filled_in(text: str, values: Mapping[Placeholder, str]) -> str:
    """Put the values into a text; the braces of anything else stay as they are."""
    named = {str(key): value for key, value in values.items()}
    return GAP.sub(lambda gap: named.get(gap[1], gap[0]), text)
