"""Which record, status or kind somebody meant by a word in a cell."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from flask_babel import force_locale

from helpdesk.equipment import labels, queries
from helpdesk.equipment.models import AssetCategory, AssetModel
from helpdesk.equipment.queries import imports as known
from helpdesk.equipment.rules import Condition, FundingSource, Ownership, Status
from helpdesk.equipment.rules.imports import (
    MOST_SUGGESTED,
    NEAR,
    Reason,
    RefusedCellError,
    heading_key,
)
from helpdesk.infra.access import Actor
from helpdesk.infra.i18n import LANGUAGES, named
from helpdesk.org import queries as org
from helpdesk.org.models import Location

Meant = TypeVar("Meant", bound=Hashable)
Pairs = Iterable[tuple[str, Meant]]
FURTHER_CONDITIONS = {
    Condition.NEW: "a|mpya|brand new|very good|nzuri sana|bora",
    Condition.GOOD: "b|nzuri|good|kizuri|inafanya kazi|kinafanya kazi|working|ok",
    Condition.FAIR: "c|wastani|fair|ya wastani|cha wastani",
    Condition.POOR: "d|mbaya|poor|kibaya|duni|hafifu|bad",
    Condition.UNSERVICEABLE: "e|mbovu|kibovu|chakavu|unserviceable|faulty|broken|not working",
}
FURTHER_STATUSES = {
    Status.IN_SERVICE: "inatumika|kinatumika|in use|in service|active|deployed",
    Status.IN_STORE: "ghalani|stoo|store|in store|in stock|spare",
    Status.UNDER_REPAIR: "matengenezo|kwenye matengenezo|repair|under repair|in repair",
    Status.IDLE: "haitumiki|hakitumiki|idle|not in use",
    Status.LOST_STOLEN: "imepotea|kimepotea|imeibiwa|kimeibiwa|lost|stolen",
    Status.UNSERVICEABLE: "haifai|hakifai|unserviceable|haitengenezeki",
}


class Words(Generic[Meant]):
    """What may be written, however its letters, signs and gaps were typed."""

    def __init__(self, pairs: "Pairs[Meant]") -> None:
        self._meant: dict[str, dict[Meant, str]] = {}
        self._refused: dict[str, RefusedCellError] = {}
        for spelled, meant in pairs:
            self._meant.setdefault(heading_key(spelled), {}).setdefault(meant, spelled)
        self._meant.pop("", None)

    def find(self, text: str) -> Meant:
        """Return what is meant, or say what else is near; the same word is looked up once."""
        key = heading_key(text)
        found = self._meant.get(key, {})
        if len(found) == 1:
            return next(iter(found))
        raise self._refused.setdefault(key, self._refusal(key, found))

    def _refusal(self, key: str, found: Mapping[Meant, str]) -> RefusedCellError:
        if found:
            return RefusedCellError(Reason.AMBIGUOUS)
        seek = len(self._refused) < MOST_SUGGESTED and key not in self._refused
        near = get_close_matches(key, self._meant, n=1, cutoff=NEAR) if seek else []
        if not near:
            return RefusedCellError(Reason.UNKNOWN)
        return RefusedCellError(Reason.UNKNOWN_NEAR, next(iter(self._meant[near[0]].values())))


class Known:
    """All that the cells of one sheet may name, read once."""

    def __init__(self, actor: Actor, today: date) -> None:
        self.categories = {one.id: one for one in queries.categories(actor)}
        self.models = {one.id: one for one in queries.models(actor)}
        self.assets = known.known_assets(actor)
        self.category = Words(_categories(self.categories.values()))
        self.model = Words((one.full_name, one.id) for one in self.models.values())
        self.model_name = Words((one.name, one.id) for one in self.models.values())
        self.department = Words(_departments(actor, today))
        self.location = Words(_places(one.location for one in org.places(actor)))
        people = known.custodians(actor)
        self.custodian = Words(_people(people))
        self.left = frozenset(one.id for one in people if not one.is_active)
        self.supplier = Words((one.name, one.id) for one in known.suppliers(actor))
        self.status = Words(_both(labels.STATUS, FURTHER_STATUSES))
        self.condition = Words(_both(labels.CONDITION, FURTHER_CONDITIONS))
        self.ownership: Words[Ownership] = Words(_both(labels.OWNERSHIP))
        self.funding_source: Words[FundingSource] = Words(_both(labels.FUNDING_SOURCE))

    def model_of(self, model_id: int) -> AssetModel:
        return self.models[model_id]

    def category_name(self, category_id: int) -> str:
        return named(self.categories[category_id])


def _categories(categories: Iterable[AssetCategory]) -> "Pairs[int]":
    for one in categories:
        yield from ((name, one.id) for name in (one.name_sw, one.name_en, one.code))


def _departments(actor: Actor, today: date) -> "Pairs[int]":
    for one in org.departments(actor, on=today):
        yield from ((name, one.id) for name in (one.name_sw, one.name_en, one.code))


def _places(places: Iterable[Location]) -> "Pairs[int]":
    """A room may be called by its name alone, or with what it lies in."""
    for place in places:
        yield place.code, place.id
        names: list[str] = []
        above: Location | None = place
        while above is not None:
            names.insert(0, above.name)
            yield ", ".join(names), place.id
            above = above.parent


def _people(people: Iterable[Any]) -> "Pairs[int]":
    """Name everybody; who has left keeps a name only where nobody else has it now."""
    taken: set[str] = set()
    for one in people:
        names = (one.name, one.username, one.email, f"{one.name} ({one.username})")
        if one.is_active:
            taken.update(map(heading_key, names))
            yield from ((name, one.id) for name in names)
        else:
            yield from ((name, one.id) for name in names if heading_key(name) not in taken)


def _both(words: Mapping[Any, object], further: Mapping[Any, str] | None = None) -> "Pairs[Any]":
    """Spell values in both languages, as programs do, and as people write them besides."""
    for language in LANGUAGES:
        with force_locale(language):
            spelled = [(str(said), value) for value, said in words.items()]
        yield from spelled
    yield from ((str(value), value) for value in words)
    for value, names in (further or {}).items():
        yield from ((name, value) for name in names.split("|"))
