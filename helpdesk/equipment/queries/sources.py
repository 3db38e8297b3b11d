"""What every feature tells of a device."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened to a device; `icon` is one of helpdesk.infra.assets.ICONS."""

    at: datetime
    words: str
    text: str = ""
    url: str = ""
    icon: str = "history"

    @property
    def year(self) -> int:
        return clock.local_date(self.at).year


TimelineSource = Callable[[Asset, Actor], Iterable[TimelineEntry]]

_sources: list[TimelineSource] = []


def timeline_source(source: TimelineSource) -> TimelineSource:
    """Declare what a feature has to tell of a device, as far as the actor may see it."""
    _sources.append(source)
    return source


def timeline(asset: Asset, *, actor: Actor) -> list[TimelineEntry]:
    """Return what every feature tells of a device, newest first."""
    entries = [entry for source in _sources for entry in source(asset, actor)]
    return sorted(entries, key=lambda entry: entry.at)[::-1]
