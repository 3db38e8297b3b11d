"""The sample councils: places, offices, devices, and what people ask for and officers repair."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from helpdesk.org.rules import LocationKind
from helpdesk.setup.imports.files import Row, described, rows
from helpdesk.setup.imports.founding import (
    asset_categories,
    founding_in,
)
from helpdesk.setup.rules.values import (
    Champion,
    Council,
    Department,
    Founding,
    Kit,
    Model,
    Office,
    Part,
    Place,
    Quantity,
    Repair,
    Sample,
    Story,
    Telling,
)
from helpdesk.stock.rules import PartKind
from helpdesk.tickets.rules import Cause, Hardship
from helpdesk.workorders.rules import CauseCode, Problem, Remedy, Result

HEADQUARTERS = "HQ"
HARDSHIPS = {
    "Dharura": Hardship.EVERYONE_STOPPED,
    "Juu": Hardship.STOPPED,
    "Kawaida": Hardship.SLOWED,
    "Chini": Hardship.NUISANCE,
}
SEASONS = {"POS": "market", "PR": "quarter_end", "CP": "quarter_end"}
CONSUMABLES = ("Toner", "Epson 103", "Ribbon", "POS thermal", "Antivirus", "Thermal paste")


def sample_council() -> Sample:
    """Return Mbarali as it might be, with the requests and repairs of real councils."""
    founded = _founding_of("mbarali")
    sites, rooms = tuple(_sites("facilities_demo")), tuple(_rooms())
    return _sample(founded, (*sites, *rooms), "offices", store="HQ-D-01")


def neighbour_council() -> Sample:
    """Return a small one, of which nobody in the first may ever see a thing."""
    sites = tuple(_sites("neighbour_places"))
    return _sample(_founding_of("neighbour"), sites, "neighbour_offices", store="")


def _founding_of(name: str) -> Founding:
    return founding_in(described(name))


def _sample(founded: Founding, places: tuple[Place, ...], offices: str, *, store: str) -> Sample:
    repairs = tuple(_repairs())
    return Sample(
        founding=founded,
        places=places,
        offices=tuple(_offices(offices, founded, places)),
        models=tuple(_models()),
        parts=tuple(_parts()),
        repairs=repairs,
        stories=(*_stories(places), *_stories_of(repairs)),
        phrases=_phrases(),
        champions=tuple(Champion(**row) for row in rows("champions")),
        store=store,
        headquarters=HEADQUARTERS,
    )


def _sites(name: str) -> Iterator[Place]:
    for row in rows(name):
        yield Place(
            code=row["code"],
            kind=LocationKind.SITE,
            name=row["name_sw"],
            type=row["type_sw"],
            ward=row["ward"],
            distance_km=int(row["km"]) if row["km"] else None,
        )


def _rooms() -> Iterator[Place]:
    for row in rows("rooms"):
        kind = LocationKind(row["kind"])
        yield Place(code=row["code"], kind=kind, name=row["name"], parent=row["parent"])


def _offices(name: str, founded: Founding, places: Iterable[Place]) -> Iterator[Office]:
    """Put each office where it is said to be, or in every place of that type."""
    departments = {one.code: one for one in founded.departments}
    taken: set[tuple[str, str]] = set()
    for row in rows(name):
        for place in places:
            if row["place"] not in {place.code, place.type} or (place.code, row["title"]) in taken:
                continue
            taken.add((place.code, row["title"]))
            yield from _officers(row, place, departments[row["department"]], founded.council)


def _officers(row: Row, place: Place, department: Department, council: Council) -> Iterator[Office]:
    at_headquarters = not place.type or place.type == "makao makuu"
    unit = department.name_sw if at_headquarters else place.name
    code = department.code if at_headquarters else place.code
    for number in range(1, int(row["count"]) + 1):
        title = row["title"] if number == 1 else f"{row['title']} {number}"
        made_up = f"{council.code}.{code}.{title.replace(' ', '-')}".lower()
        yield Office(
            username=row["username"] or made_up,
            name=title if unit in title or title in unit else f"{title}, {unit}",
            title=row["title"],
            department=department.code,
            place=place.code,
            role=row["role"] or "requester",
            kits=tuple(map(_kit, row["kit"].split())),
            is_known=bool(row["username"]),
        )


def _kit(text: str) -> Kit:
    """Read "UPS*3@HQ-A-12": a category, how many, and where if not with their holder."""
    devices, _, place = text.partition("@")
    category, _, count = devices.partition("*")
    return Kit(category, int(count or 1), place)


def _models() -> Iterator[Model]:
    codes = {category.name_sw: category.code for category in asset_categories()}
    for row in rows("equipment_models"):
        yield Model(
            category=codes[row["type_sw"]],
            manufacturer=row["make"],
            name=row["model"],
            specification=row["specs"],
            lowest_price=int(row["price_min_tzs"]),
            highest_price=int(row["price_max_tzs"]),
        )


def _parts() -> Iterator[Part]:
    for row in rows("spare_parts"):
        is_used_up = row["name_en"].startswith(CONSUMABLES)
        yield Part(
            code=f"VIP-{int(row['no']):02d}",
            kind=PartKind.CONSUMABLE if is_used_up else PartKind.SPARE,
            name_sw=row["name_sw"],
            name_en=row["name_en"],
            unit=row["unit"],
            fits=row["fits"].strip("-"),
            reorder_point=int(row["min_stock"]),
            lowest_price=int(row["price_min_tzs"]),
            highest_price=int(row["price_max_tzs"]),
        )


def _quantities(text: str) -> tuple[Quantity, ...]:
    """Read "19:0.4 20:0.12": numbers of parts, and how much of each."""
    pairs = (one.split(":") for one in text.split())
    return tuple(Quantity(f"VIP-{int(number):02d}", Decimal(much)) for number, much in pairs)


def _repairs() -> Iterator[Repair]:
    logs = {row["no"]: row for row in rows("repair_logs")}
    for row in rows("repair_codes"):
        log = logs[row["no"]]
        yield Repair(
            number=int(row["no"]),
            category=row["category"],
            models=row["models"],
            problem=Problem(row["problem"]),
            cause=CauseCode(row["cause"]),
            remedy=Remedy(row["remedy"]),
            result=Result(row["result"]),
            description=f"{log['problem']}. {log['cause']}.",
            resolution=f"{log['remedy']}.",
            parts=_quantities(row["parts"]),
            bill=int(row["bill"] or 0),
            workshop_bill=int(row["workshop_bill"] or 0),
            labour_minutes=round(float(log["labour_hours"]) * 60),
            downtime_days=int(log["downtime_days"]),
            weight=int(row["weight"]),
        )


def _stories(places: Iterable[Place]) -> Iterator[Story]:
    originals = {row["no"]: row for row in rows("tickets")}
    for row in rows("stories"):
        yield _story(row, originals[row["no"]], places)


def _story(row: Row, original: Row, places: Iterable[Place]) -> Story:
    found = (place for place in places if place.type and place.name in original["location"])
    place = next(found, None)
    who = frozenset(row["who"].replace("*", "").split())
    return Story(
        number=int(row["no"]),
        category=original["category"],
        hardship=HARDSHIPS[original["priority"]],
        telling=Telling(
            subject=row["subject"] or original["title"],
            description=row["description"] or original["description"],
        ),
        original=Telling(
            subject=original["title"],
            description=original["description"],
            department=original["department"],
            place=place.code if place else HEADQUARTERS,
        ),
        is_in_english=original["lang"] == "en",
        device=row["device"],
        departments=who - {HEADQUARTERS},
        at_headquarters=HEADQUARTERS in who,
        weight=int(row["weight"]),
        season=row["season"],
        repairs=tuple(map(int, row["repairs"].split())),
        always_repaired=False,
        parts=_quantities(row["parts"]),
        cause=Cause(row["cause"]),
        resolution=row["resolution"],
    )


def _stories_of(repairs: Iterable[Repair]) -> Iterator[Story]:
    """Return what people say whose devices are then repaired as those once were."""
    said = {int(row["no"]): row for row in rows("repair_codes")}
    for repair in repairs:
        row = said[repair.number]
        yield Story(
            number=repair.number + 1000,
            category=row["ticket_category"],
            hardship=Hardship(row["hardship"]),
            telling=Telling(subject=row["subject"], description=row["description"]),
            original=None,
            is_in_english=False,
            device=repair.category,
            departments=frozenset(),
            at_headquarters=False,
            weight=repair.weight,
            season=SEASONS.get(repair.category, ""),
            repairs=(repair.number,),
            always_repaired=True,
            parts=(),
            cause=Cause.UNKNOWN,
            resolution=repair.resolution,
        )


def _phrases() -> Mapping[str, tuple[str, ...]]:
    kinds = groupby(sorted(rows("phrases"), key=itemgetter("kind")), key=itemgetter("kind"))
    return {kind: tuple(row["text"] for row in texts) for kind, texts in kinds}
