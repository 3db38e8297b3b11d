"""Lists that are looked at by state: which one the address says, and a pill for each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask import request, url_for
from flask_babel.speaklater import LazyString

from helpdesk.infra.navigation import Pill

S = TypeVar("S", bound=StrEnum)


def chosen(usual: S) -> S:
    """Read the address; what it should not say is as if it said nothing."""
    said = request.args.get("state", "")
    return next((one for one in type(usual) if one == said), usual)


def pills(
    endpoint: str, current: S, counts: Mapping[S, int], words: Mapping[S, LazyString]
) -> list[Pill]:
    return [
        Pill(str(words[one]), url_for(endpoint, state=one), one is current, count)
        for one, count in counts.items()
    ]
