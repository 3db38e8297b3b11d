"""The make and model of a row: a known one however it is spelt, or a new one that it describes."""

from helpdesk.core.text import normalise_name
from helpdesk.equipment.imports.lines import Line
from helpdesk.equipment.imports.words import Known
from helpdesk.equipment.rules.imports import (
    Column,
    NewModel,
    Reason,
    RefusedCellError,
    heading_key,
)


def name_model(line: Line, known: Known) -> None:
    """Give the line its model, where it names one."""
    manufacturer = str(line.values.pop(Column.MANUFACTURER, ""))
    name, category = str(line.values.pop(Column.MODEL, "")), line.values.pop(Column.CATEGORY, None)
    if not name:
        return
    found = _known(manufacturer, name, known)
    if found is not None:
        line.model = found
        _check_category(line, category, known)
    elif not manufacturer:
        line.refuse(Column.MANUFACTURER, Reason.MISSING)
    elif isinstance(category, int):
        line.model = NewModel(category, normalise_name(manufacturer), _bare(manufacturer, name))
    else:
        line.refuse(Column.CATEGORY, Reason.MISSING)


def _known(manufacturer: str, name: str, known: Known) -> int | None:
    """Look for make and name, then for the name with its make in it, then for it alone."""
    ways = [(known.model, f"{manufacturer} {name}"), (known.model, name)]
    if not manufacturer:
        ways.append((known.model_name, name))
    for words, spelled in ways:
        try:
            return words.find(spelled)
        except RefusedCellError:
            continue
    return None


def _check_category(line: Line, category: object, known: Known) -> None:
    usual = known.models[line.model].category_id if isinstance(line.model, int) else None
    if category is not None and usual is not None and category != usual:
        line.refuse(Column.CATEGORY, Reason.OTHER_CATEGORY, known.category_name(usual))


def _bare(manufacturer: str, name: str) -> str:
    """Take the make off the name of a model that begins with it."""
    words, makers = normalise_name(name).split(), normalise_name(manufacturer).split()
    begins = heading_key(" ".join(words[: len(makers)])) == heading_key(manufacturer)
    return (
        " ".join(words[len(makers) :]) if begins and len(words) > len(makers) else " ".join(words)
    )
