"""The tree of categories, and what may not be done to it."""

from collections.abc import Iterator, Mapping

DEEPEST = 3  # levels

Parents = Mapping[int, int | None]


class CategoryCycleError(Exception):
    """A category would lie below itself."""


class TooDeepError(Exception):
    """A category would lie deeper than the tree may go."""


class CategoryCodeTakenError(Exception):
    """The council has a category of this code already."""


class CategoryInUseError(Exception):
    """A category that others lie below cannot be retired before them."""


class CategoryRetiredError(Exception):
    """No new device comes into a category that was retired."""


def lineage(category_id: int | None, parents: Parents) -> Iterator[int]:
    """Go from a category up to the top; a ring, which cannot be, would end."""
    seen: set[int] = set()
    while category_id is not None and category_id not in seen:
        yield category_id
        seen.add(category_id)
        category_id = parents.get(category_id)


def check_parent(category_id: int | None, parent_id: int | None, parents: Parents) -> None:
    """Refuse a parent that lies below the category, or so deep that what is below has no room."""
    above = list(lineage(parent_id, parents))
    if category_id is not None and category_id in above:
        raise CategoryCycleError
    if len(above) + _height(category_id, parents) > DEEPEST:
        raise TooDeepError


def _height(category_id: int | None, parents: Parents) -> int:
    """Count the levels from a category down to the lowest below it, itself included."""
    paths = (list(lineage(one, parents)) for one in parents)
    levels = (path.index(category_id) + 1 for path in paths if category_id in path)
    return max(levels, default=1)
